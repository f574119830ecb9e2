"""Small random reckoning cases that use everything the language has, and scenarios for them.

Drawn from a seeded `random.Random`, so a failing case is named by its seed. Everything is small on purpose: names,
amounts and thresholds collide, and circles, ties and thresholds that are just reached come up often.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from willing.model import Condition, Does, Fact, Holds, Not, Others, Total, all_of, any_of
from willing.model.condition_atoms import Number
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.commitment import Amount, Commitment, Requirement
from willing.reckoning.joint import JointSum
from willing.reckoning.odds import Chance, Exclusive, Given, Group, Odds

PACTS = ("first", "second")
NOBODY = "Z"
"""An actor, and a measure, that conditions may name and nobody promises."""


@dataclass(frozen=True, slots=True)
class Flavour:
    """What one case may have; drawn for each case, so that plain cases come up as well as mixed ones."""

    negation: bool
    ranges: bool
    tiers: bool
    pacts: bool
    months: bool


def small_case(draw: random.Random) -> ReckoningCase:
    """A case of up to 5 facts, 8 promises, 4 actors and 2 measures, without odds (see `with_odds`)."""
    flavour = Flavour(*(draw.random() < share for share in (0.6, 0.4, 0.6, 0.5, 0.3)))
    facts = tuple("abcde"[: draw.randint(0, 5)])
    actors = "ABCD"[: draw.randint(1, 4)]
    measures = ("m", "n")[: draw.randint(1, 2)]
    bare = [bare_promise(draw, f"p{number}", actors, measures, flavour) for number in range(draw.randint(1, 8))]
    conditions = Conditions(draw, facts, actors, measures, [each.id for each in bare], flavour.negation)
    return ReckoningCase(
        facts=facts,
        commitments=tuple(replace(each, condition=conditions.of()) for each in bare),
        requirements=tuple(Requirement(measure, Fraction(draw.randint(0, 14))) for measure in some(draw, measures)),
        joint=tuple(random_joint(apart(draw), actors, measures)),
    )


def apart(draw: random.Random) -> random.Random:
    """A generator that goes on as this one does, without moving it: what it draws changes nothing else of a seed."""
    copy = random.Random()
    copy.setstate(draw.getstate())
    return copy


def random_joint(draw: random.Random, actors: str, measures: Sequence[str]) -> Iterator[JointSum]:
    """In one case of three, what up to two groups of actors give together, bounded from one side or both."""
    if draw.random() < 0.67:
        return
    for measure in measures:
        left = [*actors, NOBODY]
        draw.shuffle(left)
        while len(left) > 1 and draw.random() < 0.7:
            size = draw.randint(2, min(3, len(left)))
            group, left = tuple(left[:size]), left[size:]
            low = Fraction(draw.choice((0, 0, 3, 7)))
            high = draw.choice((None, low, low + 2, low + Fraction(9, 2)))
            yield JointSum(measure, group, low, high)


def random_scenario(draw: random.Random, case: ReckoningCase, unknown: bool = True) -> Scenario:
    """Each fact true, false or, unless `unknown` is false, unknown: absent or None."""
    chance = draw.choice((0.1, 0.5)) if unknown else 0.0
    scenario: dict[str, bool | None] = {}
    for fact in case.facts:
        if draw.random() >= chance:
            scenario[fact] = draw.random() < 0.6
        elif draw.random() < 0.5:
            scenario[fact] = None
    return scenario


def random_kept(draw: random.Random, case: ReckoningCase) -> frozenset[str] | None:
    """Promises that are kept if their condition holds; None: all of them."""
    if draw.random() < 0.5:
        return None
    return frozenset(each.id for each in case.commitments if draw.random() < 0.8)


def with_odds(draw: random.Random, case: ReckoningCase) -> ReckoningCase:
    """The case with an exact chance for every fact, alone or hanging together, and for some promises being kept."""
    facts = list(case.facts)
    draw.shuffle(facts)
    groups: list[Group] = []
    single: dict[str, Chance] = {}
    if len(facts) > 1 and draw.random() < 0.4:
        groups.append(exclusive(draw, [facts.pop() for _ in range(draw.randint(1, len(facts) - 1))]))
    for place, name in enumerate(facts):
        if place and draw.random() < 0.4:
            groups.append(given(draw, name, draw.sample(facts[:place], draw.randint(1, min(2, place)))))
        else:
            single[name] = chance(draw)
    keep = {each.id: chance(draw) for each in case.commitments if draw.random() < 0.4}
    return replace(case, odds=Odds(single, tuple(groups), keep))


def chance(draw: random.Random) -> Chance:
    return Chance.of(Fraction(draw.randint(0, 8), 8))


def exclusive(draw: random.Random, facts: Sequence[str]) -> Exclusive:
    """Chances that come to at most one; where "none of them" draws no part, to exactly one."""
    none, *parts = [draw.randint(0, 4) for _ in range(len(facts) + 1)]
    whole = max(none + sum(parts), 1)
    return Exclusive({fact: Fraction(part, whole) for fact, part in zip(facts, parts, strict=True)})


def given(draw: random.Random, fact: str, parents: Sequence[str]) -> Given:
    rows = product((True, False), repeat=len(parents))
    return Given(fact, tuple(parents), {row: chance(draw) for row in rows})


def bare_promise(draw: random.Random, name: str, actors: str, measures: Sequence[str], flavour: Flavour) -> Commitment:
    """A promise without its condition."""
    start = draw.choice((None, 0, 1, 3)) if flavour.months else None
    end = draw.choice((None, 4, 6)) if flavour.months else None
    return Commitment(
        name,
        draw.choice(actors),
        draw.choice(measures),
        amount(draw, flavour.ranges),
        pact=draw.choice((None, *PACTS)) if flavour.pacts else None,
        start=start,
        end=end,
        adds=flavour.tiers and draw.random() < 0.3,
    )


def amount(draw: random.Random, ranges: bool) -> Amount:
    """0 to 6, now and then half of an odd number; with `ranges` also a range or one without an upper end."""
    low = Fraction(draw.randint(0, 6)) if draw.random() < 0.85 else Fraction(draw.randint(1, 11), 2)
    kind = draw.random() if ranges else 1.0
    if kind < 0.25:
        return Amount(low, low + draw.randint(0, 5))
    return Amount(low, None) if kind < 0.4 else Amount(low, low)


class Conditions:
    """Draws conditions over the names of one case."""

    def __init__(
        self,
        draw: random.Random,
        facts: Sequence[str],
        actors: str,
        measures: Sequence[str],
        promises: Sequence[str],
        negation: bool,
    ) -> None:
        self.draw = draw
        self.facts = facts
        self.actors = [*actors, *actors, NOBODY]
        self.measures = [*measures, *measures, *measures, NOBODY]
        self.promises = promises
        self.negation = negation

    def of(self) -> Condition | None:
        return None if self.draw.random() < 0.15 else self.condition(depth=self.draw.randint(0, 3))

    def condition(self, depth: int) -> Condition:
        """A condition of at most this many levels; a `not` around others than facts only where the case has them."""
        kind = self.draw.random()
        if depth == 0 or kind < 0.3:
            return self.denied_fact() if self.facts and kind < 0.06 else self.leaf()
        if kind < 0.45 and self.negation:
            part = self.condition(depth - 1)
            return Not(Not(part)) if self.draw.random() < 0.3 else Not(part)
        joined = all_of if kind < 0.75 else any_of
        return joined(self.condition(depth - 1) for _ in range(self.draw.randint(2, 3)))

    def denied_fact(self) -> Condition:
        fact = Fact(self.draw.choice(self.facts))
        return Not(fact) if self.draw.random() < 0.7 else Not(Not(fact))

    def leaf(self) -> Condition:
        kind = self.draw.random()
        if kind < 0.3 and self.facts:
            return Fact(self.draw.choice(self.facts))
        if kind < 0.5:
            return Holds(self.draw.choice(self.promises))
        if kind < 0.65:
            return Does(self.draw.choice(self.actors), self.measure(), self.draw.choice((None, self.number())))
        if kind < 0.82:
            of = tuple(some(self.draw, sorted(set(self.actors)))) or None
            return Others(self.measure(), self.draw.choice((0, 1, 1, 1, 2, 2, 3)), self.draw.choice((None, of)))
        return Total(self.measure(), self.number(), own=self.draw.random() < 0.5)

    def measure(self) -> str:
        return self.draw.choice(self.measures)

    def number(self) -> Number:
        return self.draw.choice((0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 2.5, 0.1))


def some(draw: random.Random, names: Sequence[str]) -> list[str]:
    """Each of the names or not, in their order."""
    return [name for name in names if draw.random() < 0.6]
