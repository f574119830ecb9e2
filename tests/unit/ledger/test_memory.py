"""What a server keeps in memory says what the rule says, after everything that can be recorded."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from willing.ledger import Cell, Ledger, database, memory, summary
from willing.ledger.shared import SharedLedger
from willing.ledger.summary import Question
from willing.model import PartialDate, Stance

DAYS = (None, "2025-06-01", "2026-01-15")


@pytest.fixture
def shared(ledger: Ledger, make: Any) -> SharedLedger:
    ledger.add(make["document"](), [make["promise"](), make["doubt"](sure=True)], reader="local 1")
    ledger.add_coded([make["coded"](), make["coded"]("Asks others.", stance=Stance.REQUESTS, by_ids=("USA",))])
    return SharedLedger(ledger.engine, ledger.address)


def anew(ledger: Ledger, day: str | None) -> tuple[Cell, ...]:
    """The cells as computed from all entries, with nothing kept."""
    with database.looking(ledger.engine) as connection:
        return summary.plain(connection, Question(None, day, False), None, None)


def changes(ledger: Ledger, make: Any) -> list[Callable[[], object]]:
    """Everything that can be recorded and bears on a cell."""
    text = make["document"]().text
    copy = make["document"](text=f"{text} (Agency.)", id="copy", outlet="Another Paper")
    standing = next(cell.standing_id for cell in ledger.cells() if cell.actor_id == "FRA")
    moved = make["promise"](actor_ids=("DEU",))
    return [
        lambda: ledger.add(copy, [replace(make["promise"](), doc_id="copy")], reader="local 1"),
        lambda: ledger.join_story(ledger.documents()[0].sha256, "s-1", "origin"),
        lambda: ledger.join_story(ledger.documents()[1].sha256, "s-1", "same"),
        lambda: ledger.judge(standing, "accept", "A. Reader", ""),
        lambda: ledger.judge(standing, "correct", "A. Reader", "Berlin", moved),
        lambda: ledger.judge(standing, "accept", "A. Reader", "after all"),
        lambda: ledger.end_position(standing, "withdrawn", PartialDate(2026, 2), by="A. Reader", reason=""),
        lambda: ledger.add(make["document"](), [make["promise"](stance=Stance.WILLING)], reader="local 2"),
    ]


def test_nothing_recorded_is_ever_missed(shared: SharedLedger, ledger: Ledger, make: Any) -> None:
    for day in DAYS:
        assert shared.cells(as_of=day) == anew(ledger, day)
    for change in changes(ledger, make):
        change()
        for day in DAYS:
            assert shared.cells(as_of=day) == anew(ledger, day)
            bare = shared.cells(as_of=day, with_entries=False)
            assert [(cell.actor_id, cell.stance) for cell in bare] == [
                (cell.actor_id, cell.stance) for cell in anew(ledger, day)
            ]
        assert shared.cells(known_at="2999-01-01") == ledger.cells(known_at="2999-01-01")


def test_one_actor_on_one_measure_is_the_same_cell(shared: SharedLedger) -> None:
    everything = shared.cells()
    for cell in everything:
        assert cell in shared.cells(actor=cell.actor_id, measure=cell.measure_id)
        assert cell in shared.cells(actor=cell.actor_id)
    assert shared.cells(actor="FRA", measure="air") == ()


def test_what_has_not_changed_is_not_computed_again(shared: SharedLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shared.cells()
    for name in ("computed", "summed_up"):
        monkeypatch.setattr(memory, name, lambda *_, **__: pytest.fail("computed again"))
    assert shared.cells() is first


def test_cells_with_too_many_entries_are_not_held_but_right(
    shared: SharedLedger, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MOST_ENTRIES", 1)
    for _ in range(2):
        assert shared.cells() == anew(ledger, None)
        assert [cell.actor_id for cell in shared.cells(with_entries=False)] == ["ESP", "FRA", "GBR"]


def test_of_many_who_ask_at_once_one_computes(shared: SharedLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = memory.summed_up

    def counted(*given: Any, **options: Any) -> tuple[Cell, ...]:
        calls.append(threading.get_ident())
        return real(*given, **options)

    monkeypatch.setattr(memory, "summed_up", counted)
    threads = [threading.Thread(target=shared.cells) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1


def test_one_who_only_asks_does_not_wait_for_a_writer(ledger: Ledger, shared: SharedLedger) -> None:
    expected = anew(ledger, None)
    with database.writing(ledger.engine):
        # a writer that takes its time: the answer comes without being kept
        assert summary.summed_up(ledger.engine, Question(None, None, False), small=0) == expected
    with database.looking(ledger.engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM standing_scopes").scalar_one() == 0


def test_questions_asked_long_ago_are_forgotten(shared: SharedLedger) -> None:
    for month in range(1, memory.VIEWS + 3):
        shared.cells(as_of=f"2025-{(month - 1) % 12 + 1:02d}-{month // 12 + 1:02d}")
    assert len(shared._in_memory._views) == memory.VIEWS
