"""`willing eval duplicates` on small gold of both forms."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.functional.conftest import Run

TEXT = "Veldania will send two frigates to the Strait of Orm next month, its minister {} said in Sandvik. " + " ".join(
    f"Point {number} of the plan names berth {number * 7} and pier {number * 3}." for number in range(1, 20)
)


def lines(path: Path, records: list[dict[str, str]]) -> str:
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))
    return str(path)


def test_pairs_and_clusters_are_scored_and_wrong_pairs_named(tmp_path: Path, willing: Run) -> None:
    documents = [
        {"id": "a", "text": TEXT.format("Lindqvist"), "date": "2031-05-01", "cluster": "1"},
        {"id": "b", "text": "By our staff. " + TEXT.format("Lindqvist"), "date": "2031-05-02", "cluster": "1"},
        {"id": "c", "text": "Bread is dearer by four percent, the office of statistics said.", "cluster": "1"},
    ]
    gold = [{"a": "a", "b": "b", "label": "duplicate"}, {"a": "b", "b": "c", "label": "template-sibling"}]
    texts, pairs = lines(tmp_path / "texts.jsonl.gz", documents), lines(tmp_path / "pairs.jsonl.gz", gold)
    by_pairs = json.loads(willing("eval", "duplicates", pairs, texts, "--json").stdout)
    assert (by_pairs["precision"], by_pairs["recall"], by_pairs["ari"]) == (1.0, 1.0, None)
    by_clusters = json.loads(willing("eval", "duplicates", texts, texts, "--json").stdout)
    assert (by_clusters["right"], by_clusters["missed"]) == (1, [["a", "c"], ["b", "c"]])
    assert "missed a c" in willing("eval", "duplicates", texts, texts).stdout


def test_gold_for_other_documents_is_told_and_not_scored(tmp_path: Path, willing: Run) -> None:
    texts = lines(tmp_path / "texts.jsonl", [{"id": "a", "text": "Words."}])
    pairs = lines(tmp_path / "pairs.jsonl", [{"a": "a", "b": "z", "label": "duplicate"}])
    asked = willing("eval", "duplicates", pairs, texts)
    assert asked.returncode == 3
    assert "z is not among the documents" in asked.stderr
