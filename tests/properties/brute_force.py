"""Answers by trying everything over the plain reference: what the reckoning's questions mean, word for word.

Slow on purpose. A question about switches (facts true or false, actors in or out, promises freed) is first answered
for every set of switches that are on (`Answers`); everything else is read off that table by its definition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import factorial, prod
from typing import TypeAlias

from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.odds import Exclusive, Odds
from willing.reckoning.reference import requirement, solve
from willing.reckoning.semantics import Reached, Semantics

Answers: TypeAlias = Mapping[frozenset[str], bool]
"""Yes or no for every set of switches that are on while all others are off."""


def met(
    case: ReckoningCase,
    scenario: Scenario,
    semantics: Semantics,
    *,
    kept: Collection[str] | None = None,
    free: Collection[str] = (),
    possible: bool = False,
) -> bool:
    """Whether the requirements are certainly reached or, with `possible`, possibly."""
    found = requirement(case, solve(case, scenario, semantics, kept=kept, free=free))
    return found is not Reached.MISSED if possible else found is Reached.MET


def subsets(names: Collection[str]) -> Iterator[frozenset[str]]:
    """All subsets, smaller ones first."""
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(sorted(names), size))


def tried(names: Collection[str], ask: Callable[[frozenset[str]], bool]) -> Answers:
    return {on: ask(on) for on in subsets(names)}


def over_facts(
    case: ReckoningCase, semantics: Semantics, names: Collection[str], scenario: Scenario, *, possible: bool = False
) -> Answers:
    """Whether the requirement is met with these facts true and the rest of `names` false, others as in `scenario`."""

    def ask(true: frozenset[str]) -> bool:
        return met(case, {**scenario, **{name: name in true for name in names}}, semantics, possible=possible)

    return tried(names, ask)


def pivotal(case: ReckoningCase, semantics: Semantics, actor: str, scenario: Scenario, *, possible: bool) -> Fraction:
    """The share of truths of all unknown facts that are met with an actor and not without; the opposite as minus."""
    others = [each.id for each in case.commitments if each.actor != actor]
    unknown = [name for name in case.facts if scenario.get(name) is None]
    turned = 0
    for true in subsets(unknown):
        truths = {**scenario, **{name: name in true for name in unknown}}
        within, without = (met(case, truths, semantics, kept=kept, possible=possible) for kept in (None, others))
        turned += within - without
    return Fraction(turned, 2 ** len(unknown))


def over_actors(case: ReckoningCase, semantics: Semantics, actors: Collection[str], scenario: Scenario) -> Answers:
    """Whether it is met with the promises of these actors; those who are no players stay in."""

    def ask(players: frozenset[str]) -> bool:
        staying = [each.id for each in case.commitments if each.actor in players or each.actor not in actors]
        return met(case, scenario, semantics, kept=staying)

    return tried(actors, ask)


def over_freed(case: ReckoningCase, scenario: Scenario) -> tuple[Answers, Answers]:
    """Whether the cautious reading comes to all that the hopeful one holds with these promises made unconditional, and
    whether it meets the requirements."""
    hoped = solve(case, scenario, Semantics.HOPEFUL).certain
    found = {free: solve(case, scenario, Semantics.CAUTIOUS, free=free) for free in subsets(case.by_id())}
    everything_hoped = {free: hoped <= bounds.certain for free, bounds in found.items()}
    return everything_hoped, {free: requirement(case, bounds) is Reached.MET for free, bounds in found.items()}


def minimal_sets(answers: Answers) -> set[frozenset[str]]:
    """Sets that give yes and of which no smaller part does."""
    found: set[frozenset[str]] = set()
    for on, yes in answers.items():
        if yes and not any(small <= on for small in found):
            found.add(on)
    return found


def minimal_cuts(answers: Answers) -> set[frozenset[str]]:
    """Sets that, off while all others are on, give no, and of which no smaller part does."""
    everything = max(answers, key=len)
    return minimal_sets({off: not answers[everything - off] for off in answers})


def implicants(answers: Answers) -> set[frozenset[str]]:
    """Minimal sets of switches put on, or off ("!"), that give yes whatever the others are."""
    names = sorted(max(answers, key=len))
    enough: dict[frozenset[str], bool] = {}
    for states in sorted(product((None, True, False), repeat=len(names)), key=lambda row: len(names) - row.count(None)):
        fixed = {name: state for name, state in zip(names, states, strict=True) if state is not None}
        chosen = frozenset(name if state else f"!{name}" for name, state in fixed.items())
        enough[chosen] = all(
            yes for on, yes in answers.items() if all((name in on) is state for name, state in fixed.items())
        )
    return minimal_sets(enough)


def shapley(answers: Answers) -> dict[str, Fraction]:
    """Shapley's sum over the sets that a player can join, each as often as orders put it there."""
    names = max(answers, key=len)
    orders = factorial(len(names))
    return {
        name: sum(
            (
                Fraction(factorial(len(on)) * factorial(len(names) - len(on) - 1), orders)
                * (answers[on | {name}] - answers[on])
                for on in answers
                if name not in on
            ),
            Fraction(0),
        )
        for name in names
    }


def banzhaf(answers: Answers) -> dict[str, Fraction]:
    """How often a player turns the answer, of all sets that it can join; against the goal counts as minus."""
    names = max(answers, key=len)
    others = 2 ** (len(names) - 1)
    return {
        name: Fraction(sum(answers[on | {name}] - answers[on] for on in answers if name not in on), others)
        for name in names
    }


Weighted: TypeAlias = list[tuple[dict[str, bool], frozenset[str], Fraction]]
"""Truth of every fact, which promises are kept, and how likely that is."""


def worlds(case: ReckoningCase) -> Weighted:
    """Everything that can happen by the odds of a case, whose chances must be exact; the likelihoods come to one."""
    names = sorted(case.odds.facts)
    found: Weighted = []
    for truths in product((True, False), repeat=len(names)):
        facts = dict(zip(names, truths, strict=True))
        if likely := chance_of(case.odds, facts):
            found += [(facts, kept, likely * share) for kept, share in ways_to_keep(case) if share]
    return found


def chance_of(odds: Odds, facts: Mapping[str, bool]) -> Fraction:
    """How likely the facts are exactly so, by the meaning of each group."""
    parts = [chance.low if facts[name] else 1 - chance.low for name, chance in odds.single.items()]
    for group in odds.groups:
        if isinstance(group, Exclusive):
            true = [name for name in group.chances if facts[name]]
            none = 1 - sum(group.chances.values(), Fraction(0))
            parts.append(none if not true else group.chances[true[0]] if len(true) == 1 else Fraction(0))
        else:
            chance = group.table[tuple(facts[parent] for parent in group.parents)].low
            parts.append(chance if facts[group.fact] else 1 - chance)
    return prod(parts, start=Fraction(1))


def ways_to_keep(case: ReckoningCase) -> Iterator[tuple[frozenset[str], Fraction]]:
    """Which promises are kept if their condition holds, and how likely that is; one without a chance is kept."""
    at_risk: Sequence[str] = sorted(case.odds.keep)
    others = frozenset(case.by_id()) - frozenset(at_risk)
    for kept in subsets(at_risk):
        chances = (case.odds.keep[each].low for each in at_risk)
        shares = (chance if each in kept else 1 - chance for each, chance in zip(at_risk, chances, strict=True))
        yield others | kept, prod(shares, start=Fraction(1))
