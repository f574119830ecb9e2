"""Fit the weights of the reader's confidence on annotated texts.

    python -m training.confidence DOCUMENTS.jsonl POSITIONS.jsonl [DOCUMENTS POSITIONS ...] --out FOLDER

For every position that the local reader finds, its features (willing.reading.confidence.features_of) and whether an
annotated position agrees on actor ids, stance and measure give one example of a logistic regression with an L2
penalty, solved by Newton's method. The pairing is that of tests/gold/scoring.py.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

import willing.reading.positions as positions_module
from tests.gold.scoring import pair_positions, right_answer
from training.annotation.news_gold import is_news_gold
from willing.cases import load_general_register
from willing.errors import InvalidValue
from willing.model import Document, PartialDate
from willing.reading import confidence
from willing.reading.local import LocalReader

PENALTY = 2.0
STEPS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="pairs of documents and annotated positions")
    parser.add_argument("--out", type=Path, default=Path("src/willing/reading/data"))
    arguments = parser.parse_args()
    examples: list[tuple[dict[str, float], bool]] = []
    for documents, gold in zip(arguments.files[::2], arguments.files[1::2], strict=True):
        examples += examples_of(documents, gold)
    weights = fit(examples)
    right = sum(ok for _, ok in examples)
    record = {"examples": len(examples), "right": right, "penalty": PENALTY, "weights": weights}
    (arguments.out / "confidence.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"{len(examples)} positions, {right} right; weights written to {arguments.out / 'confidence.json'}")


def examples_of(documents: Path, gold: Path) -> list[tuple[dict[str, float], bool]]:
    """(features, right) of every position read in the documents."""
    annotated = {row["doc_id"]: row["positions"] for row in lines_of(gold)}
    if any(is_news_gold(doc_id) for doc_id in annotated):
        raise InvalidValue(f"{gold}: the confidence is never fitted on the news gold, which measures it")
    features: list[dict[str, float]] = []
    plain = confidence.confidence_of

    def recording(page: Any, candidate: Any, actor: Any, stance: Any) -> float:
        features.append(confidence.features_of(page, candidate, actor, stance))
        # The place of the features rides along in the confidence, and comes back with the position.
        return (len(features) - 1) / 1e6

    positions_module.confidence_of = recording  # type: ignore[assignment]
    try:
        reader = LocalReader(load_general_register())
        found = list(reader.read(document_of(row) for row in lines_of(documents)))
    finally:
        positions_module.confidence_of = plain
    examples = []
    for reading in found:
        read = [position.as_json() for position in reading.positions]
        wanted = annotated.get(reading.document.id, [])
        partner = {second: wanted[first] for first, second in pair_positions(wanted, read)}
        for place, position in enumerate(reading.positions):
            gold_position = partner.get(place)
            right = gold_position is not None and good_enough(gold_position, read[place])
            examples.append((features[round(position.confidence * 1e6)], right))
    return examples


def good_enough(annotated: dict[str, Any], read: dict[str, Any]) -> bool:
    """The right answer; for an unnamed set the right quantifier stands for the id of what is counted over.

    "Most European governments" is shown in these words, whether the set is filed under Europe or under the coalition.
    """
    if read["quantifier"] and read["quantifier"] == annotated["quantifier"]:
        return right_answer(annotated | {"actor_ids": read["actor_ids"]}, read)
    return right_answer(annotated, read)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def document_of(row: dict[str, Any]) -> Document:
    published = PartialDate.parse(row["date"]) if row.get("date") else None
    return Document(row["doc_id"], row["text"], outlet=row.get("outlet"), published=published, language="en")


def fit(examples: list[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Weights of the logistic regression; the bias is not penalised."""
    names = sorted({name for features, _ in examples for name in features})
    matrix = np.array([[1.0] + [features.get(name, 0.0) for name in names] for features, _ in examples])
    target = np.array([float(ok) for _, ok in examples])
    penalty = np.diag([1e-6] + [PENALTY] * len(names))
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        probability = 1.0 / (1.0 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (probability - target) + penalty @ weights
        curvature = matrix.T @ (matrix * (probability * (1 - probability))[:, None]) + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return {name: round(float(weight), 4) for name, weight in zip(["bias", *names], weights, strict=True)}


if __name__ == "__main__":
    main()
