"""Tiers: several amounts named in one breath, each under its own conditions ("a tenth, and a third with support").

The lower amount stands without the conditions of the higher one: in a cell they raise it, they do not bind it. Only
what one speaker says in one place on one day is compared, so that a promise restated later is never taken for a tier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from willing.ledger.entry import Entry
from willing.ledger.place import place_of
from willing.model import AttachedCondition, Quantity, Relation

BINDING = (Relation.REQUIRES, Relation.AFTER, Relation.WITH, Relation.UNLESS)
"""Relations that make a promise hang on something."""

Bound: TypeAlias = frozenset[tuple[str, Relation, bool]]
Breath: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """What makes an entry a tier of its breath: the amount it names and what that hangs on."""

    breath: Breath
    bound: Bound
    quantity: Quantity

    def is_above(self, lower: Tier) -> bool:
        """Whether this is a tier over `lower`: a larger amount of the same unit that hangs on more."""
        return lower.bound < self.bound and larger(self.quantity, lower.quantity) and self.breath == lower.breath


def tier_of(entry: Entry) -> Tier | None:
    """The entry as a tier; None where it names no amount."""
    quantity = entry.position.quantity
    return None if quantity is None else Tier(breath_of(entry), bound_to(entry), quantity)


def tiers_of(entries: Iterable[Entry]) -> frozenset[Tier]:
    """The different tiers among the entries; statements that say the same again count once."""
    return frozenset(tier for entry in entries if (tier := tier_of(entry)))


def is_higher_tier(entry: Entry, others: Iterable[Entry]) -> bool:
    """Whether the entry names more than another of the same breath, under that one's conditions and further ones."""
    tier = tier_of(entry)
    return tier is not None and any(tier.is_above(other) for other in tiers_of(others))


def are_tiers(one: Entry, other: Entry) -> bool:
    """Whether one of the two is a tier over the other."""
    first, second = tier_of(one), tier_of(other)
    return first is not None and second is not None and (first.is_above(second) or second.is_above(first))


def same_breath(one: Entry, other: Entry) -> bool:
    """Whether two statements were made by the same speaker in the same place, and with the same degree of resolve."""
    return breath_of(one) == breath_of(other)


def breath_of(entry: Entry) -> Breath:
    """What statements of one breath have in common."""
    position = entry.position
    return (
        position.stance,
        position.measure_id,
        position.actor_ids,
        position.by_ids,
        position.speaker_ids,
        place_of(entry),
        *source_of(entry),
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


def larger(one: Quantity, other: Quantity) -> bool:
    """Whether one amount is larger than another; not where the units differ."""
    if one.unit != other.unit:
        return False
    tops = [quantity.high if quantity.high is not None else quantity.low for quantity in (one, other)]
    return (tops[0] or 0) * one.factor > (tops[1] or 0) * other.factor


def conditions_told(entry: Entry, standing: Iterable[Tier]) -> tuple[AttachedCondition, ...]:
    """The statement's conditions as they bear on the cell: those of a higher tier raise what stands without them."""
    told = entry.position.conditions
    tier = tier_of(entry) if told else None
    lower = [other.bound for other in standing if tier.is_above(other)] if tier else []
    if not lower:
        return told
    lowest = frozenset.intersection(*lower)
    return tuple(each if (each.id, each.relation, each.negated) in lowest else raising(each) for each in told)


def raising(condition: AttachedCondition) -> AttachedCondition:
    """A condition that binds, as one that raises; that something must not come true raises by its absence."""
    if condition.relation not in BINDING:
        return condition
    unless = condition.relation is Relation.UNLESS
    return replace(condition, relation=Relation.RAISES, negated=condition.negated != unless)
