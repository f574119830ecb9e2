"""Answers that are kept until something changes."""

from __future__ import annotations

from pathlib import Path

from tests.web.conftest import client_of
from willing.ledger import Ledger
from willing.model import PartialDate
from willing.web.kept_answers import KEPT, KeptAnswers


def test_an_answer_is_reckoned_once_until_the_ledger_grows(own_case: Path) -> None:
    answers, reckoned = KeptAnswers(own_case), []

    def reckon() -> int:
        reckoned.append(1)
        return len(reckoned)

    assert [answers.answer(("a",), reckon), answers.answer(("a",), reckon), answers.answer(("b",), reckon)] == [1, 1, 2]
    with Ledger.open(own_case / "ledger.db") as ledger:
        ledger.state_fact("ceasefire", True, PartialDate(2026, 5, 4), by="a tester", source="https://example.org")
    assert answers.answer(("a",), reckon) == 3
    (own_case / "case.toml").write_text((own_case / "case.toml").read_text() + "\n# a remark\n")
    assert answers.answer(("a",), reckon) == 4


def test_what_was_not_asked_for_long_is_forgotten(own_case: Path) -> None:
    answers = KeptAnswers(own_case)
    for number in range(KEPT + 1):
        answers.answer((number,), lambda: "first")
    assert answers.answer((0,), lambda: "again") == "again"
    assert answers.answer((KEPT,), lambda: "again") == "first"


def test_a_page_shows_what_was_recorded_since_it_was_last_looked_at(own_case: Path) -> None:
    with client_of(own_case) as client:
        before = client.get("/actors/GBR.json").json()["own"]
        with Ledger.open(own_case / "ledger.db") as ledger:
            standing = next(line["standing"]["standing"] for line in before if line["measure"] == "command")
            ledger.judge(standing, "reject", by="a tester", reason="not said")
        after = client.get("/actors/GBR.json").json()["own"]
    assert "command" in {line["measure"] for line in before}
    assert "command" not in {line["measure"] for line in after}
