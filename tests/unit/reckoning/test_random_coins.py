"""Random coins: their share, their digits, and that seed and block alone say how they fall."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest

from willing.reckoning.random_coins import FIRST, draw_coins

WORDS = 1024
SCENARIOS = WORDS * 64
FIVE_DEVIATIONS = 5


def shares(*chances: str, seed: int = 1, block: int = 0) -> list[float]:
    coins = draw_coins([Fraction(each) for each in chances], WORDS, seed, block)
    return [int(np.bitwise_count(row).sum()) / SCENARIOS for row in coins]


@pytest.mark.parametrize("chance", ["1/2", "3/8", "1/3", "0.95", "0.001", "127/128", "129/256", "1/1000003"])
def test_a_coin_is_on_as_often_as_its_chance_says(chance: str) -> None:
    expected = float(Fraction(chance))
    (found,) = shares(chance)
    assert abs(found - expected) < FIVE_DEVIATIONS * sqrt(expected * (1 - expected) / SCENARIOS)


def test_a_coin_without_a_chance_is_never_on() -> None:
    assert shares("0", "1/2")[0] == 0


def test_two_coins_fall_independently() -> None:
    first, second = draw_coins([Fraction(1, 3), Fraction(1, 3)], WORDS, 1, 0)
    both = int(np.bitwise_count(first & second).sum()) / SCENARIOS
    assert abs(both - 1 / 9) < FIVE_DEVIATIONS * sqrt(8 / 81 / SCENARIOS)


def test_seed_and_block_say_how_coins_fall() -> None:
    chances = [Fraction(1, 3), Fraction(1, 2)]
    drawn = {(seed, block): draw_coins(chances, 4, seed, block).tobytes() for seed in (1, 2) for block in (0, 1)}
    assert len(set(drawn.values())) == 4
    assert draw_coins(chances, 4, 2, 1).tobytes() == drawn[2, 1]


def test_a_chance_that_ends_is_drawn_by_its_own_digits_alone() -> None:
    """3/8 is 0.011 in binary. A drawn bit says "the same digit as the chance": the number is below where it is the same
    up to a digit of the chance that is 1, and then not."""
    words = 8
    same = np.random.Philox(key=np.array([5, 6], np.uint64)).random_raw(FIRST * words).reshape(FIRST, words)
    below = (same[0] & ~same[1]) | (same[0] & same[1] & ~same[2])
    (coins,) = draw_coins([Fraction(3, 8)], words, 5, 6)
    assert coins.tolist() == below.tolist()
