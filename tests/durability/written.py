"""What a ledger holds, as plain rows that two ledgers can be compared by: without moments and without row numbers."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import create_engine, select

from willing.ledger.database import location
from willing.ledger.schema import RECORD, readings

MOMENTS = {"recorded_at", "created_at", "retrieved"}

Rows = dict[str, list[str]]


def written(address: str) -> Rows:
    """The rows of every table of the record, each as JSON, sorted; a reading is named by its text and reader."""
    engine = create_engine(location(address)[0])
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        names = {row.number: [row.document, row.reader] for row in connection.execute(select(readings))}
        told: Rows = {}
        for table in RECORD:
            rows = (row._asdict() for row in connection.execute(select(table)))
            told[table.name] = sorted(as_text(row, names) for row in rows)
    engine.dispose()
    return told


def as_text(row: dict[str, Any], names: dict[int, list[str]]) -> str:
    kept = {name: value for name, value in row.items() if name not in MOMENTS and name != "number"}
    if "reading" in kept:
        kept["reading"] = names[kept["reading"]]
    return json.dumps(kept, sort_keys=True, ensure_ascii=False, default=repr)


def half_written(met: Rows, before: Rows, after: Rows) -> list[str]:
    """What in a ledger is neither as before nor as a whole step left it: documents and imports are whole or absent."""
    wrong = [
        f"{table}: {row[:200]} is in no undisturbed ledger"
        for table, rows in met.items()
        for row in sorted(set(rows) - set(after[table]))
    ]
    wrong += [
        f"{table}: {row[:200]} was lost"
        for table, rows in before.items()
        for row in sorted(set(rows) - set(met[table]))
    ]
    for key in (json.loads(row)["sha256"] for row in met["documents"]):
        wrong += [
            f"{key[:12]}: half-written in {table}"
            for table in after
            if of_key(met, table, key) != of_key(after, table, key)
        ]
    # what was coded without a text comes in one step
    coded = [{table: of_key(rows, table, None) for table in after} for rows in (met, before, after)]
    if coded[0] not in coded[1:]:
        wrong.append("the coded positions are neither those before the import nor those after it")
    return wrong


OF_TEXT = {"documents": "sha256", "readings": "document", "positions": "reading", "statements": "reading"}


def of_key(rows: Rows, table: str, key: str | None) -> list[str]:
    """The rows that are written together with a text; None: with no text."""
    if table == "searchable":
        return [row for row in rows[table] if json.loads(row)["document"] == key]
    column = OF_TEXT.get(table)
    if column is None:
        return []
    return [row for row in rows[table] if owner(json.loads(row)[column]) == key]


def owner(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value
