"""A meeting as a page shows it: what was reported of it, the brief of the day before, and who moved since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from willing.cases import Meeting
from willing.model.register import Register
from willing.views.brief import Brief
from willing.views.changes import Change
from willing.views.changes_page import ChangeGroup, change_groups


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting: its day as written and in words, place and form, who called it, attendance and outcome as reported."""

    date: str
    date_words: str
    place: str
    format: str
    conveners: tuple[tuple[str, str], ...]
    attendance: str
    outcome: str
    url: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class MeetingList:
    """All meetings of the case, newest first."""

    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting, the brief before it, what changed on its day and since; `earlier` and `later` are its neighbours."""

    meeting: MeetingLine
    brief: Brief
    same_day: tuple[ChangeGroup, ...]
    since: tuple[ChangeGroup, ...]
    earlier: MeetingLine | None
    later: MeetingLine | None


def meeting_line(meeting: Meeting, register: Register) -> MeetingLine:
    return MeetingLine(
        str(meeting.date),
        meeting.date.in_words,
        meeting.place,
        meeting.format,
        tuple((actor, register.actor_name(actor)) for actor in meeting.conveners),
        meeting.attendance,
        meeting.outcome,
        meeting.url,
        meeting.confidence,
        meeting.note,
    )


def meeting_list(meetings: Iterable[Meeting], register: Register) -> MeetingList:
    """The list of meetings that come oldest first."""
    return MeetingList(tuple(meeting_line(each, register) for each in reversed(tuple(meetings))))


def meeting_page(
    chosen: Meeting,
    meetings: Sequence[Meeting],
    brief: Brief,
    same_day: Iterable[Change],
    since: Iterable[Change],
    register: Register,
) -> MeetingPage:
    """The page of one of the meetings, which come oldest first."""
    place = meetings.index(chosen)
    beside = [meetings[each] if 0 <= each < len(meetings) else None for each in (place - 1, place + 1)]
    earlier, later = (meeting_line(each, register) if each else None for each in beside)
    return MeetingPage(
        meeting_line(chosen, register),
        brief,
        change_groups(same_day, register),
        change_groups(since, register),
        earlier,
        later,
    )
