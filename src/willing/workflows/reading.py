"""Reading texts without keeping anything: sources -> reader -> readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from willing.model import Document, PartialDate, Position, Problem
from willing.reading.reader import Reader, Reading

if TYPE_CHECKING:
    from willing.model.register import Register
    from willing.sources import SourceOptions

BATCH = 16
"""Documents handed to the reader at a time; problems met between them are told in order."""


def read_text(
    text: str, *, title: str | None = None, outlet: str | None = None, date: str | None = None, name: str = "text"
) -> tuple[Position, ...]:
    """The positions in a text, by the local reader and the general register.

    `date` is YYYY, YYYY-MM or YYYY-MM-DD; `outlet` tells whose text it is ("The White House"). Offsets count the
    code points of `text`. Raises InvalidValue for an empty text or a date that is none.
    """
    published = PartialDate.parse(date) if date else None
    document = Document(name, text, title=title, outlet=outlet, published=published, language="en")
    return next(iter(local_reader(register_for(None)).read([document]))).positions


def register_for(case_folder: Path | None) -> Register:
    """The case's register where there is a case, else the general one that ships with the package."""
    from willing.cases import load_case, load_general_register

    return load_case(case_folder).register if case_folder is not None else load_general_register()


def local_reader(register: Register, *, threads: int | None = None) -> Reader:
    """The reader that ships with the package; `threads` defaults to the processor's cores, at most four."""
    import os

    from willing.reading.local import LocalReader

    return LocalReader(register, threads=threads or min(4, os.cpu_count() or 1))


def read_targets(targets: Iterable[str], reader: Reader, options: SourceOptions) -> Iterator[Reading | Problem]:
    """Readings of everything that the targets hold, and a problem for each thing that could not be read."""
    from willing.sources import read_source

    def items() -> Iterator[Document | Problem]:
        for target in targets:
            yield from read_source(target, options=options)

    return read_items(items(), reader)


def read_items(items: Iterable[Document | Problem], reader: Reader) -> Iterator[Reading | Problem]:
    """Readings of documents, and the problems met between them, in their order."""
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield from read_batch(batch, reader)


def read_batch(batch: list[Document | Problem], reader: Reader) -> Iterator[Reading | Problem]:
    """Readings in the order of the batch, its problems kept in their places."""
    readings = reader.read([item for item in batch if isinstance(item, Document)])
    for item in batch:
        if isinstance(item, Problem):
            yield item
            continue
        reading = next(readings)
        yield from reading.problems
        yield reading
