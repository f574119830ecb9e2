"""The columns of a case's tables: which must be there, and which are read where they are."""

from __future__ import annotations

from willing.cases import constitution
from willing.cases.cells import FIGURES, source_of

INDEX_FILE = "index.csv"
"""Describes the texts of a case, in their folder."""

CONSTITUTION = (*constitution.COLUMNS, constitution.MEASURES, constitution.WORDS, constitution.SOURCE)

REQUIRED: dict[str, tuple[str, ...]] = {
    "actors.csv": ("id", "name"),
    "positions.csv": (
        "position_id",
        "date_said",
        "actor_id",
        "speaker",
        "speaker_kind",
        "stance",
        "measure",
        "summary",
        "url",
        "publisher",
    ),
    "meetings.csv": ("date", "place", "url"),
    "facts.csv": ("fact", "since", "holds", "status", "url"),
    "countries.csv": ("id", "name"),
    "requirements.csv": ("kind", "low_or_value", "date", "source", "url"),
    INDEX_FILE: ("file", "title", "date", "outlet", "retells"),
}
"""Columns that a table must have and each row must fill; others may be there, and some of those are checked too."""
TABLES = tuple(name for name in REQUIRED if name != INDEX_FILE)
"""The tables beside `case.toml`, in the order in which their mistakes are told."""


OPTIONAL: dict[str, tuple[str, ...]] = {
    "actors.csv": ("kind", "roles", "names", "demonyms", "seats", "members", "confidence", *CONSTITUTION),
    "positions.csv": (
        "speaks_for",
        "quantity",
        "unit",
        "beneficiary",
        "conditions",
        "location_or_role",
        "date_published",
        "corroborating_urls",
        "confidence",
        "note",
    ),
    "meetings.csv": ("format", "conveners", "attendance", "outcome", "confidence", "note"),
    "facts.csv": (),
    "countries.csv": (*FIGURES, *map(source_of, FIGURES)),
    "requirements.csv": ("id", "high", "unit", "tasks", "confidence", "note", "measure", "counted_in", "told_as"),
    INDEX_FILE: ("kind", "positions", "note"),
}
"""Columns that are read where they are there: one almost of such a name is taken for a slip."""

MAY_BE_EMPTY = {
    ("facts.csv", "holds"),
    ("requirements.csv", "low_or_value"),
    ("requirements.csv", "date"),
    ("positions.csv", "speaker"),
}
IDS = {
    "actors.csv": "id",
    "positions.csv": "position_id",
    "countries.csv": "id",
    "requirements.csv": "id",
    INDEX_FILE: "file",
}
