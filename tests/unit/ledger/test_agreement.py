"""Whose judgement counts: the newest, or one that two different people share."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from willing.ledger import Judgement, Ledger, Verdict
from willing.ledger.agreement import agreed
from willing.ledger.summary import Question, summed_up
from willing.model import Position, Stance

NOON = datetime.datetime(2026, 1, 6, 12, tzinfo=datetime.UTC)


def told(*words: str, corrected: dict[str, Position] | None = None) -> list[Judgement]:
    """Judgements of one position, oldest first, each "name verdict"."""
    judgements = []
    for number, each in enumerate(words):
        by, verdict = each.rsplit(" ", 1)
        new = (corrected or {}).get(by) if verdict == "correct" else None
        judgements.append(Judgement("p", Verdict(verdict), by, "", NOON + datetime.timedelta(minutes=number), new))
    return judgements


@pytest.mark.parametrize(
    ("judgements", "alone", "both"),
    [
        ([], None, None),
        (["A accept"], "accept", None),
        (["A accept", "A reject"], "reject", None),
        (["A accept", "B accept"], "accept", "accept"),
        (["A accept", "a  accept"], "accept", None),
        (["A accept", "B reject"], "reject", None),
        (["A accept", "B reject", "C accept"], "accept", "accept"),
        (["A accept", "B accept", "B reject"], "reject", None),
        (["A accept", "B accept", "C reject"], "reject", "accept"),
        (["A accept", "B accept", "C reject", "D reject"], "reject", "reject"),
    ],
)
def test_which_judgement_counts_for_one_person_and_for_two(
    judgements: list[str], alone: str | None, both: str | None
) -> None:
    for people, expected in ((1, alone), (2, both)):
        found = agreed(told(*judgements), people)
        assert (found.verdict.value if found else None) == expected


def test_two_corrections_must_be_the_same(make: Any) -> None:
    one, other = make["promise"](stance=Stance.WILLING), make["promise"](stance=Stance.CONSIDERING)
    assert agreed(told("A correct", "B correct", corrected={"A": one, "B": other}), 2) is None
    found = agreed(told("A correct", "B correct", corrected={"A": one, "B": one}), 2)
    assert found is not None
    assert found.corrected == one


def test_a_ledger_for_two_shows_a_position_as_read_until_the_second_agrees(ledger: Ledger, make: Any) -> None:
    added = ledger.add(make["document"](), [make["promise"]()], reader="local/1")
    (position,) = added.positions
    ledger.people = 2
    new = make["promise"](stance=Stance.WILLING, actor_ids=("GBR",))
    ledger.judge(position, "correct", "A", "", new)
    (waiting,) = ledger.entries(actor="FRA")
    assert (waiting.verdict, waiting.position.stance) == (None, Stance.COMMITTED)
    ledger.judge(position, "correct", "B", "", new)
    assert ledger.entries(actor="FRA") == ()
    (corrected,) = ledger.entries(actor="GBR")
    assert (corrected.verdict, corrected.position.stance) == ("correct", Stance.WILLING)
    (before,) = ledger.entries(known_at=waiting.recorded_at)
    assert before.verdict is None


def test_what_was_accepted_in_an_earlier_reading_stays(ledger: Ledger, make: Any) -> None:
    first = ledger.add(make["document"](), [make["promise"](), make["doubt"]()], reader="local/1")
    accepted, rejected = first.positions
    ledger.judge(accepted, "accept", "A", "")
    ledger.judge(rejected, "reject", "A", "no")
    ledger.add(make["document"](), [make["promise"](stance=Stance.WILLING)], reader="local/2")
    kept = {entry.id: (entry.verdict, entry.position.stance.value) for entry in ledger.entries()}
    assert kept.pop(accepted) == ("accept", "committed")
    assert list(kept.values()) == [(None, "willing")]


def test_a_position_that_both_readings_found_comes_once(ledger: Ledger, make: Any) -> None:
    ledger.add(make["document"](), [make["promise"]()], reader="local/1")
    (position,) = ledger.add(make["document"](), [make["promise"](confidence=0.5)], reader="local/2").positions
    ledger.judge(position, "accept", "A", "")
    (entry,) = ledger.entries()
    assert (entry.id, entry.position.confidence) == (position, 0.5)


def test_cells_that_a_large_ledger_keeps_wait_for_the_second_too(ledger: Ledger, make: Any) -> None:
    def firm(people: int) -> list[tuple[str, bool]]:
        question = Question(None, None, False, people)
        return [(cell.actor_id, cell.reviewed) for cell in summed_up(ledger.engine, question, small=0)]

    (position,) = ledger.add(make["document"](), [make["promise"]()], reader="local/1").positions
    assert firm(1) == firm(2) == [("FRA", False)]
    ledger.judge(position, "accept", "A", "")
    assert (firm(1), firm(2)) == ([("FRA", True)], [("FRA", False)])
    ledger.judge(position, "accept", "B", "")
    assert firm(2) == [("FRA", True)]
