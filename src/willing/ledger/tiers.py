"""Tiers: several amounts named in one breath, each under its own conditions ("a tenth, and a third with support").

The lower amount stands without the conditions of the higher one: in a cell they raise it, they do not bind it. Only
what one speaker says in one place on one day is compared, so that a promise restated later is never taken for a tier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from willing.ledger.entry import Entry
from willing.ledger.place import place_of
from willing.model import AttachedCondition, Relation

BINDING = (Relation.REQUIRES, Relation.AFTER, Relation.WITH, Relation.UNLESS)
"""Relations that make a promise hang on something."""

Bound: TypeAlias = frozenset[tuple[str, Relation, bool]]


def is_higher_tier(entry: Entry, others: Iterable[Entry]) -> bool:
    """Whether the entry names more than another of the same breath, under that one's conditions and further ones."""
    return any(above(entry, other) for other in others)


def above(higher: Entry, lower: Entry) -> bool:
    """Whether `higher` is a tier over `lower`: a larger amount of the same unit that hangs on more."""
    return same_breath(higher, lower) and bound_to(lower) < bound_to(higher) and larger(higher, lower)


def are_tiers(one: Entry, other: Entry) -> bool:
    """Whether one of the two is a tier over the other."""
    return above(one, other) or above(other, one)


def same_breath(one: Entry, other: Entry) -> bool:
    """Whether two statements were made by the same speaker in the same place, and with the same degree of resolve."""
    first, second = one.position, other.position
    return (
        first.stance is second.stance
        and first.measure_id == second.measure_id
        and first.actor_ids == second.actor_ids
        and first.by_ids == second.by_ids
        and first.speaker_ids == second.speaker_ids
        and place_of(one) == place_of(other)
        and source_of(one) == source_of(other)
    )


def source_of(entry: Entry) -> tuple[object, ...]:
    """Where and when it was said: the stored text, or as a coder noted it the source, speaker and day."""
    coding = entry.coding
    if coding is None:
        return (entry.position.doc_id, entry.words.speaker)
    return (coding.url, coding.speaker, coding.said)


def bound_to(entry: Entry) -> Bound:
    """The conditions that bind the statement."""
    told = entry.position.conditions
    return frozenset((each.id, each.relation, each.negated) for each in told if each.relation in BINDING)


def larger(one: Entry, other: Entry) -> bool:
    """Whether one amount is larger than another; not where a unit or an amount is missing."""
    first, second = one.position.quantity, other.position.quantity
    if first is None or second is None or first.unit != second.unit:
        return False
    tops = [quantity.high if quantity.high is not None else quantity.low for quantity in (first, second)]
    return (tops[0] or 0) * first.factor > (tops[1] or 0) * second.factor


def conditions_told(entry: Entry, standing: Iterable[Entry]) -> tuple[AttachedCondition, ...]:
    """The statement's conditions as they bear on the cell: those of a higher tier raise what stands without them."""
    told = entry.position.conditions
    lower = [other for other in standing if above(entry, other)]
    if not lower:
        return told
    lowest = frozenset.intersection(*(bound_to(other) for other in lower))
    return tuple(each if (each.id, each.relation, each.negated) in lowest else raising(each) for each in told)


def raising(condition: AttachedCondition) -> AttachedCondition:
    """A condition that binds, as one that raises; that something must not come true raises by its absence."""
    if condition.relation not in BINDING:
        return condition
    unless = condition.relation is Relation.UNLESS
    return replace(condition, relation=Relation.RAISES, negated=condition.negated != unless)
