"""A slider over the days of a case, with its meetings as marks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from willing.cases import Meeting


@dataclass(frozen=True, slots=True)
class Tick:
    """A day marked on the slider: `offset` days after the first."""

    offset: int
    day: str
    label: str


@dataclass(frozen=True, slots=True)
class Slider:
    """Days from `first` (offset 0) to `last` (offset `length`); it stands at `offset`, the day `at`."""

    first: str
    last: str
    length: int
    offset: int
    at: str
    ticks: tuple[Tick, ...]


def slider_of(
    first_last: tuple[datetime.date, datetime.date] | None, day: datetime.date, meetings: Iterable[Meeting]
) -> Slider | None:
    """The slider from the oldest statement to today (or the newest, where it is later); None without statements."""
    if first_last is None:
        return None
    first = first_last[0]
    last = max(first_last[1], datetime.datetime.now(datetime.UTC).date())
    ticks = {
        meeting.date.last: Tick((meeting.date.last - first).days, meeting.date.last.isoformat(), meeting.place)
        for meeting in meetings
        if first <= meeting.date.last <= last
    }
    at = min(max(day, first), last)
    return Slider(
        first.isoformat(),
        last.isoformat(),
        (last - first).days,
        (at - first).days,
        at.isoformat(),
        tuple(ticks[each] for each in sorted(ticks)),
    )
