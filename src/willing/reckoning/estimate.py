"""Estimates from counts, with the interval in which the true value lies 19 times out of 20."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

DEVIATIONS = 1.959963984540054
"""Standard deviations that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the bounds of its interval."""

    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Estimate:
    """A probability from counts (Wilson, "Probable inference, the law of succession, and statistical inference", 1927).

    `of` is at least 1.
    """
    squared = DEVIATIONS**2
    centre = (hits + squared / 2) / (of + squared)
    half = DEVIATIONS / (of + squared) * sqrt(hits * (of - hits) / of + squared / 4)
    return Estimate(hits / of, max(0.0, centre - half), min(1.0, centre + half))


def difference(first: Estimate, second: Estimate) -> Estimate:
    """The difference of two independent shares (Newcombe, "Interval estimation for the difference between independent
    proportions", 1998, method 10)."""
    value = first.value - second.value
    down = sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    up = sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Estimate(value, max(-1.0, value - down), min(1.0, value + up))


def scaled_square(estimate: Estimate, factor: float) -> Estimate:
    """The square of an estimate times a factor of 0 or more."""
    ends = sorted((estimate.low**2, estimate.high**2))
    low = 0.0 if estimate.low <= 0 <= estimate.high else ends[0]
    return Estimate(factor * estimate.value**2, factor * low, factor * ends[1])
