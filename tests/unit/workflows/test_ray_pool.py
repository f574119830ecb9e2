"""A real Ray on this machine, several actors, some of them killed: the result is that of one process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.durability import killed_workers, ray_cluster
from tests.durability.many_articles import made_article
from tests.functional.conftest import Run, willing
from tests.unit.workflows.test_worker_pool import Doubling
from willing.errors import UsageError
from willing.workflows.shared_work import MOST_DEATHS

__all__ = ["willing"]

if ray_cluster.why_not():
    pytest.skip(f"{ray_cluster.why_not()}: its tests are left out", allow_module_level=True)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ray_cluster.cluster() as started:
        yield started


def test_results_come_in_order_and_only_what_no_actor_survives_is_given_up(address: str, tmp_path: Path) -> None:
    from willing.workflows.ray_pool import RayPool

    batches = [list(range(first, first + 5)) for first in range(0, 25, 5)]
    with RayPool(Doubling(tmp_path), 2, address) as pool:
        results = [each for result in pool.run(batches) for each in result]
        assert pool.deaths == 2 * MOST_DEATHS + 1
    assert [each for each in results if not each.isdigit()] == [
        "13: its process died 3 times",
        "17: ArithmeticError: no seventeen",
    ]
    assert results[:13] + results[14:17] + results[18:] == [
        str(2 * number) for number in range(25) if number not in (13, 17)
    ]


def test_readings_are_the_same_when_actors_are_killed(address: str) -> None:
    assert killed_workers.differences_of_few(2, count=24, kills=3, ray=address) == []


def test_a_table_from_a_cluster_is_that_of_one_process(address: str, tmp_path: Path, willing: Run) -> None:
    for number in range(12):
        (tmp_path / "news").mkdir(exist_ok=True)
        (tmp_path / "news" / f"{number}.txt").write_text(made_article(number, words=60).text, encoding="utf-8")
    here = willing("read", "news", "--out", "here.parquet")
    there = willing("read", "news", "--out", "there.parquet", "--ray", address, "--workers", "2")
    assert there.returncode == 0, there.stderr
    assert there.stdout == here.stdout.replace("here", "there")
    tables = [duckdb.sql(f"FROM '{tmp_path / name}'").fetchall() for name in ("here.parquet", "there.parquet")]
    assert tables[0] == tables[1]


def test_no_cluster_at_an_address_is_one_line() -> None:
    from willing.workflows.ray_pool import connected

    with pytest.raises(UsageError, match="nothing answers there"):
        connected(f"127.0.0.1:{ray_cluster.free_port()}")
