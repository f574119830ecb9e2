"""Creating and opening a ledger: nothing foreign is touched, nothing newer is misread."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select

from willing.errors import LedgerError
from willing.ledger import database, fulltext
from willing.ledger.moments import moment_text
from willing.ledger.schema import RECORD, SCHEMA_VERSION, ledger_format, metadata


def created(path_or_url: str | Path) -> tuple[Engine, str]:
    """A new ledger; everything of it appears at once, so that a killed `create` can simply be run again."""
    url, path = database.location(path_or_url)
    if path is not None and not path.parent.is_dir():
        raise LedgerError(f"ledger {path}: its folder does not exist; make it first")
    engine = database.engine_for(url)
    try:
        with database.looking(engine) as connection:
            refuse_occupied(connection, database.shown(url))
        database.prepare_for_creation(engine)
        with database.writing(engine) as connection:
            refuse_occupied(connection, database.shown(url))
            metadata.create_all(connection)
            guarded = fulltext.create(connection)
            database.forbid_changes(connection, RECORD, guarded)
            connection.execute(insert(ledger_format), {"version": SCHEMA_VERSION, "created_at": moment_text(None)})
    except BaseException:
        engine.dispose()
        raise
    return engine, database.shown(url)


def opened(path_or_url: str | Path) -> tuple[Engine, str]:
    """An existing ledger of this version."""
    url, path = database.location(path_or_url)
    refuse_missing(path)
    engine = database.engine_for(url)
    try:
        with database.looking(engine) as connection:
            check_version(connection, database.shown(url))
    except BaseException:
        engine.dispose()
        raise
    return engine, database.shown(url)


def upgraded(path_or_url: str | Path) -> tuple[int, int]:
    """Brings an older ledger to this version in one transaction; the version met and the version now."""
    # a migration library is loaded for this alone
    from willing.ledger.migrations import upgrade

    url, path = database.location(path_or_url)
    refuse_missing(path)
    engine = database.engine_for(url)
    try:
        with database.writing(engine) as connection:
            met = version_of(connection, database.shown(url))
            if met > SCHEMA_VERSION:
                raise another_version(met, database.shown(url))
            upgrade(connection, met)
    finally:
        engine.dispose()
    return met, SCHEMA_VERSION


def refuse_missing(path: Path | None) -> None:
    if path is not None and not path.is_file():
        met = "is a folder" if path.is_dir() else "does not exist"
        raise LedgerError(f"ledger {path} {met}: expected a ledger file; `willing init` makes one")


def refuse_occupied(connection: Connection, name: str) -> None:
    tables = database.table_names(connection)
    if ledger_format.name in tables:
        raise LedgerError(f"ledger {name}: there is one already; open it, or choose another name")
    if tables:
        raise LedgerError(f"ledger {name}: a database with other tables ({sorted(tables)[0]}); choose another name")


def check_version(connection: Connection, name: str) -> None:
    version = version_of(connection, name)
    if version != SCHEMA_VERSION:
        raise another_version(version, name)


def version_of(connection: Connection, name: str) -> int:
    """The version that a ledger is in: the last one written, because an upgrade adds a row like everything else."""
    tables = database.table_names(connection)
    if ledger_format.name not in tables:
        met = f"a database with other tables ({sorted(tables)[0]})" if tables else "an empty database"
        raise LedgerError(f"ledger {name}: {met}, expected a ledger; `willing init` makes one")
    version = connection.execute(select(func.max(ledger_format.c.version))).scalar()
    if version is None:
        raise LedgerError(f"ledger {name}: it does not tell its version; restore it from a copy")
    return int(version)


def another_version(version: int, name: str) -> LedgerError:
    if version > SCHEMA_VERSION:
        advice = "update willing"
    else:
        advice = "bring it up to date, keeping all that it holds, with: willing db upgrade"
    return LedgerError(
        f"ledger {name}: its form is version {version}, this program knows version {SCHEMA_VERSION}; {advice}"
    )
