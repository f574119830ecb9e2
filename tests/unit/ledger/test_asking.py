"""What `entries`, judgements and facts give back, along both time axes."""

from __future__ import annotations

from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger, current_cells
from willing.model import PartialDate, Stance


@pytest.fixture
def added(ledger: Ledger, make: Any) -> tuple[str, ...]:
    """A promise and a doubt of 6 January, recorded on 1 February."""
    kept = ledger.add(
        make["document"](), [make["promise"](), make["doubt"]()], reader="local 1", recorded_at="2026-02-01"
    )
    return kept.positions


def test_entries_by_actor_and_measure(ledger: Ledger, added: tuple[str, ...]) -> None:
    assert [entry.id for entry in ledger.entries(actor="FRA")] == [added[0]]
    assert {entry.id for entry in ledger.entries(measure="troops")} == set(added)
    assert ledger.entries(measure="air") == ()
    assert ledger.entries(actor="FR") == ()


def test_entries_as_of_either_axis(ledger: Ledger, added: tuple[str, ...]) -> None:
    assert ledger.entries(as_of="2026-01-05") == ()
    assert len(ledger.entries(as_of="2026-01")) == 2
    assert ledger.entries(known_at="2026-01-31") == ()
    assert len(ledger.entries(known_at="2026-02-01")) == 2
    assert len(ledger.entries(as_of=PartialDate(2026), known_at=PartialDate(2026))) == 2


def test_a_statement_of_some_day_of_a_month_counts_from_its_end(ledger: Ledger, make: Any) -> None:
    ledger.add_coded([make["coded"]()], recorded_at="2026-05-01")
    assert ledger.entries(as_of="2026-01-30") == ()
    assert len(ledger.entries(as_of="2026-01-31")) == 1


def test_texts_written_for_the_project_come_only_when_asked_for(ledger: Ledger, make: Any) -> None:
    ledger.add(make["document"](), [make["promise"]()], reader="local 1", demo=True)
    assert ledger.entries() == ()
    (entry,) = ledger.entries(include_demo=True)
    assert entry.demo
    assert [line.demo for line in ledger.documents()] == [True]


def test_the_newest_judgement_counts_and_is_dated(ledger: Ledger, added: tuple[str, ...]) -> None:
    ledger.judge(added[0], "accept", "A. Reader", "plain", recorded_at="2026-03-01")
    ledger.judge(added[0], "reject", "B. Reader", "the minister was misquoted", recorded_at="2026-04-01")
    assert [entry.verdict for entry in ledger.entries(actor="FRA")] == ["reject"]
    assert [entry.verdict for entry in ledger.entries(actor="FRA", known_at="2026-03-15")] == ["accept"]
    assert [entry.verdict for entry in ledger.entries(actor="FRA", known_at="2026-02-15")] == [None]
    assert [each.by for each in ledger.judgements(added[0])] == ["A. Reader", "B. Reader"]
    assert current_cells(ledger.entries()) == ()


def test_a_correction_is_what_the_views_see(ledger: Ledger, make: Any, added: tuple[str, ...]) -> None:
    corrected = make["promise"](stance=Stance.WILLING, actor_ids=("DEU",))
    ledger.judge(added[0], "correct", "A. Reader", "an offer, and Berlin's", corrected)
    (entry,) = ledger.entries(actor="DEU")
    assert (entry.id, entry.position, entry.verdict) == (added[0], corrected, "correct")
    assert ledger.entries(actor="FRA") == ()
    assert ledger.judgements()[0].corrected == corrected


def test_a_judgement_stays_with_the_position_when_a_newer_reader_finds_it_again(
    ledger: Ledger, make: Any, added: tuple[str, ...]
) -> None:
    ledger.judge(added[0], "accept", "A. Reader", "")
    ledger.add(make["document"](), [make["promise"](reader="local 2")], reader="local 2")
    assert [(entry.id, entry.verdict) for entry in ledger.entries()] == [(added[0], "accept")]


def test_a_judgement_must_be_complete(ledger: Ledger, make: Any, added: tuple[str, ...]) -> None:
    for arguments, message in [
        (("none", "accept", "A", ""), "no such position"),
        ((added[0], "maybe", "A", ""), "expected accept, correct or reject"),
        ((added[0], "accept", " ", ""), "without a name"),
        ((added[0], "correct", "A", ""), "without a corrected position"),
        ((added[0], "accept", "A", "", make["promise"]()), "with a corrected position"),
        ((added[0], "correct", "A", "", make["coded"]()), "expected quoted"),
    ]:
        with pytest.raises(LedgerError, match=message):
            ledger.judge(*arguments)
    assert ledger.judgements() == ()


def test_facts_over_time(ledger: Ledger) -> None:
    ledger.state_fact("ceasefire", None, PartialDate(2026, 1), by="A. Reader", recorded_at="2026-01-10")
    ledger.state_fact("ceasefire", True, PartialDate(2026, 6, 1), by="A. Reader", source="UN", recorded_at="2026-06-02")
    assert [(each.holds, str(each.since)) for each in ledger.facts()] == [(None, "2026-01"), (True, "2026-06-01")]
    assert [each.holds for each in ledger.facts(as_of="2026-05-31")] == [None]
    assert [each.holds for each in ledger.facts(known_at="2026-03-01")] == [None]


def test_an_unknown_document_is_named(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"document nowhere\.txt: not in this ledger"):
        ledger.document("nowhere.txt")


def test_the_newest_entries_are_the_last_of_all(ledger: Ledger, make: Any) -> None:
    for day in range(1, 9):
        said = {"said": PartialDate(2026, 1, day)}
        measure = "air" if day % 3 == 0 else "troops"
        ledger.add_coded([make["coded"](f"Said on day {day}.", coding=said, measure_id=measure)])
    correction = make["coded"]("Of another.", actor_ids=("FRA",))
    ledger.judge(ledger.entries()[-1].id, "correct", "A. Reader", "", correction)
    for measure in (None, "troops", "air"):
        everything = ledger.entries(actor="GBR", measure=measure)
        assert ledger.entries(actor="GBR", measure=measure, newest=2) == everything[-2:]
    assert [entry.said.day for entry in ledger.entries(newest=3) if entry.said] == [6, 7, 8]
    first, second, *_ = (entry.id for entry in ledger.entries())
    assert [entry.id for entry in ledger.entries(ids=[second, first, "none"])] == [first, second]
