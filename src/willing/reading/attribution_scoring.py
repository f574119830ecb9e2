"""Scoring attributions: how alike what was found and what was marked are.

Counts plain words, `\\w+|[^\\w\\s]`, and snaps every span outward to them, so that scores do not depend on how the
reader cuts words:

token      a word has the right role
exact      a span equals a marked span of its role
trimmed    the same, but for punctuation at the edges
overlap    a span shares a word with a marked span of its role, each matched once
strict     an attribution's source, cue and content all equal but for punctuation
partial    cue and source overlap (or both have no source), content words shared at least half of all
said       source right and content overlaps: who said what
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from willing.model.span import Span
from willing.reading.attribution import ROLES
from willing.reading.layers import Attribution

YARD = re.compile(r"\w+|[^\w\s]")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)

Range = tuple[int, int]
Fragments = tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class MarkedAttribution:
    """An attribution as annotators marked it; each role may be in several pieces, the source may be absent."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An attribution in yardstick words."""

    source: Fragments
    cue: Fragments
    content: Fragments
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One text in yardstick words: spans of each role, and attributions."""

    words: tuple[str, ...]
    spans: dict[str, list[Range]]
    events: list[Event]


class Yard:
    """The plain words of a text, and the way from spans to them."""

    def __init__(self, text: str) -> None:
        places = [match.span() for match in YARD.finditer(text)]
        self.starts = [start for start, _ in places]
        self.ends = [end for _, end in places]
        self.words = tuple(text[start:end] for start, end in places)

    def words_of(self, span: Span) -> Range:
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def fragments(self, spans: Iterable[Span]) -> Fragments:
        found = (self.words_of(span) for span in spans)
        return tuple((first, last) for first, last in found if first < last)


def marked(text: str, attributions: Iterable[MarkedAttribution]) -> Measured:
    """The gold: one role a word, cue before source before content, a source shared by two cues counted once."""
    yard = Yard(text)
    events = [
        Event(yard.fragments(attribution.source), yard.fragments(attribution.cue), yard.fragments(attribution.content))
        for attribution in attributions
    ]
    events = [event for event in events if event.cue]
    tags: list[tuple[str, bool]] = [("", False)] * len(yard.words)
    for role in ("content", "source", "cue"):
        for event in events:
            for first, last in getattr(event, role):
                if role == "source" and all(tag for tag, _ in tags[first:last]):
                    continue
                tags[first:last] = [(role, True), *[(role, False)] * (last - first - 1)]
    return Measured(yard.words, _spans_of_tags(tags), events)


def event_of(one: Attribution, yard: Yard) -> Event:
    source = yard.fragments([one.source] if one.source else [])
    return Event(source, yard.fragments([one.cue]), yard.fragments(one.content), one.confidence)


def spans_of_events(events: Sequence[Event]) -> dict[str, list[Range]]:
    return {role: sorted({fragment for event in events for fragment in getattr(event, role)}) for role in ROLES}


def span_scores(gold: Sequence[Measured], found: Sequence[Measured]) -> dict[str, dict[str, list[float]]]:
    """Precision, recall and F1 in percent, by measure and role."""
    scores: dict[str, dict[str, list[float]]] = {}
    counts = {"token": _same_words, "exact": _same, "trimmed": _same_trimmed, "overlap": _overlapping}
    for name, count in counts.items():
        scores[name] = {role: _f1(count(g, f, role) for g, f in zip(gold, found, strict=True)) for role in ROLES}
    return scores


def event_scores(gold: Sequence[Measured], found: Sequence[Measured]) -> dict[str, list[float]]:
    """Precision, recall and F1 in percent of whole attributions."""
    tests: dict[str, Callable[[Measured, Event, Event], bool]] = {
        "strict": _strict,
        "partial": lambda _, a, b: partial(a, b),
        "said": lambda _, a, b: _same_source(a, b),
    }
    return {
        name: _f1(_matched_events(g, f, test) for g, f in zip(gold, found, strict=True)) for name, test in tests.items()
    }


def partial(one: Event, other: Event) -> bool:
    cue = bool(_words(one.cue) & _words(other.cue))
    return cue and _same_source(one, other) and _likeness(one, other) >= 0.5


def confidence_bins(gold: Sequence[Measured], found: Sequence[Measured]) -> list[dict[str, float]]:
    """How many attributions fall into each range of confidence, and how many of them are partly right, in percent."""
    rows = [
        (event.confidence, any(partial(event, other) for other in g.events))
        for g, f in zip(gold, found, strict=True)
        for event in f.events
    ]
    bins = []
    for low, high in pairwise(BINS):
        inside = [right for confidence, right in rows if low <= confidence < high]
        if inside:
            bins.append({"from": low, "count": len(inside), "right": round(100 * sum(inside) / len(inside), 1)})
    return bins


def _f1(counts: Iterable[tuple[int, int, int]]) -> list[float]:
    """From (right, found, marked) of every text."""
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return [round(100 * x, 1) for x in (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))]


def _same_words(gold: Measured, found: Measured, role: str) -> tuple[int, int, int]:
    own, marked_words = _words(found.spans[role]), _words(gold.spans[role])
    return len(own & marked_words), len(own), len(marked_words)


def _same(gold: Measured, found: Measured, role: str) -> tuple[int, int, int]:
    own, marked_spans = found.spans[role], gold.spans[role]
    return len(set(own) & set(marked_spans)), len(own), len(marked_spans)


def _same_trimmed(gold: Measured, found: Measured, role: str) -> tuple[int, int, int]:
    own, marked_spans = ({_trim(gold.words, span) for span in one.spans[role]} for one in (found, gold))
    return len(own & marked_spans), len(found.spans[role]), len(gold.spans[role])


def _overlapping(gold: Measured, found: Measured, role: str) -> tuple[int, int, int]:
    used: set[int] = set()
    for first, last in found.spans[role]:
        shared = {
            index: min(last, end) - max(first, begin)
            for index, (begin, end) in enumerate(gold.spans[role])
            if index not in used
        }
        best = max(shared, key=shared.__getitem__, default=None)
        if best is not None and shared[best] > 0:
            used.add(best)
    return len(used), len(found.spans[role]), len(gold.spans[role])


def _matched_events(
    gold: Measured, found: Measured, test: Callable[[Measured, Event, Event], bool]
) -> tuple[int, int, int]:
    """Pairs that pass the test, most alike content first, each attribution used once."""
    pairs = sorted(
        (
            (_likeness(one, other), own, index)
            for own, one in enumerate(found.events)
            for index, other in enumerate(gold.events)
            if _words(one.content) & _words(other.content) and test(gold, one, other)
        ),
        reverse=True,
    )
    used_own: set[int] = set()
    used_gold: set[int] = set()
    for _, own, index in pairs:
        if own not in used_own and index not in used_gold:
            used_own.add(own)
            used_gold.add(index)
    return len(used_own), len(found.events), len(gold.events)


def _strict(gold: Measured, one: Event, other: Event) -> bool:
    def edges(fragments: Fragments) -> set[Range]:
        return {_trim(gold.words, fragment) for fragment in fragments}

    def plain(fragments: Fragments) -> set[int]:
        return {word for word in _words(fragments) if not _is_mark(gold.words[word])}

    same_content = plain(one.content) == plain(other.content)
    return same_content and edges(one.cue) == edges(other.cue) and edges(one.source) == edges(other.source)


def _same_source(one: Event, other: Event) -> bool:
    return (not one.source and not other.source) or bool(_words(one.source) & _words(other.source))


def _likeness(one: Event, other: Event) -> float:
    own, others = _words(one.content), _words(other.content)
    return len(own & others) / max(1, len(own | others))


def _words(ranges: Iterable[Range]) -> set[int]:
    return {word for first, last in ranges for word in range(first, last)}


def _trim(words: Sequence[str], span: Range) -> Range:
    first, last = span
    while last - first > 1 and _is_mark(words[first]):
        first += 1
    while last - first > 1 and _is_mark(words[last - 1]):
        last -= 1
    return first, last


def _is_mark(word: str) -> bool:
    return len(word) == 1 and not (word.isalnum() or word == "_")


def _spans_of_tags(tags: Sequence[tuple[str, bool]]) -> dict[str, list[Range]]:
    spans: dict[str, list[Range]] = {role: [] for role in ROLES}
    before = ""
    for index, (role, begins) in enumerate(tags):
        if role and (begins or role != before):
            spans[role].append((index, index + 1))
        elif role:
            spans[role][-1] = (spans[role][-1][0], index + 1)
        before = role
    return spans
