"""Intervals of estimates, against published figures."""

from __future__ import annotations

import pytest

from willing.reckoning.estimate import Estimate, difference, scaled_square, share


def test_eight_of_ten_is_somewhere_between_half_and_nineteen_twentieths() -> None:
    assert share(8, 10) == Estimate(0.8, pytest.approx(0.4902, abs=5e-5), pytest.approx(0.9433, abs=5e-5))


def test_what_never_came_up_may_still_be_possible() -> None:
    found = share(0, 100)
    assert found.low == 0
    assert found.high == pytest.approx(0.0370, abs=5e-5)


def test_newcombes_example_of_a_difference() -> None:
    """56 of 70 against 48 of 80: 0.2, from 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    found = difference(share(56, 70), share(48, 80))
    assert found == Estimate(pytest.approx(0.2), pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_the_square_of_a_difference_that_may_be_nought_may_be_nought() -> None:
    assert scaled_square(Estimate(0.1, -0.1, 0.3), 0.25) == Estimate(
        pytest.approx(0.0025), 0.0, pytest.approx(0.25 * 0.09)
    )
    assert scaled_square(Estimate(-0.3, -0.4, -0.2), 1.0).low == pytest.approx(0.04)
