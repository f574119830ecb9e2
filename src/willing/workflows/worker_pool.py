"""Work shared by several processes, with the same result whatever dies.

Each process is started anew (spawned), gets ready once, and is given one batch at a time, so that it is always known
which batch a dead process had. That batch is given again; one that has killed its process several times is split, and
an item that does so alone is given up with a word. Results come in the order of the batches.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

from willing.errors import WillingError
from willing.workflows.resident_memory import resident_memory

Batch = TypeVar("Batch")
Result = TypeVar("Result")
Given = TypeVar("Given", covariant=True)
"""The result again, where a protocol only gives it."""

MOST_DEATHS = 3
"""How often one batch may take its process with it before it is split, or given up where it is one item."""
MOST_FALSE_STARTS = 20
"""Processes in a row that die before they are ready; then something is wrong with all of them."""
LONGEST_BATCH = 1800.0
"""Seconds after which a process that has not answered is taken for dead."""
AHEAD = 8
"""Batches begun for each process beyond the oldest unfinished one: bounds what waits in memory."""
LONE_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Each process computes on one thread: processes share the cores already."""
PATIENCE = 1.0
"""Seconds for which the pool sleeps at most before it looks for processes that take too long."""


class Work(Protocol[Batch, Given]):
    """What is to be done with batches. It is sent to every process, so it can be pickled and is small."""

    def start(self) -> Callable[[Batch], Given]:
        """Get ready, once in each process (load a model), and give the function of a batch."""
        ...

    def split(self, batch: Batch) -> list[Batch]:
        """The batch as batches of one item each; their results one after another are the result of the whole."""
        ...

    def lost(self, batch: Batch, reason: str) -> Given:
        """The result for a batch of one item that cannot be worked on, for the reason told."""
        ...


class WorkerPool(Generic[Batch, Result]):
    """`workers` processes that do `work`; use it as a context, which ends them.

    `deaths` counts processes that died while the pool was running.
    """

    def __init__(self, work: Work[Batch, Result], workers: int) -> None:
        if workers < 1:
            raise ValueError(f"{workers} workers: expected at least one")
        self.work = work
        self.deaths = 0
        self._false_starts = 0
        self._workers = [Worker(work) for _ in range(workers)]

    def __enter__(self) -> WorkerPool[Batch, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that are at work now."""
        return tuple(worker.number for worker in self._workers)

    def memory(self) -> int:
        """Bytes of memory that the processes hold; 0 where the system does not tell."""
        return sum(resident_memory(process) for process in self.processes)

    def run(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """The results of all batches, in their order; one that was split gives a result for each item.

        Raises WillingError where processes cannot be started at all.
        """
        waiting = iter(batches)
        row: deque[Task[Batch, Result]] = deque()
        open_batches = True
        while True:
            while open_batches and len(row) < AHEAD * len(self._workers):
                try:
                    row.append(Task(next(waiting)))
                except StopIteration:
                    open_batches = False
            while row and row[0].done:
                yield row.popleft().result
            if not row and not open_batches:
                return
            self._hand_out(row)
            self._take_in(row)

    def _hand_out(self, row: deque[Task[Batch, Result]]) -> None:
        idle = [worker for worker in self._workers if worker.ready and worker.task is None]
        tasks = (task for task in row if not task.done and not task.given)
        for worker, task in zip(idle, tasks, strict=False):
            worker.give(task)

    def _take_in(self, row: deque[Task[Batch, Result]]) -> None:
        """Wait until a process has something to say, and hear all that have."""
        if not any(worker.task is not None or not worker.ready for worker in self._workers):
            return
        heard = wait([worker.connection for worker in self._workers], timeout=PATIENCE)
        for place, worker in enumerate(self._workers):
            if worker.connection in heard:
                try:
                    told, value = worker.connection.recv()
                except (EOFError, OSError):
                    self._replace(place, row)
                    continue
                self._hear(worker, told, value, row)
            elif worker.takes_too_long():
                self._replace(place, row)

    def _hear(self, worker: Worker[Batch, Result], told: str, value: Any, row: deque[Task[Batch, Result]]) -> None:
        task, worker.task = worker.task, None
        if told == "ready":
            worker.ready = True
            self._false_starts = 0
        elif task is not None and told == "done":
            task.finish(value)
        elif task is not None:
            self._set_aside(task, value, row)

    def _replace(self, place: int, row: deque[Task[Batch, Result]]) -> None:
        """Start a process anew in the place of a dead one; what it had is given again."""
        worker = self._workers[place]
        task = worker.task
        self.deaths += 1
        if not worker.ready:
            self._false_starts += 1
        worker.end()
        if self._false_starts > MOST_FALSE_STARTS:
            raise WillingError(
                f"{self._false_starts} worker processes in a row died before they were ready; expected them to live; "
                "try one process, without --workers, to see why"
            )
        self._workers[place] = Worker(self.work)
        if task is not None:
            task.deaths += 1
            task.given = False
            if task.deaths >= MOST_DEATHS:
                self._set_aside(task, f"its process died {task.deaths} times", row)

    def _set_aside(self, task: Task[Batch, Result], reason: str, row: deque[Task[Batch, Result]]) -> None:
        """Split what cannot be done as a whole, in its place; give it up where it is one item."""
        parts = self.work.split(task.batch)
        if len(parts) <= 1:
            task.finish(self.work.lost(task.batch, reason))
            return
        place = row.index(task)
        del row[place]
        for part in reversed(parts):
            row.insert(place, Task(part))


class Task(Generic[Batch, Result]):
    """A batch on its way: whether a process has it, how many died over it, and in the end its result."""

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


@dataclass(init=False, eq=False)
class Worker(Generic[Batch, Result]):
    """A process, its number in the system, the way to talk to it, and the batch that it has."""

    process: BaseProcess
    number: int
    connection: Connection
    task: Task[Batch, Result] | None
    ready: bool

    def __init__(self, work: Work[Batch, Result]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, others = context.Pipe()
        self.process = context.Process(target=serve, args=(others, work), daemon=True, name="willing reader")
        self.process.start()
        self.number = self.process.pid or 0
        # only the process itself may hold its end, so that its death is heard
        others.close()
        self.task, self.ready, self._since = None, False, time.monotonic()

    def give(self, task: Task[Batch, Result]) -> None:
        self.task, task.given, self._since = task, True, time.monotonic()
        try:
            self.connection.send(task.batch)
        except OSError:
            # it has died; the pool hears of that when it listens
            return

    def takes_too_long(self) -> bool:
        return (self.task is not None or not self.ready) and time.monotonic() - self._since > LONGEST_BATCH

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


def serve(connection: Connection, work: Work[Batch, Result]) -> None:
    """The life of a process of the pool: get ready, then one batch after another until nobody asks any more."""
    # an interrupt from the keyboard reaches all processes; the first one decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in LONE_THREADS:
        os.environ.setdefault(name, "1")
    function = work.start()
    try:
        connection.send(("ready", None))
        while True:
            batch = connection.recv()
            try:
                answer: tuple[str, Any] = ("done", function(batch))
            except Exception:
                answer = ("failed", traceback.format_exc().strip().splitlines()[-1])
            connection.send(answer)
    except (EOFError, OSError):
        return
