"""Reading on in a damaged table, so that one bad byte or one quotation mark left open hides no other mistake.

Only checks read like this: what is loaded is read strictly, from a folder without a mistake.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from willing.cases.tables import Table, row_of
from willing.model.mistake import FileMistake, lines_of, unreadable

CLOSED = "cells between commas, with quotation marks closed, and doubled within a cell"
UNREADABLE = "\ufffd"
"""What stands in place of bytes that are no UTF-8."""

Record: TypeAlias = tuple[int, list[str]]
"""The line (from 1) that a record begins on, and its cells."""


@dataclass(frozen=True, slots=True)
class Readable:
    """What could be read of a table, and why the rest could not; `broken` are the lines of records that are none."""

    table: Table
    mistakes: tuple[FileMistake, ...] = ()
    broken: tuple[str, ...] = ()

    def ids(self, column: str) -> frozenset[str]:
        """What stands in a column, with what may stand there on the broken lines: any cell of them."""
        told = {row.cells[column] for row in self.table.rows if column in row.cells}
        return frozenset(told | {cell.strip(' "') for line in self.broken for cell in line.split(",")}) - {""}


def read_as_far_as_possible(file: Path) -> Readable:
    """The rows of a table that can be read; after a broken one it goes on below its last quotation mark."""
    text, mistakes = text_as_far_as_readable(file)
    lines = lines_of(text)
    records: list[Record] = []
    broken: list[str] = []
    first = 0
    while True:
        found, begun, error = records_from(lines, first)
        records += found
        if error is None:
            break
        line, place = opening_mark(lines, begun)
        mistakes.append(FileMistake(file, line + 1, f"no CSV ({error})", CLOSED, lines[line], place, place + 1))
        broken += lines[begun : line + 1]
        first = line + 1
    columns = tuple(records[0][1]) if records else ()
    rows = tuple(row_of(line, columns, cells) for line, cells in records[1:])
    return Readable(Table(file, columns, rows, tuple(lines)), tuple(mistakes), tuple(broken))


def text_as_far_as_readable(file: Path) -> tuple[str, list[FileMistake]]:
    """The text, U+FFFD for what is no UTF-8, and the mistakes; empty where it is no text at all."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        return "", [unreadable(file, error)]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return "" if b"\0" in raw else raw.decode("utf-8-sig", "replace"), [unreadable(file, error)]


def records_from(lines: Sequence[str], first: int) -> tuple[list[Record], int, csv.Error | None]:
    """The records from a line (from 0) on, the line at which the next one begins, and why that is none."""
    reader = csv.reader((f"{line}\n" for line in lines[first:]), strict=True)
    records: list[Record] = []
    begun = first
    try:
        for cells in reader:
            if cells:
                records.append((begun + 1, cells))
            begun = first + reader.line_num
    except csv.Error as error:
        return records, begun, error
    return records, begun, None


def opening_mark(lines: Sequence[str], begun: int) -> tuple[int, int]:
    """Line and place (from 0) of the quotation mark that opens the cell in which a broken record breaks off.

    A quotation mark opens a cell at its beginning, and closes it before a comma or the end of a line; where another
    sign follows, the record breaks off.
    """
    opened = (begun, 0)
    inside, at_start = False, True
    for number in range(begun, len(lines)):
        line = lines[number]
        place = 0
        while place < len(line):
            sign = line[place]
            if inside and sign == '"':
                following = line[place + 1 : place + 2]
                if following == '"':
                    place += 1
                elif following in ("", ","):
                    inside = False
                else:
                    return opened
            elif not inside and sign == '"' and at_start:
                inside, opened = True, (number, place)
            at_start = not inside and sign == ","
            place += 1
        at_start = not inside
    return opened
