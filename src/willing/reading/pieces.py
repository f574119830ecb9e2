"""From raw text to the wordpieces the encoder reads.

A text is cut into sentences, sentences into words and wordpieces, and every word stands on the first of its pieces.
A reserved entry of the vocabulary marks where a paragraph opens. A sentence too long for a window becomes several
parts, and that is reported. Training uses the same cut, so the network meets at run time what it learned on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import InputError
from willing.model.problem import Problem
from willing.model.span import Span
from willing.reading.sentences import paragraph_spans, sentence_spans
from willing.reading.windows import FRAME, WINDOW_LENGTH, split_points
from willing.reading.words import word_places

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DATA = Path(__file__).parent / "data"
PARAGRAPH_MARK = "[unused1]"
"""Reserved entry of the vocabulary that opens a paragraph."""

CLS, SEP = 101, 102
"""Entries of the vocabulary that open and close a window."""

_GOOD_ENDS = frozenset(",;:.!?—-")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or a stretch of one too long for a window, as the network sees it.

    `words` are indices of the text's first and last word here (end excluded); `places[i]` is the place among
    `pieces` of the first wordpiece of the i-th of them.
    """

    pieces: list[int]
    words: tuple[int, int]
    places: list[int]
    sentence: int
    opens_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text cut into sentences, words and parts."""

    text: str
    sentences: tuple[Span, ...]
    paragraph_starts: tuple[int, ...]
    word_starts: list[int]
    word_ends: list[int]
    sentence_words: list[tuple[int, int]]
    parts: list[Part]
    problems: tuple[Problem, ...] = ()


def prepare(
    texts: Sequence[str],
    tokenizer: Tokenizer,
    sentences: Sequence[tuple[tuple[Span, ...], tuple[int, ...]]] | None = None,
) -> list[Prepared]:
    """Sentences, words and wordpieces of the texts.

    `sentences` gives the sentences of each text and the indices of those that open a paragraph, where they are known
    (treebanks); otherwise they are found.
    """
    cut = [_cut(text) for text in texts] if sentences is None else list(sentences)
    encodings = iter(
        tokenizer.encode_batch(
            [text[s.start : s.end] for text, (spans, _) in zip(texts, cut, strict=True) for s in spans],
            add_special_tokens=False,
        )
    )
    mark = tokenizer.token_to_id(PARAGRAPH_MARK)
    if mark is None:
        raise InputError(f"the tokenizer has no entry {PARAGRAPH_MARK}: reinstall willing")
    return [
        _prepare_text(text, spans, openings, [next(encodings) for _ in spans], mark)
        for text, (spans, openings) in zip(texts, cut, strict=True)
    ]


def load_tokenizer(folder: Path = DATA) -> Tokenizer:
    """The wordpiece tokenizer, without its own cutting and padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def frame(parts: Sequence[Part]) -> tuple[list[int], list[int]]:
    """The wordpieces of a window, opening and closing marks included, and the place of every word's first one."""
    pieces, places = [CLS], []
    for part in parts:
        places += [len(pieces) + place for place in part.places]
        pieces += part.pieces
    pieces.append(SEP)
    return pieces, places


def _cut(text: str) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    spans = sentence_spans(text)
    openings = {paragraph.start for paragraph in paragraph_spans(text)}
    return spans, tuple(index for index, span in enumerate(spans) if span.start in openings)


def _prepare_text(
    text: str, sentences: tuple[Span, ...], openings: tuple[int, ...], encodings: Sequence[Any], mark: int
) -> Prepared:
    starts: list[int] = []
    ends: list[int] = []
    sentence_words: list[tuple[int, int]] = []
    parts: list[Part] = []
    problems: list[Problem] = []
    opening = set(openings)
    for number, (span, encoding) in enumerate(zip(sentences, encodings, strict=True)):
        first = len(starts)
        for start, end in word_places(text, span.start, span.end):
            starts.append(start)
            ends.append(end)
        sentence_words.append((first, len(starts)))
        if len(starts) == first or not encoding.ids:
            del starts[first:], ends[first:]
            sentence_words[-1] = (first, first)
            continue
        places = _first_pieces([s - span.start for s in starts[first:]], encoding.offsets)
        pieces = list(encoding.ids)
        if number in opening:
            pieces, places = [mark, *pieces], [place + 1 for place in places]
        whole = Part(pieces, (first, len(starts)), places, number, number in opening)
        cut = list(_split(whole, text, starts))
        if len(cut) > 1:
            problems.append(_long_sentence(span, len(pieces), len(cut)))
        parts += cut
    return Prepared(text, sentences, openings, starts, ends, sentence_words, parts, tuple(problems))


def _first_pieces(word_starts: Sequence[int], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """For each word the first wordpiece that starts in it, or, where the tokenizer dropped it, the one nearest."""
    places: list[int] = []
    piece, last = 0, len(offsets) - 1
    for start in word_starts:
        while piece < last and offsets[piece][0] < start:
            piece += 1
        places.append(piece)
    return places


def _split(part: Part, text: str, starts: Sequence[int]) -> Iterator[Part]:
    """The part itself, or stretches of it that fit into a window."""
    room = WINDOW_LENGTH - FRAME
    if len(part.pieces) <= room:
        yield part
        return
    first, last = part.words
    # A word may claim the piece of its neighbour; borders between pieces must still not go backwards.
    edges = [0, *part.places[1:], len(part.pieces)]
    lengths = [after - before for before, after in pairwise(edges)]
    breaks = [text[max(0, starts[word] - 3) : starts[word]].rstrip()[-1:] in _GOOD_ENDS for word in range(first, last)]
    points = [0, *split_points(breaks, lengths, room), last - first]
    for begin, end in pairwise(points):
        base = edges[begin]
        pieces = part.pieces[base : min(edges[end], base + room)]
        places = [min(place - base, len(pieces) - 1) for place in part.places[begin:end]]
        yield Part(pieces, (first + begin, first + end), places, part.sentence, part.opens_paragraph and begin == 0)


def _long_sentence(span: Span, pieces: int, parts: int) -> Problem:
    problem = Problem(
        where=f"characters {span.start} to {span.end}",
        met=f"a sentence of {pieces} wordpieces, read in {parts} parts",
        expected=f"at most {WINDOW_LENGTH - FRAME}",
        advice="check that the text has its full stops and line ends",
    )
    log.info("%s", problem)
    return problem
