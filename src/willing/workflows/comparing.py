"""Comparing two states of a case: since a day, since a meeting, or since somebody last looked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import InvalidValue, UsageError
from willing.model import PartialDate
from willing.workflows.axes import TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.cases import Meeting
    from willing.ledger import Cell, Entry, Ledger
    from willing.model.register import Register
    from willing.views.changes import Change

LAST = "last"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states along the time axes and what changed between them; at a `first_look` there is no earlier state."""

    since: str
    before: TimeAxes
    after: TimeAxes
    changes: tuple[Change, ...]
    first_look: bool = False


def compare(
    folder: Path,
    register: Register,
    since: str,
    *,
    until: datetime.date | None = None,
    known_at: datetime.datetime | None = None,
    name: str = "",
    include_demo: bool = False,
) -> Comparison:
    """What changed since a day (what was said by its end against what was said by `until`), a meeting, or "last".

    Since "last" compares what the ledger knew when `name` last looked with what it knows now, and records a look.
    """
    after = TimeAxes(until, known_at)
    with open_ledger(folder) as ledger:
        if since == LAST:
            look = ledger.last_look(name)
            now = datetime.datetime.now(datetime.UTC)
            before = TimeAxes(until, look)
            words = f"{name} last looked" + (f", {look:%Y-%m-%d %H:%M} UTC" if look else "")
        else:
            look, now = None, None
            words, day = starting_day(folder, since, until or after.day)
            before = TimeAxes(day, known_at)
        changes = () if now and not look else differing(ledger, register, before, after, include_demo)
        if now:
            ledger.look(name, recorded_at=now)
    return Comparison(words, before, after, changes, first_look=bool(now) and look is None)


def differing(
    ledger: Ledger, register: Register, before: TimeAxes, after: TimeAxes, include_demo: bool
) -> tuple[Change, ...]:
    from willing.ledger import ending_in_force
    from willing.views.changes import changes_between

    old_cells, old_entries = state(ledger, register, before, include_demo)
    new_cells, new_entries = state(ledger, register, after, include_demo)
    entries = old_entries | new_entries
    day = after.day.isoformat()
    endings = {each.id: ending for each in new_entries.values() if (ending := ending_in_force(each, day))}
    return changes_between(old_cells, new_cells, entries, endings)


def state(
    ledger: Ledger, register: Register, axes: TimeAxes, include_demo: bool
) -> tuple[tuple[Cell, ...], dict[str, Entry]]:
    from willing.ledger import current_cells

    entries = ledger.entries(as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo)
    return current_cells(entries, as_of=axes.last_day, register=register), {entry.id: entry for entry in entries}


def starting_day(folder: Path, since: str, until: datetime.date) -> tuple[str, datetime.date]:
    """What `since` means, in words, and the last day before the changes; raises UsageError where it means nothing."""
    from willing.cases import load_meetings

    meetings = load_meetings(folder)
    try:
        date = PartialDate.parse(since)
    except InvalidValue:
        meeting = meeting_at(since, meetings, until)
        return meeting.in_words, meeting.date.last
    met = next((each for each in meetings if each.date == date), None)
    return met.in_words if met else date.in_words, date.last


def meeting_at(place: str, meetings: tuple[Meeting, ...], until: datetime.date) -> Meeting:
    """The newest meeting before a day whose place or form has these words."""
    wanted = place.casefold().strip()
    if not wanted:
        raise UsageError("--since: nothing given; expected a day, a meeting's date or place, or last")
    found = [
        each for each in meetings if wanted in f"{each.place} {each.format}".casefold() and each.date.last <= until
    ]
    if not found:
        places = ", ".join(dict.fromkeys(each.place for each in reversed(meetings)))
        raise UsageError(
            f"--since {place!r}: no such day or meeting; expected YYYY-MM-DD, last, or a place of meetings.csv"
            + (f": {places[:200]}" if places else ", which this case has not")
        )
    return found[-1]
