"""What is kept to be fast says what the rule says, whatever happens to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from willing.ledger import Cell, Ledger, current_cells, database, summary
from willing.ledger.cell_record import cell_from, cell_record
from willing.ledger.summary import Question, summed_up
from willing.model import PartialDate, Stance

NOW = Question(None, None, False)


@pytest.fixture
def filled(ledger: Ledger, make: Any) -> Ledger:
    ledger.add(make["document"](), [make["promise"](), make["doubt"](sure=True)], reader="local 1")
    ledger.add_coded([make["coded"](), make["coded"]("Asks others.", stance=Stance.REQUESTS, by_ids=("USA",))])
    return ledger


def cells(ledger: Ledger, **options: Any) -> tuple[Cell, ...]:
    return summed_up(ledger.engine, NOW, small=0, **options)


def scopes(ledger: Ledger) -> int:
    with database.looking(ledger.engine) as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM standing_scopes").scalar_one())


def test_it_gives_what_the_rule_gives_and_gives_it_again(filled: Ledger) -> None:
    expected = current_cells(filled.entries())
    assert [cell.actor_id for cell in expected] == ["ESP", "FRA", "GBR"]
    assert cells(filled) == cells(filled) == filled.cells() == expected
    assert scopes(filled) == 1


def test_of_one_actor_or_measure_and_without_entries(filled: Ledger) -> None:
    everything = cells(filled)
    assert cells(filled, actor="FRA") == tuple(cell for cell in everything if cell.actor_id == "FRA")
    assert cells(filled, measure="air") == ()
    assert {cell.entries for cell in cells(filled, with_entries=False)} == {()}


def test_a_record_of_a_cell_loses_nothing(filled: Ledger) -> None:
    for cell in cells(filled):
        assert cell_from(cell_record(cell), cell.entries) == cell


def test_what_is_added_judged_or_ended_shows_at_once(filled: Ledger, make: Any) -> None:
    (france,) = cells(filled, actor="FRA")
    filled.judge(france.standing_id, "accept", "A. Reader", "")
    assert cells(filled, actor="FRA")[0].reviewed
    filled.judge(france.standing_id, "correct", "A. Reader", "Berlin", make["promise"](actor_ids=("DEU",)))
    assert [cell.actor_id for cell in cells(filled)] == ["DEU", "ESP", "GBR"]
    filled.judge(france.standing_id, "accept", "A. Reader", "after all")
    assert [cell.actor_id for cell in cells(filled)] == ["ESP", "FRA", "GBR"]
    filled.end_position(france.standing_id, "withdrawn", PartialDate(2026, 2), by="A. Reader", reason="")
    assert [cell.actor_id for cell in cells(filled)] == ["ESP", "GBR"]
    filled.add(make["document"](), [make["promise"](stance=Stance.WILLING)], reader="local 2")
    assert [(cell.actor_id, cell.stance) for cell in cells(filled)] == [("FRA", "willing"), ("GBR", "willing")]


def test_a_copy_that_joins_its_story_later_is_one_origin_at_once(filled: Ledger, make: Any) -> None:
    other = make["document"](text=f"{make['document']().text} (Agency.)", id="copy", outlet="Another Paper")
    filled.add(other, [replace(make["promise"](), doc_id="copy")], reader="local 1")
    (france,) = cells(filled, actor="FRA")
    assert france.origins == 2
    first, second = (line.sha256 for line in filled.documents())
    filled.join_story(first, "s-1", "origin")
    filled.join_story(second, "s-1", "same")
    assert [cell.origins for cell in cells(filled, actor="FRA")] == [1]
    assert [cell.origins for cell in filled.cells(actor="FRA")] == [1]
    assert filled.cells(actor="FRA", known_at="2999-01-01") == filled.cells(actor="FRA")


def test_a_promise_that_expires_overnight_is_gone_in_the_morning(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    (france,) = cells(filled, actor="FRA")
    filled.end_position(france.standing_id, "expired", PartialDate(2999, 1, 1), by="A. Reader", reason="")
    assert len(cells(filled, actor="FRA")) == 1
    import datetime

    morning = datetime.datetime(2999, 1, 1, 6, tzinfo=datetime.UTC)
    monkeypatch.setattr("willing.ledger.summary.now", lambda: morning)
    monkeypatch.setattr("willing.ledger.standing.now", lambda: morning)
    assert cells(filled, actor="FRA") == ()


def test_emptied_it_is_made_anew(filled: Ledger) -> None:
    expected = cells(filled)
    with database.writing(filled.engine) as connection:
        connection.exec_driver_sql("DELETE FROM standing_cells")
        connection.exec_driver_sql("DELETE FROM standing_scopes")
    assert cells(filled) == expected


def test_a_changed_rule_or_register_makes_it_anew(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    cells(filled)
    monkeypatch.setattr(summary, "rule_digest", lambda: "another rule")
    cells(filled)
    assert scopes(filled) == 2


def test_only_so_many_are_kept(filled: Ledger, make: Any) -> None:
    for day in range(1, summary.KEPT_SCOPES + 5):
        question = Question(None, f"2026-01-{day:02}", False)
        assert summed_up(filled.engine, question, small=0) == current_cells(filled.entries(), as_of=question.as_of)
    assert scopes(filled) == summary.KEPT_SCOPES


def test_a_small_ledger_keeps_nothing(filled: Ledger) -> None:
    assert len(filled.cells()) == 3
    filled.sum_up()
    assert scopes(filled) == 0


def test_where_nothing_can_be_written_the_answer_is_the_same(path: Path, make: Any) -> None:
    with Ledger.create(path) as ledger:
        ledger.add(make["document"](), [make["promise"]()], reader="local 1")
        with database.writing(ledger.engine) as connection:
            refuse = "BEGIN SELECT RAISE(ABORT, 'no room'); END"
            connection.exec_driver_sql(f"CREATE TRIGGER full BEFORE INSERT ON standing_scopes {refuse}")
        assert [cell.actor_id for cell in cells(ledger)] == ["FRA"]
        assert scopes(ledger) == 0


def test_what_was_known_earlier_is_seen_as_of_then(filled: Ledger) -> None:
    assert filled.cells(known_at="2020-01-01") == ()
    assert filled.cells(known_at="2999-01-01") == filled.cells()
