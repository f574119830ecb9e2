"""What a case's `actors.csv` notes of an actor beside its names: what binds it, whether it belongs, with sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from willing.cases.case import ACTOR_COLUMNS
from willing.cases.tables import read_table

ACTORS_FILE = "actors.csv"
CONSTRAINT = "constraint"
"""Who decides on sending forces, what the law forbids, what part parliament has."""
NO_NOTES = (*ACTOR_COLUMNS, "roles", "confidence", CONSTRAINT)
PARTS = ("_url", "_seen")
"""Endings of the columns that tell where, and when last, another column's note was read."""
YES_NO = {"1": "yes", "0": "no"}


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the table notes: the column in words, what it holds, when last seen so, and where read."""

    name: str
    words: str
    seen: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor's row: what binds it (`constraint`, None where nothing is noted), the other notes, and how sure."""

    constraint: Note | None = None
    notes: tuple[Note, ...] = ()
    confidence: str = ""


def load_profile(folder: Path, actor_id: str) -> Profile:
    """The profile of an actor of a checked case folder; an empty one where the table has no row of it."""
    file = folder / ACTORS_FILE
    rows = [row.cells for row in read_table(file).rows] if file.is_file() else []
    row = next((row for row in rows if row["id"] == actor_id), None)
    if row is None:
        return Profile()
    noted = [column for column in row if column not in NO_NOTES and not column.endswith(PARTS) and row[column]]
    return Profile(
        note_of(row, CONSTRAINT) if row.get(CONSTRAINT) else None,
        tuple(note_of(row, column) for column in noted),
        row.get("confidence", ""),
    )


def note_of(row: dict[str, str], column: str) -> Note:
    words = row[column]
    return Note(
        column.replace("_", " "), YES_NO.get(words, words), told(row, column, "_seen"), told(row, column, "_url")
    )


def told(row: dict[str, str], column: str, ending: str) -> str:
    """The cell of `constraint_url` for `constraint`; of `membership_url` for `league_membership` too."""
    names = [name for name in row if name.endswith(ending) and column.endswith(name.removesuffix(ending))]
    return row[names[0]] if names else ""
