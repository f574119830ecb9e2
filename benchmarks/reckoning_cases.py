"""Random cases for the benchmark of the reckoning: the same for the same seed, alike in kind whatever their size.

A tenth of the promises hang on nothing, the others on one to three things that must all be so: mostly facts, else
another promise, a number of others, or what others bring together. Actors fall into sub-coalitions of about 40 with
five measures of their own, so a threshold counts about 40 actors in a case of 200 promises and in one of 10,000:
what grows with the case is its size, not its thresholds. Nothing but facts is ever negated.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from willing.model import Condition, Fact, Holds, Not, Others, Total, all_of, any_of, evaluate
from willing.model.condition_atoms import Number
from willing.reckoning.case import Allocation, ReckoningCase, Share
from willing.reckoning.commitment import Amount, Commitment, Requirement
from willing.reckoning.odds import Chance, Odds

COALITION = 40
"""Actors of one sub-coalition, who promise on the same measures."""

MEASURES = 5
"""Measures of one sub-coalition."""

QUANTITIES = (1, 2, 3, 5, 8, 10, 15, 20, 30, 50)
KEPT = ("0.5", "0.7", "0.8", "0.9", "0.95", "1")
REQUIRED = Fraction(45, 100)
"""Share of what a measure can come to at all that the requirement asks for: neither out of reach nor sure."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One scenario of a Monte Carlo run: every fact is known, and which promises are kept if their condition holds."""

    facts: Mapping[str, bool]
    kept: frozenset[str]


def random_case(actors: int, promises: int, facts: int, seed: int = 0, with_keep: bool = True) -> ReckoningCase:
    """A case of this size with its odds and one requirement; without `with_keep` every promise is kept."""
    draw = random.Random(seed)
    names = tuple(f"F{number}" for number in range(facts))
    single = {name: Chance.of(round(draw.uniform(0.3, 0.95), 3)) for name in names}
    bare = [bare_promise(draw, number, actors, promises) for number in range(promises)]
    keep = {each.id: Chance.of(draw.choice(KEPT)) for each in bare} if with_keep else {}
    conditions = Conditions(draw, names, bare)
    commitments = tuple(replace(each, condition=conditions.of(each)) for each in bare)
    return ReckoningCase(
        facts=names,
        commitments=commitments,
        requirements=(requirement_on(bare[0].measure, commitments),),
        odds=Odds(single=single, keep=keep),
        id=f"random-{actors}x{promises}x{facts}-{seed}",
    )


def random_scenarios(case: ReckoningCase, count: int, seed: int = 0) -> list[Drawn]:
    """Scenarios drawn by the odds of the case, whose facts must stand alone; a promise without odds is kept."""
    draw = random.Random(seed)
    chances = {fact: float(case.odds.single[fact].low) for fact in case.facts}
    keep = {each.id: float(case.odds.keep[each.id].low) if case.odds.keep else 1.0 for each in case.commitments}
    return [
        Drawn(
            {fact: draw.random() < chance for fact, chance in chances.items()},
            frozenset(promise for promise, chance in keep.items() if draw.random() < chance),
        )
        for _ in range(count)
    ]


def random_allocation(members: int, seed: int = 0) -> Allocation:
    """A gap of 60 % of what all members can give together at most."""
    draw = random.Random(seed)
    shares = {
        f"A{number}": Share(
            cap=Fraction(draw.randint(1, 500)),
            unit_cost=Fraction(draw.randint(50, 200), 100),
            capacity=Fraction(draw.randint(10, 5000)),
        )
        for number in range(members)
    }
    return Allocation(sum((each.cap for each in shares.values()), Fraction(0)) * 6 / 10, shares)


def bare_promise(draw: random.Random, number: int, actors: int, promises: int) -> Commitment:
    """A promise without its condition. Actors take turns, and each goes through the measures of its sub-coalition."""
    actor = number % actors
    turn = number // actors if promises >= actors * MEASURES else draw.randrange(MEASURES)
    measure = actor // COALITION * MEASURES + turn % MEASURES
    return Commitment(f"P{number}", f"A{actor}", f"M{measure}", Amount.of(draw.choice(QUANTITIES)))


class Conditions:
    """Draws the conditions of promises."""

    def __init__(self, draw: random.Random, facts: Sequence[str], promises: Sequence[Commitment]) -> None:
        self.draw = draw
        self.facts = facts
        self.promises = [each.id for each in promises]
        self.largest: dict[str, dict[str, int]] = defaultdict(dict)
        for each in promises:
            amounts = self.largest[each.measure]
            amounts[each.actor] = max(amounts.get(each.actor, 0), int(each.amount.low))

    def of(self, speaker: Commitment) -> Condition | None:
        if self.draw.random() < 0.1:
            return None
        return all_of(self.conjunct(speaker) for _ in range(self.draw.choice((1, 1, 2, 2, 3))))

    def conjunct(self, speaker: Commitment) -> Condition:
        kind = self.draw.random()
        if kind < 0.45:
            return self.fact()
        if kind < 0.62:
            return any_of((self.fact(), self.fact()))
        if kind < 0.70:
            return Not(self.fact())
        if kind < 0.82:
            return Holds(self.draw.choice(self.promises))
        return self.threshold(speaker, by_count=kind < 0.94)

    def fact(self) -> Fact:
        return Fact(self.draw.choice(self.facts))

    def threshold(self, speaker: Commitment, *, by_count: bool) -> Condition:
        """One to five others, or 10 to 35 % of what all others on the measure can bring together."""
        if by_count:
            return Others(speaker.measure, self.draw.choice((1, 2, 3, 3, 4, 5)))
        amounts = self.largest[speaker.measure]
        others = sum(amounts.values()) - amounts[speaker.actor]
        return Total(speaker.measure, max(1, int(others * self.draw.uniform(0.1, 0.35))), own=False)


def requirement_on(measure: str, commitments: Sequence[Commitment]) -> Requirement:
    """A requirement at 45 % of what the measure can come to if every fact that helps is so."""
    standing = Standing(commitments)
    waiting = list(commitments)
    while taken := {each.id for each in waiting if standing.take(each)}:
        waiting = [each for each in waiting if each.id not in taken]
    return Requirement(measure, Fraction(round(standing.total(measure, "") * REQUIRED)))


class Standing:
    """What can hold so far, as a condition asks for it; `speaker` is the actor whose condition is being read."""

    def __init__(self, commitments: Sequence[Commitment]) -> None:
        self.held: set[str] = set()
        self.amounts: dict[str, dict[str, int]] = {each.measure: {} for each in commitments}

    def take(self, promise: Commitment) -> bool:
        """Whether the promise can hold, with every fact left open; if so, it counts from now on."""
        if promise.condition is not None and evaluate(promise.condition, {}, Seen(self, promise.actor)) is False:
            return False
        self.held.add(promise.id)
        amounts = self.amounts[promise.measure]
        amounts[promise.actor] = max(amounts.get(promise.actor, 0), int(promise.amount.low))
        return True

    def total(self, measure: str, without: str) -> int:
        return sum(amount for actor, amount in self.amounts[measure].items() if actor != without)


@dataclass(frozen=True, slots=True)
class Seen:
    """The standing as one speaker sees it, for `evaluate`."""

    standing: Standing
    speaker: str

    def holds(self, promise: str) -> bool:
        return promise in self.standing.held

    def does(self, actor: str, measure: str, at_least: Number | None) -> bool:
        return self.standing.amounts[measure].get(actor, 0) >= (at_least or 1)

    def others(self, measure: str, at_least: int, of: tuple[str, ...] | None) -> bool:
        doing = self.standing.amounts[measure].keys() - {self.speaker}
        return len(doing if of is None else doing & set(of)) >= at_least

    def total(self, measure: str, at_least: Number, own: bool) -> bool:
        return self.standing.total(measure, "" if own else self.speaker) >= at_least
