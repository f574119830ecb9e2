"""A table as a person wrote it: rows of cells as text, each with the place to show a mistake at."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

SERIALS_FROM = datetime.date(1899, 12, 30)
"""Day zero of the dates that spreadsheet programs keep as numbers; some older workbooks count from 1904."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the line it begins on (in a text) or its number (in a workbook), from 1, and its cells as text."""

    line: int
    cells: tuple[str, ...]
    broken: tuple[tuple[int, str], ...] = ()
    """Columns (from 0) whose value cannot be had, each with what was met there."""

    def cell(self, column: int) -> str:
        """The text of a cell, without blanks around it; empty where the row is shorter."""
        return self.cells[column].strip() if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table from a file. `name` is the sheet's name in a workbook; `notes` tell how the file was understood.

    `decimal_comma` marks a table whose cells are separated by semicolons, where 4,5 is four and a half.
    """

    file: str
    name: str | None
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    decimal_comma: bool = False
    serials_from: datetime.date = SERIALS_FROM

    def place(self, row: SheetRow, column: int | None = None) -> str:
        """Where a cell stands: "pledges.csv, line 3, cell C" or "pledges.xlsx, sheet 'Troops', cell C3"."""
        if self.name is None:
            return f"{self.file}, line {row.line}" + (f", cell {letters(column)}" if column is not None else "")
        cell = f"cell {letters(column)}{row.line}" if column is not None else f"row {row.line}"
        return f"{self.file}, sheet {self.name!r}, {cell}"


def letters(column: int) -> str:
    """A column's name in a spreadsheet: A for 0, Z for 25, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
