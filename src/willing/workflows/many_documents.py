"""Reading many documents on several processes: what one process does with a batch, and how batches are cut.

A process reads on one thread, loads register and model once, and looks into what was found (pages, PDF files) itself,
so that the first process only opens files and collects. Readings are the same as from one process, whatever dies in
between: in the order of the documents, or as a table in the order of the content's hash (`read_into`), which a run that
was stopped goes on with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from willing.model import Document, Problem
from willing.reading.reader import Reader, Reading
from willing.sources import Found, Item, SourceOptions, documents_in, find_source
from willing.workflows.columns import GIVEN, MADE, Columns, Row, item_row, key_of, read_columns, rows_of, table_of
from willing.workflows.parquet_parts import Parts
from willing.workflows.reading import local_reader, read_batch, register_for
from willing.workflows.shared_work import SharedWork, Work
from willing.workflows.worker_pool import WorkerPool

BATCH_ITEMS = 8
"""Items that a process takes at once: a second of work, little to repeat where a process dies."""
BATCH_SIZE = 1_000_000
"""Bytes of a batch above which it takes no further item."""

PART_ITEMS = 512
"""Items of a part of a table: what a stopped run may have to read again."""

Readings = list[Reading | Problem]
Batch = TypeVar("Batch")
Result = TypeVar("Result")
Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class ReadingItems:
    """The work of reading what was found, for a pool: items in, readings and problems in their order out.

    `case_folder` tells the register; None is the general one.
    """

    case_folder: Path | None
    options: SourceOptions

    def start(self) -> Callable[[list[Item]], Readings]:
        reader = local_reader(register_for(self.case_folder), threads=1)
        return lambda items: list(read_found(items, reader, self.options))

    def split(self, batch: list[Item]) -> list[list[Item]]:
        return [[item] for item in batch]

    def lost(self, batch: list[Item], reason: str) -> Readings:
        return [given_up(item, reason) for item in batch]


@dataclass(frozen=True, slots=True)
class ReadingColumns:
    """The work of reading a table of documents, for a pool: columns in, columns of positions out."""

    case_folder: Path | None
    options: SourceOptions
    circumstances: str

    def start(self) -> Callable[[Columns], Columns]:
        reader = local_reader(register_for(self.case_folder), threads=1)
        return lambda columns: read_columns(columns, reader, self.options, self.circumstances)

    def split(self, batch: Columns) -> list[Columns]:
        return [table_of([row], GIVEN) for row in rows_of(batch)]

    def lost(self, batch: Columns, reason: str) -> Columns:
        (row,) = rows_of(batch)
        return lost_row(row, key_of(row, self.circumstances), reason)


def shared(work: Work[Batch, Result], workers: int | None, ray: str | None = None) -> SharedWork[Batch, Result]:
    """Those who do the work: processes here, or actors of the Ray cluster at an address; use it as a context."""
    if ray is None:
        return WorkerPool(work, workers or 1)
    from willing.workflows.ray_pool import RayPool

    return RayPool(work, workers, ray)


def read_many(
    targets: Iterable[str], options: SourceOptions, pool: SharedWork[list[Item], Readings]
) -> Iterator[Reading | Problem]:
    """Readings of everything that the targets hold, and the problems met, in their order, read by a pool."""
    for readings in pool.run(batches_of(items_of(targets, options), size_of)):
        yield from readings


@dataclass(slots=True)
class Table:
    """A table that is being made: how many items it held already, and what came to it."""

    place: Path
    before: int = 0
    documents: int = 0
    positions: int = 0
    problems: list[str] = field(default_factory=list)


def read_into(
    place: Path, targets: Iterable[str], options: SourceOptions, pool: SharedWork[Columns, Columns], circumstances: str
) -> Iterator[Table]:
    """Read into a table at `place` (a .parquet file, or a folder of parts) what it does not hold yet.

    Gives the table as it grows, after each batch. Items that are the same in all that matters are read once. Raises
    UsageError where DuckDB is missing, InputError where `place` is another kind of table.
    """
    parts = Parts(place)
    known = parts.keys()
    table = Table(place)
    waiting: list[Columns] = []

    def fresh() -> Iterator[Row]:
        for item in items_of(targets, options):
            row = dict.fromkeys(GIVEN) | item_row(item)
            key = bytes.fromhex(key_of(row, circumstances))
            if key in known:
                table.before += 1
                continue
            known.add(key)
            yield row

    batches = (table_of(rows, GIVEN) for rows in batches_of(fresh(), size_of_row))
    for made in pool.run(batches):
        waiting.append(made)
        count(made, table)
        if sum(len(set(each["key"])) for each in waiting) >= PART_ITEMS:
            parts.add(waiting)
            waiting = []
        yield table
    parts.add(waiting)
    table.place = parts.join()
    yield table


def count(made: Columns, table: Table) -> None:
    table.documents += made["row"].count("document")
    table.positions += made["row"].count("position")
    for row, problem in zip(made["row"], made["problem"], strict=True):
        if row == "problem":
            table.problems.append(problem)


def circumstances_of(case_folder: Path | None, options: SourceOptions) -> str:
    """What a reading depends on beside document and reader: the register's words, and what the options fill in."""
    words = hashlib.sha256(repr(register_for(case_folder)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{local_name()} {words} {options.date} {options.outlet} {options.title}"


def local_name() -> str:
    from willing.reading.positions import READER

    return READER


def read_found(items: Iterable[Item], reader: Reader, options: SourceOptions) -> Iterator[Reading | Problem]:
    """Look into what was found and read it."""
    yield from read_batch([each for item in items for each in documents_in(item, options)], reader)


def items_of(targets: Iterable[str], options: SourceOptions) -> Iterator[Item]:
    for target in targets:
        yield from find_source(target, options)


def batches_of(items: Iterable[Each], size: Callable[[Each], int]) -> Iterator[list[Each]]:
    """Batches of a few items; a large one closes its batch."""
    batch: list[Each] = []
    held = 0
    for item in items:
        batch.append(item)
        held += size(item)
        if len(batch) >= BATCH_ITEMS or held > BATCH_SIZE:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def size_of(item: Item) -> int:
    if isinstance(item, Found):
        return len(item.raw)
    return len(item.text) if isinstance(item, Document) else 0


def size_of_row(row: Row) -> int:
    return len(row["content"] or row["text"] or "")


def given_up(item: Item, reason: str) -> Problem:
    """What is told of an item that no process survives."""
    if isinstance(item, Problem):
        return item
    return lost(item.where if isinstance(item, Found) else item.id, reason)


def lost(where: str, reason: str) -> Problem:
    return Problem(where, f"given up: {reason}", "a text that can be read", "read it alone, without --workers")


def lost_row(row: Row, key: str, reason: str) -> Columns:
    """The same, as a row of the table."""
    problem = lost(row["where"] or row["doc_id"], reason)
    return table_of(
        [{"key": key, "number": 0, "row": "problem", "doc_id": row["doc_id"], "problem": str(problem)}], MADE
    )
