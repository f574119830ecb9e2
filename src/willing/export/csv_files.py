"""Tables as CSV: UTF-8, a header, commas, quotation marks where needed, an empty cell where nothing is known.

Cells are written as they are. A spreadsheet program may take one that begins with = + - or @ for a formula; the
workbook (`workbook.py`) holds it as text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from willing.export.columns import Table
from willing.export.rows import Row


def write_csv(file: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write a table; how many rows it has."""
    count = 0
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(table.names)
        for count, row in enumerate(rows, start=1):  # noqa: B007 (the count outlives the loop)
            writer.writerow([cell(row[name]) for name in table.names])
    return count


def cell(value: Any) -> str:
    """A value as text: true and false in lower case, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
