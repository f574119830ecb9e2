"""A ledger's whole record as JSON Lines: a header, then a row a line, as `Ledger.rows` gives them; and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from willing.errors import InputError

HEADER = {"row": "willing-ledger", "version": 1}
"""The first line: what the file is, and the version of its form."""


def write_rows(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write the record."""
    with file.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
        lines.write(json.dumps(HEADER) + "\n")
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def is_record(file: Path) -> bool:
    """Whether the file begins with the header of a ledger's record."""
    try:
        with file.open(encoding="utf-8") as lines:
            first = json.loads(lines.readline(4096))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and first.get("row") == HEADER["row"]


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a record. Raises InputError for a line that is no row, or a form of another version."""
    with file.open("rb") as lines:
        header = json.loads(next(lines))
        if header.get("version") != HEADER["version"]:
            raise InputError(
                f"{file}, line 1: form {header.get('version')!r}, expected {HEADER['version']}; "
                "written by another version of willing"
            )
        for number, line in enumerate(lines, start=2):
            if line.strip():
                yield row_in(line, f"{file}, line {number}")


def row_in(line: bytes, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8", "surrogatepass"), parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: no JSON ({error}); cut short? nothing was kept") from None
    if not isinstance(row, dict) or "row" not in row:
        raise InputError(f"{place}: expected an object that names its `row`; nothing was kept")
    return row


def no_number(word: str) -> float:
    """JSON knows neither NaN nor Infinity; Python's reader does."""
    raise ValueError(f"{word}, which JSON does not know")
