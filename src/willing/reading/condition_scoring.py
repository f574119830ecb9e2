"""Scoring conditions: is the connective found, and how well is what it opens covered.

A connective is found where a found one shares a character with it; each is matched once. Scope is the overlap of the
words of the conditioning clause, without the connective, as F1 over words, taken over the connectives that were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from willing.model import Relation, Span

WORD = re.compile(r"\w+")

CONDITIONAL = (Relation.REQUIRES, Relation.UNLESS, Relation.WITH)
"""Relations that a treebank of discourse calls conditions; "once" is time to it."""
NO_CONNECTIVE = re.compile(
    r"(?:conditional|conditioned|contingent|subject|depend|hinge|tied|"
    r"only (?:with|as|under|within|alongside|together|jointly|along|in)|under |at the |"
    r"(?:up)?on the (?:request|invitation)|in response|in return|in exchange|weather|while|until)",
    re.IGNORECASE,
)
"""What a condition of ours may begin with and no treebank calls a condition's connective: it governs a phrase and no
clause, or tells a time."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A condition in a text: the pieces of its connective, and of the clause that it opens."""

    connective: tuple[Span, ...]
    clause: tuple[Span, ...]


@dataclass
class ConditionScore:
    """Counts over all texts so far; `by_connective` holds (annotated, found) for each wording of the gold."""

    documents: int = 0
    annotated: int = 0
    read: int = 0
    right: int = 0
    scopes: list[float] = field(default_factory=list)
    by_connective: dict[str, list[int]] = field(default_factory=dict)

    def add(self, text: str, wanted: Sequence[Opened], found: Sequence[Opened]) -> None:
        """Count one text."""
        self.documents += 1
        self.annotated += len(wanted)
        self.read += len(found)
        free = list(found)
        for one in wanted:
            words = " .. ".join(span.cut(text).lower() for span in one.connective)
            counts = self.by_connective.setdefault(words, [0, 0])
            counts[0] += 1
            partner = next((each for each in free if touches(one.connective, each.connective)), None)
            if partner is not None:
                free.remove(partner)
                counts[1] += 1
                self.right += 1
                self.scopes.append(likeness(text, one, partner))

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.annotated) if self.read + self.annotated else 0.0

    @property
    def scope(self) -> float:
        """Mean F1 of the words of the clause, over the connectives found."""
        return sum(self.scopes) / len(self.scopes) if self.scopes else 0.0

    def as_json(self) -> dict[str, Any]:
        ranked = sorted(self.by_connective.items(), key=lambda item: (-item[1][0], item[0]))
        return {
            "documents": self.documents,
            "annotated": self.annotated,
            "read": self.read,
            "connective": {"p": self.precision, "r": self.recall, "f1": self.f1},
            "scope": self.scope,
            "connectives": {name: {"annotated": both[0], "found": both[1]} for name, both in ranked},
        }


def touches(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(mine.overlaps(theirs) for mine in one for theirs in other)


def likeness(text: str, one: Opened, other: Opened) -> float:
    mine, theirs = (words_in(text, each) for each in (one, other))
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else 1.0


def words_in(text: str, opened: Opened) -> set[int]:
    """Where the words of the clause begin, those of its connective left out."""
    return {
        span.start + match.start()
        for span in opened.clause
        for match in WORD.finditer(span.cut(text))
        if not any(each.start <= span.start + match.start() < each.end for each in opened.connective)
    }
