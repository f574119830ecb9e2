"""The readings of many articles are the same when processes that read them are killed at moments drawn by chance."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Sequence

from tests.durability.many_articles import articles, made_article
from willing.model import Document
from willing.sources import Item, SourceOptions
from willing.workflows.many_documents import Readings, batches_of, pool_of_readers, read_found
from willing.workflows.reading import local_reader, register_for
from willing.workflows.worker_pool import WorkerPool

ARTICLES, KILLS, WORKERS = 500, 20, 2


def differences_of(step: int) -> list[str]:
    """What differs after 20 kills over 500 articles; the number of the step draws their moments."""
    return differences(articles(ARTICLES), KILLS, random.Random(step))


def differences_of_few(step: int, count: int, kills: int) -> list[str]:
    """The same with some short articles."""
    return differences([made_article(number, words=60) for number in range(count)], kills, random.Random(step))


def differences(texts: list[Document], kills: int, chance: random.Random) -> list[str]:
    """What differs between reading the texts in this process and in a pool whose processes are killed."""
    began = time.monotonic()
    alone = list(read_found(texts, local_reader(register_for(None), threads=1), SourceOptions()))
    seconds = time.monotonic() - began
    with pool_of_readers(None, SourceOptions(), WORKERS) as pool:
        killer = Killer(pool, kills, seconds / WORKERS, chance)
        disturbed = [each for readings in pool.run(batches_of(texts)) for each in readings]
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
    """Kills one process of a pool at each of some moments, spread by chance over the seconds that the run may take."""

    def __init__(
        self, pool: WorkerPool[list[Item], Readings], kills: int, seconds: float, chance: random.Random
    ) -> None:
        super().__init__(daemon=True)
        self.pool, self.chance = pool, chance
        self.moments = sorted(chance.uniform(0, seconds) for _ in range(kills))
        self.killed = 0
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        began = time.monotonic()
        for moment in self.moments:
            if self._over.wait(max(0.0, moment - (time.monotonic() - began))):
                return
            self.killed += self.strike(self.pool.processes)

    def strike(self, processes: Sequence[int]) -> int:
        """One of the processes dies as the system would kill it; 1 if it was still there."""
        try:
            os.kill(self.chance.choice(processes), signal.SIGKILL)
        except ProcessLookupError:
            return 0
        return 1

    def stop(self) -> None:
        self._over.set()
        self.join()
