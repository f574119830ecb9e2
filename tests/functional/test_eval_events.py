"""`willing eval events` on sentences with a marked doer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.conftest import Run

SENTENCES = (
    ("Norway attacked the harbour of its neighbour on Sunday.", "Norway", "ASSAULT"),
    ("Norway will send aid to Kenya.", "Norway", "AGREE"),
    ("Norway refused to send aid to Kenya.", "Norway", "REJECT"),
    ("Norway has released two prisoners from Kenya.", "Norway", "YIELD"),
    ("Norway threatened to close the border.", "Norway", "THREATEN"),
    ("Norway held talks with Kenya.", "Norway", "CONSULT"),
    ("Norway urged Kenya to open its ports.", "Norway", "REQUEST"),
    ("The ships were seized by Norway.", "Norway", "COERCE"),
    ("Norway accused Kenya of piracy.", "Norway", "ACCUSE"),
)


def gold_of(text: str, doer: str, root: str) -> dict[str, object]:
    start = text.index(doer)
    return {"text": text, "source": [start, start + len(doer)], "root": root}


def test_each_kind_is_told_and_how_the_act_is_meant_changes_it(tmp_path: Path, willing: Run) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(gold_of(*each)) for each in SENTENCES))
    told = json.loads(willing("eval", "events", str(gold), "--json").stdout)
    assert told["confusion"] == {root: {root: 1} for _, _, root in SENTENCES}
    assert told["macro_f1"] == 1.0


def test_what_is_missed_counts_and_a_sentence_without_a_doer_is_left_out(tmp_path: Path, willing: Run) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        gold_of("The weather over Norway is fine.", "Norway", "AID"),
        {"text": "Rain.", "source": None, "root": "AID"},
    ]
    gold.write_text("\n".join(map(json.dumps, rows)))
    told = json.loads(willing("eval", "events", str(gold), "--json").stdout)
    assert (told["sentences"], told["unmarked"], told["macro_f1"]) == (1, 1, 0.0)
    assert "1 without a source left out" in willing("eval", "events", str(gold)).stdout


@pytest.mark.parametrize("row", [{"text": "Rain."}, {"text": "Rain.", "source": [1], "root": "AID"}])
def test_gold_of_another_form_is_told(row: dict[str, object], tmp_path: Path, willing: Run) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row))
    assert willing("eval", "events", str(gold)).returncode == 3
