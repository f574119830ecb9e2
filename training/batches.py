"""From labelled texts to batches of numbers.

Windows are those of the run time (`willing.reading.windows`), their length drawn anew for every text and pass, so that
the network also reads a single line of a press release. A label sits on the first wordpiece of a word; everything else
is `IGNORED`. Place 0 of a window ([CLS]) means "none" for a pointer and "root" for a head.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from training.labels import IGNORED, WordLabels
from willing.reading.pieces import frame
from willing.reading.windows import pack_windows

WINDOW_LENGTHS = (0, 64, 128, 192, 192, 256)
"""Window lengths drawn from; 0 is one sentence a window."""

BATCH_PIECES = 2048
POOL = 400
"""Windows among which neighbours in length are batched together: enough to save padding, few enough to stay mixed."""


@dataclass(frozen=True, slots=True)
class Example:
    """One window: wordpieces, and per kind of label one number per wordpiece."""

    pieces: list[int]
    labels: dict[str, list[int]]


Batch = dict[str, torch.Tensor]


def examples(texts: Sequence[WordLabels], chance: random.Random) -> list[Example]:
    """All windows of all texts, lengths drawn anew."""
    found = []
    for labels in texts:
        parts = labels.prepared.parts
        limit = chance.choice(WINDOW_LENGTHS)
        for window in pack_windows([len(part.pieces) for part in parts], limit, overlap=False):
            found.append(_example(labels, window.first, window.last))
    return found


def batches(found: list[Example], chance: random.Random) -> Iterator[Batch]:
    """Shuffled batches of about `BATCH_PIECES` wordpieces, windows of a batch alike in length."""
    chance.shuffle(found)
    rows: list[list[Example]] = []
    for begin in range(0, len(found), POOL):
        row: list[Example] = []
        for example in sorted(found[begin : begin + POOL], key=lambda e: len(e.pieces)):
            if row and (len(row) + 1) * len(example.pieces) > BATCH_PIECES:
                rows.append(row)
                row = []
            row.append(example)
        rows.append(row)
    chance.shuffle(rows)
    return (collate(row) for row in rows if row)


def collate(row: Sequence[Example]) -> Batch:
    """Tensors of shape (windows, longest window): pieces, mask, and one per kind of label."""
    length = max(len(example.pieces) for example in row)

    def padded(numbers: Sequence[int], filler: int) -> list[int]:
        return [*numbers, *[filler] * (length - len(numbers))]

    batch = {
        "pieces": torch.tensor([padded(example.pieces, 0) for example in row]),
        "mask": torch.tensor([padded([1] * len(example.pieces), 0) for example in row]),
    }
    for name in row[0].labels:
        batch[name] = torch.tensor([padded(example.labels[name], IGNORED) for example in row])
    return batch


def _example(labels: WordLabels, first: int, last: int) -> Example:
    """The window of parts `first` to `last`, labels moved from words to wordpieces."""
    parts = labels.prepared.parts[first:last]
    pieces, places = frame(parts)
    offset = parts[0].words[0]
    at = {offset + index: place for index, place in enumerate(places)}
    table = {name: [IGNORED] * len(pieces) for name in (*labels.plain, *labels.pointers)}
    for word, place in at.items():
        for name, plain in labels.plain.items():
            table[name][place] = plain[word]
        for name, pointer in labels.pointers.items():
            if word not in pointer:
                continue
            target = pointer[word]
            # A cue or source outside the window is "none" here; a head is never outside its sentence, but a
            # sentence in parts may lose it, and then the word teaches nothing.
            missing = 0 if name != "head" or target < 0 else IGNORED
            table[name][place] = at.get(target, missing) if target >= 0 else 0
    return Example(pieces, table)
