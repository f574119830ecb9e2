"""The form of a record's rows: which values each may hold. A database takes many that its readers then break on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Float, Table

from willing.errors import LedgerError
from willing.ledger.schema import documents, positions, readings
from willing.model import PartialDate

Row = Mapping[str, Any]

DATES = ("since", "published", "said")
WORDS = ("actor", "measure", "speaker", "when")
CODED_WORDS = ("summary", "speaks_for", "coder", "source_confidence", "note")
CODED_WORDS_OR_NONE = ("publisher", "url", "said", "published", "speaker")
IDS = ("actor_ids", "by_ids", "for_ids", "speaker_ids")


def check_row(row: Row, table: Table, *, without: Iterable[str] = ()) -> None:
    """Raises LedgerError for a field of another type than its column, and for a null that may not be."""
    for column in table.columns:
        if column.name == "number" or column.name in without:
            continue
        value = row[column.name]
        if value is None:
            if not column.nullable:
                raise LedgerError(f"{column.name} is null, expected a value")
        elif isinstance(column.type, JSON):
            expect(column.name, value, dict)
        elif isinstance(column.type, Float):
            expect(column.name, value, float)
        else:
            expect(column.name, value, column.type.python_type)
        if column.name in DATES and value is not None:
            PartialDate.parse(value)
    if "since_last" in row and row["since_last"] != PartialDate.parse(row["since"]).last.isoformat():
        raise LedgerError(f"since_last {row['since_last']!r}, expected the last day that {row['since']} can mean")


def check_document(row: Row) -> None:
    check_row(row, documents, without=("raw",))
    expect("raw", row["raw"], str, none=True)


def check_reading(row: Row) -> None:
    check_row(row, readings)
    expect("positions", row["positions"], list)
    for each in row["positions"]:
        expect("position", each, dict)
        for name in ("id", "said", "said_basis"):
            expect(name, each[name], positions.c[name].type.python_type)
        check_record(each["record"])
    twice = [name for name, count in Counter(each["id"] for each in row["positions"]).items() if count > 1]
    if twice:
        raise LedgerError(f"position {twice[0]} is told twice")


def check_record(record: Any) -> None:
    """A position's record: what its values do not check themselves."""
    expect("record", record, dict)
    for name in ("doc_id", "measure_id", "reader"):
        expect(name, record[name], str)
    for name in IDS:
        expect_all(name, record[name], str)
    expect("able", record["able"], bool, none=True)
    expect("sure", record["sure"], bool)
    expect("confidence", record["confidence"], float)
    expect_all("conditions", record["conditions"], dict)
    for condition in record["conditions"]:
        expect("condition", condition["id"], str)
        expect("negated", condition["negated"], bool)
    if record["evidence"] is not None:
        expect("quote", record["quote"], str)
        expect_all("context", record["context"], str)
    expect("coding", record["coding"], dict, none=True)
    if record["coding"] is not None:
        for name in (*CODED_WORDS, *CODED_WORDS_OR_NONE):
            expect(name, record["coding"][name], str, none=name in CODED_WORDS_OR_NONE)
    expect("words", record["words"], dict)
    for name in WORDS:
        expect(name, record["words"][name], str, none=True)
    expect_all("conditions", record["words"]["conditions"], str, none=True)


def expect_all(name: str, values: Any, kind: type, *, none: bool = False) -> None:
    expect(name, values, list)
    for each in values:
        expect(name, each, kind, none=none)


def expect(name: str, value: Any, kind: type, *, none: bool = False) -> None:
    """Raises LedgerError for a value of another kind; a whole number is a number, true and false are none."""
    fits = isinstance(value, (int, float)) if kind is float else isinstance(value, kind)
    if isinstance(value, bool) and kind is not bool:
        fits = False
    if not (fits or (none and value is None)):
        raise LedgerError(f"{name} {shown(value)}, expected {NAMES[kind]}{' or null' if none else ''}")


def shown(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 40 else f"{words[:37]}..."


NAMES = {
    str: "a text",
    bool: "true or false",
    float: "a number",
    int: "a whole number",
    dict: "an object",
    list: "a list",
}
