"""Sketches: a small sample of a text's word sequences, the same sample of the same sequences in every text.

Of the hashes of all runs of SHINGLE words those in the lowest 1/SAMPLING of their range are kept: the sampled MinHash
of A. Broder, "On the resemblance and containment of documents" (1997, section 4, the sketch "modulo m"), today also
called scaled MinHash. Unlike a sketch of fixed length it estimates containment too, so that a short text inside a
long one is found: of two sketches, the share of the smaller one that stands in the other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from willing.sources.near_copies.words import quick_codes

SHINGLE = 4
"""Words in a run. Shorter runs are met by chance, longer ones do not survive an editor or a bad scan."""

SAMPLING = 8
"""One hash in so many is kept: a notice of 120 words still has about 15."""

SHORT = 24
"""A text with fewer runs than SHORT * SAMPLING gives its SHORT lowest hashes, if more than the sample."""

Sketch = npt.NDArray[np.uint64]

MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""Multipliers of splitmix64 (S. Vigna's public-domain generator)."""
STEP = np.uint64(0x9E3779B97F4A7C15)
LOWEST = np.uint64((1 << 64) // SAMPLING - 1)


def sketch_of(text: str) -> Sketch:
    """The sorted hashes kept of a text; empty only for a text without words."""
    return sample(shingle_hashes(quick_codes(text)))


def shingle_hashes(codes: npt.NDArray[np.uint64], length: int = SHINGLE) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of each run of `length` words, in order; of the whole text where it is shorter."""
    length = max(1, min(length, len(codes)))
    count = len(codes) - length + 1 if len(codes) else 0
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        hashes = mixed(hashes + STEP + codes[place : place + count])
    return hashes


def mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Values spread evenly over 64 bits; overflow is meant."""
    values = (values ^ (values >> np.uint64(30))) * MIX[0]
    values = (values ^ (values >> np.uint64(27))) * MIX[1]
    return values ^ (values >> np.uint64(31))


def sample(hashes: npt.NDArray[np.uint64]) -> Sketch:
    low = np.unique(hashes[hashes <= LOWEST])
    if len(low) >= SHORT:
        return low
    return np.unique(hashes)[: max(SHORT, len(low))]
