"""`willing eval attributions` and `eval conditions` on a few sentences with their annotation."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run

SAID = "The Norwegian prime minister said that Oslo would send four ships to the strait."
SENDS = "Norway will send four ships if there is a truce."
ACTED = (
    "The port looks as if a storm had passed. The ships were provided by the owners. He did not say if they will sail."
)


def place(words: str, text: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def attributed(text: str) -> dict[str, Any]:
    return {
        "source": [place("The Norwegian prime minister", text)],
        "cue": [place("said", text)],
        "content": [place("that Oslo would send four ships to the strait", text)],
    }


def conditional(text: str) -> dict[str, Any]:
    return {
        "sense": "contingency.condition.arg2-as-cond",
        "conn": [place("if", text)],
        "condition": {"negative": False, "cond": [place("there is a truce", text)], "main": []},
    }


def written(file: Path, rows: list[dict[str, Any]]) -> str:
    file.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return str(file)


def test_who_says_it_is_scored_by_span_and_as_a_whole(tmp_path: Path, willing: Run) -> None:
    file = written(tmp_path / "gold.jsonl.gz", [{"id": "a", "text": SAID, "attributions": [attributed(SAID)]}])
    told = json.loads(willing("eval", "attributions", file, file, "--json").stdout)
    assert (told["documents"], told["annotated"], told["found"]) == (1, 1, 1)
    assert told["linked"]["exact"]["cue"] == [100.0, 100.0, 100.0]
    assert told["attributions"]["partial"] == [100.0, 100.0, 100.0]
    assert "whole, partial" in willing("eval", "attributions", file, file).stdout


def test_a_wrong_source_is_found_wrong(tmp_path: Path, willing: Run) -> None:
    wrong = attributed(SAID) | {"source": [place("Oslo", SAID)]}
    file = written(tmp_path / "gold.jsonl.gz", [{"doc_id": "a", "text": SAID, "attributions": [wrong]}])
    told = json.loads(willing("eval", "attributions", file, file, "--json").stdout)
    assert told["attributions"]["said"] == [0.0, 0.0, 0.0]


def test_a_condition_is_scored_by_its_connective_and_by_what_that_opens(tmp_path: Path, willing: Run) -> None:
    rows = [
        {"id": "a", "text": SENDS, "relations": [conditional(SENDS), {"sense": "expansion.list", "conn": []}]},
        {"id": "b", "text": ACTED, "relations": []},
    ]
    file = written(tmp_path / "gold.jsonl.gz", rows)
    told = json.loads(willing("eval", "conditions", file, file, "--json").stdout)
    assert told["connective"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert told["scope"] == 1.0
    assert told["connectives"] == {"if": {"annotated": 1, "found": 1}}


@pytest.mark.parametrize(
    ("command", "row", "told"),
    [
        ("attributions", {"id": "a", "text": SAID, "attributions": [{"source": "x"}]}, "as lists of [start, end]"),
        ("attributions", {"id": "a", "text": SAID}, "line 1: expected an object with attributions"),
        ("conditions", {"id": "a", "text": SAID, "relations": [{"condition": {}, "conn": [[0, 2]]}]}, "condition.cond"),
    ],
)
def test_gold_of_another_form_is_told_with_its_place(
    command: str, row: dict[str, Any], told: str, tmp_path: Path, willing: Run
) -> None:
    file = written(tmp_path / "gold.jsonl.gz", [row])
    shown = willing("eval", command, file, file)
    assert shown.returncode == 3
    assert told in shown.stderr
