"""How well copies were told from other texts: pairs found, and groups compared with the right groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import comb

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PairScore:
    """`missed` are copies not joined, `false` others joined. A share of nothing is 1."""

    right: int
    missed: tuple[Pair, ...]
    false: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        return share(self.right, self.right + len(self.false))

    @property
    def recall(self) -> float:
        return share(self.right, self.right + len(self.missed))

    @property
    def f1(self) -> float:
        return share(2 * self.right, 2 * self.right + len(self.missed) + len(self.false))


def score_pairs(copies: Iterable[Pair], others: Iterable[Pair], story: dict[str, str]) -> PairScore:
    """Judged pairs, copies and others, against the story found for each text."""
    judged = list(copies)
    missed = tuple(pair for pair in judged if story[pair[0]] != story[pair[1]])
    false = tuple(pair for pair in others if story[pair[0]] == story[pair[1]])
    return PairScore(len(judged) - len(missed), missed, false)


def adjusted_rand(right: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Agreement of two groupings of the same things, 1 where they are equal and 0 as by chance.

    L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2 (1985), equation 5.
    """
    together = pairs_within(zip(right, found, strict=True))
    in_right, in_found, every = pairs_within(right), pairs_within(found), comb(len(right), 2)
    by_chance = in_right * in_found / every if every else 0.0
    most = (in_right + in_found) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def pairs_within(groups: Iterable[Hashable]) -> int:
    return sum(comb(size, 2) for size in Counter(groups).values())


def share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
