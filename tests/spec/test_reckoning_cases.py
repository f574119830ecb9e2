"""What promises add up to, by hand: every question of the case files in `reckoning_cases`, each with its why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from willing.reckoning.answers import agrees
from willing.reckoning.case_file import CaseFile, Query, read_case_file
from willing.reckoning.questions import ANSWERS, ask

FOLDER = Path(__file__).parent / "reckoning_cases"
FILES = {file.stem: read_case_file(file) for file in sorted(FOLDER.glob("*.json"))}
QUESTIONS = [
    pytest.param(file, query, id=f"{name} {number} {query['ask']}: {query['why']}")
    for name, file in FILES.items()
    for number, query in enumerate(file.queries)
]


@pytest.mark.parametrize(("file", "query"), QUESTIONS)
def test_the_answer_is_the_one_found_by_hand(file: CaseFile, query: Query) -> None:
    got = ask(file.case, query)
    assert agrees(query["ask"], query["expect"], got), f"expected {query['expect']}, got {got}"


def test_the_cases_ask_every_kind_of_question() -> None:
    assert {query["ask"] for file in FILES.values() for query in file.queries} == set(ANSWERS)


@pytest.mark.parametrize("name", FILES)
def test_a_case_survives_the_way_through_text(name: str) -> None:
    """Conditions as text give the same case as conditions as JSON."""
    record = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    by_id = FILES[name].case.by_id()
    for promise in record["commitments"]:
        if "if" in promise:
            promise["if"] = str(by_id[promise["id"]].condition)
    assert from_record(record, name).case == FILES[name].case


def from_record(record: dict[str, Any], name: str) -> CaseFile:
    from willing.reckoning.case_file import case_from_text

    return case_from_text(json.dumps(record), Path(f"{name}.json"))
