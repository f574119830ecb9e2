"""The meetings of a case: who met when and where. Being there is never a pledge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from willing.cases.case import split
from willing.cases.tables import read_table
from willing.model import PartialDate

MEETINGS_FILE = "meetings.csv"
FIRST_NUMBER = re.compile(r"\D*([0-9]+)")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A row of `meetings.csv`. `conveners` are actor ids, `attendance` is as reported, in words."""

    date: PartialDate
    place: str
    format: str = ""
    conveners: tuple[str, ...] = ()
    attendance: str = ""
    outcome: str = ""
    url: str = ""
    confidence: str = ""
    note: str = ""

    @property
    def in_words(self) -> str:
        """ "the meeting: Paris, Élysée (summit), 27 March 2025"."""
        kind = f" ({self.format})" if self.format else ""
        return f"the meeting: {self.place}{kind}, {self.date.in_words}"

    @property
    def attended(self) -> int | None:
        """The first number of the attendance as reported; None where it tells none."""
        found = FIRST_NUMBER.match(self.attendance)
        return int(found[1]) if found else None


def load_meetings(folder: Path) -> tuple[Meeting, ...]:
    """The meetings of a checked case folder, oldest first; none where it has no such table."""
    file = folder / MEETINGS_FILE
    if not file.is_file():
        return ()
    meetings = [meeting_from(row.cells) for row in read_table(file).rows]
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date.last, meeting.date.first)))


def meeting_from(row: dict[str, str]) -> Meeting:
    told = {name: row.get(name, "") for name in ("format", "attendance", "outcome", "url", "confidence", "note")}
    return Meeting(PartialDate.parse(row["date"]), row["place"], conveners=split(row.get("conveners", ""), ";"), **told)
