"""Tables as CSV: UTF-8, a header, commas, quotation marks where needed, an empty cell where nothing is known.

Text comes from anywhere, and a spreadsheet program takes a cell that begins with = + - or @ for a formula. Such a text
gets an apostrophe in front, the programs' own sign for text; `unguarded` takes it off again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from willing.export.columns import Table, Type
from willing.export.rows import Row

QUOTED = re.compile(r'[",\r\n]')
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a text begins that would be a formula, or would be one without its apostrophes."""


def write_csv(file: Path, table: Table, rows: Iterable[Row], *, guard: bool = True) -> None:
    """Write a table. Without `guard` the text is left as it is: for programs."""
    texts = {column.name for column in table.columns if guard and column.type is Type.STRING}
    with file.open("w", encoding="utf-8", newline="") as lines:
        lines.write(line_of(table.names))
        for row in rows:
            told = ((name, cell(row[name])) for name in table.names)
            lines.write(line_of(guarded(text) if name in texts else text for name, text in told))


def line_of(cells: Iterable[str]) -> str:
    """A line of CSV; Python's own writer leaves a lone carriage return unquoted, which its reader takes for an end."""
    return ",".join('"' + each.replace('"', '""') + '"' if QUOTED.search(each) else each for each in cells) + "\n"


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text behind `guarded`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def cell(value: Any) -> str:
    """A value as text: true and false in lower case, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
