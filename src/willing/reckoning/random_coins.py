"""Random coins, 64 scenarios in a word: each is on with its own chance, to 64 binary digits.

A coin is on where a random number in binary, drawn digit by digit, is below the chance. Half of the scenarios are
decided by each digit, so after the first few only words with an undecided one are gone on with, and a chance that ends
(1/2, 3/8) ends the drawing with it. The generator is counter-based (Philox: Salmon et al., "Parallel random numbers: as
easy as 1, 2, 3", 2011), keyed by seed and block: a block has its bits whoever draws it, and in whatever order.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from willing.reckoning.machine import EVERY, Words

DIGITS = 64
"""Binary digits of a chance; what is cut off is below 2**-64."""

FIRST = 8
"""Digits that are drawn for every word; after them two words in ten have an undecided scenario."""


def draw_coins(chances: Sequence[Fraction], words: int, seed: int, block: int) -> Words:
    """Coins by words; the chances are below 1. The first digits of a coin do not depend on the chances of others."""
    generator = np.random.Philox(key=np.array([seed, block], np.uint64))
    digits = np.array([int(chance * (1 << DIGITS)) for chance in chances], np.uint64)
    coins = np.zeros((len(chances), words), np.uint64)
    undecided = np.empty_like(coins)
    spare, every = np.empty(words, np.uint64), np.full(words, EVERY)
    for row, rest, whole in zip(coins, undecided, digits.tolist(), strict=True):
        drawn = generator.random_raw(FIRST * words).reshape(FIRST, words)
        before = every
        for place, after in enumerate(drawn):
            np.bitwise_and(after, before, after)
            if whole >> (DIGITS - 1 - place) & 1:
                np.bitwise_xor(after, before, spare)
                np.bitwise_or(row, spare, row)
            before = after
        rest[:] = before if whole << FIRST & (1 << DIGITS) - 1 else 0
    finish(generator, digits, coins.reshape(-1), undecided.reshape(-1), words)
    return coins


def finish(generator: np.random.Philox, digits: Words, coins: Words, undecided: Words, words: int) -> None:
    """Go on with the words in which a scenario is undecided, those of all coins together."""
    places = np.flatnonzero(undecided)
    before, chances = undecided[places], digits[places // words]
    for place in range(FIRST, DIGITS):
        if not len(places):
            return
        after = before & generator.random_raw(len(places))
        coins[places] |= (before ^ after) * (chances >> np.uint64(DIGITS - 1 - place) & np.uint64(1))
        # a chance whose digits are used up is not above a number that is the same so far
        going = after != 0
        if place + 1 < DIGITS:
            going &= chances << np.uint64(place + 1) != 0
        places, before, chances = places[going], after[going], chances[going]
