"""Conditions as the text words them: "only if there is a cease-fire", "once the war ends", "not on the front line".

A connective opens a condition; the dependency tree says how far it reaches and what it belongs to; the register's
words say which condition it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from willing.model import AttachedCondition, Relation, Span
from willing.model.register import Register
from willing.reading.measures import WordFinder, lowered
from willing.reading.tree import Trees

CONNECTIVES: tuple[tuple[Relation, bool, str], ...] = (
    (
        Relation.REGARDLESS,
        False,
        r"even if|regardless of|with or without|irrespective of|no matter (?:what|who|how|whether)|whether or not|"
        r"even (?:without|in|under|with|after)",
    ),
    (
        Relation.REQUIRES,
        False,
        r"(?:only |but only )?(?:(?<!as )(?<!than )if(?! any\b| not \w)|provided(?: that)?|providing(?: that)?|"
        r"on (?:the )?condition (?:that|of)|"
        r"in the event (?:of|that)|in case of|assuming(?: that)?|(?:as|so) long as(?! it takes| necessary| needed))",
    ),
    (
        Relation.REQUIRES,
        False,
        r"conditional (?:up)?on|conditioned on|contingent (?:up)?on|subject to|depend(?:s|ed|ing|ent)? (?:up)?on|"
        r"hinge[sd]? on|only (?:with|as part of|under|within|when)|under (?:an?|the) (?=[a-z ]{0,30}mandate)|"
        r"tied (?:\w+ )?to|at the (?:request|invitation) of|in response to a request",
    ),
    (Relation.UNLESS, False, r"unless|barring|absent|not without|without"),
    (
        Relation.AFTER,
        True,
        r"(?:but |though )?only (?:after|once)|once|after|following|as soon as|not until|not before|when|"
        r"in the wake of",
    ),
    (Relation.UNLESS, True, r"until|while"),
    (Relation.WITH, True, r"alongside|together with|jointly with|along with"),
    (
        Relation.LIMITED_TO,
        False,
        r"(?:not|never|far|farther|further|away) (?:be )?(?:on|from|near) the front ?-?lines?|limited to|"
        r"restricted to|confined to|strictly for|solely|exclusively|"
        r"in a (?:purely |strictly |non-)?(?:\w+ )?(?:role|capacity)|in accordance with|consistent with",
    ),
)
"""(relation, needs a known condition inside, connective) in the order in which they are tried."""
ASKING = re.compile(
    r"\b(?:ask\w*|wonder\w*|know\w*|knew|see|saw|check\w*|tell|told|say|said|doubt\w*|sure|unsure|unclear|decide\w*|determin\w*|"
    r"question\w*|find out|matter)(?: (?:me|him|her|us|them|you|it|yet|myself))?\s+$"
)
"""What an "if" behind it makes a question of: "declined to say if", "asked him if"."""
PARTICIPLES = ("provided", "providing", "assuming")
"""Connectives only where a clause with a subject follows: "provided it holds", not "provided by the owners"."""
STOP = re.compile(r"[,;:.!?\n“”\"—–]|\s-\s")


@dataclass(frozen=True, slots=True)
class ConditionMention:
    """A condition in a sentence; `head` is the word its clause hangs on, None where the tree does not say."""

    condition: AttachedCondition
    head: int | None


class ConditionFinder:
    """The connectives, and the words of a register's conditions, compiled once."""

    def __init__(self, register: Register) -> None:
        self._kinds = WordFinder([(kind.id, kind.words) for kind in register.conditions])
        self._fallback = "other"
        self._connectives = [
            (relation, needs, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")) for relation, needs, words in CONNECTIVES
        ]

    def kind_of(self, words: str) -> str | None:
        """Which condition of the register the words mean, None where none of its words occur."""
        found = self._kinds.find(lowered(words))
        return min(found, key=lambda item: item[2])[1] if found else None

    def find(self, trees: Trees, sentence: Span, first_word: int, last_word: int) -> list[ConditionMention]:
        """The conditions of one sentence, whose words are `first_word` to `last_word` (included)."""
        text = trees.layers.text
        lower = lowered(sentence.cut(text))
        found: list[ConditionMention] = []
        for relation, needs_kind, pattern in self._connectives:
            for match in pattern.finditer(lower):
                place = Span(sentence.start + match.start(), sentence.start + match.end())
                if any(place.overlaps(other.condition.span) for other in found if other.condition.span):
                    continue
                opened = self._open(trees, relation, needs_kind, place, sentence, (first_word, last_word))
                if opened is not None:
                    found.append(opened)
        return found

    def _open(
        self, trees: Trees, relation: Relation, needs_kind: bool, place: Span, sentence: Span, words: tuple[int, int]
    ) -> ConditionMention | None:
        marker = next((i for i in range(words[0], words[1] + 1) if trees.words[i].end > place.start), None)
        if marker is None:
            return None
        if place.cut(trees.layers.text).lower() in PARTICIPLES and not self._clause_follows(trees, marker, words[1]):
            return None
        clause = self._clause_of(trees, marker)
        if trees.lower[marker] == "if":
            if clause is not None and trees.relation(clause) in ("ccomp", "xcomp"):
                return None
            if ASKING.search(trees.layers.text, max(place.start - 24, sentence.start), place.start):
                return None
        span = self._reach(trees, place, clause, sentence)
        if relation is Relation.LIMITED_TO:
            kind = "place" if "front" in place.cut(trees.layers.text).lower() else self._limit_kind(span, trees)
        else:
            kind = self.kind_of(span.cut(trees.layers.text)) or ("" if needs_kind else self._fallback)
        if not kind:
            return None
        if relation is Relation.UNLESS and place.cut(trees.layers.text).lower() == "without" and kind == self._fallback:
            return None
        negated = relation is not Relation.UNLESS and bool(
            re.search(r"\b(?:no|not|there is no)\b", span.cut(trees.layers.text)[len(place) :][:25])
        )
        head = trees.words[clause].head if clause is not None and trees.words[clause].head >= 0 else None
        return ConditionMention(AttachedCondition(span, kind, relation, negated), head)

    def _limit_kind(self, span: Span, trees: Trees) -> str:
        words = lowered(span.cut(trees.layers.text))
        if re.search(r"role|capacity|strictly for|solely|exclusively", words):
            return "role"
        return self.kind_of(words) or "other"

    @staticmethod
    def _clause_follows(trees: Trees, marker: int, last_word: int) -> bool:
        """Whether a subject stands behind the connective, before the next mark of punctuation."""
        for word in range(marker + 1, last_word + 1):
            if STOP.match(trees.words[word].text):
                return False
            if trees.relation(word).startswith("nsubj"):
                return True
        return False

    @staticmethod
    def _clause_of(trees: Trees, marker: int) -> int | None:
        """The word whose clause or phrase the connective opens."""
        if trees.relation(marker) in ("mark", "case", "advmod", "fixed", "cc"):
            head = trees.words[marker].head
            if trees.relation(marker) == "fixed" and head >= 0:
                head = trees.words[head].head
            return head if head >= 0 and head > marker - 1 else None
        return None

    @staticmethod
    def _reach(trees: Trees, place: Span, clause: int | None, sentence: Span) -> Span:
        text = trees.layers.text
        if clause is not None:
            _, last = trees.bounds(clause)
            end = trees.words[last].end
            if end > place.end:
                stop = re.compile(r"[;“”\"—]").search(text, place.end, end)
                return Span(place.start, stop.start() if stop and stop.start() > place.end + 3 else end)
        stop = STOP.search(text, place.end, sentence.end)
        end = stop.start() if stop else sentence.end
        return Span(place.start, max(end, place.end))
