"""Fit the reader's confidence on annotated texts that the network was not trained on.

    python -m training.confidence                       # held-back annotations and our own gold
    python -m training.confidence --report              # only say how good it would be, by cross-validation

For every draft that the local reader makes, its features and whether an annotated position agrees on actor ids, stance
and measure give one example of a logistic regression with an L2 penalty, solved by Newton's method. The report leaves
out every fifth document in turn and says what the weights fitted on the others are worth on it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.annotated import load_annotated
from training.annotation.news_gold import is_news_gold
from training.corpora import CORPORA
from willing.cases import load_general_register
from willing.errors import InvalidValue
from willing.model import Document, PartialDate
from willing.reading.layers import read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.reading.positions import find_drafts, position_of
from willing.reading.scoring import calibration_error, is_exact, pair_positions

PENALTY = 6.0
STEPS = 30
FOLDS = 5
OWN_GOLD = Path("tests/gold")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A draft: its features, whether it is right, and the document it is from."""

    features: Mapping[str, float]
    right: bool
    document: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--out", type=Path, default=Path("src/willing/reading/data"))
    parser.add_argument("--report", action="store_true", help="change nothing")
    arguments = parser.parse_args()
    held = [(text.document, list(text.positions)) for text in load_annotated(arguments.corpora, held=True)]
    texts = held + own_gold()
    examples = examples_of(texts)
    annotated = sum(len(positions) for _, positions in texts)
    print(report(examples, cross_validated(examples), annotated))
    if arguments.report:
        return
    right = sum(example.right for example in examples)
    record = {"examples": len(examples), "right": right, "penalty": PENALTY, "weights": fit(examples)}
    (arguments.out / "confidence.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def own_gold(folder: Path = OWN_GOLD) -> list[tuple[Document, list[Record]]]:
    """The texts of our own gold with their positions."""
    annotated = {row["doc_id"]: row["positions"] for row in lines_of(folder / "positions.jsonl")}
    return [(document_of(row), annotated[row["doc_id"]]) for row in lines_of(folder / "documents.jsonl")]


def examples_of(texts: Sequence[tuple[Document, list[Record]]]) -> list[Example]:
    """An example for every draft in the documents; never of the news gold, which measures what is fitted here."""
    if any(is_news_gold(document.id) for document, _ in texts):
        raise InvalidValue("the confidence is never fitted on the news gold, which measures it")
    reader = LocalReader(load_general_register())
    layers = read_layers([document.text for document, _ in texts], threads=1)
    examples = []
    for (document, wanted), layer in zip(texts, layers, strict=True):
        page = Page(document, layer, reader)
        drafts = find_drafts(page)
        read = [position_of(page, draft).as_json() for draft in drafts]
        partner = {second: wanted[first] for first, second in pair_positions(wanted, read)}
        for place, draft in enumerate(drafts):
            right = place in partner and good_enough(partner[place], read[place])
            examples.append(Example(draft.features, right, document.id))
    return examples


def good_enough(annotated: Record, read: Record) -> bool:
    """The right answer; for an unnamed set the right quantifier stands for the id of what is counted over.

    "Most European governments" is shown in these words, whether the set is filed under Europe or under the coalition.
    """
    if read["quantifier"] and read["quantifier"] == annotated["quantifier"]:
        return is_exact(annotated | {"actor_ids": read["actor_ids"]}, read)
    return is_exact(annotated, read)


def cross_validated(examples: Sequence[Example]) -> list[float]:
    """For every example its confidence by weights that were fitted without its document."""
    documents = sorted({example.document for example in examples})
    fold = {document: number % FOLDS for number, document in enumerate(documents)}
    result = [0.0] * len(examples)
    for number in range(FOLDS):
        weights = fit([example for example in examples if fold[example.document] != number])
        for place, example in enumerate(examples):
            if fold[example.document] == number:
                result[place] = probability(weights, example.features)
    return result


def report(examples: Sequence[Example], confidence: Sequence[float], annotated: int) -> str:
    """Calibration, and what a display threshold would give, a line for each."""
    bins = [(sure, example.right) for sure, example in zip(confidence, examples, strict=True)]
    lines = [f"{len(bins)} drafts, {sum(right for _, right in bins)} right, {annotated} positions annotated"]
    lines.append(f"calibration error, 10 bins of equal size, cross-validated: {calibration_error(bins):.3f}")
    for threshold in np.arange(0.1, 0.96, 0.05):
        shown = [right for sure, right in bins if sure >= threshold]
        if shown:
            precision, covering = sum(shown) / len(shown), sum(shown) / annotated
            lines.append(
                f"from {threshold:.2f}: {len(shown)} drafts, precision {precision:.3f}, covering {covering:.3f}"
            )
    return "\n".join(lines)


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return float(1.0 / (1.0 + np.exp(-total)))


def lines_of(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def document_of(row: Record) -> Document:
    published = PartialDate.parse(row["date"]) if row.get("date") else None
    return Document(row["doc_id"], row["text"], outlet=row.get("outlet"), published=published, language="en")


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights of the logistic regression; the bias is not penalised."""
    names = sorted({name for example in examples for name in example.features})
    matrix = np.array([[1.0] + [example.features.get(name, 0.0) for name in names] for example in examples])
    target = np.array([float(example.right) for example in examples])
    penalty = np.diag([1e-6] + [PENALTY] * len(names))
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (chance - target) + penalty @ weights
        curvature = matrix.T @ (matrix * (chance * (1 - chance))[:, None]) + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return {name: round(float(weight), 4) for name, weight in zip(["bias", *names], weights, strict=True)}


if __name__ == "__main__":
    main()
