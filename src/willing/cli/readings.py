"""Who reads what the commands `read` and `add` are given: this process, several, a cluster, or a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.cli.llm import LlmOptions, read_by_model
from willing.errors import UsageError

if TYPE_CHECKING:
    from willing.model import Problem
    from willing.model.register import Register
    from willing.reading.reader import Reader, Reading
    from willing.sources import SourceOptions


@dataclass(frozen=True, slots=True)
class Workers:
    """What the command line told of sharing the work: so many processes, or a Ray cluster's address."""

    count: int | None = None
    ray: str | None = None

    @property
    def shared(self) -> bool:
        return self.count is not None or self.ray is not None


@dataclass(frozen=True, slots=True)
class Readings:
    """What is being read, by whom, and what to say of the pace beside a bar."""

    items: Iterator[Reading | Problem]
    reader: Reader
    note: Callable[[], str] = lambda: ""


@contextmanager
def readings_of(
    targets: list[str],
    options: SourceOptions,
    folder: Path | None,
    register: Register,
    workers: Workers,
    asked: LlmOptions,
) -> Iterator[Readings]:
    """The readings of all targets, as they are made. Where a model is asked, its cost is told first and confirmed.

    Raises UsageError where a model is asked by several processes.
    """
    from willing.workflows.reading import local_reader, read_targets

    if not asked.local:
        if workers.shared:
            raise UsageError(f"--reader {asked.reader} asks one question at a time; expected no --workers, --ray")
        with read_by_model(targets, options, asked, register) as (items, chosen):
            yield Readings(items, chosen)
        return
    reader = local_reader(register)
    if not workers.shared:
        yield Readings(read_targets(targets, reader, options), reader)
        return
    from willing.cli.pace import Pace
    from willing.workflows.many_documents import ReadingItems, read_many, shared

    with shared(ReadingItems(folder, options), workers.count, workers.ray) as pool:
        yield Readings(read_many(targets, options, pool), reader, Pace(pool.memory).note)
