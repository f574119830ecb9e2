"""Scoring what one party does to another: sentences with a marked doer -> kinds of events, against gold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from willing.errors import InputError, InvalidValue
from willing.model import Span
from willing.workflows.gold_files import records

NONE = "-"
"""What is told of a sentence in which no event was found."""


@dataclass
class EventScore:
    """Which kind was found for which, counted."""

    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    unmarked: int = 0

    def add(self, wanted: str, found: str | None) -> None:
        self.confusion[wanted, found or NONE] += 1

    @property
    def sentences(self) -> int:
        return sum(self.confusion.values())

    @property
    def accuracy(self) -> float:
        right = sum(count for (wanted, found), count in self.confusion.items() if wanted == found)
        return right / self.sentences if self.sentences else 0.0

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the kinds that the gold has."""
        table = self.by_kind()
        return sum(row["f1"] for row in table.values()) / len(table) if table else 0.0

    def by_kind(self) -> dict[str, dict[str, float]]:
        table = {}
        for kind in sorted({wanted for wanted, _ in self.confusion}):
            right = self.confusion[kind, kind]
            annotated = sum(count for (wanted, _), count in self.confusion.items() if wanted == kind)
            found = sum(count for (_, told), count in self.confusion.items() if told == kind)
            table[kind] = {"annotated": annotated, "found": found, "f1": 2 * right / (annotated + found)}
        return table

    def as_json(self) -> dict[str, Any]:
        rows: dict[str, dict[str, int]] = {}
        for (wanted, found), count in sorted(self.confusion.items(), key=lambda item: -item[1]):
            rows.setdefault(wanted, {})[found] = count
        return {
            "sentences": self.sentences,
            "unmarked": self.unmarked,
            "accuracy": self.accuracy,
            "macro_f1": self.macro_f1,
            "kinds": self.by_kind(),
            "confusion": rows,
        }


def score_events(gold: Path) -> EventScore:
    """Read each sentence and score the kind of event found for its doer.

    The gold is JSON Lines, plain or gzipped: `text`, `source` ([start, end] in code points) and `root`, a root class of
    PLOVER. Sentences without a marked source are counted apart. Raises InputError.
    """
    from willing.reading.events import event_of
    from willing.reading.layers import read_layers
    from willing.reading.predicates import Predicates
    from willing.reading.tree import Trees

    score = EventScore()
    rows = list(records(gold, ("text", "root")))
    layers = read_layers([row["text"] for row in rows], threads=1)
    for number, (row, layer) in enumerate(zip(rows, layers, strict=True), start=1):
        if not row.get("source"):
            score.unmarked += 1
            continue
        try:
            doer = Span(*row["source"])
        except (TypeError, InvalidValue) as error:
            raise InputError(f"{gold}, sentence {number}: {error}; expected source as [start, end]") from None
        trees = Trees(layer)
        score.add(row["root"], event_of(trees, Predicates(trees), doer))
    return score
