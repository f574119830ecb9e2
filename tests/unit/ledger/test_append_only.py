"""The database itself refuses to change or delete, whoever asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger, database
from willing.ledger.schema import metadata
from willing.model import PartialDate

TABLES = (
    "ledger_format",
    "documents",
    "readings",
    "positions",
    "statements",
    "judgements",
    "facts",
    "stories",
    "endings",
    "looks",
    "searchable",
)


@pytest.fixture
def raw(path: Path, make: Any) -> Iterator[sqlite3.Connection]:
    """Another program's connection to a ledger with a row in every table."""
    with Ledger.create(path) as ledger:
        fill(ledger, make)
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def fill(ledger: Ledger, make: Any) -> None:
    added = ledger.add(make["document"](), [make["promise"]()], reader="local 1")
    ledger.add_coded([make["coded"]()])
    ledger.judge(added.positions[0], "accept", "A. Reader", "plain")
    ledger.state_fact("ceasefire", False, PartialDate(2026), by="A. Reader")
    ledger.join_story(ledger.documents()[0].sha256, "s-1", "origin")
    ledger.end_position(added.positions[0], "withdrawn", PartialDate(2026, 2), by="A. Reader", reason="taken back")
    ledger.look("A. Reader")


def rows(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def test_every_table_of_the_ledger_is_tried_here(raw: sqlite3.Connection) -> None:
    found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    # the index of words and the summaries hold nothing that is not in the others; where watching has come is no record
    no_record = ("search_words", "standing_", "watched", "alerts")
    assert {name for (name,) in found if not name.startswith(no_record)} == set(TABLES)
    assert all(rows(raw).values())


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_neither_changed_deleted_nor_replaced(raw: sqlite3.Connection, table: str) -> None:
    before = rows(raw)
    column = raw.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"UPDATE OR REPLACE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="the ledger only appends"):
            raw.execute(statement)
    assert rows(raw) == before


def test_a_reading_of_the_same_document_cannot_be_replaced_under_another_number(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the ledger only appends"):
        raw.execute(
            "INSERT OR REPLACE INTO readings SELECT 99, document, reader, status, reason, recorded_at FROM readings "
            "WHERE document IS NOT NULL"
        )


@pytest.mark.parametrize("table", TABLES)
def test_the_ledgers_own_connection_can_change_nothing_either(ledger: Ledger, make: Any, table: str) -> None:
    fill(ledger, make)
    column = metadata.tables[table].primary_key.columns[0].name
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(LedgerError, match="the ledger only appends"), database.writing(ledger.engine) as connection:
            connection.exec_driver_sql(statement)


def test_the_database_keeps_its_settings(path: Path, raw: sqlite3.Connection) -> None:
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with Ledger.open(path) as ledger, ledger.engine.connect() as connection:
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "synchronous")]
    assert values == [1, 2]
