"""A pool of processes: each is started anew (spawned), gets ready once, and is given one batch at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic

from willing.workflows.resident_memory import resident_memory
from willing.workflows.shared_work import LONE_THREADS, Batch, Result, SharedWork, Task, Work

LONGEST_BATCH = 1800.0
"""Seconds after which a process that has not answered is taken for dead."""
PATIENCE = 1.0
"""Seconds for which the pool sleeps at most before it looks for processes that take too long."""


class WorkerPool(SharedWork[Batch, Result]):
    """`workers` processes that do `work`."""

    def __init__(self, work: Work[Batch, Result], workers: int) -> None:
        super().__init__(work, workers)
        self._workers = [Worker(work) for _ in range(workers)]

    def __enter__(self) -> WorkerPool[Batch, Result]:
        return self

    def end(self) -> None:
        for worker in self._workers:
            worker.end()

    def processes(self) -> tuple[int, ...]:
        return tuple(worker.number for worker in self._workers)

    def memory(self) -> int:
        return sum(resident_memory(process) for process in self.processes())

    def hand_out(self, tasks: Iterator[Task[Batch, Result]]) -> None:
        for worker in self._workers:
            if worker.ready and worker.task is None and (task := next(tasks, None)) is not None:
                worker.give(task)

    def take_in(self) -> None:
        heard = wait([worker.connection for worker in self._workers], timeout=PATIENCE)
        for worker in tuple(self._workers):
            if worker.connection in heard:
                try:
                    told, value = worker.connection.recv()
                except (EOFError, OSError):
                    self._replace(worker)
                    continue
                self._hear(worker, told, value)
            elif worker.takes_too_long():
                self._replace(worker)

    def _hear(self, worker: Worker[Batch, Result], told: str, value: Any) -> None:
        task, worker.task = worker.task, None
        if told == "ready":
            worker.ready = True
            self.met_start()
        elif task is not None and told == "done":
            task.finish(value)
        elif task is not None:
            self.met_failure(task, value)

    def _replace(self, worker: Worker[Batch, Result]) -> None:
        """Start a process anew in the place of a dead one."""
        worker.end()
        self.met_death(worker.task, ready=worker.ready)
        self._workers[self._workers.index(worker)] = Worker(self.work)


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
