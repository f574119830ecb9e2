"""A text cut into pieces at every border of what is marked in it.

Pieces stand side by side, so that marks may lie within one another or overlap without any nesting of elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from willing.model import Span

Mark = tuple[Span, str]
"""A place and the name of what is marked there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks: `anchors` are the marks over it, `starts` those that begin here."""

    words: str
    anchors: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


def paragraphs_of(text: str, place: Span | None = None) -> list[Span]:
    """The places of the paragraphs (within a place): what stands between line ends, blank lines left out."""
    within = place or Span(0, len(text))
    found: list[Span] = []
    start = within.start
    for line in within.cut(text).split("\n"):
        if line.strip():
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


def marked(text: str, paragraphs: Sequence[Span], marks: Iterable[Mark]) -> list[tuple[Piece, ...]]:
    """Each paragraph (in order, apart from one another) cut at every border of a mark.

    A mark that begins between two paragraphs, or before the first, starts with the first piece that it covers.
    """
    waiting = sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end))
    found: list[tuple[Piece, ...]] = []
    active: list[Mark] = []
    shown: set[Mark] = set()
    place = 0
    for paragraph in paragraphs:
        while place < len(waiting) and waiting[place][0].start < paragraph.end:
            active.append(waiting[place])
            place += 1
        active = [mark for mark in active if mark[0].end > paragraph.start]
        found.append(tuple(pieces_of(text, paragraph, active, shown)))
    return found


def pieces_of(text: str, paragraph: Span, inside: Sequence[Mark], shown: set[Mark]) -> Iterable[Piece]:
    """The pieces of one paragraph; `inside` are the marks over it by their beginning, `shown` those met before."""
    borders = {paragraph.start, paragraph.end}
    for span, _ in inside:
        borders |= {max(span.start, paragraph.start), min(span.end, paragraph.end)}
    over: list[Mark] = []
    place = 0
    for start, end in pairwise(sorted(borders)):
        while place < len(inside) and inside[place][0].start <= start:
            over.append(inside[place])
            place += 1
        over = [mark for mark in over if mark[0].end > start]
        begins = [mark for mark in over if mark not in shown]
        shown.update(begins)
        yield Piece(text[start:end], tuple(name for _, name in over), tuple(name for _, name in begins))
