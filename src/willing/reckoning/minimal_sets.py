"""Minimal sets of switches that give yes, found by asking: for more switches than a truth table can hold.

Minimal sets and minimal cuts are each other's minimal transversals (Berge, "Hypergraphs", 1989). Known sets give
candidate cuts; a candidate that does not cut shows a set not yet known, shrunk to a minimal one. When every candidate
cuts, both lists are complete (joint generation: Gurvich and Khachiyan, 1999). Every answer is the evaluator's own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Ask: TypeAlias = Callable[[Sequence[int]], list[bool]]
"""From combinations (bit j: switch j is on) to answers; switching more on must never turn a yes into a no."""


@dataclass(frozen=True, slots=True)
class Found:
    """Minimal sets and minimal cuts as combinations; `complete`: there are no others."""

    sets: tuple[int, ...]
    cuts: tuple[int, ...]
    complete: bool


def search(ask: Ask, switches: int, *, most: int = 5_000, seconds: float = 20.0) -> Found:
    """All minimal sets and cuts, or those found before there were more than `most` candidates or time was up."""
    everything = (1 << switches) - 1
    until = time.monotonic() + seconds
    sets: list[int] = []
    candidates: list[int] = [0]
    cuts: set[int] = set()
    while open_ones := [each for each in candidates if each not in cuts]:
        if len(candidates) > most or time.monotonic() > until:
            return Found(tuple(sorted(sets)), tuple(sorted(cuts)), complete=False)
        batch = open_ones[:512]
        answers = ask([everything & ~each for each in batch])
        cuts |= {each for each, yes in zip(batch, answers, strict=True) if not yes}
        missed = next((each for each, yes in zip(batch, answers, strict=True) if yes), None)
        if missed is not None:
            known = shrink(ask, everything & ~missed)
            sets.append(known)
            candidates = transversals_with(candidates, known)
    return Found(tuple(sorted(sets)), tuple(sorted(cuts)), complete=True)


def shrink(ask: Ask, enough: int) -> int:
    """A minimal part of a combination that gives yes; one question for each switch of the result.

    The first switches that together are enough end with one that is needed; it is kept, and the rest is shrunk on.
    """
    needed = 0
    while True:
        rest = [bit for bit in range(enough.bit_length()) if (enough & ~needed) >> bit & 1]
        prefixes = [needed]
        for bit in rest:
            prefixes.append(prefixes[-1] | 1 << bit)
        answers = ask(prefixes)
        first = answers.index(True)
        if first == 0:
            return needed
        needed |= 1 << rest[first - 1]
        enough = prefixes[first]


def transversals_with(transversals: list[int], new: int) -> list[int]:
    """Minimal combinations that meet one more set (Berge's step)."""
    meeting = [each for each in transversals if each & new]
    grown = {
        each | 1 << bit for each in transversals if not each & new for bit in range(new.bit_length()) if new >> bit & 1
    }
    kept = [each for each in grown if not any(small & each == small for small in meeting)]
    return [*meeting, *kept]
