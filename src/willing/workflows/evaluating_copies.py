"""Scoring how copies are recognised: documents -> stories, stories against gold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from willing.errors import InputError, InvalidValue
from willing.model import PartialDate
from willing.sources.near_copies import KnownText, stories_of
from willing.sources.near_copies.scoring import Pair, PairScore, adjusted_rand, score_pairs
from willing.workflows.gold_files import name_of, records

COPIES = ("duplicate", "contained")
UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class CopiesScore:
    """`agreement` (the adjusted Rand index) only where the gold groups all documents; `unlisted` are joined pairs
    that the gold does not list."""

    documents: int
    pairs: PairScore
    agreement: float | None
    unlisted: int

    def as_json(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "precision": round(self.pairs.precision, 4),
            "recall": round(self.pairs.recall, 4),
            "f1": round(self.pairs.f1, 4),
            "ari": None if self.agreement is None else round(self.agreement, 4),
            "right": self.pairs.right,
            "missed": [list(pair) for pair in self.pairs.missed],
            "false": [list(pair) for pair in self.pairs.false],
            "unlisted": self.unlisted,
        }


def score_copies(gold: Path, documents: Path) -> CopiesScore:
    """Stories of the documents against gold: pairs (`a`, `b`, `label`), or documents with their `cluster`.

    Both are JSON Lines, plain or gzipped. Raises InputError where a line is missing what is needed.
    """
    texts = [known_text(record, documents) for record in records(documents)]
    story = stories_of(texts)
    right = list(records(gold))
    if right and "label" in right[0]:
        check_known([each[side] for each in right for side in ("a", "b")], story, gold)
        copies = [(each["a"], each["b"]) for each in right if each["label"] in COPIES]
        others = [(each["a"], each["b"]) for each in right if each["label"] not in (*COPIES, UNJUDGED)]
        listed = {frozenset((each["a"], each["b"])) for each in right}
        unlisted = sum(frozenset(pair) not in listed for pair in joined_pairs(story))
        return CopiesScore(len(texts), score_pairs(copies, others, story), None, unlisted)
    cluster = {name_of(each, gold): field_of(each, "cluster", gold) for each in right}
    check_known(list(cluster), story, gold)
    pairs = list(combinations(cluster, 2))
    copies = [(one, other) for one, other in pairs if cluster[one] == cluster[other]]
    others = [(one, other) for one, other in pairs if cluster[one] != cluster[other]]
    agreement = adjusted_rand(list(cluster.values()), [story[key] for key in cluster])
    return CopiesScore(len(texts), score_pairs(copies, others, story), agreement, 0)


def joined_pairs(story: dict[str, str]) -> Iterator[Pair]:
    members: dict[str, list[str]] = {}
    for key, first in story.items():
        members.setdefault(first, []).append(key)
    for keys in members.values():
        yield from combinations(keys, 2)


def known_text(record: dict[str, Any], where: Path) -> KnownText:
    try:
        published = PartialDate.parse(record["date"]) if record.get("date") else None
    except InvalidValue as error:
        raise InputError(f"{where}: {error}") from None
    return KnownText(name_of(record, where), field_of(record, "text", where), published)


def field_of(record: dict[str, Any], name: str, where: Path) -> str:
    if name not in record:
        raise InputError(f"{where}: a line without {name!r}; expected one in each")
    return str(record[name])


def check_known(keys: list[str], story: dict[str, str], gold: Path) -> None:
    unknown = next((key for key in keys if key not in story), None)
    if unknown is not None:
        raise InputError(f"{gold}: {unknown} is not among the documents; expected gold for these documents")
