"""The tables of an export and their columns: one place for every tabular format and its description.

Columns whose names `willing import` knows (`docs/how-to/import.md`) are named so; a table comes back without mapping.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Type(StrEnum):
    """What a column holds, by the names of Frictionless Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type, meaning, and whether it is left empty where nothing is known."""

    name: str
    type: Type
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an export; `key` is the column that tells its rows apart, if one does."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@cache
def examples() -> dict[str, dict[str, str]]:
    """What a cell of each column may hold, by table and column (`data/examples.toml`)."""
    file = resources.files("willing.export").joinpath("data/examples.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def text(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.STRING, meaning, required)


POSITIONS = Table(
    "positions",
    "One row for each statement of what an actor is (un)willing to do, as judged; the newest reading of each text.",
    (
        text("id", "the position's id: a hash of its content", required=True),
        text("date", "day, month or year it was said: YYYY, YYYY-MM or YYYY-MM-DD", required=True),
        text("date_basis", "how that is known: said, published or recorded", required=True),
        text("actor", "ids of who would act, between semicolons", required=True),
        text("actor_name", "their names", required=True),
        text("set", "where an unnamed set is meant: all, most, many, some, few, others, 26, 26 of 35, at least 3"),
        text("stance", "delivered, allocated, committed, willing, considering, undecided, reluctant, declined, opposed "
             "or requests", required=True),
        text("measure", "id of what would be done", required=True),
        text("measure_name", "its name in the case", required=True),
        text("speaker", "who says so, in the text's or the coder's words"),
        text("speaker_ids", "whose word it is, between semicolons"),
        text("speaker_kind", "named, anonymous, joint or outlet", required=True),
        text("speaks_for", "of a coded row: whose word it is by its coder"),
        text("directness", "direct, reported or asserted", required=True),
        text("quantity", "how much or how many: 5000, up to 5000, at least 300, 10000 to 30000; of a set its number"),
        text("unit", "of what: troops, EUR million; of an unnamed set: states, states of 30"),
        Column("quantity_low", Type.NUMBER, "its lower bound, scale multiplied out"),
        Column("quantity_high", Type.NUMBER, "its upper bound"),
        text("conditions", "relation:condition, between semicolons; all must hold; not: before a negated one"),
        text("for", "ids of who it is for"),
        text("by", "ids of whose act is asked for, objected to or accepted"),
        Column("able", Type.BOOLEAN, "whether the text says that it can"),
        text("summary", "the exact quote, or the coder's summary", required=True),
        text("words", "quote or summary: which of the two that is", required=True),
        text("basis", "quoted, coded or imported", required=True),
        Column("quote_start", Type.INTEGER, "where the quote begins in the text, in code points from 0"),
        Column("quote_end", Type.INTEGER, "where it ends"),
        text("document", "sha256 of the text it stands in"),
        text("publisher", "outlet, or publisher of the source"),
        text("origin", "whom the story of its text comes from: copies of one text have the same"),
        text("title", "title of the text"),
        text("url", "address of the source"),
        text("published", "when the source was published"),
        text("confidence", "of a coded row its source's: high, medium, low"),
        Column("probability", Type.NUMBER, "the reader's probability that actor, stance and measure are right", True),
        Column("sure", Type.BOOLEAN, "whether that is above the display threshold", True),
        text("verdict", "the newest judgement that counts: accept, correct, reject"),
        text("ended", "how and when it ended, where it did: withdrawn 2026-01-06"),
        Column("stands", Type.BOOLEAN, "whether a cell of the matrix rests on it", True),
        text("reader", "name and version of what read it, or coding or import", required=True),
        text("row", "the name of its row, where a person coded it"),
        text("coded_as", "of a quote that was found for a coded row: that row's id; both are one statement"),
        text("note", "what the coder noted"),
        text("recorded", "when this ledger learned of it, UTC", required=True),
        Column("demo", Type.BOOLEAN, "whether its text was written for the project", True),
    ),
    key="id",
)  # fmt: skip

SOURCES = Table(
    "sources",
    "One row for each source: a stored text, or the address that a coded row names.",
    (
        text("source", "sha256 of the text, else the address or publisher", required=True),
        text("name", "the name the text was given"),
        text("publisher", "outlet or publisher"),
        text("title", "title"),
        text("author", "author"),
        text("published", "date of publication"),
        text("url", "address"),
        text("language", "ISO 639-1 code"),
        Column("stored", Type.BOOLEAN, "whether the text is in the ledger", True),
        Column("positions", Type.INTEGER, "how many positions of the table stand on it", True),
        Column("demo", Type.BOOLEAN, "whether it was written for the project", True),
    ),
    key="source",
)

MATRIX = Table(
    "matrix",
    "One row for each cell: what stands for an actor on a measure.",
    (
        text("actor", "id of the actor", required=True),
        text("actor_name", "its name", required=True),
        text("set", "the size of the unnamed set, where it is one"),
        Column("claim", Type.BOOLEAN, "whether it is a claim about many, which is no member's own stance", True),
        text("measure", "id of the measure", required=True),
        text("measure_name", "its name", required=True),
        text("stance", "the stance that stands", required=True),
        text("conditions", "as in positions"),
        text("place", "front, inside, neighbour, home, sea or air, where told"),
        text("phase", "now, ceasefire or peace, where told"),
        Column("own", Type.BOOLEAN, "whether it speaks of its own act", True),
        Column("origins", Type.INTEGER, "independent outlets behind it", True),
        Column("reviewed", Type.BOOLEAN, "whether a person has accepted or corrected it", True),
        text("basis", "quoted, coded or imported", required=True),
        text("reason", "why this statement stands", required=True),
        text("position", "id of the position it rests on", required=True),
    ),
)

TABLES = (MATRIX, POSITIONS, SOURCES)
