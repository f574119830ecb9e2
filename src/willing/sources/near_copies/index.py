"""An index of sketches that documents are put into one by one, and asked which of them a new one may be a copy of."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from willing.sources.near_copies.sketch import LOWEST, Sketch

LEAST_SHARED = 3
"""Hashes that two sketches must share: about two dozen words in a row."""

LEAST_CONTAINED = 0.12
"""Share of the smaller sketch. Low on purpose: the comparison of the texts decides, the index must not miss."""

MOST_CANDIDATES = 24
"""Texts compared for each new one, the likest first: a form of words used a thousand times has enough in these."""


@dataclass(frozen=True, slots=True)
class Run:
    """Sorted hashes with the number of the sketch that each belongs to."""

    hashes: npt.NDArray[np.uint64]
    numbers: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.hashes)

    def joined(self, other: Run) -> Run:
        hashes = np.concatenate([self.hashes, other.hashes])
        numbers = np.concatenate([self.numbers, other.numbers])
        order = np.argsort(hashes, kind="stable")
        return Run(hashes[order], numbers[order])

    def with_hashes(self, sketch: Sketch) -> npt.NDArray[np.int32]:
        """The numbers of sketches beside each hash of `sketch` that is here, once for each."""
        first = np.searchsorted(self.hashes, sketch, side="left")
        last = np.searchsorted(self.hashes, sketch, side="right")
        counts = last - first
        total = int(counts.sum())
        if not total:
            return np.empty(0, dtype=np.int32)
        starts = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        return self.numbers[starts + np.arange(total)]


@dataclass(slots=True)
class CopyIndex:
    """Sketches by key, in sorted runs of growing size that are joined two by two as they come to the same size."""

    keys: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.keys)

    def put(self, key: str, sketch: Sketch) -> None:
        """Put one document in."""
        run = Run(sketch, np.full(len(sketch), len(self.keys), dtype=np.int32))
        self.keys.append(key)
        self.sizes.append(sampled(sketch))
        while self.runs and len(self.runs[-1]) <= 4 * len(run):
            run = self.runs.pop().joined(run)
        self.runs.append(run)

    def candidates(self, sketch: Sketch) -> list[str]:
        """Keys of the documents that share enough of the sketch, the likest first, at most MOST_CANDIDATES."""
        met = [run.with_hashes(sketch) for run in self.runs]
        shared = np.bincount(np.concatenate(met)) if met else np.empty(0, dtype=np.int64)
        enough = np.flatnonzero(shared >= min(LEAST_SHARED, max(1, len(sketch))))
        size = sampled(sketch)
        scores = [
            (-float(shared[number]) / max(1, min(size, self.sizes[number])), int(number)) for number in enough.tolist()
        ]
        return [self.keys[number] for score, number in sorted(scores)[:MOST_CANDIDATES] if -score >= LEAST_CONTAINED]


def sampled(sketch: Sketch) -> int:
    """How many hashes of a sketch another sketch would hold too; the extra ones of a short text are left out."""
    return int(np.searchsorted(sketch, LOWEST, side="right"))
