"""What must go right and what breaks it: minimal sets of facts that meet the requirement, or leave it unmet.

Up to 22 facts in question the answer is read off a truth table and complete; beyond, it is searched for, which is right
for monotone cases only (no fact works against the goal) and may end incomplete: both are said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from willing.errors import InvalidValue
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.goal import Goal, goal_of
from willing.reckoning.minimal_sets import Found, search
from willing.reckoning.oracle import Oracle
from willing.reckoning.polarity import Polarity, polarities
from willing.reckoning.semantics import Semantics
from willing.reckoning.truth_table import MOST_SWITCHES, TruthTable, flipped

MOST_TERNARY = 12
"""Most facts of a case that is not monotone for which all implicants are looked for: three to this power."""


@dataclass(frozen=True, slots=True)
class FactSets:
    """Minimal sets of facts, smallest first; in implicants a fact that must be false carries a "!".

    `complete`: there are no others. `working_against` are facts that can turn the answer round when they become true:
    for these, "all others true" is not the best case, nor "all others false" the worst.
    """

    sets: tuple[frozenset[str], ...]
    complete: bool = True
    working_against: tuple[str, ...] = ()


def sufficient(
    case: ReckoningCase, semantics: Semantics, assumed: Scenario | None = None, *, possible: bool = False
) -> FactSets:
    """Minimal sets of facts that, true while all others are false, meet the requirement.

    Facts that `assumed` gives a truth are not in question. With `possible` it need only possibly be reached: by amounts
    that nobody has told, or their upper ends. Raises InvalidValue for a search that cannot be right.
    """
    return minimal(case, semantics, assumed or {}, cuts=False, possible=possible)


def cuts(
    case: ReckoningCase, semantics: Semantics, assumed: Scenario | None = None, *, possible: bool = False
) -> FactSets:
    """Minimal sets of facts that, false while all others are true, leave the requirement unmet (see `sufficient`)."""
    return minimal(case, semantics, assumed or {}, cuts=True, possible=possible)


def implicants(case: ReckoningCase, semantics: Semantics, assumed: Scenario | None = None) -> FactSets:
    """Minimal sets of facts fixed true or false ("!") that meet the requirement whatever the others are."""
    table = goal_in_question(case, semantics, assumed or {}).table()
    mixed = [name for number, name in enumerate(table.names) if not (table.rising(number) or table.falling(number))]
    if not mixed:
        return FactSets(by_size(unate_implicants(table)), working_against=against(table))
    needed = table.restricted({name: False for name in table.names if name not in table.depends_on()})
    if len(needed.names) > MOST_TERNARY:
        raise InvalidValue(
            f"implicants over {len(needed.names)} facts, of which {', '.join(mixed)} work both ways: "
            f"expected at most {MOST_TERNARY}; assume some of the facts"
        )
    return FactSets(by_size(ternary_implicants(needed)), working_against=against(table))


def minimal(
    case: ReckoningCase, semantics: Semantics, assumed: Scenario, *, cuts: bool, possible: bool = False
) -> FactSets:
    goal = goal_in_question(case, semantics, assumed, possible=possible)
    if len(goal.names) > MOST_SWITCHES:
        return searched(case, goal, cuts=cuts)
    table = goal.table()
    sets = (table.complement_of_mirror() if cuts else table).minimal_sets()
    return FactSets(by_size(sets), working_against=against(table))


def searched(case: ReckoningCase, goal: Goal, *, cuts: bool) -> FactSets:
    """Many facts: only where none works against the goal."""
    names = goal.names
    signs = polarities(case)
    wrong = [name for name in names if signs.get(name) in (Polarity.AGAINST, Polarity.BOTH)]
    if wrong:
        raise InvalidValue(
            f"minimal sets over {len(names)} facts, of which {', '.join(sorted(wrong))} can work against the goal: "
            f"expected at most {MOST_SWITCHES} in question; assume some of the facts"
        )
    found: Found = search(Oracle(goal.compiled, goal.node, names), len(names))
    combinations = found.cuts if cuts else found.sets
    sets = [
        frozenset(name for place, name in enumerate(names) if combination >> place & 1) for combination in combinations
    ]
    return FactSets(by_size(sets), complete=found.complete)


def goal_in_question(case: ReckoningCase, semantics: Semantics, assumed: Scenario, *, possible: bool = False) -> Goal:
    """The goal over all facts that are not assumed true or false."""
    vary = [name for name in case.facts if assumed.get(name) is None]
    return goal_of(case, semantics, assumed, vary, possible=possible)


def against(table: TruthTable) -> tuple[str, ...]:
    return tuple(name for number, name in enumerate(table.names) if not table.rising(number))


def unate_implicants(table: TruthTable) -> list[frozenset[str]]:
    """Facts that work one way only: turn those that work against the goal round, and take the minimal sets."""
    words, turned = table.words, set()
    for number, name in enumerate(table.names):
        if not table.rising(number):
            words = flipped(words, number)
            turned.add(name)
    sets = TruthTable(table.names, words).minimal_sets()
    return [frozenset(f"!{name}" if name in turned else name for name in names) for names in sets]


def ternary_implicants(table: TruthTable) -> list[frozenset[str]]:
    """Prime implicants over all ways to make each fact true, false or free (Quine and McCluskey)."""
    size = len(table.names)
    implies = table.bits().astype(bool).reshape((2,) * size)
    for axis in range(size):
        implies = np.concatenate([implies, implies.all(axis=axis, keepdims=True)], axis=axis)
    prime = implies.copy()
    for axis in range(size):
        free = implies.take([2], axis=axis)
        fixed = [slice(None)] * size
        fixed[axis] = slice(0, 2)
        prime[tuple(fixed)] &= ~free
    # the first axis is the last fact
    names = table.names[::-1]
    return [
        frozenset(f"!{name}" if state == 0 else name for name, state in zip(names, cell, strict=True) if state < 2)
        for cell in np.argwhere(prime).tolist()
    ]


def by_size(sets: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(sorted(sets, key=lambda names: (len(names), sorted(names))))
