"""Whether the requirements are met, over facts that vary: one circuit and one truth table for all that is asked of it.

Minimal sets, shares of facts and probabilities are read off the same table, and working it out is most of the time that
they take. So the last few are kept, each for the case object that it came from.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.compiler import Compiled, compile_case
from willing.reckoning.semantics import Semantics
from willing.reckoning.truth_table import TruthTable, table_of

KEPT = 8
"""How many are kept; a table of 22 facts takes half a mebibyte."""


@dataclass(slots=True)
class Goal:
    """The circuit of the requirements, its node, and the facts in question on which it depends, in the case's order."""

    compiled: Compiled
    node: int
    names: tuple[str, ...]
    made: list[TruthTable] = field(default_factory=list)

    def table(self) -> TruthTable:
        """The truth table of the goal. Raises InvalidValue where there are too many facts."""
        if not self.made:
            self.made.append(table_of(self.compiled, self.node, self.names, self.compiled.inputs()))
        return self.made[0]


def goal_of(
    case: ReckoningCase, semantics: Semantics, fixed: Scenario, vary: Collection[str], *, possible: bool = False
) -> Goal:
    """The goal with the facts `vary` in question and all others as in `fixed` (absent: unknown).

    It is that the requirements are certainly met or, with `possible`, that they possibly are.
    """
    asked = tuple(name for name in case.facts if name in set(vary))
    known = frozenset((name, truth) for name, truth in fixed.items() if truth is not None and name not in asked)
    return kept_goal(Same(case), semantics, known, asked, possible)


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A case as a key: equal to the same object only. Cases cannot be hashed, and comparing them would take long."""

    case: ReckoningCase

    def __hash__(self) -> int:
        return id(self.case)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.case is other.case


@lru_cache(maxsize=KEPT)
def kept_goal(
    key: Same, semantics: Semantics, known: frozenset[tuple[str, bool]], asked: tuple[str, ...], possible: bool
) -> Goal:
    compiled = compile_case(key.case, semantics, fixed=dict(known), vary=asked, watch=())
    node = compiled.reachable if possible else compiled.met
    return Goal(compiled, node, tuple(compiled.support([node])))
