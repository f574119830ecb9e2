"""Conditions as the text words them: "only if there is a cease-fire", "once the war ends", "not on the front line".

A connective opens a condition; the dependency tree says how far it reaches and what it belongs to; the register's
words say which condition it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from willing.model import AttachedCondition, Relation, Span, Stance
from willing.model.register import Register
from willing.reading.measures import WordFinder, lowered
from willing.reading.predicates import MODALS, is_participle
from willing.reading.tree import Trees

CONNECTIVES: tuple[tuple[Relation, bool, str], ...] = (
    (
        Relation.REGARDLESS,
        False,
        r"even if|regardless(?: of)?|with or without|irrespective of|no matter (?:what|who|how|whether)|whether or not|"
        r"even (?:without|in|under|with|after)|come what may|come rain or shine|in any (?:case|event)|"
        r"under any circumstances?|notwithstanding|(\w+) or no \1|with no strings attached|without (?:pre)?conditions|"
        r"(?:(?<=[,—–“\"(] )|(?<=[,—–“\"(])|^)whatever(?! it takes)",
    ),
    (
        Relation.REQUIRES,
        False,
        r"(?:only |but only )?(?:(?<!as )(?<!than )(?<!what )if(?! any\b| not \w| only (?:for|to|because)\b)|"
        r"provided(?: that)?|providing(?: that)?|on (?:the )?condition (?:that|of)|"
        r"in the event (?:of|that)|in case of|assuming(?: that)?|"
        r"(?:as|so) long as(?! it(?: may| might)? takes?| necessary| needed| possible))",
    ),
    (
        Relation.REQUIRES,
        False,
        r"conditional (?:up)?on|conditioned on|contingent (?:up)?on|subject to|depend(?:s|ed|ing|ent)? (?:up)?on|"
        r"hinge[sd]? on|only (?:with|as part of|under|within|when)|under (?:an?|the) (?=[a-z ]{0,30}mandate)|"
        r"tied (?:\w+ )?to|(?:at|(?:up)?on) the (?:request|invitation) of|in response to a request|"
        r"in (?:return|exchange) for|weather permitting|should|were",
    ),
    (Relation.UNLESS, False, r"unless|barring|absent|in the absence of|not without|without"),
    (
        Relation.AFTER,
        True,
        r"(?:but |though )?only (?:after|once)|once|after|following|as soon as|not until|not before|when|"
        r"in the wake of|(?<!at )(?<!for )(?<!of )the moment",
    ),
    (Relation.UNLESS, True, r"until|while"),
    (Relation.WITH, True, r"only (?:alongside|together with|jointly with|along with|in company with)"),
    (
        Relation.LIMITED_TO,
        False,
        r"(?:not|never|far|farther|further|away) (?:be )?(?:on|from|near) the front ?-?lines?|limited to|"
        r"restricted to|confined to|strictly for|solely|(?<!not )exclusively|"
        r"in a (?:purely |strictly |non-)?(?:\w+ )?(?:role|capacity)",
    ),
)
"""(relation, needs a known condition inside, connective) in the order in which they are tried."""
ASKING = re.compile(
    r"\b(?:ask\w*|wonder\w*|know\w*|knew|see|saw|check\w*|tell|told|say|said|doubt\w*|sure|unsure|unclear|decide\w*|determin\w*|"
    r"question\w*|find out|matter|test\w*|terms of)(?: (?:me|him|her|us|them|you|it|yet|myself))?\s+$"
)
"""What an "if" behind it makes a question of: "declined to say if", "asked him if"."""
PARTICIPLES = ("provided", "providing", "assuming")
"""Connectives only where a clause with a subject follows: "provided it holds", not "provided by the owners"."""
TIMES = ("when", "after", "following")
"""Connectives of time that open no condition where both clauses tell what has happened."""
INVERTED = ("should", "were")
"""Connectives only before their subject: "should Russia attack", "were Rome to agree"."""
SUBJECTS = ("PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM")
"""What a subject begins with."""
QUESTION_WORDS = ("what", "why", "how", "where", "when", "who", "whom", "which")
DOING_SO = re.compile(
    r"\b(?:did|does|do|done|doing)(?: so| the same| likewise| as much)?(?: too| as well)?\W*$", re.IGNORECASE
)
"""What ends a condition in which others take part without being called allies: "if Norway does"."""
NOT_OTHERS = re.compile(
    r"\b(?:to|can|could|must|will|would) (?:do|be)\b|\b(?:i|we|you|it|he|she|they)\b", re.IGNORECASE
)
"""What such a condition must not hold: "if we can do it" is about oneself."""
STOP = re.compile(r"[,;:.!?\n“”\"—–]|\s-\s")


@dataclass(frozen=True, slots=True)
class ConditionMention:
    """A condition in a sentence; `head` is the word its clause hangs on, None where the tree does not say."""

    condition: AttachedCondition
    head: int | None


def still_open(conditions: Sequence[ConditionMention], stance: Stance) -> list[ConditionMention]:
    """The conditions that a position of this stance can have: what was done waits for nothing, it only has bounds."""
    if stance is not Stance.DELIVERED:
        return list(conditions)
    return [mention for mention in conditions if mention.condition.relation in (Relation.LIMITED_TO, Relation.WITH)]


class ConditionFinder:
    """The connectives, and the words of a register's conditions, compiled once."""

    def __init__(self, register: Register) -> None:
        self._kinds = WordFinder([(kind.id, kind.words) for kind in register.conditions])
        self._fallback = "other"
        self._knows_allies = any(kind.id == "allies" for kind in register.conditions)
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
        clause = self._clause_of(trees, marker)
        if not self._opens(trees, marker, clause, place, sentence, words[1]):
            return None
        span = self._reach(trees, place, clause, sentence)
        if relation is Relation.LIMITED_TO:
            kind = "place" if "front" in place.cut(trees.layers.text).lower() else self._limit_kind(span, trees)
        else:
            kind = self.kind_of(span.cut(trees.layers.text)) or ("" if needs_kind else self._fallback)
        if not kind:
            return None
        relation, kind = self.in_company(relation, kind, span.cut(trees.layers.text))
        if relation is Relation.UNLESS and place.cut(trees.layers.text).lower() == "without" and kind == self._fallback:
            return None
        negated = relation is not Relation.UNLESS and bool(
            re.search(r"\b(?:no|not|there is no)\b", span.cut(trees.layers.text)[len(place) :][:25])
        )
        head = trees.words[clause].head if clause is not None and trees.words[clause].head >= 0 else None
        return ConditionMention(AttachedCondition(span, kind, relation, negated), head)

    def in_company(self, relation: Relation, kind: str, words: str) -> tuple[Relation, str]:
        """Relation and kind; `with` `allies` where others must take part: "if the allies join", "if Norway does"."""
        if relation is not Relation.REQUIRES or not self._knows_allies:
            return relation, kind
        others_do = kind in ("reciprocity", self._fallback) and DOING_SO.search(words) and not NOT_OTHERS.search(words)
        return (Relation.WITH, "allies") if kind == "allies" or others_do else (relation, kind)

    def _opens(
        self, trees: Trees, marker: int, clause: int | None, place: Span, sentence: Span, last_word: int
    ) -> bool:
        """Whether the words that look like a connective are one here, as the tree and the words around tell."""
        word, text = trees.lower[marker], trees.layers.text
        if word in PARTICIPLES:
            needs_clause = place.cut(text).lower() in PARTICIPLES
            return not self._governs(trees, marker) and (
                not needs_clause or self._clause_follows(trees, marker, last_word)
            )
        if word in INVERTED:
            return self._inverted(trees, marker, sentence)
        if word in TIMES:
            return clause is None or not self._is_past(trees, clause)
        if word == "if":
            asked = ASKING.search(text, max(place.start - 24, sentence.start), place.start)
            return not asked and (clause is None or trees.relation(clause) not in ("ccomp", "xcomp"))
        return True

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
            if trees.relation(word).startswith(("nsubj", "expl")):
                return True
        return False

    @staticmethod
    def _governs(trees: Trees, participle: int) -> bool:
        """Whether the participle is the verb of a clause of its own: "has provided aid", "providing Kyiv with aid"."""
        return bool(trees.with_relation(participle, "nsubj", "nsubj:pass", "aux", "obj", "iobj"))

    @staticmethod
    def _inverted(trees: Trees, auxiliary: int, sentence: Span) -> bool:
        """Whether the subject stands behind the auxiliary, and it is no question."""
        if sentence.cut(trees.layers.text).rstrip(" ”\"’'").endswith("?"):
            return False
        after = trees.part_of_speech(auxiliary + 1) if auxiliary + 1 < len(trees.words) else "PUNCT"
        if after not in SUBJECTS or (auxiliary and trees.lower[auxiliary - 1] in QUESTION_WORDS):
            return False
        if trees.lower[auxiliary] == "were" and "to" not in trees.lower[auxiliary + 1 : auxiliary + 12]:
            return False
        if ConditionFinder._opens_clause(trees, auxiliary, sentence):
            return True
        verb = trees.words[auxiliary].head
        subjects = trees.with_relation(verb, "nsubj", "nsubj:pass") if verb >= 0 else []
        return bool(subjects) and all(subject > auxiliary for subject in subjects)

    @staticmethod
    def _opens_clause(trees: Trees, word: int, sentence: Span) -> bool:
        """Whether the word stands first in its sentence, or behind a mark of punctuation."""
        before = trees.layers.text[max(sentence.start, trees.words[word].start - 2) : trees.words[word].start].strip()
        return not before or before[-1] in ',;:—–“"('

    @staticmethod
    def _is_past(trees: Trees, clause: int) -> bool:
        """Whether the clause tells what has happened, and so does what it hangs on: "when Russia invaded, we sent"."""
        verb = trees.words[clause].head
        if verb < 0 or not trees.with_relation(clause, "nsubj", "nsubj:pass"):
            return False
        told = [trees.with_relation(each, "aux", "cop") for each in (clause, verb)]
        if told[0] or any(trees.lower[each] in MODALS for each in told[1]):
            return False
        return trees.part_of_speech(clause) == "VERB" and is_participle(trees.lower[clause])

    @staticmethod
    def _clause_of(trees: Trees, marker: int) -> int | None:
        """The word whose clause or phrase the connective opens."""
        if trees.lower[marker] in INVERTED:
            verb = trees.words[marker].head
            # of two clauses that the parser took for one, the words up to the comma are the condition
            several = verb >= 0 and sum(trees.lower[child] in MODALS for child in trees.children[verb]) > 1
            return None if several or not trees.relation(marker).startswith("aux") else verb
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
                end = stop.start() if stop and stop.start() > place.end + 3 else end
                return Span(place.start, place.start + len(text[place.start : end].rstrip(" ,;:.")))
        stop = STOP.search(text, place.end, sentence.end)
        end = stop.start() if stop else sentence.end
        return Span(place.start, max(end, place.end))
