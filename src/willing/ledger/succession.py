"""Which of two statements of one actor on one measure stands: the rule of the current stance, as a table.

An actor's settled word stands until the same or a higher authority takes it back, refuses, or replaces it in words
about the same thing; what is vaguer or weaker is kept beside it. docs/reference/ledger.md prints the same table.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum, StrEnum

from willing.ledger.authority import Office, Voice
from willing.ledger.entry import Entry
from willing.ledger.place import INSIDE, NOW
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


@dataclass(frozen=True, slots=True)
class Decision:
    """What a later statement does to the standing one, by which row of the table, and why in plain words."""

    outcome: Outcome
    row: int
    why: str


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
    phase: str | None = None

    @property
    def kind(self) -> Kind:
        return KINDS[self.stance]

    @property
    def machine_made(self) -> bool:
        """Read by a program and not accepted by anybody."""
        return self.entry.position.basis is Basis.QUOTED and not self.entry.reviewed

    @property
    def partial(self) -> bool:
        """Whether it is about a part only: a role or a size. A place is told by `scope` instead."""
        return self.place is None and self.has(Relation.LIMITED_TO)

    @property
    def scope(self) -> str:
        """The part of the measure that it is about: a place other than inside, or "now" for a refusal during the war.

        Empty for the measure as such, which a force inside is.
        """
        if self.place is not None and self.place != INSIDE:
            return self.place
        return NOW if self.kind is Kind.REFUSAL and self.phase == NOW else ""

    def has(self, relation: Relation) -> bool:
        """Whether it, or the coded row that it is the quote of, names something in this relation."""
        row = self.entry.row
        told = (*self.entry.position.conditions, *(row.position.conditions if row else ()))
        return any(condition.relation is relation for condition in told)


def decision(standing: Statement, later: Statement) -> Decision:
    """What `later` (by its last possible day) does to `standing`: the rows of the rule, the first that applies."""
    if later.voice > standing.voice:
        return Decision(Outcome.REPLACES, 1, "a stronger voice spoke")
    if later.voice < standing.voice:
        if settles_by_report(standing, later):
            return Decision(Outcome.REPLACES, 2, "an outlet later reported a decision on what was left open")
        return Decision(Outcome.BESIDE, 2, "of a weaker voice")
    if reviewed_against_machine(standing, later):
        return Decision(Outcome.BESIDE, 3, "not reviewed yet, while the standing one is")
    if reviewed_against_machine(later, standing):
        return Decision(Outcome.REPLACES, 3, "a person accepted the later one and not the earlier")
    if refuses_a_part(standing, later):
        return Decision(Outcome.BESIDE, 4, "refusing a part only")
    if lower(later, standing):
        return by_lower_office(standing, later)
    if later.stance is standing.stance:
        return Decision(Outcome.REPEATS, 6, "the same again")
    if not surely_later(standing, later) and not lower(standing, later):
        takes = same_day_rank(later) > same_day_rank(standing)
        why = "said perhaps on the same day, the refusal stands, else the firmer"
        return Decision(Outcome.REPLACES if takes else Outcome.BESIDE, 7, why)
    if takes_over(standing, later):
        return Decision(Outcome.REPLACES, 8, f"{authority_in_words(standing, later)} {DEEDS[later.kind]} later")
    return Decision(Outcome.BESIDE, 8, "vaguer or weaker, neither refusing nor replacing it")


def by_lower_office(standing: Statement, later: Statement) -> Decision:
    """Row 5; of the same day, the higher office is taken as the last to speak."""
    if surely_later(standing, later):
        takes = later.kind in REPLACED_BY_LOWER_OFFICE[standing.kind]
    else:
        takes = not takes_over(later, standing)
    if takes:
        return Decision(Outcome.REPLACES, 5, "a lower office settled what was left open")
    return Decision(Outcome.BESIDE, 5, "of a lower office")


DEEDS = {
    Kind.PROMISE: "promised",
    Kind.OFFER: "offered",
    Kind.THOUGHT: "considered it",
    Kind.OPEN: "left it open",
    Kind.REFUSAL: "refused",
}


def authority_in_words(standing: Statement, later: Statement) -> str:
    if standing.office is None or later.office is None:
        return "the same voice"
    return "a higher office" if lower(standing, later) else "the same office"


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


def refuses_a_part(standing: Statement, later: Statement) -> bool:
    """Whether `later` refuses a role or a size of what stands; the rest is left."""
    return standing.kind is not Kind.REFUSAL and later.kind is Kind.REFUSAL and later.partial


def same_amount(one: Statement, other: Statement) -> bool:
    """Whether two statements can be about one sum or force: two different figures are two promises."""
    first, second = one.entry.position.quantity, other.entry.position.quantity
    return first is None or second is None or first == second


def same_day_rank(statement: Statement) -> tuple[int, int]:
    """Place in SAME_DAY_ORDER; a bar ("not unless") or a partial refusal does not refuse what is promised beside it."""
    rank = statement.stance.rank or 0
    if statement.kind is Kind.REFUSAL and (statement.partial or statement.has(Relation.UNLESS)):
        return SAME_DAY_ORDER.index(Kind.OPEN), -rank
    firmer_or_harder = rank if statement.kind is Kind.REFUSAL else -rank
    return SAME_DAY_ORDER.index(statement.kind), firmer_or_harder
