"""The reader's quality on our own annotated texts, held by floors.

A rise is free; a fall is a decision and says why. The floors stand a little below what was measured, so that a
different processor's rounding does not fail a build.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gold.scoring import Score
from willing.cases import load_general_register
from willing.model import Document, PartialDate
from willing.reading.local import LocalReader

HERE = Path(__file__).parent
FOUND_F1, RIGHT_F1, OVERSTATED = 0.70, 0.52, 0.15


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def score() -> Score:
    annotated = {row["doc_id"]: row["positions"] for row in rows_of("positions.jsonl")}
    documents = [
        Document(
            row["doc_id"], row["text"], outlet=row["outlet"], published=PartialDate.parse(row["date"]), language="en"
        )
        for row in rows_of("documents.jsonl")
    ]
    result = Score()
    for reading in LocalReader(load_general_register()).read(documents):
        result.add(annotated[reading.document.id], [position.as_json() for position in reading.positions])
    return result


def test_positions_are_found(score: Score) -> None:
    assert score.found_f1 >= FOUND_F1


def test_actor_stance_and_measure_are_right(score: Score) -> None:
    assert score.right_f1 >= RIGHT_F1


def test_promises_are_rarely_overstated(score: Score) -> None:
    assert score.overstated_share <= OVERSTATED
