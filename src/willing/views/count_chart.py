"""The count of a claim through time, drawn: what was claimed, as stems; who said so themselves, as a line below."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from willing.views.claim import CountView

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 16, 44, 30, 30
"""Room for labels around the drawing."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A claimed count: its place, the words on it, and how the words are aligned."""

    x: float
    y: float
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CountChart:
    """A drawing of `width` by `height`: `stems` stand on `base`, `line` are the points of the members' own count.

    `own` is the newest own count with its place; `months` are marks on the axis, as (x, words).
    """

    width: int
    height: int
    base: float
    stems: tuple[Stem, ...]
    line: str
    own: Stem
    months: tuple[tuple[float, str], ...]


def count_chart(points: Sequence[CountView], own: Sequence[tuple[datetime.date, int]]) -> CountChart | None:
    """The chart of a count through time, the last point that of the day asked about; None for less than two days.

    `own` are the days from which on so many had promised it themselves.
    """
    days = [datetime.date.fromisoformat(point.day) for point in points]
    days_own = [day for day, _ in own]
    if len(set(days)) < 2:
        return None
    first, last = min(days + days_own), max(days + days_own)
    most = max([number_of(point) for point in points] + [count for _, count in own] + [1])

    def across(day: datetime.date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days, 1)

    def up(count: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / most, 1)

    places = list(zip(points, map(across, days), strict=True))
    stems = tuple(
        Stem(x, up(number_of(point)), str(number_of(point)), "start" if x < WIDTH / 9 else "middle")
        for point, x in places
        if point.claimed
    )
    now, x_now = points[-1], across(last)
    line = [(across(day), up(count)) for day, count in own]
    return CountChart(
        WIDTH,
        HEIGHT,
        up(0),
        stems,
        steps([(across(first), up(0)), *line, (x_now, up(now.said_themselves))]),
        Stem(x_now, up(now.said_themselves), str(now.said_themselves), "start"),
        tuple((across(day), day.strftime("%B %Y")) for day in (first, last)),
    )


def number_of(point: CountView) -> int:
    """The first number of what was claimed ("at least 6 of 30": 6); 0 where nothing was."""
    return next((int(word) for word in point.claimed.split() if word.isdecimal()), 0)


def steps(places: Sequence[tuple[float, float]]) -> str:
    """A line that keeps its height until the next point."""
    drawn = [f"{places[0][0]},{places[0][1]}"]
    for (_, before), (x, y) in itertools.pairwise(places):
        drawn += [f"{x},{before}", f"{x},{y}"]
    return " ".join(drawn)
