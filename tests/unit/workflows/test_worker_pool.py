"""Processes that share work: order, deaths, batches that nobody survives, processes that never get ready."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.durability import killed_workers
from willing.errors import WillingError
from willing.workflows.shared_work import MOST_DEATHS
from willing.workflows.worker_pool import WorkerPool


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers; dies over 13, fails over 17; over 19 it dies the first time only, which a file remembers."""

    folder: Path

    def start(self) -> Callable[[list[int]], list[str]]:
        return self.doubled

    def doubled(self, batch: list[int]) -> list[str]:
        for number in batch:
            if number == 13:
                os.kill(os.getpid(), signal.SIGKILL)
            if number == 17:
                raise ArithmeticError("no seventeen")
            if number == 19 and not (self.folder / "died").exists():
                (self.folder / "died").touch()
                os._exit(1)
        return [str(2 * number) for number in batch]

    def split(self, batch: list[int]) -> list[list[int]]:
        return [[number] for number in batch]

    def lost(self, batch: list[int], reason: str) -> list[str]:
        return [f"{batch[0]}: {reason}"]


class NeverReady(Doubling):
    def start(self) -> Callable[[list[int]], list[str]]:
        os._exit(3)


def test_results_come_in_order_and_only_what_nobody_survives_is_given_up(tmp_path: Path) -> None:
    batches = [list(range(first, first + 5)) for first in range(0, 40, 5)]
    with WorkerPool(Doubling(tmp_path), 2) as pool:
        results = [each for result in pool.run(batches) for each in result]
        assert pool.deaths == 2 * MOST_DEATHS + 1  # 13 in company and alone, 19 once
    assert results == [
        "13: its process died 3 times"
        if number == 13
        else "17: ArithmeticError: no seventeen"
        if number == 17
        else str(2 * number)
        for number in range(40)
    ]


def test_a_batch_that_is_split_may_make_the_row_longer_than_it_was_to_be(tmp_path: Path) -> None:
    with WorkerPool(Doubling(tmp_path), 1) as pool:
        results = [each for result in pool.run([[17, *range(20, 40)]] * 3) for each in result]
    assert results == ["17: ArithmeticError: no seventeen", *(str(2 * number) for number in range(20, 40))] * 3


def test_a_pool_is_used_again_and_leaves_no_process_behind(tmp_path: Path) -> None:
    with WorkerPool(Doubling(tmp_path), 1) as pool:
        assert list(pool.run([[1], [2]])) == [["2"], ["4"]]
        assert list(pool.run([[3]])) == [["6"]]
        (process,) = pool.processes()
        assert pool.memory() > 1_000_000 or not Path("/proc/self/statm").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_batch_is_only_taken_from_its_source_when_there_is_room_for_it(tmp_path: Path) -> None:
    taken: list[int] = []

    def numbers() -> object:
        for number in range(10_000):
            taken.append(number)
            yield [number]

    with WorkerPool(Doubling(tmp_path), 1) as pool:
        assert next(pool.run(numbers())) == ["0"]  # type: ignore[arg-type]
        assert len(taken) < 50


def test_processes_that_never_get_ready_end_the_run_with_a_word(tmp_path: Path) -> None:
    with WorkerPool(NeverReady(tmp_path), 2) as pool, pytest.raises(WillingError, match="before they were ready"):
        list(pool.run([[1]]))


def test_readings_are_the_same_when_reading_processes_are_killed() -> None:
    assert killed_workers.differences_of_few(1, count=32, kills=4) == []
