"""Comparing two states of a case: since a day, since a meeting, or since somebody last looked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import InvalidValue, UsageError
from willing.model import PartialDate
from willing.workflows.axes import TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from willing.cases import Meeting
    from willing.ledger import Cell, Ledger
    from willing.model.register import Register
    from willing.views.changes import Change

LAST = "last"
LOOKED_AT = 10
"""Statements of a changed cell, the newest, that are looked at for the one that brought a condition."""


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


def of_them(compared: Comparison, actor: str | None = None, measure: str | None = None) -> tuple[Change, ...]:
    """The changes, only those of an actor or a measure if asked."""
    return tuple(
        change
        for change in compared.changes
        if actor in (None, change.cell.actor_id) and measure in (None, change.cell.measure_id)
    )


def comparison_as_json(compared: Comparison, found: Iterable[Change], register: Register) -> dict[str, Any]:
    """The form of `willing changes --json`: both states, and those changes that were asked for."""
    from willing.views.changes import change_as_json

    return {
        "since": compared.since,
        "before": compared.before.as_json(),
        "after": compared.after.as_json(),
        "first_look": compared.first_look,
        "changes": [change_as_json(change, register) for change in found],
    }


def differing(
    ledger: Ledger, register: Register, before: TimeAxes, after: TimeAxes, include_demo: bool
) -> tuple[Change, ...]:
    """What changed, with the statements behind it."""
    from willing.ledger import ending_in_force
    from willing.views.changes import by_key, changes_between

    old, new = cells_at(ledger, register, before, include_demo), cells_at(ledger, register, after, include_demo)
    before_by_key, after_by_key = by_key(old), by_key(new)
    differ = [
        cell
        for key in before_by_key.keys() | after_by_key.keys()
        if (pair := (before_by_key.get(key), after_by_key.get(key)))[0] != pair[1]
        for cell in pair
        if cell
    ]
    needed = {cell.standing_id for cell in differ} | {each for cell in differ for each in cell.entries[:LOOKED_AT]}
    entries = {
        entry.id: entry
        for axes in (before, after)
        for entry in ledger.entries(ids=needed, known_at=axes.known_at, include_demo=include_demo)
    }
    day = after.day.isoformat()
    endings = {each.id: ending for each in entries.values() if (ending := ending_in_force(each, day))}
    return changes_between(old, new, entries, endings)


def cells_at(ledger: Ledger, register: Register, axes: TimeAxes, include_demo: bool) -> tuple[Cell, ...]:
    return ledger.cells(register, as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo)


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
