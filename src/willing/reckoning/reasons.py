"""Why a promise holds, stays open or fails: the parts of its condition that settle the matter, down to what each reads.

Every number in an answer unfolds: a part that reads other promises names those that it counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from willing.model import All, Any, Condition, Does, Fact, Holds, Not, Others, Total
from willing.model.condition_atoms import Atom
from willing.reckoning.commitment import Commitment
from willing.reckoning.propagation import Outcome
from willing.reckoning.reference import Side, is_true, total_of


class Status(StrEnum):
    """Whether something certainly holds, certainly does not, or neither is known."""

    HOLDS = "holds"
    OPEN = "open"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a condition that settles it.

    `part` is the part as written, `wanted` whether it must be so (or, under a `not`, must not), `status` whether it is;
    `promises` are those that it counts (certain ones, then open ones), `amounts` what they come to, low and high, where
    the part asks for a quantity (None: no upper end).
    """

    part: Condition
    wanted: bool
    status: Status
    promises: tuple[str, ...] = ()
    amounts: tuple[Fraction, Fraction | None] | None = None


def status_of(outcome: Outcome, promise: str) -> Status:
    """Whether a promise holds, is open or fails."""
    return settled(promise in outcome.certain, promise in outcome.possible)


def reasons_for(outcome: Outcome, promise: str) -> tuple[Reason, ...]:
    """The parts of a promise's condition that settle its status; none where it hangs on nothing.

    Where a condition is met or fails several ways, one of the shortest is told.
    """
    each = outcome.case.by_id()[promise]
    return Reading(outcome, each).settling(each.condition, True) if each.condition is not None else ()


class Reading:
    """One promise's condition, read on both sides of an outcome."""

    def __init__(self, outcome: Outcome, speaker: Commitment) -> None:
        self.outcome, self.speaker = outcome, speaker
        self.low = Side(False, outcome.certain, outcome.possible)
        self.high = Side(True, outcome.possible, outcome.certain)

    def status(self, condition: Condition) -> Status:
        case, scenario = self.outcome.case, self.outcome.scenario
        return settled(
            is_true(condition, self.speaker, case, scenario, self.low),
            is_true(condition, self.speaker, case, scenario, self.high),
        )

    def settling(self, condition: Condition, wanted: bool) -> tuple[Reason, ...]:
        """The atoms that settle a condition, as it is wanted (or, under a `not`, not wanted)."""
        match condition:
            case Not(part):
                return self.settling(part, not wanted)
            case All(parts) | Any(parts):
                return self.joined(condition, parts, wanted)
            case _:
                return (self.reason(condition, wanted),)

    def joined(self, whole: Condition, parts: tuple[Condition, ...], wanted: bool) -> tuple[Reason, ...]:
        status = self.status(whole)
        told = [self.settling(part, wanted) for part in parts if self.status(part) is status]
        one_is_enough = Status.FAILS if isinstance(whole, All) else Status.HOLDS
        if status is one_is_enough:
            return min(told, key=len)
        return tuple(dict.fromkeys(reason for reasons in told for reason in reasons))

    def reason(self, atom: Atom, wanted: bool) -> Reason:
        promises = self.counted(atom)
        return Reason(atom, wanted, self.status(atom), promises, self.amounts(atom, promises))

    def counted(self, atom: Atom) -> tuple[str, ...]:
        """The promises that an atom counts: those that certainly hold, then those that may."""
        outcome = self.outcome
        possible = [each for each in outcome.case.commitments if each.id in outcome.possible]
        found = [each for each in possible if reads(atom, each, self.speaker)]
        return tuple(each.id for each in sorted(found, key=lambda each: each.id not in outcome.certain))

    def amounts(self, atom: Atom, promises: tuple[str, ...]) -> tuple[Fraction, Fraction | None] | None:
        """What the promises that an atom counts come to, where it asks for a quantity."""
        match atom:
            case Does(_, measure, at_least) if at_least is not None:
                own: tuple[Commitment, ...] = ()
            case Total(measure, _, counts_own):
                own = (self.speaker,) if counts_own else ()
            case _:
                return None
        by_id = self.outcome.case.by_id()
        certain = {*(by_id[name] for name in promises if name in self.outcome.certain), *own}
        possible = {*(by_id[name] for name in promises), *own}
        low = total_of(certain, measure, possible=False)
        return low or Fraction(0), total_of(possible, measure, possible=True)


def reads(atom: Atom, each: Commitment, speaker: Commitment) -> bool:
    """Whether an atom of a speaker's condition counts a promise."""
    match atom:
        case Fact():
            return False
        case Holds(promise):
            return each.id == promise
        case Does(actor, measure, _):
            return each.actor == actor and each.measure == measure
        case Others(measure, _, of):
            return each.measure == measure and each.actor != speaker.actor and (of is None or each.actor in of)
        case Total(measure, _, own):
            return each.measure == measure and (own or each.actor != speaker.actor)


def settled(certain: bool, possible: bool) -> Status:
    if certain:
        return Status.HOLDS
    return Status.OPEN if possible else Status.FAILS
