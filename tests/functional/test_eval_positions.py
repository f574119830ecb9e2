"""`willing eval positions` on a sentence with its annotation."""

from __future__ import annotations

import json
from pathlib import Path

from tests.functional.conftest import Run

TEXT = "Spain will send troops to Mali."
POSITION = {
    "evidence": [0, 30],
    "actor": [0, 5],
    "actor_ids": ["ESP"],
    "quantifier": None,
    "stance": "committed",
    "measure": [16, 22],
    "measure_id": "troops",
    "conditions": [],
    "speaker_ids": [],
    "speaker_kind": "outlet",
    "directness": "asserted",
}


def test_what_is_read_right_scores_one_and_the_tables_name_stance_and_measure(tmp_path: Path, willing: Run) -> None:
    gold, documents = tmp_path / "positions.jsonl", tmp_path / "documents.jsonl"
    gold.write_text(json.dumps({"doc_id": "a", "positions": [POSITION]}))
    documents.write_text(json.dumps({"doc_id": "a", "text": TEXT, "date": "2031-05-01", "outlet": "willing test text"}))
    told = json.loads(willing("eval", "positions", str(gold), str(documents), "--json").stdout)
    assert (told["exact"]["f1"], told["answer"]["f1"]) == (1.0, 1.0)
    assert told["confusion"]["committed"] == {"committed": 1}
    words = willing("eval", "positions", str(gold), str(documents)).stdout
    assert "committed -> committed 1" in words


def test_gold_without_its_text_is_told_and_not_scored(tmp_path: Path, willing: Run) -> None:
    gold, documents = tmp_path / "positions.jsonl", tmp_path / "documents.jsonl"
    gold.write_text(json.dumps({"doc_id": "z", "positions": [POSITION]}))
    documents.write_text(json.dumps({"doc_id": "a", "text": TEXT}))
    assert willing("eval", "positions", str(gold), str(documents)).returncode == 3
