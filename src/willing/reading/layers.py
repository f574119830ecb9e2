"""Layers: what the small model read in a text, as plain values.

Sentences, words with their part of speech and place in the sentence's tree, and attributions, all pointing into the
text by code points. Everything after this (actors, positions, quantities, conditions) is rules over layers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from willing.errors import InvalidValue
from willing.model.problem import Problem
from willing.model.span import Span

if TYPE_CHECKING:
    from willing.reading.encoder import Encoder
    from willing.reading.triggers import ConditionRun, Trigger

ROOT = -1
TEXTS_AT_ONCE = 32
"""Texts whose windows are batched together; more would only cost memory."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place, Universal Dependencies part of speech and relation, and its head.

    `head` is the index of the head in the text's words, -1 for the root of the sentence; `sentence` is the index of
    the sentence.
    """

    start: int
    end: int
    text: str
    part_of_speech: str
    head: int
    relation: str
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_root(self) -> bool:
        return self.head == ROOT


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it (None where nobody is named), with which word, and what is said, which may be in several pieces.

    `confidence` in [0, 1] is the lowest of the three roles' mean word probabilities.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    confidence: float

    def __post_init__(self) -> None:
        if not self.content:
            raise InvalidValue(f"attribution with cue at {self.cue}: expected at least one piece of content")
        if not 0.0 <= self.confidence <= 1.0:
            raise InvalidValue(f"attribution with confidence {self.confidence}: expected 0 to 1")

    @property
    def content_span(self) -> Span:
        """The shortest span that holds all of the content."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True)
class Layers:
    """The layers of one text. `paragraph_starts` are the indices of the sentences that open a paragraph.

    `learned` says that the network looked for positions: where it saw none, the rules are not asked.
    """

    text: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    attributions: tuple[Attribution, ...]
    paragraph_starts: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    conditions: tuple[ConditionRun, ...] = ()
    learned: bool = False

    def sentence_words(self, sentence: int) -> tuple[Word, ...]:
        """The words of a sentence, in order."""
        first, last = self.sentence_bounds(sentence)
        return self.words[first:last]

    def sentence_bounds(self, sentence: int) -> tuple[int, int]:
        """Indices of a sentence's first word and of the one after its last."""
        return self._bounds[sentence]

    def sentence_at(self, offset: int) -> int | None:
        """Index of the sentence that holds the character at `offset`; None between sentences."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def paragraph_of(self, sentence: int) -> int:
        """Number of the paragraph, from 0, that a sentence stands in."""
        return max(0, bisect_right(self.paragraph_starts, sentence) - 1)

    def word_at(self, offset: int) -> int | None:
        """Index of the word that holds the character at `offset`; None between words."""
        index = bisect_right(self._word_starts, offset) - 1
        return index if index >= 0 and offset < self.words[index].end else None

    def words_in(self, span: Span) -> range:
        """Indices of the words that overlap `span`."""
        first = max(0, bisect_right(self._word_starts, span.start) - 1)
        while first < len(self.words) and self.words[first].end <= span.start:
            first += 1
        last = first
        while last < len(self.words) and self.words[last].start < span.end:
            last += 1
        return range(first, last)

    def children(self, word: int) -> tuple[int, ...]:
        """Indices of the words whose head is `word`, in order."""
        return self._children[word]

    def root(self, sentence: int) -> int | None:
        """Index of the root of a sentence; None for a sentence without words."""
        first, last = self.sentence_bounds(sentence)
        return next((index for index in range(first, last) if self.words[index].head == ROOT), None)

    def ancestors(self, word: int) -> tuple[int, ...]:
        """Indices from the head of `word` up to the root."""
        found = []
        while (word := self.words[word].head) != ROOT:
            found.append(word)
        return tuple(found)

    def subtree(self, word: int) -> tuple[int, ...]:
        """Indices of `word` and everything below it, in order."""
        found, waiting = [], [word]
        while waiting:
            found.append(waiting.pop())
            waiting.extend(self._children[found[-1]])
        return tuple(sorted(found))

    def subtree_span(self, word: int) -> Span:
        """The shortest span that holds `word` and everything below it."""
        below = self.subtree(word)
        return Span(self.words[below[0]].start, self.words[below[-1]].end)

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _bounds(self) -> list[tuple[int, int]]:
        counts = [0] * len(self.sentences)
        for word in self.words:
            counts[word.sentence] += 1
        bounds, first = [], 0
        for count in counts:
            bounds.append((first, first + count))
            first += count
        return bounds

    @cached_property
    def _children(self) -> list[tuple[int, ...]]:
        below: list[list[int]] = [[] for _ in self.words]
        for index, word in enumerate(self.words):
            if word.head != ROOT:
                below[word.head].append(index)
        return [tuple(found) for found in below]


def read_layers(texts: Sequence[str], *, threads: int = 1) -> list[Layers]:
    """The layers of every text, in order. Offsets point into each text exactly as given.

    `threads` is how many threads the network may use. Raises InputError if the model's files cannot be read.
    """
    encoder = _encoder(threads)
    found: list[Layers] = []
    for first in range(0, len(texts), TEXTS_AT_ONCE):
        found += _read(encoder, texts[first : first + TEXTS_AT_ONCE])
    return found


@lru_cache(maxsize=2)
def _encoder(threads: int) -> Encoder:
    from willing.reading.encoder import Encoder

    return Encoder(threads=threads)


def _read(encoder: Encoder, texts: Sequence[str]) -> list[Layers]:
    from willing.reading.attribution import decode_attributions
    from willing.reading.syntax import decode_syntax
    from willing.reading.triggers import decode_conditions, decode_triggers

    found = []
    learned = encoder.reads_positions
    prepared = encoder.prepare(texts)
    for one, scores in zip(prepared, encoder.read(prepared), strict=True):
        words = decode_syntax(one, scores, encoder.description, encoder.relation_tensor)
        attributions = decode_attributions(one, scores, encoder.description)
        found.append(
            Layers(
                one.text,
                one.sentences,
                words,
                attributions,
                one.paragraph_starts,
                one.problems,
                decode_triggers(scores) if learned else (),
                decode_conditions(scores) if learned else (),
                learned,
            )
        )
    return found
