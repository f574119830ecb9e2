"""The timeline: every move with the meetings between them, by month, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from willing.model import PartialDate
from willing.model.register import Register
from willing.views.changes import Change, ChangeKind, change_as_json
from willing.views.choices import choices
from willing.views.matrix_page import Option
from willing.views.meeting_page import MeetingLine
from willing.views.move_lines import KIND_HEADINGS, MoveLine


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on a day: meetings first, then moves."""

    day: str
    words: str
    meetings: tuple[MeetingLine, ...]
    moves: tuple[MoveLine, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its days, newest first; `share` in [0, 1] compares its moves with those of the busiest month."""

    id: str
    words: str
    count: int
    share: float
    days: tuple[Day, ...]


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
    """The months, newest first, with what they can be narrowed by."""

    choice: TimelineChoice
    months: tuple[Month, ...]
    count: int
    meetings: int
    actors: tuple[Option, ...]
    measures: tuple[Option, ...]
    kinds: tuple[Option, ...]


def timeline_page(lines: Sequence[MoveLine], meetings: Iterable[MeetingLine], choice: TimelineChoice) -> TimelinePage:
    """The timeline of all moves, narrowed; meetings without a move between them are shown too."""
    shown = [line for line in lines if is_chosen(line, choice)]
    held = tuple(meetings)
    return TimelinePage(
        choice,
        months_of(shown, held),
        len(shown),
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


def months_of(lines: Iterable[MoveLine], meetings: Iterable[MeetingLine]) -> tuple[Month, ...]:
    """Months with moves or meetings. What is dated to a month only stands on the month's last day, as it is counted."""
    moves: dict[str, list[MoveLine]] = {}
    for line in lines:
        moves.setdefault(line.day, []).append(line)
    held: dict[str, list[MeetingLine]] = {}
    for meeting in meetings:
        held.setdefault(PartialDate.parse(meeting.date).last.isoformat(), []).append(meeting)
    days = [
        Day(day, PartialDate.parse(day).in_words, tuple(held.get(day, ())), tuple(moves.get(day, ())))
        for day in sorted(moves.keys() | held.keys(), reverse=True)
    ]
    by_month: dict[str, list[Day]] = {}
    for each in days:
        by_month.setdefault(each.day[:7], []).append(each)
    counts = {month: sum(len(each.moves) for each in found) for month, found in by_month.items()}
    most = max(counts.values(), default=0) or 1
    return tuple(
        Month(month, PartialDate.parse(month).in_words, counts[month], counts[month] / most, tuple(found))
        for month, found in by_month.items()
    )


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
