"""Mistakes in the tables of a case folder: missing columns, cells that name nothing or are no number or date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from willing.cases.cells import Check, checks_for
from willing.cases.check_header import header_mistakes
from willing.cases.columns import IDS, MAY_BE_EMPTY, REQUIRED, TABLES
from willing.cases.damaged import UNREADABLE, Readable
from willing.cases.known import Known
from willing.cases.tables import Row, Table
from willing.model.mistake import FileMistake

AGAINST = {"facts.csv": (("fact", "since"), "holds")}
"""Columns that, where two rows agree in them, must agree in the last one too."""


def check_tables(tables: Mapping[str, Readable], known: Known) -> list[FileMistake]:
    """Mistakes in the tables that are there; a table that is absent is none."""
    return [
        mistake for name in TABLES if name in tables for mistake in check_table(tables[name], checks_for(name, known))
    ]


def check_table(readable: Readable, checks: Mapping[str, Check]) -> list[FileMistake]:
    """Mistakes in one table, from top to bottom; in a damaged one, also in what can be read of it."""
    table = readable.table
    if not table.columns and readable.mistakes:
        return list(readable.mistakes)
    found = list(header_mistakes(table))
    if not set(REQUIRED[table.file.name]).isdisjoint(table.columns):
        for row in table.rows:
            found += check_row(table, row, checks)
        found += [*repeated_ids(table), *rows_at_odds(table)]
    return sorted([*readable.mistakes, *found], key=lambda mistake: mistake.line or 0)


def check_row(table: Table, row: Row, checks: Mapping[str, Check]) -> Iterator[FileMistake]:
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
        elif column in checks and UNREADABLE not in cell:
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


def rows_at_odds(table: Table) -> Iterator[FileMistake]:
    """Rows that say another thing of the same than an earlier row does."""
    columns, told = AGAINST.get(table.file.name, ((), ""))
    if told not in table.columns or not set(columns) <= set(table.columns):
        return
    first: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        before = first.setdefault(tuple(row.cells[column] for column in columns), row)
        if before.cells[told] != row.cells[told]:
            what = f"{told} {row.cells[told]!r}, but {before.cells[told]!r} in line {before.line}"
            yield at_cell(table, row, told, what, f"one row for each {' and '.join(columns)}")


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
