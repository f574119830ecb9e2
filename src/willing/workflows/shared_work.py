"""Work that is cut into batches and shared by workers, with the same result whatever dies.

It is always known which batch a dead worker had. That batch is given again; one that has killed its worker several
times is split, and an item that does so alone is given up with a word. Results come in the order of the batches. What
a worker is, a process or an actor of a cluster, is said by those who build on `SharedWork`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Generic, Protocol, TypeVar

from willing.errors import WillingError

Batch = TypeVar("Batch")
Result = TypeVar("Result")
Given = TypeVar("Given", covariant=True)
"""The result again, where a protocol only gives it."""

MOST_DEATHS = 3
"""How often one batch may take its worker with it before it is split, or given up where it is one item."""
MOST_FALSE_STARTS = 20
"""Workers in a row that die before they are ready; then something is wrong with all of them."""
AHEAD = 8
"""Batches begun for each worker beyond the oldest unfinished one: bounds what waits in memory."""
LONE_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that tell libraries to compute on one thread: workers share the cores already."""


class Work(Protocol[Batch, Given]):
    """What is to be done with batches. It is sent to every worker, so it can be pickled and is small."""

    def start(self) -> Callable[[Batch], Given]:
        """Get ready, once in each worker (load a model), and give the function of a batch."""
        ...

    def split(self, batch: Batch) -> list[Batch]:
        """The batch as batches of one item each; their results one after another are the result of the whole."""
        ...

    def lost(self, batch: Batch, reason: str) -> Given:
        """The result for a batch of one item that cannot be worked on, for the reason told."""
        ...


class Task(Generic[Batch, Result]):
    """A batch on its way: whether a worker has it, how many died over it, and in the end its result."""

    __slots__ = ("_result", "batch", "deaths", "done", "given")

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.given = self.done = False
        self.deaths = 0
        self._result: list[Result] = []

    def finish(self, result: Result) -> None:
        self._result, self.done = [result], True

    @property
    def result(self) -> Result:
        return self._result[0]


class SharedWork(ABC, Generic[Batch, Result]):
    """The row of batches that workers share; use it as a context, which ends them.

    `deaths` counts workers that died while it was running.
    """

    def __init__(self, work: Work[Batch, Result], workers: int) -> None:
        if workers < 1:
            raise ValueError(f"{workers} workers: expected at least one")
        self.work, self.workers = work, workers
        self.deaths = 0
        self.row: deque[Task[Batch, Result]] = deque()
        self._false_starts = 0

    def __enter__(self) -> SharedWork[Batch, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @abstractmethod
    def end(self) -> None:
        """End all workers at once."""

    @abstractmethod
    def processes(self) -> tuple[int, ...]:
        """The numbers of the processes at work, each on its own machine."""

    @abstractmethod
    def memory(self) -> int:
        """Bytes of memory that the workers hold; 0 where that is not known."""

    @abstractmethod
    def hand_out(self, tasks: Iterator[Task[Batch, Result]]) -> None:
        """Give every idle worker the next task."""

    @abstractmethod
    def take_in(self) -> None:
        """Wait until a worker has something to say, finish its task, or tell `met_failure` or `met_death`."""

    def run(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """The results of all batches, in their order; one that was split gives a result for each item.

        Raises WillingError where workers cannot be started at all.
        """
        waiting = iter(batches)
        self.row.clear()
        while True:
            self.row += (Task(batch) for batch in islice(waiting, max(0, AHEAD * self.workers - len(self.row))))
            while self.row and self.row[0].done:
                yield self.row.popleft().result
                self.row += (Task(batch) for batch in islice(waiting, 1))
            if not self.row:
                return
            self.hand_out(task for task in self.row if not task.done and not task.given)
            self.take_in()

    def met_start(self) -> None:
        """A worker is ready."""
        self._false_starts = 0

    def met_failure(self, task: Task[Batch, Result], reason: str) -> None:
        """Split what cannot be done as a whole, in its place; give it up where it is one item."""
        parts = self.work.split(task.batch)
        if len(parts) <= 1:
            task.finish(self.work.lost(task.batch, reason))
        elif task in self.row:
            place = self.row.index(task)
            del self.row[place]
            for part in reversed(parts):
                self.row.insert(place, Task(part))

    def met_death(self, task: Task[Batch, Result] | None, *, ready: bool) -> None:
        """A worker has died: what it had is given again, or set aside where it has killed several.

        Raises WillingError where too many in a row died before they were ready.
        """
        self.deaths += 1
        self._false_starts += not ready
        if self._false_starts > MOST_FALSE_STARTS:
            raise WillingError(
                f"{self._false_starts} workers in a row died before they were ready; expected them to live; "
                "try without --workers and --ray, to see why"
            )
        if task is None:
            return
        task.deaths += 1
        task.given = False
        if task.deaths >= MOST_DEATHS:
            self.met_failure(task, f"its process died {task.deaths} times")
