"""The meetings of a case: who met where and when. Being there is never a pledge."""

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
    """One meeting. `attendance` is as reported, in words; `conveners` are actor ids."""

    date: PartialDate
    place: str
    form: str
    conveners: tuple[str, ...]
    attendance: str
    outcome: str
    url: str
    confidence: str
    note: str

    @property
    def attended(self) -> int | None:
        """The first number of the attendance as reported; None where it tells none."""
        found = FIRST_NUMBER.match(self.attendance)
        return int(found[1]) if found else None


def meetings_of(folder: Path) -> tuple[Meeting, ...]:
    """The meetings in a case folder, oldest first; none where there is no table."""
    file = folder / MEETINGS_FILE
    if not file.is_file():
        return ()
    rows = [row.cells for row in read_table(file).rows]
    found = [
        Meeting(
            PartialDate.parse(row["date"]),
            row["place"],
            row.get("format", ""),
            split(row.get("conveners", ""), ";"),
            row.get("attendance", ""),
            row.get("outcome", ""),
            row["url"],
            row.get("confidence", ""),
            row.get("note", ""),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: each.date.first))
