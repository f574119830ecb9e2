"""A table that grows by whole parts: Parquet files in a folder, none of them ever half-written.

A part is written beside its place and moved there; which keys a table holds is read from its parts, so that a run that
was stopped goes on with the rest. At the end the parts can be joined to one file. Rows are in the order of key and
number, so that the same documents give the same table, however they came to be read.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import InputError, LedgerError
from willing.sources.half_signs import without_half_signs
from willing.sources.parquet_files import connection, exactly, first_line, quoted
from willing.workflows.columns import MADE, Columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PATTERN = "part-*.parquet"
LARGEST_ROW = 200_000_000
"""Bytes of a row as JSON on its way into a part."""


class Parts:
    """A table in a folder of parts (`name` without .parquet), or in one file whose parts wait in a folder beside it."""

    def __init__(self, name: Path) -> None:
        self.file = name if name.suffix == ".parquet" else None
        self.folder = name.with_name(f"{name.name}.parts") if self.file else name
        self.folder.mkdir(parents=True, exist_ok=True)
        for left in self.folder.glob(f"{PATTERN}.new"):
            left.unlink()

    def keys(self) -> set[bytes]:
        """The keys that the table holds; raises InputError where it is damaged or not ours."""
        found: set[bytes] = set()
        with told(self.folder), connection(self.folder) as database:
            for place in self._files():
                database.execute("SELECT DISTINCT key FROM read_parquet(?)", [exactly(place)])
                while some := database.fetchmany(10_000):
                    found.update(bytes.fromhex(key) for (key,) in some)
        return found

    def add(self, tables: list[Columns]) -> None:
        """One more part, with the rows of the tables; nothing where they have none."""
        keys = sorted({key for table in tables for key in table["key"]})
        if keys:
            digits = hashlib.sha256("".join(keys).encode("ascii")).hexdigest()[:16]
            self._write(tables, self.folder / f"part-{digits}.parquet")

    def join(self) -> Path:
        """The finished table: the one file, its parts joined into it, or the folder."""
        if self.file is None:
            return self.folder
        files = self._files()
        if not files:
            self._write([], self.file)
        elif files != [self.file]:
            with told(self.file), connection(self.folder) as database:
                # a run that was stopped between the two steps below has left parts that are in the file
                query = "SELECT DISTINCT * FROM read_parquet(?)"
                copy(database, query, [[exactly(place) for place in files]], self.file)
        shutil.rmtree(self.folder)
        return self.file

    def _write(self, tables: list[Columns], place: Path) -> None:
        rows = self.folder / "rows.jsonl"
        with told(place), connection(self.folder) as database:
            write_rows(tables, rows)
            query = "SELECT * FROM read_json(?, format='newline_delimited', columns=?, maximum_object_size=?)"
            copy(database, query, [exactly(rows), MADE, LARGEST_ROW], place)
            rows.unlink()

    def _files(self) -> list[Path]:
        whole = [self.file] if self.file is not None and self.file.exists() else []
        return [*whole, *sorted(self.folder.glob(PATTERN))]


def copy(database: DuckDBPyConnection, query: str, values: list[Any], place: Path) -> None:
    """What a query gives, in order, as Parquet at a place where it appears whole."""
    new = place.with_name(place.name + ".new")
    database.execute(f"COPY ({query} ORDER BY key, number) TO {quoted(new)} (FORMAT parquet, COMPRESSION zstd)", values)
    os.replace(new, place)


def write_rows(tables: list[Columns], place: Path) -> None:
    with place.open("w", encoding="utf-8") as lines:
        for table in tables:
            for values in zip(*(table[name] for name in MADE), strict=True):
                line = json.dumps(dict(zip(MADE, values, strict=True)), ensure_ascii=False)
                lines.write(without_half_signs(line) + "\n")


@contextmanager
def told(place: Path) -> Iterator[None]:
    """What DuckDB finds wrong as an error for people: a table that is not ours, a disk that is full."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, OSError) as error:
        raise LedgerError(f"{place}: cannot be written or read ({first_line(error)})") from None
    except duckdb.Error as error:
        raise InputError(f"{place}: no table of positions ({first_line(error)}); choose another --out") from None
