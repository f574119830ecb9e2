"""What is said beside a table: a mapping file in TOML, and `column=field` on the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from willing.cases.imports.columns import FIELDS
from willing.cases.imports.days import ORDERS
from willing.cases.imports.rows import Told
from willing.errors import InputError, UsageError
from willing.model.mistake import near

KEYS = ("columns", "fixed", "values", "date_order", "sheet")


def told_from(
    file: Path | None, pairs: Iterable[str], *, date_order: str | None = None, by: str = ""
) -> tuple[Told, str | None]:
    """What was told, and the sheet that the mapping file names. What stands on the command line comes before the file.

    Raises UsageError for a pair that is none, InputError for a file that is no mapping.
    """
    table = table_of(file) if file is not None else {}
    order = date_order or table.get("date_order")
    if order is not None and order not in ORDERS:
        raise UsageError(f"date order {order!r}; expected one of {', '.join(ORDERS)}")
    told = Told(
        columns=table.get("columns", {}) | dict(pair_of(pair) for pair in pairs),
        fixed=table.get("fixed", {}),
        values=table.get("values", {}),
        date_order=order,
        by=by,
    )
    return told, table.get("sheet")


def pair_of(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not sign or not column:
        raise UsageError(
            f"--map {text!r}; expected COLUMN=FIELD, with one of {', '.join(FIELDS)}, or - to leave it out"
        )
    return column.strip(), field.strip()


def table_of(file: Path) -> dict[str, Any]:
    """The mapping file: [columns], [fixed], [values.FIELD], date_order, sheet."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{file}: no TOML in UTF-8 ({error}); expected a mapping file, see docs/how-to/import.md"
        ) from None
    for key, value in table.items():
        if key not in KEYS:
            raise InputError(f"{file}: unknown key {key!r}; expected one of {', '.join(KEYS)}{near(key, KEYS)}")
        if key in ("columns", "fixed") and not texts(value):
            raise InputError(f'{file}: [{key}] holds something else than texts; expected lines such as "A" = "b"')
        if key == "values" and not (isinstance(value, dict) and all(texts(each) for each in value.values())):
            raise InputError(f'{file}: [values] expected tables such as [values.stance] with lines "yes" = "willing"')
        if key in ("fixed", "values"):
            refuse_unknown(file, key, value)
    return table


def refuse_unknown(file: Path, key: str, table: Mapping[str, Any]) -> None:
    for name in table:
        if name not in FIELDS:
            raise InputError(f"{file}: [{key}] names {name!r}; expected a field{near(name, FIELDS)}")


def texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
