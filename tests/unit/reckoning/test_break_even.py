"""How likely facts must be, where nobody has given odds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from willing.model import parse_condition
from willing.reckoning.break_even import BreakEven, break_even
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import Amount, Commitment, Requirement
from willing.reckoning.semantics import Semantics


def evens(condition: str) -> BreakEven:
    """For one ship that is needed and promised on a condition over a, b and c."""
    case = ReckoningCase(
        facts=("a", "b", "c"),
        commitments=(Commitment("x", "X", "ships", Amount.of(1), parse_condition(condition)),),
        requirements=(Requirement("ships", Fraction(1)),),
    )
    return break_even(case, Semantics.CAUTIOUS)


@pytest.mark.parametrize(
    ("condition", "needed", "common", "met_in", "combinations"),
    [
        ("a", ("a",), 0.5, 1, 2),
        ("a and b", ("a", "b"), 0.7071, 1, 4),
        ("a or b", (), 0.2929, 3, 4),
        # p * (1 - (1 - p)**2) = 1/2
        ("a and (b or c)", ("a",), 0.597, 3, 8),
        # likeliest where each is true half the time, and then only with a quarter
        ("a and not b", ("a",), None, 1, 4),
    ],
)
def test_chances_above_which_it_is_likelier_than_not(
    condition: str, needed: tuple[str, ...], common: float | None, met_in: int, combinations: int
) -> None:
    found = evens(condition)
    assert (found.needed, found.met_in, found.combinations) == (needed, met_in, combinations)
    assert found.common == (pytest.approx(common, abs=1e-4) if common is not None else None)
