"""Who and what is pivotal: Shapley and Banzhaf values over a truth table, exact.

Shapley, "A value for n-person games", 1953; Banzhaf, "Weighted voting doesn't work", 1965. A player counts in a
combination where its switch turns the answer; a switch that works against the goal gets a negative share.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

from willing.reckoning.truth_table import IN_WORD, PATTERNS, TruthTable


def shapley(table: TruthTable) -> dict[str, Fraction]:
    """Each player's share: how often it turns the answer, over all orders in which players come."""
    players = len(table.names)
    present, whole = counts_by_size(table)
    values = {}
    for number, name in enumerate(table.names):
        value = Fraction(0)
        for size in range(players + 1):
            with_player = int(present[size][number])
            without = int(whole[size]) - with_player
            # a set of `size` with the player adds one to size - 1 others; without it, the player would join `size`
            if with_player:
                value += Fraction(with_player, players * comb(players - 1, size - 1))
            if without:
                value -= Fraction(without, players * comb(players - 1, size))
        values[name] = value
    return values


def banzhaf(table: TruthTable) -> dict[str, Fraction]:
    """Each player's share of the combinations of the others in which it turns the answer."""
    half = Fraction(1, 1 << max(len(table.names) - 1, 0))
    yes = table.count()
    return {name: (2 * table.where(name).count() - yes) * half for name in table.names}


def counts_by_size(table: TruthTable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Yes answers by how many switches are on: those in which each switch is on, and all of them."""
    players = len(table.names)
    sizes = np.bitwise_count(np.arange(len(table.words), dtype=np.uint64)).astype(np.int64)
    within = [word_of_size(size) for size in range(IN_WORD + 1)]
    present = np.zeros((players + 1, players), np.int64)
    whole = np.zeros(players + 1, np.int64)
    for inner in range(min(IN_WORD, players) + 1):
        chosen = table.words & within[inner]
        counts = np.bitwise_count(chosen).astype(np.int64)
        whole += np.bincount(sizes + inner, counts, players + 1)[: players + 1].astype(np.int64)
        for switch in range(players):
            mine = np.bitwise_count(chosen & PATTERNS[switch]) if switch < IN_WORD else on_in(counts, switch)
            present[:, switch] += np.bincount(sizes + inner, mine, players + 1)[: players + 1].astype(np.int64)
    return present, whole


def on_in(counts: NDArray[np.int64], switch: int) -> NDArray[np.int64]:
    """Counts of the words in which a switch beyond the first six is on, zero elsewhere."""
    result = counts.copy()
    result.reshape(-1, 2, 1 << (switch - IN_WORD))[:, 0] = 0
    return result


def word_of_size(size: int) -> np.uint64:
    """The bits of a word whose number has `size` bits set."""
    return np.uint64(sum(1 << bit for bit in range(64) if bit.bit_count() == size))
