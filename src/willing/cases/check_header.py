"""Mistakes in the first line of a table: columns that are missing, given twice, or almost a known one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from willing.cases.columns import OPTIONAL, REQUIRED
from willing.cases.tables import Table
from willing.model.mistake import ALMOST, FileMistake, near, nearest

OTHER_SIGNS = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What some programs put between cells instead of commas."""


def header_mistakes(table: Table) -> Iterator[FileMistake]:
    """Mistakes in the header; one alone where there is none, or where something else than commas is between cells."""
    required = REQUIRED[table.file.name]
    header = table.lines[0] if table.lines else ""
    if not header.strip() and not table.columns:
        yield FileMistake(table.file, 1, "no header", f"the columns {', '.join(required)} in the first line")
        return
    sign = next((sign for sign in OTHER_SIGNS if len(table.columns) == 1 and sign in header), "")
    if sign:
        place = header.index(sign)
        what = f"{OTHER_SIGNS[sign]} between the columns"
        yield FileMistake(table.file, 1, what, "commas between them", header, place, place + 1)
        return
    for column in required:
        if column not in table.columns:
            expected = f"the column {column!r}{met_instead(column, table.columns)}"
            yield FileMistake(table.file, 1, f"no column {column!r}", expected, header, len(header), len(header))
    for number, column in enumerate(table.columns):
        if column and column in table.columns[:number]:
            yield at_column(table, column, number, f"column {column!r} met twice", "a name of its own for each")
        elif slip := almost_known(table, column):
            expected = f'a column of {table.file.name}, or one unlike them; perhaps "{slip}"'
            yield at_column(table, column, number, f"unknown column {column!r}", expected)


def met_instead(column: str, columns: tuple[str, ...]) -> str:
    hint = near(column, columns)
    return hint.replace("; perhaps", "; met") if hint.startswith("; perhaps") else ""


def almost_known(table: Table, column: str) -> str:
    """The optional column that an unknown one is almost, where the table lacks it; required ones are told missing."""
    known = OPTIONAL[table.file.name]
    if column in known or column in REQUIRED[table.file.name]:
        return ""
    return nearest(column, set(known) - set(table.columns), ALMOST)


def at_column(table: Table, column: str, number: int, what: str, expected: str) -> FileMistake:
    """At the name of a column in the header; `number` tells which of equal ones."""
    header = table.lines[0]
    places = [found.span(1) for found in re.finditer(rf'(?:^|,)\s*"?({re.escape(column)})"?\s*(?=,|$)', header)]
    which = table.columns[:number].count(column)
    start, end = places[which] if which < len(places) else (0, len(header))
    return FileMistake(table.file, 1, what, expected, header, start, end)
