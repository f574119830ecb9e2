"""An older ledger comes up to date by an explicit step, and keeps all that it holds.

The files in `versions` are ledgers as older versions made them, form and rows. They never change.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger, current_cells
from willing.ledger.schema import SCHEMA_VERSION
from willing.model import PartialDate

VERSIONS = Path(__file__).parent / "versions"


def make_old(address: str | Path, version: int) -> None:
    """A ledger of an older version, made without this program."""
    if isinstance(address, Path):
        connection = sqlite3.connect(address)
        connection.executescript((VERSIONS / f"version_{version}_sqlite.sql").read_text(encoding="utf-8"))
        connection.close()
        return
    import sqlalchemy

    engine = sqlalchemy.create_engine(address)
    with engine.begin() as made, made.connection.cursor() as cursor:
        cursor.execute((VERSIONS / f"version_{version}_postgresql.sql").read_text(encoding="utf-8"))
    engine.dispose()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_ledger_says_how_to_bring_it_up_to_date(address: str | Path, version: int) -> None:
    make_old(address, version)
    with pytest.raises(LedgerError, match=rf"its form is version {version}, this program knows .* willing db upgrade"):
        Ledger.open(address)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_upgraded_ledger_holds_what_it_held(address: str | Path, version: int) -> None:
    make_old(address, version)
    assert Ledger.upgrade(address) == (version, SCHEMA_VERSION)
    with Ledger.open(address) as ledger:
        (france, britain) = current_cells(ledger.entries())
        assert (france.actor_id, france.stance, france.reviewed) == ("FRA", "committed", True)
        assert (britain.actor_id, britain.stance, britain.basis) == ("GBR", "willing", "coded")
        assert [entry.position.actor_ids for entry in ledger.entries()] == [("FRA",), ("ESP",), ("GBR",)]
        assert [(line.id, line.status) for line in ledger.documents()] == [
            ("summit.txt", "read"),
            ("notiz.txt", "unread"),
        ]
        assert ledger.document("summit.txt").text.startswith("France will send 500 troops")
        assert [(each.by, each.verdict) for each in ledger.judgements()] == [("A Reader", "accept")]
        assert [(each.fact_id, each.holds) for each in ledger.facts()] == [("ceasefire", None)]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_upgraded_ledger_takes_what_a_new_one_takes(address: str | Path, version: int) -> None:
    make_old(address, version)
    Ledger.upgrade(address)
    with Ledger.open(address) as ledger:
        (document, _), (france, *_) = ledger.documents(), ledger.entries()
        assert ledger.join_story(document.sha256, "s-2", "same")
        ledger.end_position(france.id, "withdrawn", PartialDate(2026, 2), by="A Reader", reason="taken back")
        ledger.look("A Reader")
        assert [hit.document.id if hit.document else None for hit in ledger.search("troops").hits] == ["summit.txt"]
        assert [hit.entries[0].position.actor_ids for hit in ledger.search("offers force").hits] == [("GBR",)]
        assert [cell.actor_id for cell in current_cells(ledger.entries())] == ["GBR"]
        with pytest.raises(LedgerError, match="the ledger only appends"):
            change(ledger, "UPDATE endings SET reason = ''")


def change(ledger: Ledger, statement: str) -> None:
    from willing.ledger import database

    with database.writing(ledger.engine) as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_upgraded_ledger_has_the_form_of_a_new_one(address: str | Path, path: Path, version: int) -> None:
    if address != path:
        pytest.skip("compared in SQLite, which keeps the words a table was made with")
    make_old(address, version)
    Ledger.upgrade(address)
    new = path.with_name("new.db")
    Ledger.create(new).close()
    assert form(path) == form(new)


def form(path: Path) -> dict[str, list[Any]]:
    """Everything that makes up a database's form, by name, without the layout of the words."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_master").fetchall()
    tables = [name for name, kind, *_ in found if kind == "table"]
    columns = {name: connection.execute(f"PRAGMA table_info({name})").fetchall() for name in tables}
    references = {name: connection.execute(f"PRAGMA foreign_key_list({name})").fetchall() for name in tables}
    connection.close()
    words = {name: [kind, table, "".join((sql or "").split())] for name, kind, table, sql in found}
    return words | {f"{name} columns": each for name, each in columns.items()} | {"references": [references]}


def test_an_upgrade_that_fails_changes_nothing(address: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from willing.ledger import migrations

    def fails(operations: object) -> None:
        migrations.version_2.upgrade(operations)  # type: ignore[arg-type]
        raise RuntimeError("the light went out")

    make_old(address, 1)
    with monkeypatch.context() as broken:
        broken.setitem(migrations.STEPS, 2, fails)
        with pytest.raises(RuntimeError):
            Ledger.upgrade(address)
    with pytest.raises(LedgerError, match="version 1"):
        Ledger.open(address)
    assert Ledger.upgrade(address) == (1, SCHEMA_VERSION)


def test_upgrading_twice_changes_nothing(address: str | Path) -> None:
    Ledger.create(address).close()
    assert Ledger.upgrade(address) == (SCHEMA_VERSION, SCHEMA_VERSION)


def test_a_newer_or_missing_ledger_is_not_upgraded(path: Path) -> None:
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger.upgrade(path)
    Ledger.create(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO ledger_format VALUES (99, '')")
    raw.close()
    with pytest.raises(LedgerError, match="version 99, this program knows"):
        Ledger.upgrade(path)


def test_opening_does_not_load_the_migration_library(path: Path) -> None:
    Ledger.create(path).close()
    opens = f"from willing.ledger import Ledger; Ledger.open({str(path)!r})"
    check = f"import sys; {opens}; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
