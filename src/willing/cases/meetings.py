"""The meetings of a case: who met when and where. Being there is never a pledge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from willing.cases.tables import read_table
from willing.model import PartialDate

MEETINGS_FILE = "meetings.csv"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A row of `meetings.csv`."""

    date: PartialDate
    place: str
    format: str = ""
    outcome: str = ""
    url: str = ""

    @property
    def in_words(self) -> str:
        """ "the meeting: Paris, Élysée (summit), 27 March 2025"."""
        kind = f" ({self.format})" if self.format else ""
        return f"the meeting: {self.place}{kind}, {self.date.in_words}"


def load_meetings(folder: Path) -> tuple[Meeting, ...]:
    """The meetings of a checked case folder, oldest first; none where it has no such table."""
    file = folder / MEETINGS_FILE
    if not file.is_file():
        return ()
    rows = [row.cells for row in read_table(file).rows]
    meetings = [
        Meeting(PartialDate.parse(row["date"]), *(row.get(name, "") for name in ("place", "format", "outcome", "url")))
        for row in rows
    ]
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date.last, meeting.date.first)))
