"""How the facts of a case stood over time: the rows of `facts.csv`, each with day, what was known, and source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from willing.cases.tables import read_table
from willing.model import PartialDate

FACTS_FILE = "facts.csv"
TRUTHS: dict[str, bool | None] = {"yes": True, "no": False, "": None}
"""What `holds` may say; empty: it is not so yet, or not settled."""


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One row: from a day on the fact is so, is not so, or (None) is open; `status` says it in words."""

    fact: str
    since: PartialDate
    holds: bool | None
    status: str
    url: str


def load_fact_records(folder: Path) -> tuple[FactRecord, ...]:
    """The records of a checked case folder, oldest first; none where it has no such table."""
    file = folder / FACTS_FILE
    if not file.is_file():
        return ()
    rows = [row.cells for row in read_table(file).rows]
    records = [
        FactRecord(row["fact"], PartialDate.parse(row["since"]), TRUTHS[row["holds"]], row["status"], row["url"])
        for row in rows
    ]
    return tuple(sorted(records, key=lambda each: (each.since.last, each.fact)))
