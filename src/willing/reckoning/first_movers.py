"""Who must move first: promises that, made unconditional, close the gap between cautious and hopeful reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.compiler import Compiled, Switchboard, compile_case
from willing.reckoning.dependence import graph_of
from willing.reckoning.minimal_sets import search
from willing.reckoning.oracle import Oracle
from willing.reckoning.propagation import what_if
from willing.reckoning.semantics import Semantics
from willing.reckoning.truth_table import table_of

MOST_IN_TABLE = 16
"""Most promises in question for which all combinations are tried."""
LARGEST_TRIED = 3
"""Largest sets that are tried where promises contradict one another and there are too many for all combinations."""


@dataclass(frozen=True, slots=True)
class FirstMovers:
    """Minimal sets of promises, smallest first; none: moving first does not help, and an empty set: nobody needs to.

    `complete`: there are no others.
    """

    sets: tuple[frozenset[str], ...]
    complete: bool = True


def first_movers(case: ReckoningCase, scenario: Scenario, *, to_requirement: bool = False) -> FirstMovers:
    """Minimal sets of promises that, made unconditional, bring the cautious reading to all that the hopeful one holds,
    or `to_requirement`."""
    contrary = has_negated_promises(case)
    # where one promise stands against another, what holds now may have to move first when others have moved
    holding = frozenset() if contrary else what_if(case, scenario, Semantics.CAUTIOUS).certain
    hoped = () if to_requirement else sorted(what_if(case, scenario, Semantics.HOPEFUL).certain)
    candidates = [each.id for each in case.commitments if each.condition is not None and each.id not in holding]
    compiled = compile_case(
        case, Semantics.CAUTIOUS, fixed=scenario, board=Switchboard(freed=candidates), watch=(), goal=hoped
    )
    goal = compiled.met if to_requirement else compiled.together
    names = compiled.support([goal])
    if len(names) <= MOST_IN_TABLE:
        return FirstMovers(ordered(table_of(compiled, goal, names, compiled.inputs()).minimal_sets()))
    if contrary:
        return FirstMovers(ordered(small_sets(compiled, goal, names)), complete=False)
    found = search(Oracle(compiled, goal, names), len(names))
    sets = [frozenset(name for place, name in enumerate(names) if each >> place & 1) for each in found.sets]
    return FirstMovers(ordered(sets), found.complete)


def has_negated_promises(case: ReckoningCase) -> bool:
    return any(negated for edges in graph_of(case).reads for _, negated in edges)


def small_sets(compiled: Compiled, goal: int, names: Sequence[str]) -> list[frozenset[str]]:
    """Sets of up to LARGEST_TRIED promises that reach the goal, none a part of another."""
    ask = Oracle(compiled, goal, names)
    found: list[frozenset[int]] = []
    for size in range(LARGEST_TRIED + 1):
        tried = [
            chosen
            for chosen in combinations(range(len(names)), size)
            if not any(small <= set(chosen) for small in found)
        ]
        answers = ask([sum(1 << place for place in chosen) for chosen in tried])
        found += [frozenset(chosen) for chosen, yes in zip(tried, answers, strict=True) if yes]
    return [frozenset(names[place] for place in chosen) for chosen in found]


def ordered(sets: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(sorted(sets, key=lambda names: (len(names), sorted(names))))
