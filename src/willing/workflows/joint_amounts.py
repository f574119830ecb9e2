"""Amounts told of several actors at once: one sum that they give together, never one for each of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from willing.ledger import Entry
from willing.ledger.authority import Voice, voice_of
from willing.model import Quantity
from willing.reckoning.commitment import Commitment, exact
from willing.reckoning.joint import JointSum

EACH = re.compile(r"\b(each|apiece|respectively)\b", re.IGNORECASE)
"""Words that give every actor its own amount."""


@dataclass(frozen=True, slots=True)
class Together:
    """A joint sum with the positions that tell it, and what a reader of the number should know."""

    sum: JointSum
    unit: str
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()


def is_joint(entry: Entry) -> bool:
    """Whether a statement names several actors and one amount between them."""
    position = entry.position
    if len(set(position.actor_ids)) < 2 or position.quantity is None:
        return False
    words = position.evidence.exact if position.evidence else position.coding.summary if position.coding else ""
    return EACH.search(words) is None


def alone_first(entries: Iterable[Entry]) -> list[Entry]:
    """Statements on one actor's own amount before those on a sum with others, else in their order."""
    return sorted(entries, key=is_joint)


def is_money(quantity: Quantity) -> bool:
    return len(quantity.unit) == 3 and quantity.unit.isupper()


def joint_sums(
    told: Iterable[Entry],
    commitments: Sequence[Commitment],
    tellers: Mapping[tuple[str, str], str],
    taken: Collection[tuple[str, str]],
) -> list[Together]:
    """The joint sums that statements tell of actors who promise something on the measure.

    `tellers` says for actor and measure which statement told the amount that counts. An own word goes before the word
    of others, a newer one before an older; of two that share an actor (or share one with those `taken`) only the first
    counts. A sum of money is that of one package: it bounds only actors whose amounts are told by it, where forces are
    counted once. Others' words bound from above only, and never below what actors themselves have promised for sure.
    """
    found: list[Together] = []
    used = set(taken)
    for entry in sorted(told, key=lambda each: (is_own(each), each.days[1], each.days[0], each.id), reverse=True):
        position, quantity = entry.position, entry.position.quantity
        promised = {each.actor for each in commitments if each.measure == position.measure_id}
        actors = tuple(actor for actor in dict.fromkeys(position.actor_ids) if actor in promised)
        keys = {(actor, position.measure_id) for actor in actors}
        if quantity is None or len(actors) < 2 or keys & used:
            continue
        if is_money(quantity) and any(tellers.get(key) != entry.id for key in keys):
            continue
        low, high = bounds_of(entry, quantity)
        if high is not None and not is_own(entry) and surely_promised(commitments, keys) > high:
            continue
        everybody = len(actors) == len(set(position.actor_ids))
        used |= keys
        total = JointSum(position.measure_id, actors, low if everybody else Fraction(0), high, (entry.id,))
        found.append(Together(total, quantity.unit, (entry,)))
    return found


def is_own(entry: Entry) -> bool:
    """Whether all of its actors say it themselves."""
    return all(voice_of(actor, entry) is Voice.OWN for actor in entry.position.actor_ids)


def bounds_of(entry: Entry, quantity: Quantity) -> tuple[Fraction, Fraction | None]:
    """The bounds of the sum; the word of others bounds it from above only."""
    low, high = (
        None if bound is None else exact(bound) * exact(quantity.factor) for bound in (quantity.low, quantity.high)
    )
    if is_own(entry):
        return low or Fraction(0), high
    return Fraction(0), high if high is not None else low


def surely_promised(commitments: Iterable[Commitment], keys: Collection[tuple[str, str]]) -> Fraction:
    """What actors promise for sure by themselves, the largest promise of each."""
    largest: dict[str, Fraction] = {}
    for each in commitments:
        if (each.actor, each.measure) in keys:
            largest[each.actor] = max(largest.get(each.actor, Fraction(0)), each.amount.low)
    return sum(largest.values(), Fraction(0))
