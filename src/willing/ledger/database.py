"""All that differs between databases: opening, transactions, append-only guards, and what their errors mean.

Nothing else in the package knows which database it talks to, but for the words of the search (`fulltext.py`). A path is
an SQLite file; an address with "://" is whatever SQLAlchemy makes of it, PostgreSQL being the other one that the guards
are written for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Index, Table, UniqueConstraint, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from willing.errors import LedgerError

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

REFUSAL = "the ledger only appends: rows are neither changed nor deleted"

SQLITE_MEANINGS = {
    "SQLITE_FULL": "no room left to write; free some space and run it again",
    "SQLITE_IOERR": "the disk refused to read or write (full, a size limit, or gone); free some space and run it again",
    "SQLITE_BUSY": f"another process has been writing for more than {BUSY_SECONDS} seconds; try again when it is done",
    "SQLITE_LOCKED": "another connection holds it; try again when it is done",
    "SQLITE_NOTADB": "this is no ledger: expected an SQLite database, met another kind of file",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy",
    "SQLITE_READONLY": "the file or its folder cannot be written; check the permissions",
    "SQLITE_CANTOPEN": "the file cannot be opened; check the folder and the permissions",
    "SQLITE_PERM": "the file cannot be opened; check the permissions",
    "SQLITE_TOOBIG": "the text is longer than the database can hold; split it",
}


def location(path_or_url: str | Path) -> tuple[URL, Path | None]:
    """The database's address, and the file behind it where there is one."""
    if isinstance(path_or_url, str) and "://" in path_or_url:
        try:
            url = make_url(path_or_url)
        except ArgumentError:
            raise LedgerError(f"ledger {path_or_url}: expected a file or a database address") from None
        if url.drivername in ("postgresql", "postgres"):
            # the one driver that the package names; SQLAlchemy's own choice is another
            url = url.set(drivername="postgresql+psycopg")
        in_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
        return url, Path(str(url.database)) if in_file else None
    # not written as an address: a file name may hold "?" or "%"
    return URL.create("sqlite", database=str(path_or_url)), Path(path_or_url)


def shown(url: URL) -> str:
    """How messages name a database: its file, or its address without the password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def engine_for(url: URL) -> Engine:
    """An engine whose connections are set up as the ledger needs; nothing is opened yet."""
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        advice = "pip install 'willing[postgres]'" if url.get_backend_name() == "postgresql" else "its driver"
        raise LedgerError(f"ledger {shown(url)}: {error}; install {advice}") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "begin", begin_postgresql)
    return engine


def set_up_sqlite(connection: Any, _record: Any) -> None:
    # the driver's own transactions begin too late to keep a check and the insert after it together
    connection.isolation_level = None
    for setting in ("foreign_keys = ON", f"busy_timeout = {BUSY_SECONDS * 1000}", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")


def begin_sqlite(connection: Connection) -> None:
    # a writer takes its lock at once: two that both read first and then want to write would refuse each other
    options = connection.get_execution_options()
    wait = options.get("wait")
    if wait is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(wait * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        # the connection goes back to those who wait their turn
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def begin_postgresql(connection: Connection) -> None:
    # one writer at a time, so that a check and the insert after it stay together; freed at the end of the transaction
    options = connection.get_execution_options()
    if (wait := options.get("wait")) is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
    if options.get("writes", False):
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(current_database() || ' willing ledger'))")


@contextmanager
def writing(engine: Engine, wait: float | None = None) -> Iterator[Connection]:
    """One transaction: all of it is kept, or nothing. Database errors become a LedgerError of one line.

    `wait` is how many seconds this waits for another writer, where that is not the usual BUSY_SECONDS.
    """
    options = {"writes": True} | ({} if wait is None else {"wait": wait})
    with told(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """One transaction for reading, which sees one state of the ledger throughout."""
    with told(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # SQLite's transactions are so by themselves
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Says what a database error means; connections that met one are not used again."""
    try:
        yield
    except DBAPIError as error:
        engine.dispose()
        raise LedgerError(f"ledger {shown(engine.url)}: {meaning(error)}") from error
    except UnicodeEncodeError as error:
        raise LedgerError(
            f"ledger {shown(engine.url)}: half a character at {error.start} of a text "
            f"({error.object[error.start]!r}); expected whole Unicode characters, decode the text again"
        ) from error


def meaning(error: DBAPIError) -> str:
    """What an error of the database means for the user, in one line."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    for known, words in SQLITE_MEANINGS.items():
        if name.startswith(known):
            return f"{words} (nothing of this step was kept)" if known in ("SQLITE_FULL", "SQLITE_IOERR") else words
    return " ".join(str(error.orig).split())


def prepare_for_creation(engine: Engine) -> None:
    """Settings that stay with the file: a write-ahead log, so that readers and a writer do not wait for one another."""
    if engine.dialect.name == "sqlite":
        with told(engine), engine.connect() as connection:
            # the setting cannot change within a transaction
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def forbid_changes(connection: Connection, tables: Sequence[Table], postgresql_only: Sequence[str] = ()) -> None:
    """Makes the database itself refuse UPDATE, DELETE and replacement on every table, whoever asks.

    `postgresql_only` are tables of PostgreSQL that SQLAlchemy does not know.
    """
    more = [postgresql_guard(name) for name in postgresql_only]
    for statement in guards(connection.dialect.name, tables) + more:
        connection.exec_driver_sql(statement)


def guards(dialect: str, tables: Sequence[Table]) -> list[str]:
    if dialect == "sqlite":
        return [statement for table in tables for statement in sqlite_guards(table)]
    if dialect == "postgresql":
        return [POSTGRESQL_REFUSAL] + [postgresql_guard(table.name) for table in tables]
    raise LedgerError(f"ledger in {dialect}: expected an SQLite file or a PostgreSQL address")


def sqlite_guards(table: Table) -> list[str]:
    """Triggers against UPDATE and DELETE, and against INSERT OR REPLACE, which deletes without firing the latter."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    statements = [
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} {refuse}"
        for verb in ("UPDATE", "DELETE")
    ]
    for number, (columns, where) in enumerate(keys(table)):
        same = " AND ".join([f"{column} = NEW.{column}" for column in columns] + ([where] if where else []))
        statements.append(
            f"CREATE TRIGGER {table.name}_no_replace_{number} BEFORE INSERT ON {table.name} "
            f"WHEN EXISTS (SELECT 1 FROM {table.name} WHERE {same}){new_row(where)} {refuse}"
        )
    return statements


def new_row(where: str) -> str:
    return f" AND NEW.{where}" if where else ""


def keys(table: Table) -> list[tuple[list[str], str]]:
    """The columns of each unique key of a table, with the condition under which it holds."""
    found = [([column.name for column in table.primary_key.columns], "")]
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    found += sorted(([column.name for column in each.columns], "") for each in unique)
    for index in sorted(table.indexes, key=lambda each: str(each.name)):
        if index.unique:
            found.append(([column.name for column in index.columns], condition_of(index)))
    return found


def condition_of(index: Index) -> str:
    where = index.dialect_options["sqlite"]["where"]
    return str(where) if where is not None else ""


POSTGRESQL_REFUSAL = f"""
CREATE OR REPLACE FUNCTION willing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def postgresql_guard(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION willing_refuse_change()"
    )
