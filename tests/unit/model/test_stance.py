"""The scale of stances."""

from __future__ import annotations

import pytest

from willing.model import OWN_STANCES, Stance


def test_nine_stances_order_willingness_and_requests_stand_apart() -> None:
    assert [stance.rank for stance in OWN_STANCES] == list(range(9))
    assert set(Stance) - set(OWN_STANCES) == {Stance.REQUESTS}
    assert Stance.REQUESTS.rank is None


@pytest.mark.parametrize(
    ("word", "firm", "positive", "negative"),
    [
        ("delivered", True, True, False),
        ("allocated", True, True, False),
        ("committed", True, True, False),
        ("willing", False, True, False),
        ("considering", False, True, False),
        ("undecided", False, False, False),
        ("reluctant", False, False, True),
        ("declined", False, False, True),
        ("opposed", False, False, True),
        ("requests", False, False, False),
    ],
)
def test_a_stance_is_firm_positive_negative_or_none_of_them(
    word: str, firm: bool, positive: bool, negative: bool
) -> None:
    stance = Stance(word)
    assert (stance.firm, stance.positive, stance.negative) == (firm, positive, negative)


def test_every_stance_has_its_own_meaning() -> None:
    assert len({stance.meaning for stance in Stance}) == 10
