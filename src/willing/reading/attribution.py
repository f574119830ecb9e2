"""Attributions from scores: who says it, with which word, what is said.

Tags are decoded so that no role continues where it has not begun (Viterbi over the whole text); pointers then link
every stretch of content to a cue and every cue to a source. A few repairs, each measured on the development articles
(docs/explanation/reading-model.md), mend what a small model breaks: torn content, stray words, quotation marks left
open, quotations that run over several paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.model.span import Span
from willing.reading.encoder import Floats, Scores, WindowScores
from willing.reading.layers import Attribution
from willing.reading.pieces import Prepared

OUTSIDE, SOURCE, CUE, CONTENT = "O", "source", "cue", "content"
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = (SOURCE, CUE, CONTENT)

SURELY_OUTSIDE = 0.999
"""A word this surely outside all roles is taken so without search: half the words of a text."""
STRAY_CONFIDENCE = 0.6
"""A single word of content less sure than this is dropped where the attribution has more content."""
GAP = 2
"""Stretches of content of one attribution at most this many words apart are one."""
OPENING, CLOSING = "“", "”"


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last` (excluded) in one role, with their mean probability."""

    role: str
    first: int
    last: int
    confidence: float

    def words(self) -> range:
        return range(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution in words, before it is cut from the text."""

    cue: Run
    source: Run | None
    content: tuple[Run, ...]


def decode_attributions(
    prepared: Prepared, scores: Scores, description: Mapping[str, Any], *, repaired: bool = True
) -> tuple[Attribution, ...]:
    """The attributions of a text in the order of their cues."""
    runs = decode_runs(scores.tag, float(description["temperature"]))
    linked = link(runs, scores.windows)
    if repaired:
        linked = repair(linked, runs, prepared)
    return tuple(_attribution(one, prepared) for one in linked)


def decode_runs(tag_scores: Floats, temperature: float = 1.0) -> list[Run]:
    """Stretches of words in one role, best path under the rule that a role begins before it continues.

    `tag_scores` is (n, 7) in the order of `TAGS`; `temperature` divides them so that probabilities are calibrated.
    """
    if len(tag_scores) == 0:
        return []
    logs = log_softmax(tag_scores / temperature)
    path = best_path(logs)
    chances = np.exp(logs[np.arange(len(path)), path])
    return [
        Run(ROLES[(tag - 1) // 2], first, last, float(chances[first:last].mean()))
        for tag, first, last in _stretches(path)
    ]


def best_path(logs: NDArray[np.float64] | Floats) -> list[int]:
    """The likeliest tags (indices of `TAGS`) of a text among those where every I- follows its B- or I-."""
    outside = (logs[:, 0] > np.log(SURELY_OUTSIDE)).tolist()
    rows = logs.tolist()
    path: list[int] = []
    index = 0
    while index < len(rows):
        if outside[index]:
            path.append(0)
            index += 1
            continue
        end = index
        while end < len(rows) and not outside[end]:
            end += 1
        path += _viterbi(rows[index:end])
        index = end
    return path


def link(runs: Sequence[Run], windows: Sequence[WindowScores]) -> list[Linked]:
    """Gives every cue its source and its content; cues that nothing points to are left out."""
    cues = [run for run in runs if run.role == CUE]
    sources = [run for run in runs if run.role == SOURCE]
    contents = [run for run in runs if run.role == CONTENT]
    if not cues:
        return []
    content_of: dict[int, list[Run]] = {}
    for run, (none, chances) in zip(contents, _pointed(contents, cues, windows, "content_pointer"), strict=True):
        best = max(chances, key=chances.__getitem__, default=None)
        if best is not None and chances[best] >= none / 2:
            content_of.setdefault(best, []).append(run)
    first_words = [replace(cue, last=cue.first + 1) for cue in cues]
    source_of: dict[int, Run] = {}
    for index, (none, chances) in enumerate(_pointed(first_words, sources, windows, "source_pointer")):
        best = max(chances, key=chances.__getitem__, default=None)
        if best is not None and chances[best] > none:
            source_of[index] = sources[best]
    return [Linked(cues[index], source_of.get(index), tuple(content_of[index])) for index in sorted(content_of)]


def repair(linked: Sequence[Linked], runs: Sequence[Run], prepared: Prepared) -> list[Linked]:
    """The attributions with their content mended."""
    linked = continue_quotations(linked, runs, prepared)
    taken = {word for run in runs if run.role != CONTENT for word in run.words()}
    return [replace(one, content=_mended(one.content, taken, prepared)) for one in linked]


def continue_quotations(linked: Sequence[Linked], runs: Sequence[Run], prepared: Prepared) -> list[Linked]:
    """A paragraph that opens with a quotation mark and whose content has no cue belongs to the last speaker."""
    used = {run for one in linked for run in one.content}
    openings = {prepared.sentence_words[index][0] for index in prepared.paragraph_starts}
    found = list(linked)
    for run in runs:
        if run.role != CONTENT or run in used:
            continue
        opening = next((word for word in (run.first, run.first - 1) if word in openings), None)
        if opening is None or _word(prepared, opening) not in (OPENING, '"', "'", "‘"):
            continue
        before = [index for index, one in enumerate(found) if one.cue.first < run.first]
        if before:
            last = before[-1]
            found[last] = replace(found[last], content=(*found[last].content, run))
    return found


def _mended(content: Sequence[Run], taken: set[int], prepared: Prepared) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in sorted(content, key=lambda run: run.first):
        gap = range(joined[-1].last, run.first) if joined else range(0)
        if joined and len(gap) <= GAP and taken.isdisjoint(gap):
            joined[-1] = _join(joined[-1], run)
        else:
            joined.append(run)
    closed = [_quotes_closed(run, taken, prepared) for run in joined]
    kept = [run for run in closed if run.last - run.first > 1 or run.confidence >= STRAY_CONFIDENCE]
    return tuple(kept or closed)


def _quotes_closed(run: Run, taken: set[int], prepared: Prepared) -> Run:
    """Takes in a quotation mark that stands right beside the content and whose partner is inside it."""
    words = [_word(prepared, word) for word in run.words()]
    first, last = run.first, run.last
    opened, shut = words.count(OPENING), words.count(CLOSING)
    after = _word(prepared, last) if last < len(prepared.word_starts) else ""
    if opened == shut + 1 and after == CLOSING and last not in taken:
        last += 1
    if shut == opened + 1 and first > 0 and _word(prepared, first - 1) == OPENING and first - 1 not in taken:
        first -= 1
    if last - first > 1 and words[0] in (",", "—"):
        first += 1
    return replace(run, first=first, last=last)


def _join(one: Run, other: Run) -> Run:
    lengths = one.last - one.first, other.last - other.first
    mean = (one.confidence * lengths[0] + other.confidence * lengths[1]) / sum(lengths)
    return Run(one.role, one.first, other.last, mean)


def _pointed(
    origins: Sequence[Run], targets: Sequence[Run], windows: Sequence[WindowScores], pointer: str
) -> list[tuple[float, dict[int, float]]]:
    """For each origin the mean chance over its words of pointing to none, and to each target within reach.

    Origins and targets are in the order of the text.
    """
    none = [0.0] * len(origins)
    sums: list[dict[int, float]] = [{} for _ in origins]
    for window in windows:
        scores: Floats = getattr(window, pointer)
        end = window.first_word + scores.shape[1] - 1
        reach = [i for i in _among(targets, window.first_word, end) if window.first_word <= targets[i].first]
        edges = [targets[i].first - window.first_word + 1 for i in reach]
        for index in _among(origins, window.own_first, window.own_last):
            run = origins[index]
            first, last = max(run.first, window.own_first), min(run.last, window.own_last)
            chances = _softmax(scores[first - window.own_first : last - window.own_first])
            total = chances.sum(0) / (run.last - run.first)
            none[index] += float(total[0])
            for i, begin in zip(reach, edges, strict=True):
                stop = begin + targets[i].last - targets[i].first
                sums[index][i] = sums[index].get(i, 0.0) + float(total[begin:stop].sum())
    return list(zip(none, sums, strict=True))


def _among(runs: Sequence[Run], first: int, last: int) -> range:
    """Indices of the runs that share a word with `first` to `last`."""
    return range(
        bisect_right(runs, first, key=lambda run: run.last), bisect_left(runs, last, key=lambda run: run.first)
    )


def _viterbi(rows: Sequence[Sequence[float]]) -> list[int]:
    """Best path through log-probabilities in the order of `TAGS`.

    Plain numbers: for seven tags a Python loop is quicker than an array operation a word.
    """
    impossible = -1e30
    first = rows[0]
    totals = [first[0], first[1], impossible, first[3], impossible, first[5], impossible]
    back: list[tuple[int, int, int, int]] = []
    for row in rows[1:]:
        best = max(totals)
        came = totals.index(best)
        source = 2 if totals[2] > totals[1] else 1
        cue = 4 if totals[4] > totals[3] else 3
        content = 6 if totals[6] > totals[5] else 5
        back.append((came, source, cue, content))
        totals = [
            best + row[0],
            best + row[1],
            totals[source] + row[2],
            best + row[3],
            totals[cue] + row[4],
            best + row[5],
            totals[content] + row[6],
        ]
    tag = totals.index(max(totals))
    path = [tag]
    for came, source, cue, content in reversed(back):
        tag = (came, came, source, came, cue, came, content)[tag]
        path.append(tag)
    return path[::-1]


def _stretches(path: Sequence[int]) -> list[tuple[int, int, int]]:
    """(B- tag, first word, word after the last) of every stretch of a valid path."""
    found: list[tuple[int, int, int]] = []
    for index, tag in enumerate(path):
        if tag % 2:
            found.append((tag, index, index + 1))
        elif tag:
            found[-1] = (*found[-1][:2], index + 1)
    return found


def _attribution(linked: Linked, prepared: Prepared) -> Attribution:
    sizes = [run.last - run.first for run in linked.content]
    content = sum(run.confidence * size for run, size in zip(linked.content, sizes, strict=True)) / sum(sizes)
    roles = [linked.cue.confidence, content] + ([linked.source.confidence] if linked.source else [])
    return Attribution(
        source=_span(linked.source, prepared) if linked.source else None,
        cue=_span(linked.cue, prepared),
        content=tuple(_span(run, prepared) for run in linked.content),
        confidence=min(1.0, *roles),
    )


def _span(run: Run, prepared: Prepared) -> Span:
    return Span(prepared.word_starts[run.first], prepared.word_ends[run.last - 1])


def _word(prepared: Prepared, index: int) -> str:
    return prepared.text[prepared.word_starts[index] : prepared.word_ends[index]]


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(-1, keepdims=True))
    powers /= powers.sum(-1, keepdims=True)
    return powers


def log_softmax(scores: Floats) -> Floats:
    """Scores as logarithms of chances, row by row."""
    shifted: Floats = scores - scores.max(-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(-1, keepdims=True))
    return shifted
