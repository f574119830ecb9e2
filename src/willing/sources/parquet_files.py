"""Parquet through DuckDB, an extra: tables of documents as a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import InputError, InvalidValue, UsageError
from willing.model import Document, PartialDate, Problem
from willing.sources.decoding import unified

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS = 64
"""Rows taken at a time: a table may be larger than memory."""
COLUMNS = ("doc_id", "text", "title", "outlet", "author", "date", "url")
MEMORY = "500MB"


def looks_like_parquet(head: bytes) -> bool:
    return head.startswith(b"PAR1")


def parquet_documents(file: Path) -> Iterator[Document | Problem]:
    """A document for each row with a `text`; `doc_id`, `title`, `outlet`, `author`, `date` and `url` where they are.

    Raises InputError for a file that is damaged or has no column `text`, UsageError where DuckDB is missing.
    """
    import duckdb

    with connection() as database:
        try:
            place = [exactly(file)]
            there = [name for name, *_ in database.execute("DESCRIBE FROM read_parquet(?)", place).fetchall()]
            names = [name for name in COLUMNS if name in there]
            if "text" not in names:
                raise InputError(f"columns {', '.join(there)}; expected a column text")
            rows = database.execute(f"SELECT {', '.join(names)} FROM read_parquet(?)", place)
            number = 0
            while some := rows.fetchmany(ROWS):
                for row in some:
                    number += 1
                    yield row_document(dict(zip(names, row, strict=True)), f"{file}, row {number}", f"{file}:{number}")
        except duckdb.Error as error:
            raise InputError(f"broken Parquet ({first_line(error)}); expected a whole file") from None


def row_document(row: dict[str, Any], place: str, default_id: str) -> Document | Problem:
    if not isinstance(row["text"], str):
        return Problem(place, "a row without a text", "words in the column text")

    def words(name: str) -> str | None:
        return str(row[name]) if row.get(name) else None

    try:
        return Document(
            id=words("doc_id") or default_id,
            text=unified(row["text"]),
            title=words("title"),
            outlet=words("outlet"),
            author=words("author"),
            url=words("url"),
            published=PartialDate.parse(str(row["date"])) if row.get("date") else None,
            media_type="application/vnd.apache.parquet",
        )
    except InvalidValue as error:
        return Problem(place, str(error))


def connection(scratch: Path | None = None) -> DuckDBPyConnection:
    """A DuckDB in memory, on one thread, that puts what is too much for memory into the folder `scratch`.

    Raises UsageError where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise UsageError("Parquet needs DuckDB; install it with: pip install 'willing[parquet]'") from None
    database = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY})
    database.execute("SET autoinstall_known_extensions = false")
    database.execute("SET temp_directory = ?", [str(scratch) if scratch else ""])
    return database


def quoted(file: Path) -> str:
    """A file's name as a literal of SQL, where it cannot be given as a value."""
    return "'" + str(file).replace("'", "''") + "'"


def exactly(file: Path) -> str:
    """A file's name as DuckDB takes it, which would read signs of a pattern otherwise."""
    return re.sub(r"[\[*?]", lambda sign: f"[{sign.group()}]", str(file))


def first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
