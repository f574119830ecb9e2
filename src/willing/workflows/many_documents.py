"""Reading many documents on several processes: what one process does with a batch, and how batches are cut.

A process reads on one thread, loads register and model once, and looks into what was found (pages, PDF files) itself,
so that the first process only opens files and collects. Readings come in the order of the documents and are the same
as from one process, whatever dies in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from willing.model import Document, Problem
from willing.reading.reader import Reader, Reading
from willing.sources import Found, Item, SourceOptions, documents_in, find_source
from willing.workflows.reading import local_reader, read_batch, register_for
from willing.workflows.worker_pool import WorkerPool

BATCH_ITEMS = 8
"""Items that a process takes at once: a second of work, little to repeat where a process dies."""
BATCH_SIZE = 1_000_000
"""Bytes of a batch above which it takes no further item."""

Readings = list[Reading | Problem]


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


def pool_of_readers(case_folder: Path | None, options: SourceOptions, workers: int) -> WorkerPool[list[Item], Readings]:
    """Processes that read; use it as a context and hand it to `read_many`."""
    return WorkerPool(ReadingItems(case_folder, options), workers)


def read_many(
    targets: Iterable[str], options: SourceOptions, pool: WorkerPool[list[Item], Readings]
) -> Iterator[Reading | Problem]:
    """Readings of everything that the targets hold, and the problems met, in their order, read by a pool."""
    for readings in pool.run(batches_of(items_of(targets, options))):
        yield from readings


def read_found(items: Iterable[Item], reader: Reader, options: SourceOptions) -> Iterator[Reading | Problem]:
    """Look into what was found and read it."""
    yield from read_batch([each for item in items for each in documents_in(item, options)], reader)


def items_of(targets: Iterable[str], options: SourceOptions) -> Iterator[Item]:
    for target in targets:
        yield from find_source(target, options)


def batches_of(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Batches of a few items; a large one closes its batch."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if len(batch) >= BATCH_ITEMS or size > BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def size_of(item: Item) -> int:
    if isinstance(item, Found):
        return len(item.raw)
    return len(item.text) if isinstance(item, Document) else 0


def given_up(item: Item, reason: str) -> Problem:
    """What is told of an item that no process survives."""
    if isinstance(item, Problem):
        return item
    where = item.where if isinstance(item, Found) else item.id
    return Problem(where, f"given up: {reason}", "a text that can be read", "read it alone, without --workers")
