"""A sample of the disturbances; `make stress` has all of them (docs/explanation/stress.md)."""

from __future__ import annotations

import pytest

from tests import postgresql
from tests.durability import many_processes
from tests.durability.durability_checks import differences_of
from tests.durability.written import half_written


@pytest.mark.parametrize("step", [0, 8, 14, 26])
def test_a_write_disturbed_in_a_file_is_whole_and_a_rerun_completes_it(step: int) -> None:
    assert differences_of(step) == []


@pytest.mark.parametrize("step", [1, 19, 25])
def test_a_write_disturbed_in_postgresql_is_whole_and_a_rerun_completes_it(step: int) -> None:
    if reason := postgresql.why_not():
        pytest.skip(reason)
    assert differences_of(step) == []


@pytest.mark.parametrize("database", many_processes.DATABASES)
def test_several_processes_add_copies_at_once(database: str) -> None:
    if database == "postgresql" and (reason := postgresql.why_not()):
        pytest.skip(reason)
    step = many_processes.DATABASES.index(database)
    assert many_processes.differences_of(step, texts=32, processes=4) == []


def test_half_a_text_half_an_import_and_a_lost_row_are_noticed() -> None:
    none = {table: [] for table in ("documents", "readings", "positions")}
    text, reading = '{"sha256": "aa"}', '{"document": "aa"}'
    found = ['{"id": "1", "reading": ["aa", "r"]}', '{"id": "2", "reading": ["aa", "r"]}']
    coded = ['{"id": "3", "reading": [null, "c"]}', '{"id": "4", "reading": [null, "c"]}']
    whole = {"documents": [text], "readings": [reading], "positions": found}
    assert half_written(whole, none, whole) == []
    assert half_written(whole | {"positions": found[:1]}, none, whole) == ["aa: half-written in positions"]
    imported = none | {"positions": coded}
    (half,) = half_written(none | {"positions": coded[:1]}, none, imported)
    assert "neither those before" in half
    assert "was lost" in half_written(none, imported, imported)[0]
