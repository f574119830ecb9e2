"""What is promised month by month, as a drawing: steps of what is sure and of what may be, beside two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from willing.views.reckoned import MonthLine

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 98, 18, 12, 34
ABOVE = 1.12
"""How far the scale goes beyond the greatest amount."""


@dataclass(frozen=True, slots=True)
class MonthChart:
    """Paths in a drawing of `width` by `height`: `sure` and `likely` are areas, `held` a line of what can be held.

    `open_ended` is the area of months for which no upper end is told ("" where there are none), `needed` the height of
    the requirement's line. `left` and `right` are the ends of all lines; `across` are ticks (place, month) and
    `up` (place, amount).
    """

    width: int
    height: int
    left: int
    right: int
    sure: str
    likely: str
    open_ended: str
    held: str
    needed: float
    across: tuple[tuple[float, int], ...]
    up: tuple[tuple[float, int], ...]


def month_chart(lines: Sequence[MonthLine], needed: Fraction) -> MonthChart | None:
    """The drawing of some months (those of `MonthLine`, in order); None where there are none."""
    if not lines:
        return None
    last = lines[-1].end
    highs = [each.high for each in lines if each.high is not None]
    most = float(max([needed, Fraction(1), *highs, *(each.low for each in lines), *(each.steady for each in lines)]))
    base = HEIGHT - BOTTOM

    def x(month: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * month / last, 1)

    def y(amount: Fraction | float) -> float:
        return round(base - (base - TOP) * float(amount) / (most * ABOVE), 1)

    def area(each: MonthLine, low: float, high: float) -> str:
        return f"M{x(each.start)} {low}H{x(each.end)}V{high}H{x(each.start)}Z"

    step = nice_step(most)
    return MonthChart(
        WIDTH,
        HEIGHT,
        LEFT,
        WIDTH - RIGHT,
        "".join(area(each, base, y(each.low)) for each in lines if each.low),
        "".join(area(each, y(each.low), y(each.high)) for each in lines if each.high is not None),
        "".join(area(each, y(each.low), TOP) for each in lines if each.high is None),
        "".join(f"{'L' if n else 'M'}{x(each.start)} {y(each.steady)}H{x(each.end)}" for n, each in enumerate(lines)),
        y(needed),
        tuple((x(month), month) for month in range(0, last + 1, month_step(last))),
        tuple((y(amount), amount) for amount in range(0, int(most * ABOVE) + 1, step)),
    )


def month_step(last: int) -> int:
    """Months between two ticks: a quarter, half a year or years, so that there are at most nine."""
    return next((step for step in (1, 3, 6, 12, 24, 60) if last / step <= 8), 120)


def nice_step(most: float) -> int:
    """A round step, of which about four reach the top."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size * 4.5 >= most:
                return factor * size
        size *= 10
