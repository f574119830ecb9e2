"""From labelled texts to batches of numbers.

Windows are those of the run time (`willing.reading.windows`), their length drawn anew for every text and pass, so that
the network also reads a single line of a press release. A label sits on the first wordpiece of a word; everything else
is `IGNORED`. Place 0 of a window ([CLS]) means "none" for a pointer and "root" for a head.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from training.labels import IGNORED, WordLabels
from willing.reading.pieces import Part, frame
from willing.reading.windows import pack_windows

WINDOW_LENGTHS = (0, 64, 128, 192, 192, 256)
"""Window lengths drawn from; 0 is one sentence a window."""

BATCH_PIECES = 2048
POOL = 400
"""Windows among which neighbours in length are batched together: enough to save padding, few enough to stay mixed."""
Numbers = NDArray[np.int64]
Batch = dict[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Table:
    """A labelled text as numbers: a row a kind of label, a column a word.

    `pointers` hold indices of words, -1 for "none". `plain` begins with the sentences' numbers.
    """

    parts: tuple[Part, ...]
    plain_names: tuple[str, ...]
    plain: Numbers
    pointer_names: tuple[str, ...]
    pointers: Numbers

    def row(self, name: str) -> Numbers:
        """The labels of one plain kind."""
        return np.asarray(self.plain[self.plain_names.index(name)])


@dataclass(frozen=True, slots=True)
class Example:
    """One window: `rows` of numbers, one column a wordpiece, named by `names`."""

    names: tuple[str, ...]
    rows: Numbers


@dataclass(frozen=True, slots=True)
class Block:
    """A batch in one piece: (kinds, windows, longest window)."""

    names: tuple[str, ...]
    numbers: torch.Tensor

    def on(self, device: torch.device) -> Batch:
        """The batch by the names of its kinds, each (windows, longest window), moved in one go."""
        return dict(zip(self.names, self.numbers.to(device), strict=True))


def table_of(labels: WordLabels) -> Table:
    """The labels of a text as numbers; the sentences are the text's own unless the corpus gives others."""
    count = len(labels.prepared.word_starts)
    sentence = [IGNORED] * count
    for number, (first, last) in enumerate(labels.prepared.sentence_words):
        sentence[first:last] = [number] * (last - first)
    plain = {"sentence": sentence} | labels.plain
    pointers = np.full((len(labels.pointers), count), IGNORED, np.int64)
    for row, targets in zip(pointers, labels.pointers.values(), strict=True):
        row[list(targets)] = list(targets.values())
    rows = np.array(list(plain.values()), np.int64).reshape(len(plain), count)
    return Table(tuple(labels.prepared.parts), tuple(plain), rows, tuple(labels.pointers), pointers)


def examples(texts: Sequence[Table], chance: random.Random) -> list[Example]:
    """All windows of all texts, lengths drawn anew."""
    found = []
    for table in texts:
        limit = chance.choice(WINDOW_LENGTHS)
        for window in pack_windows([len(part.pieces) for part in table.parts], limit, overlap=False):
            found.append(example_of(table, window.first, window.last))
    return found


def example_of(table: Table, first: int, last: int) -> Example:
    """The window of parts `first` to `last`, labels moved from words to wordpieces."""
    parts = table.parts[first:last]
    pieces, found = frame(parts)
    places = np.array(found, np.int64)
    words = slice(parts[0].words[0], parts[-1].words[1])
    names = ("pieces", "mask", *table.plain_names, *table.pointer_names)
    rows = np.full((len(names), len(pieces)), IGNORED, np.int64)
    rows[0], rows[1] = pieces, 1
    rows[2 : 2 + len(table.plain), places] = table.plain[:, words]
    if len(table.pointers):
        rows[2 + len(table.plain) :, places] = _moved(table, words, places)
    return Example(names, rows)


def _moved(table: Table, words: slice, places: Numbers) -> Numbers:
    """Pointers as places in the window.

    A cue or source outside the window is "none" here; a head is never outside its sentence, but a sentence in parts may
    lose it, and then the word teaches nothing.
    """
    targets = table.pointers[:, words]
    inside = (targets >= words.start) & (targets < words.stop)
    lost = np.array([IGNORED if name == "head" else 0 for name in table.pointer_names])[:, None]
    moved = np.where(targets >= 0, lost, np.where(targets == -1, 0, IGNORED))
    moved[inside] = places[targets[inside] - words.start]
    return moved


def batches(found: list[Example], chance: random.Random, size: int = BATCH_PIECES) -> Iterator[Block]:
    """Shuffled batches of about `size` wordpieces, windows of a batch alike in length."""
    chance.shuffle(found)
    rows: list[list[Example]] = []
    for begin in range(0, len(found), POOL):
        row: list[Example] = []
        for example in sorted(found[begin : begin + POOL], key=lambda e: e.rows.shape[1]):
            if row and (len(row) + 1) * example.rows.shape[1] > size:
                rows.append(row)
                row = []
            row.append(example)
        rows.append(row)
    chance.shuffle(rows)
    return (collate(row) for row in rows if row)


def collate(row: Sequence[Example]) -> Block:
    """The windows side by side, the shorter ones filled up."""
    names = row[0].names
    length = max(example.rows.shape[1] for example in row)
    numbers = np.full((len(names), len(row), length), IGNORED, np.int64)
    numbers[:2] = 0
    for place, example in enumerate(row):
        numbers[:, place, : example.rows.shape[1]] = example.rows
    return Block(names, torch.from_numpy(numbers))
