"""Workbooks (.xlsx): one sheet as text, read row by row, formulas by the value they last had."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from willing.errors import InputError, UsageError
from willing.model.sheet import SERIALS_FROM, Sheet, SheetRow
from willing.sources.foreign import reading_of

SINCE_1904 = datetime.date(1904, 1, 1)
ADVICE = "save it again as .xlsx or .csv"
MOST_EMPTY_ROWS = 1000
"""Empty rows in a row after which a sheet is taken to have ended: formatted emptiness can reach to a million."""


def read_workbook(file: Path, name: str | None = None) -> Sheet:
    """The sheet `name` of a workbook, or the first that is shown and holds anything.

    Raises InputError for what is no workbook, UsageError where openpyxl is not installed or there is no such sheet.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UsageError(
            f"{file}: reading .xlsx needs openpyxl; install it with: pip install 'willing[xlsx]'"
        ) from None
    with reading_of(f"{file}: a workbook", ADVICE):
        values = load_workbook(file, read_only=True, data_only=True)
        formulas = load_workbook(file, read_only=True, data_only=False)
    try:
        shown = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
        chosen = chosen_sheet(file, name, values.sheetnames, shown)
        with reading_of(f"{file}: a workbook", ADVICE):
            rows = tuple(rows_of(values[chosen], formulas[chosen]))
        others = [each for each in shown if each != chosen]
        notes = [f"sheet {chosen!r} is read"] + ([f"not read: {', '.join(map(repr, others))}"] if others else [])
        since = SINCE_1904 if values.epoch.year == SINCE_1904.year else SERIALS_FROM
        return Sheet(file.name, chosen, rows, ("; ".join(notes),) if others else (), serials_from=since)
    finally:
        values.close()
        formulas.close()


def chosen_sheet(file: Path, name: str | None, names: list[str], shown: list[str]) -> str:
    if name is None:
        if not shown:
            raise InputError(f"{file}: no sheet that is shown; expected one, or --sheet NAME")
        return shown[0]
    for each in names:
        if each.casefold() == name.casefold():
            return each
    raise UsageError(f"{file}: no sheet {name!r}; expected one of {', '.join(map(repr, names))}")


def rows_of(values: Any, formulas: Any) -> Iterator[SheetRow]:
    """The rows that hold anything. What the file says of its own size is not believed."""
    values.reset_dimensions()
    formulas.reset_dimensions()
    empty = 0
    for number, (cells, written) in enumerate(zip_longest(values.iter_rows(), formulas.iter_rows()), start=1):
        texts = tuple(text_of(cell.value) for cell in cells or ())
        broken = tuple(broken_cells(cells or (), written or ()))
        if any(texts) or broken:
            empty = 0
            yield SheetRow(number, texts, broken)
            continue
        empty += 1
        if empty > MOST_EMPTY_ROWS:
            return


def broken_cells(cells: Any, written: Any) -> Iterator[tuple[int, str]]:
    """Cells whose value is an error, or a formula that no program has computed yet."""
    for column, (cell, formula) in enumerate(zip_longest(cells, written)):
        if cell is not None and getattr(cell, "data_type", "n") == "e":
            yield column, f"the error {cell.value}"
        elif formula is not None and getattr(formula, "data_type", "n") == "f" and (cell is None or cell.value is None):
            yield column, f"the formula {formula.value} without a computed value"


def text_of(value: object) -> str:
    """A cell's value as a person would type it: days as YYYY-MM-DD, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()
