"""The tables of a case folder: CSV in UTF-8, each row with the line it begins on, to show mistakes there."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from willing.model.mistake import lines_of


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line (from 1) it begins on, its cells by column, and how many the line really had."""

    line: int
    cells: dict[str, str]
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its header, its rows and the file's own lines. Cells that a short row lacks are empty."""

    file: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[str, ...]


def read_table(file: Path) -> Table:
    """The table in a file; a byte-order mark and lines without any cell are passed over.

    Raises UnicodeDecodeError where the file is not UTF-8 and csv.Error where it is no CSV.
    """
    text = file.read_bytes().decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns = tuple(next(reader, ()))
    rows, before = [], reader.line_num
    for cells in reader:
        if cells:
            rows.append(row_of(before + 1, columns, cells))
        before = reader.line_num
    return Table(file, columns, tuple(rows), tuple(lines_of(text)))


def row_of(line: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    """A row from the cells of its line."""
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return Row(line, dict(zip(columns, padded, strict=False)), len(cells))
