"""Windows: runs of whole sentences short enough for the encoder.

The encoder was trained on windows of at most `WINDOW_LENGTH` wordpieces and reads worse beyond. A window ends where a
paragraph ends if it can, because attributions seldom cross that border. Where a paragraph has to be cut, the windows
on both sides share a sentence; it is read twice and the reading with more text around it is kept, so every part is
owned by exactly one window. Nothing is cut silently: a sentence longer than a window is split into parts at word
borders, and the split is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WINDOW_LENGTH = 192
"""Wordpieces in a window, the opening and closing marks included."""

LEAST_FILLED = 0.3
"""Share of a window that must be filled before it ends early for the sake of a paragraph. Measured on the development
articles: 0.3 and 0.5 are alike, and both beat filling every window by a point of whole attributions."""

FRAME = 2
"""Wordpieces that open and close every window ([CLS] and [SEP])."""


@dataclass(frozen=True, slots=True)
class Window:
    """Parts `first` to `last` are read together; the readings of `own_first` to `own_last` are kept (ends excluded)."""

    first: int
    last: int
    own_first: int
    own_last: int


def pack_windows(
    lengths: Sequence[int],
    limit: int = WINDOW_LENGTH,
    *,
    opens_paragraph: Sequence[bool] = (),
    overlap: bool = True,
) -> list[Window]:
    """Windows over parts of the given lengths in wordpieces.

    `opens_paragraph` says for each part whether a paragraph begins there; without it all is one paragraph. A part
    longer than the limit gets a window of its own (training on single sentences uses that; at run time `split_points`
    has made sure that there is none).
    """
    bounds = _bounds(lengths, limit - FRAME, opens_paragraph or [False] * len(lengths), overlap)
    owners = [first for first, _ in bounds]
    for index, ((first_before, last_before), (first, last)) in enumerate(pairwise(bounds), start=1):
        if first < last_before and sum(lengths[first_before:first]) >= sum(lengths[last_before:last]):
            owners[index] = last_before
    ends = [*owners[1:], len(lengths)][: len(bounds)]
    windows = [Window(*bound, own, end) for bound, own, end in zip(bounds, owners, ends, strict=True)]
    return [window for window in windows if window.own_first < window.own_last]


def split_points(breaks: Sequence[bool], lengths: Sequence[int], limit: int) -> list[int]:
    """Where to split a sentence whose words have these lengths, so that every part fits into `limit` wordpieces.

    `breaks[i]` says that a part may well begin at word `i` (after a comma or semicolon); the last such place in the
    second half of a part is taken, else the last word that fits. Returns the first words of the parts after the first.
    """
    points: list[int] = []
    begin = size = 0
    index = 0
    while index < len(lengths):
        if index > begin and size + lengths[index] > limit:
            good = [i for i in range(begin + (index - begin) // 2 + 1, index + 1) if breaks[i]]
            begin = index = good[-1] if good else index
            points.append(begin)
            size = 0
        size += lengths[index]
        index += 1
    return points


def _bounds(lengths: Sequence[int], room: int, opens: Sequence[bool], overlap: bool) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    first = 0
    while first < len(lengths):
        last = _reach(lengths, room, first)
        border = _paragraph_border(lengths, room, opens, first, last)
        bounds.append((first, border or last))
        cut = overlap and border is None and last - first > 1 and last < len(lengths)
        shares = cut and lengths[last - 1] + lengths[last] <= room
        first = last - 1 if shares else border or last
    return bounds


def _reach(lengths: Sequence[int], room: int, first: int) -> int:
    """The part after the last that fits into a window from `first`; at least one always does."""
    last, size = first + 1, lengths[first]
    while last < len(lengths) and size + lengths[last] <= room:
        size += lengths[last]
        last += 1
    return last


def _paragraph_border(lengths: Sequence[int], room: int, opens: Sequence[bool], first: int, last: int) -> int | None:
    """The last paragraph border that leaves the window filled enough; None at the end of the text or without one."""
    if last == len(lengths):
        return None
    for border in range(last, first, -1):
        if opens[border]:
            return border if sum(lengths[first:border]) >= LEAST_FILLED * room else None
    return None
