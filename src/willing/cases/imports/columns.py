"""Which column of a table holds which field: guessed from the headers, or told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from willing.cases.imports.vocabulary import plain, synonyms
from willing.errors import UsageError
from willing.model.mistake import near
from willing.model.sheet import Sheet, SheetRow, letters

FIELDS = (
    "date", "actor", "stance", "measure", "speaker", "speaker_kind", "speaks_for", "quantity", "unit", "conditions",
    "for", "by", "role", "summary", "url", "publisher", "published", "confidence", "note", "row",
)  # fmt: skip
NEEDED = ("date", "actor", "stance", "measure")
SOURCES = ("url", "publisher")
"""At least one of them: a position without a source is none."""

DEEPEST_HEADER = 15
"""Rows looked at for the header; titles and notes stand above it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`by_field` maps a field to its column (from 0), `headers` are the columns' names, `first` the first row below."""

    by_field: Mapping[str, int]
    headers: tuple[str, ...]
    first: int

    def in_words(self) -> list[str]:
        """Each column with the field that it became, as it is shown to the person who imports."""
        fields = {column: field for field, column in self.by_field.items()}
        return [
            f"{letters(column)} {header!r} -> {fields.get(column, 'not imported')}"
            for column, header in enumerate(self.headers)
            if header
        ]


def columns_of(sheet: Sheet, told: Mapping[str, str]) -> Columns:
    """The columns of a table. `told` maps a header or a column's letters to a field, or to "-" (leave it out).

    Raises UsageError for a told column or field that is not there.
    """
    for field in told.values():
        if field not in (*FIELDS, "-"):
            raise UsageError(f"unknown field {field!r}; expected one of {', '.join(FIELDS)}{near(field, FIELDS)}")
    wanted = {plain(header) for header in told}
    candidates = [header_at(sheet.rows, number) for number in range(min(DEEPEST_HEADER, len(sheet.rows)))]
    if not candidates:
        return Columns({}, (), 0)
    scores = [len(guessed(headers)) + sum(plain(each) in wanted for each in headers) for headers in candidates]
    best = scores.index(max(scores))
    headers = candidates[best]
    by_field = guessed(headers)
    for header, field in told.items():
        column = column_named(header, headers, sheet)
        by_field = {name: place for name, place in by_field.items() if place != column}
        if field != "-":
            by_field[field] = column
    return Columns(by_field, headers, best + 1)


def header_at(rows: tuple[SheetRow, ...], number: int) -> tuple[str, ...]:
    """The names that the columns have if the header ends in this row.

    A name that reaches over several columns or rows (merged cells) is found in its first cell only: what stands under a
    wide one gets its words in front, what stands below nothing keeps the name above.
    """
    row = rows[number]
    above = rows[number - 1] if number and rows[number - 1].line == row.line - 1 else None
    width = max(len(row.cells), len(above.cells) if above else 0)
    wide, names = "", []
    for column in range(width):
        upper = above.cell(column) if above else ""
        wide = upper or wide
        lower = row.cell(column)
        if not lower:
            names.append(upper)
        elif field_of(lower) is None and field_of(f"{wide} {lower}") is not None:
            names.append(f"{wide} {lower}")
        else:
            names.append(lower)
    # a title above the table is no header of the columns below it
    if above and sum(1 for cell in above.cells if cell.strip()) == 1 and len([n for n in names if n]) > 1:
        names = [row.cell(column) for column in range(width)]
    return tuple(names)


def guessed(headers: tuple[str, ...]) -> dict[str, int]:
    """Fields by what their headers say; of two columns for one field the first."""
    found: dict[str, int] = {}
    for column, header in enumerate(headers):
        field = field_of(header)
        if field is not None:
            found.setdefault(field, column)
    return found


def field_of(header: str) -> str | None:
    """The field that a header names: the field itself, or one of the words for it."""
    words = plain(header)
    if not words:
        return None
    return next(
        (field for field in FIELDS if words == plain(field) or words in map(plain, synonyms("headers").get(field, ()))),
        None,
    )


def column_named(header: str, headers: tuple[str, ...], sheet: Sheet) -> int:
    """By the column's name, else by its letters."""
    for column, name in enumerate(headers):
        if plain(name) == plain(header):
            return column
    for column in range(len(headers)):
        if letters(column) == header.upper():
            return column
    known = [name for name in headers if name]
    raise UsageError(
        f"{sheet.file}: no column {header!r}; expected one of {', '.join(map(repr, known))}{near(header, known)}"
    )
