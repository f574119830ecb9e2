"""The timeline: every move with the meetings between them, by month, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from willing.model import PartialDate
from willing.model.register import Register
from willing.views.changes import Change, ChangeKind, change_as_json
from willing.views.choices import choices
from willing.views.matrix_page import Option
from willing.views.meeting_page import MeetingLine
from willing.views.move_lines import KIND_HEADINGS, MoveLine

SHOWN = 400
"""Moves on one page."""


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on a day: meetings first, then moves."""

    day: str
    words: str
    meetings: tuple[MeetingLine, ...]
    moves: tuple[MoveLine, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its days, newest first, as far as they are shown; `count` is of all its moves."""

    id: str
    words: str
    count: int
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month among all; `share` in [0, 1] compares its moves with the busiest one's, `first` skips newer moves."""

    id: str
    words: str
    count: int
    share: float
    first: int
    shown: bool


@dataclass(frozen=True, slots=True)
class TimelineChoice:
    """What the timeline is narrowed to; empty: everything."""

    actor: str = ""
    measure: str = ""
    kind: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.actor or self.measure or self.kind)


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The months, newest first, with what they can be narrowed by.

    Of `count` moves those from the number `first` on are shown; `newer` and `older` are where the next ones begin.
    """

    choice: TimelineChoice
    months: tuple[Month, ...]
    bars: tuple[MonthBar, ...]
    count: int
    first: int
    newer: int | None
    older: int | None
    meetings: int
    actors: tuple[Option, ...]
    measures: tuple[Option, ...]
    kinds: tuple[Option, ...]


def timeline_page(
    lines: Sequence[MoveLine], meetings: Iterable[MeetingLine], choice: TimelineChoice, first: int = 0
) -> TimelinePage:
    """The timeline of all moves, narrowed, `SHOWN` at a time; meetings without a move between them are shown too."""
    chosen = [line for line in lines if is_chosen(line, choice)]
    first = min(first, max(len(chosen) - 1, 0))
    end = first + SHOWN
    held = tuple(meetings)
    latest = chosen[first].day if first else None
    earliest = chosen[end - 1].day if end < len(chosen) else ""
    between = [each for each in held if earliest <= last_day(each) and (latest is None or last_day(each) <= latest)]
    counts = count_by_month(chosen, held)
    months = months_of(chosen[first:end], between, counts)
    return TimelinePage(
        choice,
        months,
        bars_of(counts, {month.id for month in months}),
        len(chosen),
        first,
        max(0, first - SHOWN) if first else None,
        end if end < len(chosen) else None,
        len(held),
        choices((line.actor, line.actor_name) for line in lines),
        choices((line.measure, line.measure_name) for line in lines),
        tuple(
            Option(kind.value, words, count)
            for kind, words in KIND_HEADINGS.items()
            if (count := sum(line.kind is kind for line in lines))
        ),
    )


def is_chosen(line: MoveLine, choice: TimelineChoice) -> bool:
    return (
        choice.actor in ("", line.actor)
        and choice.measure in ("", line.measure)
        and choice.kind in ("", line.kind.value)
    )


def months_of(
    lines: Iterable[MoveLine], meetings: Iterable[MeetingLine], counts: Mapping[str, int]
) -> tuple[Month, ...]:
    """Months with moves or meetings. What is dated to a month only stands on the month's last day, as it is counted."""
    moves: dict[str, list[MoveLine]] = {}
    for line in lines:
        moves.setdefault(line.day, []).append(line)
    held: dict[str, list[MeetingLine]] = {}
    for meeting in meetings:
        held.setdefault(last_day(meeting), []).append(meeting)
    by_month: dict[str, list[Day]] = {}
    for day in sorted(moves.keys() | held.keys(), reverse=True):
        told = Day(day, PartialDate.parse(day).in_words, tuple(held.get(day, ())), tuple(moves.get(day, ())))
        by_month.setdefault(day[:7], []).append(told)
    return tuple(
        Month(month, PartialDate.parse(month).in_words, counts[month], tuple(days)) for month, days in by_month.items()
    )


def count_by_month(lines: Iterable[MoveLine], meetings: Iterable[MeetingLine]) -> dict[str, int]:
    """How many moves each month has that has moves or meetings, the newest month first."""
    counts = Counter(line.day[:7] for line in lines)
    held = {last_day(each)[:7] for each in meetings}
    return {month: counts[month] for month in sorted(counts.keys() | held, reverse=True)}


def bars_of(counts: Mapping[str, int], shown: Set[str]) -> tuple[MonthBar, ...]:
    """A bar for each month, the newest first."""
    most = max(counts.values(), default=0) or 1
    bars, first = [], 0
    for month, count in counts.items():
        bars.append(MonthBar(month, PartialDate.parse(month).in_words, count, count / most, first, month in shown))
        first += count
    return tuple(bars)


def last_day(meeting: MeetingLine) -> str:
    return PartialDate.parse(meeting.date).last.isoformat()


def timeline_as_json(
    moves: Iterable[tuple[str, Change]], choice: TimelineChoice, meetings: Iterable[MeetingLine], register: Register
) -> dict[str, object]:
    """The moves, each as in `willing changes --json` with the day that it counts from, and the meetings."""
    told = [{"day": day, **change_as_json(change, register)} for day, change in moves]
    kept = [
        each
        for each in told
        if choice.actor in ("", each["actor"])
        and choice.measure in ("", each["measure"])
        and choice.kind in ("", each["change"])
    ]
    return {"moves": kept, "meetings": tuple(meetings)}


def kind_named(word: str) -> str:
    """The kind of a change by its name; empty where there is none of that name."""
    return word if word in set(ChangeKind) else ""
