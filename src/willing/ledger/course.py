"""How the statements of a cell follow one another: which stands in the end, and what ties it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from willing.ledger.entry import Ending
from willing.ledger.lapse import ending_in_force
from willing.ledger.succession import Decision, Kind, Outcome, Statement, decision, lower, same_amount
from willing.ledger.tiers import are_tiers, conditions_told, tiers_of
from willing.model import Relation

Condition = tuple[str, Relation, bool]

POSITIVE_KINDS = (Kind.PROMISE, Kind.OFFER, Kind.THOUGHT)


@dataclass
class Course:
    """The statements that stand (the bearer first), and the rest, each with the decision that put it there.

    `previous` is what the bearer took the place of, `ended` the last bearer that ended, `gone` the ids of all that did.
    """

    standing: list[Statement] = field(default_factory=list)
    conditioning: list[Statement] = field(default_factory=list)
    replaced: list[Statement] = field(default_factory=list)
    previous: tuple[Statement, Decision] | None = None
    beside: list[tuple[Statement, Decision]] = field(default_factory=list)
    ended: tuple[Statement, Ending] | None = None
    gone: set[str] = field(default_factory=set)

    @property
    def bearer(self) -> Statement:
        return self.standing[0]

    def take(self, later: Statement) -> None:
        """One more statement, not older than the ones before."""
        if not self.standing:
            self.standing = [later]
            return
        decided = decision(self.bearer, later)
        if decided.outcome is Outcome.REPLACES:
            self.replace(later, decided)
        elif decided.outcome is Outcome.REPEATS:
            # a reading that nobody reviewed repeats what a person coded, and does not become what the cell stands on
            place = len(self.standing) if later.machine_made and not self.bearer.machine_made else 0
            self.standing.insert(place, later)
        else:
            self.beside.append((later, decided))
            if ties(self.bearer, later):
                self.conditioning.append(later)

    def replace(self, later: Statement, decided: Decision) -> None:
        self.previous = (self.bearer, decided)
        self.replaced += self.standing
        self.standing = [later]
        kept = [each for each, _ in self.beside]
        self.conditioning = [each for each in self.without(kept + self.replaced) if ties(later, each)]

    def end(self, ended: Statement, ending: Ending) -> None:
        """A statement ends, and with it what repeats it from no higher office.

        What it had replaced stays replaced; what was kept beside it is gone through anew.
        """
        gone = [ended]
        if any(each.entry.id == ended.entry.id for each in self.standing):
            gone = [each for each in self.standing if not lower(ended, each)]
            self.ended = (ended, ending)
        self.gone |= {each.entry.id for each in gone}
        left = self.without(self.standing)
        beside = [(each, decided) for each, decided in self.beside if each.entry.id not in self.gone]
        if left or not self.standing:
            self.standing, self.beside, self.conditioning = left, beside, self.without(self.conditioning)
            return
        self.standing, self.beside, self.conditioning, self.previous = [], [], [], None
        for each, _ in beside:
            self.take(each)

    def without(self, statements: Sequence[Statement]) -> list[Statement]:
        """Those that have not ended."""
        return [each for each in statements if each.entry.id not in self.gone]

    def of_one_promise(self, other: Statement) -> bool:
        """Whether another standing statement is about the bearer's amount, or is a tier of the same breath."""
        return same_amount(self.bearer, other) or are_tiers(self.bearer.entry, other.entry)

    def joined_conditions(self) -> tuple[Condition, ...]:
        """The conditions of all that stands, the standing statement's first.

        A later "with or without it" takes an earlier condition of the same name away; what is required is not said to
        raise as well. Another sum or force is another promise, and its conditions are its own; but what a higher tier
        of the same breath hangs on raises the promise.
        """
        said = tiers_of(each.entry for each in self.standing)
        tied = [each for each in self.standing if each is self.bearer or self.of_one_promise(each)]
        newest_first = sorted(
            tied + sorted(self.conditioning, key=days_of, reverse=True),
            key=days_of,
            reverse=True,
        )
        waived: set[str] = set()
        joined: dict[Condition, None] = {}
        for statement in newest_first:
            told = conditions_told(statement.entry, said)
            joined |= {(each.id, each.relation, each.negated): None for each in told if each.id not in waived}
            waived |= {each.id for each in told if each.relation is Relation.REGARDLESS}
        needed = {(name, negated) for name, relation, negated in joined if relation in NEEDS}
        kept = [each for each in joined if each[1] is not Relation.RAISES or (each[0], each[2]) not in needed]
        first = [(each.id, each.relation, each.negated) for each in conditions_told(self.bearer.entry, said)]
        return tuple(dict.fromkeys([each for each in first if each in kept] + kept))


NEEDS = (Relation.REQUIRES, Relation.AFTER, Relation.WITH)


def days_of(statement: Statement) -> tuple[object, ...]:
    return statement.days


def run(statements: Sequence[Statement], ends: dict[str, Ending]) -> Course:
    """The course of an actor's statements, oldest first, and of their ends, by position id."""
    course = Course()
    by_id = {each.entry.id: each for each in statements}
    waiting = sorted((each for each in ends.values() if each.position_id in by_id), key=lambda each: each.since.last)
    for statement in statements:
        while waiting and waiting[0].since.last <= statement.days[1]:
            ending = waiting.pop(0)
            course.end(by_id[ending.position_id], ending)
        # what ended before it can have been said, or on that day, never stood
        if statement.entry.id not in course.gone:
            course.take(statement)
    for ending in waiting:
        course.end(by_id[ending.position_id], ending)
    return course


def ends_of(statements: Sequence[Statement], today: str) -> dict[str, Ending]:
    """The endings in force on a day, by position id: by no weaker voice and no lower office than what they end."""
    by_id = {each.entry.id: each for each in statements}
    # what a coded row ended is ended by the quote that took its place
    enders = {each.entry.row.id: each for each in statements if each.entry.row} | by_id
    in_force = [ending for each in statements if (ending := ending_in_force(each.entry, today))]
    return {
        ending.position_id: ending
        for ending in in_force
        if not (ender := enders.get(ending.by_position or "")) or not weaker_authority(ender, by_id[ending.position_id])
    }


def weaker_authority(one: Statement, other: Statement) -> bool:
    return one.voice < other.voice or (one.voice == other.voice and lower(one, other))


def ties(standing: Statement, other: Statement) -> bool:
    """Whether a weaker statement beside a positive one still ties it: by no lower authority, not said before it."""
    return (
        bool(other.entry.position.conditions)
        and standing.kind in POSITIVE_KINDS
        and other.kind in POSITIVE_KINDS
        and other.voice == standing.voice
        and other.days[1] >= standing.days[0]
        and not lower(other, standing)
        and not (standing.entry.reviewed and other.machine_made)
        and same_amount(standing, other)
    )
