"""Mistakes in the tables of a case folder: missing columns, cells that name nothing or are no number or date."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from willing.cases.cells import Check, checks_for
from willing.cases.known import Known
from willing.cases.tables import Row, Table, read_table
from willing.model.mistake import FileMistake, near, unreadable

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
}
"""Columns that a table must have and each row must fill; others may be there, and some of those are checked too."""

MAY_BE_EMPTY = {
    ("facts.csv", "holds"),
    ("requirements.csv", "low_or_value"),
    ("requirements.csv", "date"),
    ("positions.csv", "speaker"),
}
IDS = {"actors.csv": "id", "positions.csv": "position_id", "countries.csv": "id", "requirements.csv": "id"}


def check_tables(folder: Path, known: Known) -> list[FileMistake]:
    """Mistakes in the tables that are there; a table that is absent is none."""
    return [
        mistake
        for name in REQUIRED
        if (folder / name).is_file()
        for mistake in check_table(folder / name, checks_for(name, known))
    ]


def check_table(file: Path, checks: dict[str, Check]) -> Iterator[FileMistake]:
    try:
        table = read_table(file)
    except (OSError, UnicodeDecodeError) as error:
        yield unreadable(file, error)
        return
    except csv.Error as error:
        yield FileMistake(file, None, f"no CSV ({error})", "cells between commas, with quotation marks closed")
        return
    missing = [column for column in REQUIRED[file.name] if column not in table.columns]
    header = table.lines[0] if table.lines else ""
    for column in missing:
        expected = f"the column {column!r}{met_instead(column, table.columns)}"
        yield FileMistake(file, 1, f"no column {column!r}", expected, header, len(header), len(header))
    in_rows = [mistake for row in table.rows for mistake in check_row(table, row, checks)]
    yield from sorted([*in_rows, *repeated_ids(table)], key=lambda mistake: mistake.line or 0)


def met_instead(column: str, columns: tuple[str, ...]) -> str:
    hint = near(column, columns)
    return hint.replace("; perhaps", "; met") if hint.startswith("; perhaps") else ""


def check_row(table: Table, row: Row, checks: dict[str, Check]) -> Iterator[FileMistake]:
    name = table.file.name
    if row.width != len(table.columns):
        text = table.lines[row.line - 1]
        yield FileMistake(
            table.file,
            row.line,
            f"{row.width} cells",
            f"{len(table.columns)} cells, as in the header",
            text,
            len(text),
            len(text),
        )
        return
    for column, cell in row.cells.items():
        if not cell.strip():
            if column in REQUIRED[name] and (name, column) not in MAY_BE_EMPTY:
                yield at_cell(table, row, column, f"no {column}", filled(column))
        elif column in checks:
            for found in checks[column](cell, row.cells):
                yield at_cell(table, row, column, found.what, found.expected, found.word)


def filled(column: str) -> str:
    return "the address of the source (http:// or https://)" if column == "url" else f"a {column.replace('_', ' ')}"


def repeated_ids(table: Table) -> Iterator[FileMistake]:
    column = IDS.get(table.file.name, "")
    first: dict[str, int] = {}
    for row in table.rows if column in table.columns else ():
        cell = row.cells[column]
        if cell and cell in first:
            expected = f"an id of its own for each row; the first is in line {first[cell]}"
            yield at_cell(table, row, column, f"{column} {cell!r} met twice", expected)
        first.setdefault(cell, row.line)


def at_cell(table: Table, row: Row, column: str, what: str, expected: str, word: str = "") -> FileMistake:
    """The mistake at the cell, or at the word within it."""
    line, start, end = cell_place(table, row, table.columns.index(column))
    text = table.lines[line - 1]
    inner = text.find(word, start, end) if word else -1
    if inner >= 0:
        start, end = inner, inner + len(word)
    return FileMistake(table.file, line, what, expected, text, start, end)


def cell_place(table: Table, row: Row, wanted: int) -> tuple[int, int, int]:
    """Line, start and end of the wanted cell (from 0) of a row, without its quotation marks; of its last line."""
    line, start, index, quoted = row.line, 0, 0, False
    while line <= len(table.lines):
        text = table.lines[line - 1]
        for place, sign in enumerate(text):
            if sign == '"':
                quoted = not quoted
            elif sign == "," and not quoted:
                if index == wanted:
                    return line, *without_quotes(text, start, place)
                index, start = index + 1, place + 1
        if not quoted:
            return line, *without_quotes(text, start, len(text))
        line, start = line + 1, 0
    return row.line, 0, 0


def without_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    if end - start >= 2 and text[start] == text[end - 1] == '"':
        return start + 1, end - 1
    return start, end
