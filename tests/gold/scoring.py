"""Scoring read positions against annotated ones, enough for pinned floors and for fitting the confidence.

Two positions can be paired where their evidence overlaps by at least half of the shorter and a quarter of the longer,
and they share an actor id; the pairs with most agreement are taken first, each position once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def pair_positions(annotated: list[Record], read: list[Record]) -> list[tuple[int, int]]:
    """(place in `annotated`, place in `read`) of the pairs, best agreement first."""
    candidates = [
        (agreement(wanted, found), first, second)
        for first, wanted in enumerate(annotated)
        for second, found in enumerate(read)
        if close(wanted["evidence"], found["evidence"]) and set(wanted["actor_ids"]) & set(found["actor_ids"])
    ]
    pairs: list[tuple[int, int]] = []
    for _, first, second in sorted(candidates, key=lambda each: -each[0]):
        if all(first != one and second != other for one, other in pairs):
            pairs.append((first, second))
    return pairs


def close(one: list[int], other: list[int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    lengths = sorted((one[1] - one[0], other[1] - other[0]))
    return shared * 2 >= lengths[0] and shared * 4 >= lengths[1]


def agreement(wanted: Record, found: Record) -> float:
    return (
        2.0 * (wanted["stance"] == found["stance"])
        + 2.0 * (wanted["measure_id"] == found["measure_id"])
        + 2.0 * (set(wanted["actor_ids"]) == set(found["actor_ids"]))
        + 0.001 * (min(wanted["evidence"][1], found["evidence"][1]) - max(wanted["evidence"][0], found["evidence"][0]))
    )


def right_answer(wanted: Record, found: Record) -> bool:
    """Whether actor ids, stance and measure agree."""
    return (
        wanted["stance"] == found["stance"]
        and wanted["measure_id"] == found["measure_id"]
        and set(wanted["actor_ids"]) == set(found["actor_ids"])
    )


def whole_answer(wanted: Record, found: Record) -> bool:
    """Whether, beside that, the quantifier, who says so, and the kinds and relations of the conditions agree."""
    return (
        right_answer(wanted, found)
        and wanted["quantifier"] == found["quantifier"]
        and set(wanted["speaker_ids"]) == set(found["speaker_ids"])
        and wanted["speaker_kind"] == found["speaker_kind"]
        and condition_kinds(wanted) == condition_kinds(found)
    )


def condition_kinds(record: Record) -> set[tuple[str, str]]:
    return {(each["id"], each["relation"]) for each in record["conditions"]}


@dataclass
class Score:
    """Counts over documents; F1 of found positions, of those right in actor, stance and measure, of whole answers."""

    annotated: int = 0
    read: int = 0
    found: int = 0
    right: int = 0
    answered: int = 0
    firm: int = 0
    overstated: int = 0

    def add(self, annotated: list[Record], read: list[Record]) -> None:
        pairs = pair_positions(annotated, read)
        self.annotated += len(annotated)
        self.read += len(read)
        self.found += len(pairs)
        self.right += sum(right_answer(annotated[first], read[second]) for first, second in pairs)
        self.answered += sum(whole_answer(annotated[first], read[second]) for first, second in pairs)
        firm = ("delivered", "allocated", "committed")
        self.firm += sum(found["stance"] in firm for found in read)
        self.overstated += sum(
            read[second]["stance"] in firm and annotated[first]["stance"] not in firm for first, second in pairs
        )

    @property
    def found_f1(self) -> float:
        return 2 * self.found / max(1, self.annotated + self.read)

    @property
    def right_f1(self) -> float:
        return 2 * self.right / max(1, self.annotated + self.read)

    @property
    def answer_f1(self) -> float:
        return 2 * self.answered / max(1, self.annotated + self.read)

    @property
    def overstated_share(self) -> float:
        """Share of firm positions whose annotated partner is weaker."""
        return self.overstated / max(1, self.firm)


def score_folder(folder: Path) -> Score:
    """The local reader's score on the documents and positions of a folder of gold."""
    # Here, not above: comparing annotations needs no reader.
    from willing.cases import load_general_register
    from willing.model import Document, PartialDate
    from willing.reading.local import LocalReader

    annotated = {row["doc_id"]: row["positions"] for row in rows_of(folder / "positions.jsonl")}
    documents = [
        Document(
            row["doc_id"], row["text"], outlet=row["outlet"], published=PartialDate.parse(row["date"]), language="en"
        )
        for row in rows_of(folder / "documents.jsonl")
    ]
    result = Score()
    for reading in LocalReader(load_general_register()).read(documents):
        result.add(annotated[reading.document.id], [position.as_json() for position in reading.positions])
    return result


def rows_of(file: Path) -> list[Record]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
