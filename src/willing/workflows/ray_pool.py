"""Workers on a Ray cluster: actors that load the model once. Ray is an extra and is imported where it is asked for."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic

from willing.errors import UsageError
from willing.workflows.shared_work import LONE_THREADS, Batch, Result, SharedWork, Task, Work

PATIENCE = 1.0
"""Seconds for which the pool sleeps at most before it looks again."""


class RayPool(SharedWork[Batch, Result]):
    """`workers` actors on the cluster at `address` (`auto`, `host:port`, `ray://host:port`, `local`) that do `work`.

    None asks for as many as the cluster has cores, less one, which is left to Ray itself and to this process. The
    cluster's machines must have this version of the package. Raises UsageError where Ray is missing or no cluster
    is at the address.
    """

    def __init__(self, work: Work[Batch, Result], workers: int | None, address: str) -> None:
        self._ray = connected(address)
        super().__init__(work, workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)) - 1))
        self._actor_kind = self._ray.remote(num_cpus=1, max_restarts=0)(Actor)
        self._actors = [self._started() for _ in range(self.workers)]

    def __enter__(self) -> RayPool[Batch, Result]:
        return self

    def end(self) -> None:
        if not self._ray.is_initialized():
            # at the end of the program Ray may have gone first, its actors with it
            return
        for actor in self._actors:
            self._ray.kill(actor.handle)
        self._ray.shutdown()

    def memory(self) -> int:
        """Not known: the actors may be anywhere."""
        return 0

    def processes(self) -> tuple[int, ...]:
        return tuple(actor.number for actor in self._actors if actor.ready)

    def hand_out(self, tasks: Iterator[Task[Batch, Result]]) -> None:
        for actor in self._actors:
            if actor.ready and actor.task is None and (task := next(tasks, None)) is not None:
                actor.task, task.given = task, True
                actor.answer = actor.handle.work_on.remote(task.batch)

    def take_in(self) -> None:
        asked = [actor.answer for actor in self._actors if actor.answer is not None]
        heard, _ = self._ray.wait(asked, num_returns=1, timeout=PATIENCE)
        for place, actor in enumerate(self._actors):
            if actor.answer is not None and actor.answer in heard:
                self._hear(place, actor)

    def _hear(self, place: int, actor: Heard[Batch, Result]) -> None:
        task, answer = actor.task, actor.answer
        actor.task = actor.answer = None
        try:
            value = self._ray.get(answer)
        except self._ray.exceptions.RayTaskError as error:
            if task is not None:
                self.met_failure(task, str(error).strip().splitlines()[-1])
        except self._ray.exceptions.RayError:
            # the actor, its machine or the object that it made is gone
            self._ray.kill(actor.handle)
            self._actors[place] = self._started()
            self.met_death(task, ready=actor.ready)
        else:
            if task is not None:
                task.finish(value)
            else:
                actor.number, actor.ready = value, True
                self.met_start()

    def _started(self) -> Heard[Batch, Result]:
        alone = {"env_vars": dict.fromkeys(LONE_THREADS, "1")}
        handle = self._actor_kind.options(runtime_env=alone).remote(self.work)
        return Heard(handle, handle.ready.remote())


@dataclass(slots=True, eq=False)
class Heard(Generic[Batch, Result]):
    """An actor as this process knows it: what it has been given, and the answer that is waited for."""

    handle: Any
    answer: Any
    task: Task[Batch, Result] | None = None
    ready: bool = False
    number: int = 0


class Actor:
    """What lives on the cluster."""

    def __init__(self, work: Work[Any, Any]) -> None:
        self._function = work.start()

    def ready(self) -> int:
        """The number of this process, as soon as it is ready to work."""
        import os

        return os.getpid()

    def work_on(self, batch: Any) -> Any:
        return self._function(batch)


def connected(address: str) -> Any:
    """Ray, connected to the cluster at the address."""
    import logging

    try:
        import ray
    except ImportError:
        raise UsageError("--ray needs Ray; install it with: pip install 'willing[ray]'") from None
    if not is_there(address):
        raise UsageError(f"--ray {address}: nothing answers there; start a cluster with: ray start --head")
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True)
    except (ConnectionError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0]
        raise UsageError(f"--ray {address}: no cluster there ({reason}); start one with: ray start --head") from None
    return ray


def is_there(address: str) -> bool:
    """Whether something listens at `host:port`; Ray itself tries for minutes. Other forms are left to Ray."""
    host, sign, port = address.removeprefix("ray://").rpartition(":")
    if not sign or not port.isdecimal():
        return True
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=10):
            return True
    except (OSError, OverflowError):
        return False
