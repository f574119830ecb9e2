"""How the statements of a cell follow one another: which stands in the end, and what ties it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from willing.ledger.succession import Decision, Kind, Outcome, Statement, decision, lower, same_amount
from willing.model import Relation

Condition = tuple[str, Relation, bool]

POSITIVE_KINDS = (Kind.PROMISE, Kind.OFFER, Kind.THOUGHT)


@dataclass
class Course:
    """The statements that stand (the bearer first), and the rest, each with the decision that put it there.

    `previous` is what the bearer took the place of.
    """

    standing: list[Statement] = field(default_factory=list)
    conditioning: list[Statement] = field(default_factory=list)
    replaced: list[Statement] = field(default_factory=list)
    previous: tuple[Statement, Decision] | None = None
    beside: list[tuple[Statement, Decision]] = field(default_factory=list)

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
        self.conditioning = [each for each in kept + self.replaced if ties(later, each)]

    def joined_conditions(self) -> tuple[Condition, ...]:
        """The conditions of all that stands, the standing statement's first.

        A later "with or without it" takes an earlier condition of the same name away; what is required is not said to
        raise as well. Another sum or force is another promise, and its conditions are its own.
        """
        tied = [each for each in self.standing if each is self.bearer or same_amount(self.bearer, each)]
        newest_first = sorted(
            tied + sorted(self.conditioning, key=days_of, reverse=True),
            key=days_of,
            reverse=True,
        )
        waived: set[str] = set()
        joined: dict[Condition, None] = {}
        for statement in newest_first:
            told = statement.entry.position.conditions
            joined |= {(each.id, each.relation, each.negated): None for each in told if each.id not in waived}
            waived |= {each.id for each in told if each.relation is Relation.REGARDLESS}
        needed = {(name, negated) for name, relation, negated in joined if relation in NEEDS}
        kept = [each for each in joined if each[1] is not Relation.RAISES or (each[0], each[2]) not in needed]
        first = [(each.id, each.relation, each.negated) for each in self.bearer.entry.position.conditions]
        return tuple(dict.fromkeys([each for each in first if each in kept] + kept))


NEEDS = (Relation.REQUIRES, Relation.AFTER, Relation.WITH)


def days_of(statement: Statement) -> tuple[object, ...]:
    return statement.days


def run(statements: Sequence[Statement]) -> Course:
    """The course of an actor's statements, oldest first; at least one."""
    course = Course()
    for statement in statements:
        course.take(statement)
    return course


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
