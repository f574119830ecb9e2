"""Exact probabilities of truth tables: fractions, as a person would reckon them.

A table is folded switch by switch: equal halves are met once (a reduced decision diagram, Bryant 1986, built from
below), so that a table of a million answers needs few exact multiplications.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from willing.reckoning.truth_table import TruthTable

START = 3
"""Switches that are folded by looking up a byte."""


def probability(table: TruthTable, chances: Mapping[str, Fraction]) -> Fraction:
    """The probability of yes where each switch is on by itself with its chance."""
    odds = [(chances[name].denominator - chances[name].numerator, chances[name].numerator) for name in table.names]
    whole = math.prod(off + on for off, on in odds)
    return Fraction(weight(table, odds), whole)


def weight(table: TruthTable, odds: list[tuple[int, int]]) -> int:
    """The sum over all yes of the product of the odds (off, on) of every switch."""
    if len(odds) <= START:
        bits = [bit for bit in range(1 << len(odds)) if int(table.words[0]) >> bit & 1]
        return sum(product_of(odds, bit) for bit in bits)
    lowest = [sum(product_of(odds[:START], bit) for bit in range(8) if byte >> bit & 1) for byte in range(256)]
    codes = table.words.view(np.uint8)[: 1 << (len(odds) - START)]
    values, ids = np.unique(codes, return_inverse=True)
    weights = [lowest[value] for value in values.tolist()]
    for off, on in odds[START:]:
        pairs = ids[0::2].astype(np.int64) * len(weights) + ids[1::2]
        unique, ids = np.unique(pairs, return_inverse=True)
        halves = [divmod(pair, len(weights)) for pair in unique.tolist()]
        weights = [off * weights[low] + on * weights[high] for low, high in halves]
    return int(weights[int(ids[0])])


def product_of(odds: list[tuple[int, int]], place: int) -> int:
    return math.prod(odd[place >> switch & 1] for switch, odd in enumerate(odds))
