"""Trains the linear model of a clause's words (`willing.reading.clause_words`) on our annotations.

    python -m training.clause_words                 # a few minutes, needs no torch

Multinomial logistic regression over hashed features, by AdaGrad, a pass an epoch; what is held back is only scored.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.annotated import Annotated, load_annotated
from training.corpora import CORPORA
from training.position_labels import head_between, trigger_of, words_between
from willing.cases import load_general_register
from willing.reading.clause_words import SIZE, ClauseWords, columns_of_clause
from willing.reading.layers import Layers, read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.reading.pieces import DATA
from willing.reading.position_layout import MEASURES, STANCES
from willing.reading.positions import sentence_candidates, words_of_candidate

EPOCHS = 8
RATE = 0.15
DECAY = 1e-5
THREADS = 2

CLASSES = {"stance": STANCES, "measure": MEASURES}


@dataclass(frozen=True, slots=True)
class Clause:
    """The features of an annotated clause, and its right classes."""

    columns: NDArray[np.int64]
    right: dict[str, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args()
    taught = clauses_of(load_annotated(arguments.corpora, held=False))
    held = clauses_of(load_annotated(arguments.corpora, held=True))
    model = fitted(taught)
    for group in CLASSES:
        print(f"{group}: right on {accuracy(model, held, group):.3f} of {len(held)} positions held back")
    save(model, arguments.out / "clause_words.npz")


def clauses_of(texts: Sequence[Annotated]) -> list[Clause]:
    """A clause for every annotated position that has a trigger."""
    reader = LocalReader(load_general_register())
    layers = read_layers([text.document.text for text in texts], threads=THREADS)
    return [clause for text, layer in zip(texts, layers, strict=True) for clause in _clauses(text, layer, reader)]


def _clauses(text: Annotated, layers: Layers, reader: LocalReader) -> list[Clause]:
    page = Page(text.document, layers, reader)
    found = []
    for position in text.positions:
        trigger = trigger_of(layers, position["evidence"])
        if trigger is None:
            continue
        inside = words_between(layers, *position["evidence"])
        what = head_between(layers, position["measure"]) if position["measure"] else None
        sentence = layers.sentences[layers.words[trigger].sentence]
        near = [each for each in sentence_candidates(page, sentence) if trigger in words_of_candidate(each)]
        columns = columns_of_clause(page, trigger, inside[0], inside[-1], trigger if what is None else what, near)
        right = {"stance": STANCES.index(position["stance"]), "measure": MEASURES.index(position["measure_id"])}
        found.append(Clause(columns, right))
    return found


def fitted(clauses: Sequence[Clause], seed: int = 1) -> ClauseWords:
    """The model after `EPOCHS` passes over the clauses in random order."""
    tables: dict[str, NDArray[np.float32]] = {}
    biases: dict[str, NDArray[np.float32]] = {}
    for group, names in CLASSES.items():
        tables[group], biases[group] = _fit_group(clauses, group, len(names), seed)
    return ClauseWords(tables, biases)


def _fit_group(
    clauses: Sequence[Clause], group: str, classes: int, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    table, squares = np.zeros((SIZE, classes), np.float32), np.full((SIZE, classes), 1e-2, np.float32)
    bias = np.zeros(classes, np.float32)
    chance = random.Random(seed)
    order = list(clauses)
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for clause in order:
            columns, size = clause.columns, len(clause.columns) ** 0.5
            scores = table[columns].sum(0) / size + bias
            wrong = np.exp(scores - scores.max())
            wrong /= wrong.sum()
            wrong[clause.right[group]] -= 1.0
            slope = wrong[None] / size + DECAY * table[columns]
            squares[columns] += slope * slope
            table[columns] -= RATE * slope / np.sqrt(squares[columns])
            bias -= 0.02 * wrong
    return table, bias


def accuracy(model: ClauseWords, clauses: Sequence[Clause], group: str) -> float:
    """Share of the clauses whose likeliest class is right."""
    right = sum(int(model.scores(group, each.columns).argmax()) == each.right[group] for each in clauses)
    return right / max(1, len(clauses))


def save(model: ClauseWords, path: Path) -> None:
    """Writes the tables as int8, one scale a class."""
    stored: dict[str, NDArray[np.generic]] = {}
    for group, table in model.tables.items():
        scale = np.abs(table).max(0) / 127.0 + 1e-9
        stored[group] = np.round(table / scale).astype(np.int8)
        stored[f"{group}_scale"] = scale.astype(np.float32)
        stored[f"{group}_bias"] = model.biases[group]
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
