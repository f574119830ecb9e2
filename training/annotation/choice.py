"""Which passages are handed out: those rich in positions, the rare kinds most, the same mix in every batch.

The scorer is a handful of word lists; it only chooses, it marks nothing. Batches are deterministic and disjoint. Later
ones are chosen by the reader's own doubt (`unsure.py`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.annotation.passages import Passage, annotated_passages, gold_documents, passages_in, sources
from training.corpora import CORPORA
from willing.cases import load_general_register
from willing.errors import InvalidValue

BATCH, TIER = 25, 10
"""Passages in a batch; batches that are alike."""
BATCHES = Path(__file__).with_name("batches.tsv")
HANDED_OUT = {"domain": 1000, "polnear": 150, "gum": 12}
"""Passages taken from each corpus, the best first."""
COPIED_WORDS, COPIED_SHARE = 8, 0.3
"""A passage that shares more than this share of its stretches of words with earlier ones is a copy."""
FROM_ONE_DOCUMENT = 12
"""Long interviews would fill whole batches otherwise."""
RARE_WEIGHT = 0.7
HALF_WEIGHT = 0.4
"""Of a sentence with a word of stance and an actor, but no word of a measure: a third of them bear a position."""


def _words(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("choice_words.toml").read_text(encoding="utf-8"))
STANCE, MEASURE = _words(WORDS["stance"]), _words(WORDS["measure"])
RARE = {name: _words(patterns) for name, patterns in WORDS["rare"].items()}


AT_HOME = frozenset({"USA", "USA-CONGRESS", "USA-OPPOSITION"})
ABROAD = 3
"""Sentences of a news passage that name a state or body other than the United States; much news is domestic."""


@dataclass(frozen=True, slots=True)
class Richness:
    """How promising a passage looks: sentences that may bear a position, and marks of rare kinds in them."""

    sentences: int
    candidates: int
    halves: int
    rare: int

    @property
    def score(self) -> float:
        return (self.candidates + HALF_WEIGHT * self.halves + RARE_WEIGHT * self.rare) / (self.sentences + 3)


def is_candidate(sentence: str) -> bool:
    """Whether a sentence has a word of stance, one of a measure, and somebody who could be the actor."""
    return bool(STANCE.search(sentence) and MEASURE.search(sentence) and actor_pattern().search(sentence))


def looks_like_position(sentence: str) -> bool:
    """Whether a reader could take the sentence for a position: what makes an unmarked one a hard negative."""
    return bool(STANCE.search(sentence) or (MEASURE.search(sentence) and actor_pattern().search(sentence)))


@cache
def actor_pattern() -> re.Pattern[str]:
    offices = "|".join(WORDS["office"])
    return re.compile(rf"\b(?:{_names(frozenset())}|(?i:{offices}))\b")


@cache
def abroad_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_names(AT_HOME)})\b")


def _names(left_out: frozenset[str]) -> str:
    words = {
        word
        for actor in load_general_register().actors
        if actor.id not in left_out
        for word in (actor.name, *actor.names, *actor.demonyms, *actor.seats)
    }
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def is_foreign(passage: Passage) -> bool:
    """Whether a news passage is about what states do to and for each other, as far as names tell."""
    return sum(bool(abroad_pattern().search(span.cut(passage.text))) for span in passage.sentences) >= ABROAD


def richness(passage: Passage) -> Richness:
    sentences = [span.cut(passage.text) for span in passage.sentences]
    candidates = [sentence for sentence in sentences if is_candidate(sentence)]
    rare = sum(bool(pattern.search(sentence)) for sentence in candidates for pattern in RARE.values())
    halves = sum(bool(STANCE.search(sentence) and actor_pattern().search(sentence)) for sentence in sentences)
    return Richness(len(sentences), len(candidates), halves - len(candidates), rare)


def chosen(corpus: str, corpora: Path = CORPORA) -> list[Passage]:
    """The passages handed out, best first: none of a document that the gold or the first annotations use."""
    left_out = kept_out(corpora)
    ranked: list[tuple[float, Passage]] = []
    for source in sources(corpus, corpora):
        if f"{source.corpus}:{source.identifier}" in left_out:
            continue
        scored = [
            (richness(passage).score, passage)
            for passage in passages_in(source)
            if corpus == "domain" or is_foreign(passage)
        ]
        ranked += sorted(scored, key=lambda each: -each[0])[:FROM_ONE_DOCUMENT]
    ranked.sort(key=lambda each: (-each[0], each[1].doc_id))
    return without_copies([passage for _, passage in ranked], HANDED_OUT[corpus])


def without_copies(passages: list[Passage], count: int) -> list[Passage]:
    """The first `count` passages that do not mostly repeat the words of an earlier one."""
    met: set[str] = set()
    taken: list[Passage] = []
    for passage in passages:
        words = passage.text.lower().split()
        stretches = {" ".join(words[place : place + COPIED_WORDS]) for place in range(len(words) - COPIED_WORDS + 1)}
        if len(stretches & met) > COPIED_SHARE * len(stretches):
            continue
        met |= stretches
        taken.append(passage)
        if len(taken) == count:
            break
    return taken


def kept_out(corpora: Path = CORPORA) -> frozenset[str]:
    """`corpus:document` of what is never handed out: the measuring gold's documents and the first annotations'."""
    return gold_documents(corpora) | _first_annotated()


def _first_annotated() -> set[str]:
    """Documents of the annotations that the reader's rules were written and checked on; batches never touch them.

    Later files are not asked: a batch must stay the same however many others are done.
    """
    return {
        document
        for document, places in annotated_passages().items()
        if any(file == "official-statements.jsonl" for _, file in places)
    }


def choose(corpora: Path = CORPORA) -> str:
    """The lines of `batches.tsv`: corpus, batch and passage. Ten batches share a tier of the ranking, each taking every
    tenth passage of it: the first tier is the richest, and the batches of a tier are alike."""
    return "".join(batch_lines(corpus, 1, chosen(corpus, corpora)) for corpus in HANDED_OUT)


def batch_lines(corpus: str, first: int, passages: Sequence[Passage]) -> str:
    """The lines of batches numbered from `first`, of passages ranked best first."""
    lines = []
    for number in range(-(-len(passages) // BATCH)):
        tier, place = divmod(number, TIER)
        shared = passages[tier * TIER * BATCH : (tier + 1) * TIER * BATCH]
        taken = shared[place :: min(TIER, -(-len(shared) // BATCH))]
        names = sorted((each.doc_id for each in taken), key=lambda name: sha256(name.encode()).hexdigest())
        lines += [f"{corpus}\t{first + number}\t{name}\n" for name in names]
    return "".join(lines)


@cache
def handed_out() -> dict[tuple[str, int], list[str]]:
    """The ids of every batch. They are kept in a file, so that a batch stays the same when word lists change."""
    found: dict[tuple[str, int], list[str]] = {}
    for line in BATCHES.read_text(encoding="utf-8").splitlines():
        corpus, number, doc_id = line.split("\t")
        found.setdefault((corpus, int(number)), []).append(doc_id)
    return found


def batch_ids(corpus: str, number: int) -> list[str]:
    """The passages of a batch, numbered from 1; raises InvalidValue where there is none."""
    ids = handed_out().get((corpus, number))
    if ids is None:
        count = sum(name == corpus for name, _ in handed_out())
        raise InvalidValue(f"batch {number} of {corpus}: expected 1 to {count}")
    return ids


def as_text(corpus: str, number: int, passages: list[Passage]) -> str:
    """The batch as an annotator reads it: numbered sentences, an empty line between paragraphs."""
    return f"batch: {corpus} {number}\n\n" + "\n".join(passage_text(passage) for passage in passages)


def passage_text(passage: Passage) -> str:
    lines = [f"== {passage.doc_id}"]
    lines += [f"{name}: {value}" for name in ("date", "outlet", "title", "before") if (value := getattr(passage, name))]
    end = 0
    for number, span in enumerate(passage.sentences, start=1):
        if number > 1 and "\n" in passage.text[end : span.start]:
            lines.append("")
        lines.append(f"[{number}] {' '.join(span.cut(passage.text).split())}")
        end = span.end
    return "\n".join(lines) + "\n"
