"""A ledger's whole record as a Data Package (Frictionless, version 1): CSV files and what their columns mean.

Resources `matrix`, `positions` and `sources` are for people and programs that compute; the record itself is in
`record-*.csv`, from which the package is taken back in without loss.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.export.columns import Column, Table, Type, examples, text
from willing.export.csv_files import cell, line_of, write_csv

DESCRIPTION = "datapackage.json"
PROFILE = "tabular-data-package"

RECORD: Mapping[str, tuple[Column, ...]] = {
    "document": (
        text("sha256", "digest of the text", required=True), text("doc_id", "its name", required=True),
        text("text", "the canonical text", required=True), text("raw", "the bytes it was read from, base64"),
        text("media_type", "of the bytes", required=True), text("title", "title"), text("outlet", "outlet"),
        text("author", "author"), text("url", "address"), text("language", "ISO 639-1 code"),
        text("published", "date of publication"), text("retrieved", "when it was fetched"),
        Column("demo", Type.BOOLEAN, "whether it was written for the project", True),
        text("recorded_at", "when the ledger learned of it", required=True),
    ),
    "reading": (
        text("document", "digest of the text; empty for coded rows"), text("reader", "who read it", required=True),
        text("status", "read or unread", required=True), text("reason", "why it is unread"),
        text("recorded_at", "when", required=True), text("positions", "its positions, JSON", required=True),
    ),
    "judgement": (
        text("position_id", "what was judged", required=True),
        text("verdict", "accept, correct or reject", required=True),
        text("by", "who judged", required=True), text("reason", "why"), text("corrected", "as it should read, JSON"),
        text("recorded_at", "when", required=True),
    ),
    "ending": (
        text("position_id", "what ended", required=True), text("kind", "how", required=True),
        text("since", "from when", required=True), text("since_last", "the last day that can mean", required=True),
        text("by", "who recorded it", required=True), text("reason", "why"), text("by_position", "what ended it"),
        text("source", "where that is told"), text("recorded_at", "when", required=True),
    ),
    "fact": (
        text("fact_id", "which fact", required=True), Column("holds", Type.BOOLEAN, "true, false; empty: unknown"),
        text("since", "from when", required=True), text("since_last", "the last day that can mean", required=True),
        text("by", "who recorded it", required=True), text("source", "where that is told"), text("note", "in words"),
        text("recorded_at", "when", required=True),
    ),
    "story": (
        text("document", "digest of the text", required=True), text("story", "its story", required=True),
        text("relation", "what it is to it", required=True),
        Column("similarity", Type.NUMBER, "from 0 to 1", True),
        text("details", "what was compared, JSON", required=True),
        text("recorded_at", "when", required=True),
    ),
}  # fmt: skip
"""The columns of the record's files, by the kind of their rows."""
EMPTY_WORDS = {
    ("judgement", "reason"),
    ("ending", "reason"),
    ("ending", "source"),
    ("fact", "source"),
    ("fact", "note"),
}
"""Fields that are never null: an empty cell is an empty word."""
JSON_FIELDS = {"positions", "corrected", "details"}


def write_package(
    folder: Path,
    name: str,
    title: str,
    tables: Mapping[Table, Iterable[dict[str, Any]]],
    rows: Iterable[dict[str, Any]],
) -> None:
    """Write the tables and the record into `folder`, which is there, and describe them."""
    resources = []
    for table, held in tables.items():
        write_csv(folder / f"{table.name}.csv", table, held)
        resources.append(described(table.name, table.meaning, table.columns, table.key))
    write_record(folder, rows)
    for kind, columns in RECORD.items():
        resources.append(described(f"record-{kind}", f"The ledger's record: a row for each {kind}.", columns, None))
    description = {"profile": PROFILE, "name": name, "title": title, "willing": 1, "resources": resources}
    (folder / DESCRIPTION).write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_record(folder: Path, rows: Iterable[dict[str, Any]]) -> None:
    files = {kind: (folder / f"record-{kind}.csv").open("w", encoding="utf-8", newline="") for kind in RECORD}
    try:
        for kind, columns in RECORD.items():
            files[kind].write(line_of(column.name for column in columns))
        for row in rows:
            kind = row["row"]
            files[kind].write(line_of(packed(column, row) for column in RECORD[kind]))
    finally:
        for file in files.values():
            file.close()


def packed(column: Column, row: Mapping[str, Any]) -> str:
    value = row[column.name]
    if column.name in JSON_FIELDS and value is not None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return cell(value)


def described(name: str, meaning: str, columns: Iterable[Column], key: str | None) -> dict[str, Any]:
    """A resource of the package: its file and its table schema."""
    shown = examples().get(name, {})
    fields = [
        {"name": each.name, "type": each.type.value, "description": each.meaning}
        | ({"example": shown[each.name]} if each.name in shown else {})
        | ({"constraints": {"required": True}} if each.required else {})
        for each in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if key:
        schema["primaryKey"] = key
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "description": meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def is_package(path: Path) -> bool:
    """Whether a folder, or the description in it, is a package that `write_package` made."""
    file = path / DESCRIPTION if path.is_dir() else path
    if file.name != DESCRIPTION:
        return False
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("willing") == 1


def read_package(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the record in a package. Raises InputError for a file that is missing or is no such table."""
    folder = path if path.is_dir() else path.parent
    limit = csv.field_size_limit(2**31 - 1)
    try:
        for kind in RECORD:
            file = folder / f"record-{kind}.csv"
            try:
                with file.open(encoding="utf-8", newline="") as lines:
                    for number, row in enumerate(csv.DictReader(lines, strict=True), start=2):
                        yield {"row": kind} | unpacked(row, kind, f"{file}, row {number}")
            except (OSError, UnicodeDecodeError, csv.Error) as error:
                raise InputError(f"{file}: {error}; nothing was kept") from None
    finally:
        csv.field_size_limit(limit)


def unpacked(row: Mapping[str | None, Any], kind: str, place: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in RECORD[kind]:
        told = row.get(column.name)
        if told is None:
            raise InputError(f"{place}: no column {column.name!r}; nothing was kept")
        try:
            empty = "" if (kind, column.name) in EMPTY_WORDS else None
            values[column.name] = value_of(column, told) if told else empty
        except ValueError as error:
            raise InputError(f"{place}, {column.name}: {error}; nothing was kept") from None
    return values


def value_of(column: Column, told: str) -> Any:
    if column.name in JSON_FIELDS:
        return json.loads(told)
    if column.type is Type.BOOLEAN:
        if told not in ("true", "false"):
            raise ValueError(f"{told!r}, expected true or false")
        return told == "true"
    return float(told) if column.type is Type.NUMBER else told
