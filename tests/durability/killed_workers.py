"""The readings of many articles are the same when processes that read them are killed at moments drawn by chance."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Sequence

from tests.durability import ray_cluster
from tests.durability.many_articles import articles, made_article
from willing.model import Document
from willing.sources import SourceOptions
from willing.workflows.many_documents import ReadingItems, Readings, batches_of, read_found, shared, size_of
from willing.workflows.reading import local_reader, register_for

ARTICLES, KILLS, WORKERS = 500, 20, 2


def differences_of(step: int) -> list[str]:
    """What differs after 20 kills over 500 articles; the number of the step draws their moments.

    Every second step is one of actors of a Ray cluster, where Ray is installed.
    """
    if step % 2 == 0 or ray_cluster.why_not():
        return differences(articles(ARTICLES), KILLS, random.Random(step))
    with ray_cluster.cluster() as address:
        return differences(articles(ARTICLES), KILLS, random.Random(step), address)


def differences_of_few(step: int, count: int, kills: int, ray: str | None = None) -> list[str]:
    """The same with some short articles; on the Ray cluster at an address where there is one."""
    return differences([made_article(number, words=60) for number in range(count)], kills, random.Random(step), ray)


def differences(texts: list[Document], kills: int, chance: random.Random, ray: str | None = None) -> list[str]:
    """What differs between reading the texts in this process and by workers that are killed."""
    began = time.monotonic()
    alone = list(read_found(texts, local_reader(register_for(None), threads=1), SourceOptions()))
    seconds = time.monotonic() - began
    with shared(ReadingItems(None, SourceOptions()), WORKERS, ray) as pool:
        killer = Killer(pool.processes, kills, seconds / WORKERS, chance)
        disturbed = [each for readings in pool.run(batches_of(texts, size_of)) for each in readings]
        killer.stop()
        told = f"{killer.killed} killed over {len(texts)} articles, {pool.deaths} deaths met"
    wrong = [] if killer.killed == kills else [f"{told}: expected {kills} kills within the run"]
    if pool.deaths < killer.killed // 2:
        wrong.append(f"{told}: deaths were not met")
    return wrong + unlike(alone, disturbed, told)


def unlike(alone: Readings, disturbed: Readings, told: str) -> list[str]:
    if len(alone) != len(disturbed):
        return [f"{told}: {len(disturbed)} readings and problems for {len(alone)}"]
    pairs = zip(alone, disturbed, strict=True)
    return [f"{told}: {met!r:.300} for {expected!r:.300}" for expected, met in pairs if met != expected]


class Killer(threading.Thread):
    """Kills one of the processes at each of some moments, spread by chance over the seconds that the run may take."""

    def __init__(
        self, processes: Callable[[], Sequence[int]], kills: int, seconds: float, chance: random.Random
    ) -> None:
        super().__init__(daemon=True)
        self.processes, self.chance = processes, chance
        self.moments = sorted(chance.uniform(0, seconds) for _ in range(kills))
        self.killed = 0
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        began = time.monotonic()
        for moment in self.moments:
            if self._over.wait(max(0.0, moment - (time.monotonic() - began))):
                return
            while not self.strike() and not self._over.wait(0.05):
                pass

    def strike(self) -> bool:
        """One of the processes dies as the system would kill it; whether there was one."""
        try:
            process = self.chance.choice(self.processes())
            assert process > 1, "0 and 1 are no process of the pool"
            os.kill(process, signal.SIGKILL)
        except (ProcessLookupError, IndexError):
            return False
        self.killed += 1
        return True

    def stop(self) -> None:
        self._over.set()
        self.join()
