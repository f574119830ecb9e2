"""Which of two statements of one actor on one measure stands: the rule of the current stance, as a table.

An actor's settled word stands until the same or a higher authority takes it back, refuses, or replaces it in words
about the same thing; what is vaguer or weaker is kept beside it. docs/ledger.md prints the same table.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum, StrEnum

from willing.ledger.authority import Office, Voice
from willing.ledger.entry import Entry
from willing.model import Basis, Relation, Stance


class Kind(StrEnum):
    """What a statement does: promise, offer, consider, leave open, refuse."""

    PROMISE = "promise"
    OFFER = "offer"
    THOUGHT = "thought"
    OPEN = "open"
    REFUSAL = "refusal"


class Outcome(Enum):
    """What a later statement does to the standing one."""

    REPLACES = "replaces"
    REPEATS = "repeats"
    BESIDE = "beside"


KINDS = {
    Stance.DELIVERED: Kind.PROMISE,
    Stance.ALLOCATED: Kind.PROMISE,
    Stance.COMMITTED: Kind.PROMISE,
    Stance.WILLING: Kind.OFFER,
    Stance.CONSIDERING: Kind.THOUGHT,
    Stance.UNDECIDED: Kind.OPEN,
    Stance.RELUCTANT: Kind.OPEN,
    Stance.DECLINED: Kind.REFUSAL,
    Stance.OPPOSED: Kind.REFUSAL,
}

P, O, T, N, R = Kind.PROMISE, Kind.OFFER, Kind.THOUGHT, Kind.OPEN, Kind.REFUSAL  # noqa: E741 (columns of the table)

REPLACED_BY_EQUALS: dict[Kind, frozenset[Kind]] = {
    Kind.PROMISE: frozenset({P, R}),
    Kind.OFFER: frozenset({P, O, N, R}),
    Kind.THOUGHT: frozenset({P, O, T, N, R}),
    Kind.OPEN: frozenset({P, O, T, N, R}),
    Kind.REFUSAL: frozenset({P, O, T, R}),
}
"""Standing kind -> later kinds of the same or a higher office that take its place."""

REPLACED_BY_LOWER_OFFICE: dict[Kind, frozenset[Kind]] = {
    Kind.PROMISE: frozenset(),
    Kind.OFFER: frozenset({P}),
    Kind.THOUGHT: frozenset({P, R}),
    Kind.OPEN: frozenset({P, R}),
    Kind.REFUSAL: frozenset(),
}
"""A minister settles what the head of government left open, and no more."""

REPLACED_BY_OUTLET: dict[Kind, frozenset[Kind]] = {kind: frozenset() for kind in Kind} | {N: frozenset({P, R})}
"""A later report under an outlet's name settles what an actor's own word left openly undecided, and no more."""

SAME_DAY_ORDER = (Kind.OPEN, Kind.THOUGHT, Kind.OFFER, Kind.PROMISE, Kind.REFUSAL)
"""What stands, the last first, where equals say two things and the order is unknown: a doubt is no promise."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An entry as seen from one of its actors, with all that the rule looks at."""

    entry: Entry
    stance: Stance
    voice: Voice
    office: Office | None
    place: str | None
    days: tuple[datetime.date, datetime.date]

    @property
    def kind(self) -> Kind:
        return KINDS[self.stance]

    @property
    def machine_made(self) -> bool:
        """Read by a program and not accepted by anybody."""
        return self.entry.position.basis is Basis.QUOTED and not self.entry.reviewed

    @property
    def limited(self) -> bool:
        """Whether it is about a part only: a place, a role, a size."""
        return self.place is not None or self.has(Relation.LIMITED_TO)

    def has(self, relation: Relation) -> bool:
        return any(condition.relation is relation for condition in self.entry.position.conditions)


def outcome(standing: Statement, later: Statement) -> Outcome:
    """What `later` (by its last possible day) does to `standing`: the rows of the rule, the first that applies."""
    if later.voice != standing.voice:
        return replaces(later.voice > standing.voice or settles_by_report(standing, later))
    if reviewed_against_machine(standing, later) or reviewed_against_machine(later, standing):
        return replaces(later.entry.reviewed)
    if not same_thing(standing, later):
        return Outcome.BESIDE
    if lower(later, standing):
        if surely_later(standing, later):
            return replaces(later.kind in REPLACED_BY_LOWER_OFFICE[standing.kind])
        # of the same day: the higher office is taken as the last to speak
        return replaces(not takes_over(later, standing))
    if later.stance is standing.stance:
        return Outcome.REPEATS
    if not surely_later(standing, later) and not lower(standing, later):
        return replaces(same_day_rank(later) > same_day_rank(standing))
    return replaces(takes_over(standing, later))


def replaces(it_does: bool) -> Outcome:
    return Outcome.REPLACES if it_does else Outcome.BESIDE


def takes_over(standing: Statement, later: Statement) -> bool:
    """Whether a later statement of the same or a higher office takes the place of the standing one."""
    if standing.kind is Kind.PROMISE and later.kind is Kind.PROMISE:
        return not weaker(later, standing)
    return later.kind in REPLACED_BY_EQUALS[standing.kind]


def surely_later(standing: Statement, later: Statement) -> bool:
    """Whether `later` was said on a later day, whatever days the two can have been said on."""
    return later.days[0] > standing.days[1]


def settles_by_report(standing: Statement, later: Statement) -> bool:
    return (
        (standing.voice, later.voice) == (Voice.OWN, Voice.OUTLET)
        and later.kind in REPLACED_BY_OUTLET[standing.kind]
        and surely_later(standing, later)
        and not (standing.entry.reviewed and later.machine_made)
    )


def reviewed_against_machine(one: Statement, other: Statement) -> bool:
    return one.entry.reviewed and other.machine_made


def lower(one: Statement, other: Statement) -> bool:
    """Whether `one` is by a lower office; an unknown office counts as equal."""
    return one.office is not None and other.office is not None and one.office < other.office


def weaker(one: Statement, other: Statement) -> bool:
    first, second = one.stance.rank, other.stance.rank
    return first is not None and second is not None and first > second


def same_thing(standing: Statement, later: Statement) -> bool:
    """Whether the two are about the same thing: another place is another thing, and refusing a part leaves the rest."""
    if standing.place and later.place and standing.place != later.place:
        return False
    same_place = later.place is not None and later.place == standing.place
    return standing.kind is Kind.REFUSAL or later.kind is not Kind.REFUSAL or not later.limited or same_place


def same_day_rank(statement: Statement) -> tuple[int, int]:
    """Place in SAME_DAY_ORDER; a bar ("not unless") or a partial refusal does not refuse what is promised beside it."""
    rank = statement.stance.rank or 0
    if statement.kind is Kind.REFUSAL and (statement.limited or statement.has(Relation.UNLESS)):
        return SAME_DAY_ORDER.index(Kind.OPEN), -rank
    firmer_or_harder = rank if statement.kind is Kind.REFUSAL else -rank
    return SAME_DAY_ORDER.index(statement.kind), firmer_or_harder
