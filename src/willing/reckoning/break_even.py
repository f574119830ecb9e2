"""How likely facts must be for a requirement to be met more likely than not, where nobody has given odds.

Three answers that need no odds of the user's. A single fact: the requirement is never likelier than a fact without
which it fails even if all others come true. All facts alike: if each came true by itself with the same chance, how
great that chance must be. And counting: in how many of the combinations of the facts the requirement is met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.power import counts_by_size
from willing.reckoning.semantics import Semantics
from willing.reckoning.sufficiency import goal_in_question
from willing.reckoning.truth_table import TruthTable

FINENESS = 20
"""Halvings by which the common chance is found: to a millionth."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Chances at which a requirement is met more likely than not.

    `needed` are facts without which it fails whatever the others do: it is never likelier than any of them. `common` is
    the chance that all facts, each by itself, must exceed (None: no chance is enough, or it is met at any). `met_in` of
    `combinations` of the facts meet it.
    """

    needed: tuple[str, ...]
    common: float | None
    met_in: int
    combinations: int


def break_even(
    case: ReckoningCase,
    semantics: Semantics,
    assumed: Scenario | None = None,
    level: Fraction = Fraction(1, 2),
    *,
    possible: bool = False,
) -> BreakEven:
    """Break-even chances for a case's requirements, facts that `assumed` settles left out.

    Raises InvalidValue for more facts in question than a truth table holds.
    """
    table = goal_in_question(case, semantics, assumed or {}, possible=possible).table()
    met = table.count()
    needed = [name for name in table.names if met and table.where(name).count() == met]
    return BreakEven(tuple(needed), common_chance(table, level), met, 1 << len(table.names))


def common_chance(table: TruthTable, level: Fraction) -> float | None:
    """The least common chance of all facts from which on the requirement is met with more than probability `level`.

    P(met) = sum over k of yes(k) * p**k * (1 - p)**(n - k), for yes(k) the yes answers with k of n facts true.
    Looked for by halving between the last of a row of chances at which it is not enough and the next one. None where
    it is enough at any chance, or where no chance is.
    """
    _, by_size = counts_by_size(table)
    counts = [int(count) for count in by_size]
    steps = [step / 64 for step in range(65)]
    enough = [chance_of(counts, step) > level for step in steps]
    if not any(enough) or all(enough):
        return None
    last_below = max((number for number in range(64) if not enough[number] and enough[number + 1]), default=None)
    if last_below is None:
        return None
    low, high = steps[last_below], steps[last_below + 1]
    for _ in range(FINENESS):
        middle = (low + high) / 2
        low, high = (low, middle) if chance_of(counts, middle) > level else (middle, high)
    return round(high, 4)


def chance_of(counts: Sequence[int], chance: float) -> float:
    """The probability of yes where every switch is on with the same chance."""
    whole = len(counts) - 1
    return sum(count * chance**size * (1 - chance) ** (whole - size) for size, count in enumerate(counts))
