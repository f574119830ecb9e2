"""The passage of a text that shows best what was searched for, with the places of the words found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from willing.ledger.words import Term, words_in
from willing.model import Span

SHOWN_WORDS = 36


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a text and the words found in it; all places count the characters of the whole text."""

    span: Span
    text: str
    marks: tuple[Span, ...]

    def marked(self, before: str, after: str) -> str:
        """The passage with signs around the words found."""
        parts, end = [], self.span.start
        for mark in self.marks:
            parts += [self.text[end - self.span.start : mark.start - self.span.start], before]
            parts += [self.text[mark.start - self.span.start : mark.end - self.span.start], after]
            end = mark.end
        return "".join(parts) + self.text[end - self.span.start :]


def snippet_of(text: str, terms: Sequence[Term]) -> Snippet:
    """The window of words with most of the terms in it, the earliest of equals; the beginning where none is met."""
    known = list(words_in(text))
    words = [word for word, *_ in known]
    wanted = [term for term in terms if not term.excluded]
    found = [
        (place, number)
        for place in range(len(words))
        for number, term in enumerate(wanted)
        if term.matches(words, place)
    ]
    first = best_window(found)
    start = max(0, first - SHOWN_WORDS // 6)
    end = min(len(known), start + SHOWN_WORDS)
    if not known:
        return Snippet(Span(0, max(1, len(text[:200]))), text[:200], ())
    # the passage begins and ends with the text where it is near
    left = 0 if start == 0 else known[start][1]
    right = len(text) if end == len(known) else known[end - 1][2]
    marks = tuple(
        Span(known[place][1], known[place + len(wanted[number].words) - 1][2])
        for place, number in found
        if start <= place and place + len(wanted[number].words) <= end
    )
    return Snippet(Span(left, right), text[left:right], without_overlap(marks))


def best_window(found: Sequence[tuple[int, int]]) -> int:
    """The place of the word at which the window with most different terms begins."""
    best, place_of_best = 0, found[0][0] if found else 0
    reach = SHOWN_WORDS - SHOWN_WORDS // 6
    for index, (place, _) in enumerate(found):
        within = set()
        for later, number in found[index:]:
            if later >= place + reach:
                break
            within.add(number)
        if len(within) > best:
            best, place_of_best = len(within), place
    return place_of_best


def without_overlap(marks: Sequence[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for mark in sorted(marks, key=lambda each: (each.start, -each.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)
