"""Where two texts run side by side: blocks of equal words in the same order, and the gaps between them.

Runs of three words that stand once in each text are the anchors (the idea of B. Cohen's "patience diff"); the longest
chain of anchors in the order of both texts is kept and grown over equal neighbours; short gaps are compared word by
word.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from willing.sources.near_copies.sketch import shingle_hashes
from willing.sources.near_copies.words import Words

ANCHOR = 3
SHORT_GAP = 60
"""Words on either side up to which a gap is compared word by word; a longer one is a passage cut or rewritten."""


@dataclass(frozen=True, slots=True)
class Block:
    """`length` equal words, from word `first` of one text and `second` of the other."""

    first: int
    second: int
    length: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Words between two blocks: `first` to `first_end` of one text stand where `second` to `second_end` do."""

    first: int
    first_end: int
    second: int
    second_end: int

    @property
    def is_short(self) -> bool:
        return self.first_end - self.first <= SHORT_GAP and self.second_end - self.second <= SHORT_GAP

    @property
    def is_exchange(self) -> bool:
        """Whether words stand in the place of others, so that nothing was merely cut or put in."""
        return self.first < self.first_end and self.second < self.second_end


@dataclass(frozen=True, slots=True)
class Alignment:
    """The blocks in order, and what differs between them; before the first and after the last nothing is aligned."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]

    @property
    def shared(self) -> int:
        """Words aligned."""
        return sum(block.length for block in self.blocks)


def align(one: Words, other: Words) -> Alignment:
    """The alignment of two texts; without blocks where no run of three words is shared."""
    if one.folded == other.folded:
        return Alignment((Block(0, 0, len(one)),) if len(one) else (), ())
    blocks = grown(chained(anchors(one.codes, other.codes)), one.folded, other.folded)
    filled: list[Block] = []
    for block in blocks:
        if filled:
            last = filled[-1]
            gap = Gap(last.first + last.length, block.first, last.second + last.length, block.second)
            filled.extend(within(gap, one, other))
        filled.append(block)
    joined = touching_joined(filled)
    gaps = [
        Gap(last.first + last.length, block.first, last.second + last.length, block.second)
        for last, block in pairwise(joined)
    ]
    return Alignment(tuple(joined), tuple(gaps))


def anchors(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> list[tuple[int, int]]:
    """Places of runs of words that stand once in each text, in the order of the first."""
    if len(one) < ANCHOR or len(other) < ANCHOR:
        return []
    once_in_one, places_in_one = standing_once(shingle_hashes(one, ANCHOR))
    once_in_other, places_in_other = standing_once(shingle_hashes(other, ANCHOR))
    _, first, second = np.intersect1d(once_in_one, once_in_other, assume_unique=True, return_indices=True)
    pairs = np.stack([places_in_one[first], places_in_other[second]], axis=1)
    return [(int(a), int(b)) for a, b in pairs[np.argsort(pairs[:, 0])]]


def standing_once(hashes: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    values, places, counts = np.unique(hashes, return_index=True, return_counts=True)
    return values[counts == 1], places[counts == 1]


def chained(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain that goes forward in both texts (patience sorting, n log n)."""
    tops: list[int] = []
    top_places: list[int] = []
    before: list[int] = []
    for place, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before.append(top_places[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(second)
            top_places.append(place)
        else:
            tops[pile], top_places[pile] = second, place
    chain: list[tuple[int, int]] = []
    place = top_places[-1] if top_places else -1
    while place >= 0:
        chain.append(pairs[place])
        place = before[place]
    return chain[::-1]


def grown(chain: list[tuple[int, int]], one: tuple[str, ...], other: tuple[str, ...]) -> list[Block]:
    """Blocks around the anchors, grown forwards and backwards over equal words without touching one another."""
    blocks: list[Block] = []
    end_one = end_other = 0
    for first, second in chain:
        if first < end_one or second < end_other:
            continue
        start_one, start_other = first, second
        while start_one > end_one and start_other > end_other and one[start_one - 1] == other[start_other - 1]:
            start_one, start_other = start_one - 1, start_other - 1
        end_one, end_other = first, second
        while end_one < len(one) and end_other < len(other) and one[end_one] == other[end_other]:
            end_one, end_other = end_one + 1, end_other + 1
        blocks.append(Block(start_one, start_other, end_one - start_one))
    return blocks


def within(gap: Gap, one: Words, other: Words) -> list[Block]:
    """Equal words inside a short gap."""
    if not gap.is_short or gap.first == gap.first_end or gap.second == gap.second_end:
        return []
    matcher = SequenceMatcher(
        None, one.folded[gap.first : gap.first_end], other.folded[gap.second : gap.second_end], autojunk=False
    )
    return [
        Block(gap.first + match.a, gap.second + match.b, match.size)
        for match in matcher.get_matching_blocks()
        if match.size
    ]


def touching_joined(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last.first + last.length == block.first and last.second + last.length == block.second:
            joined[-1] = Block(last.first, last.second, last.length + block.length)
        else:
            joined.append(block)
    return joined
