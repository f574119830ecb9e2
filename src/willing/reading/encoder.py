"""The shared encoder: texts in, one table of scores per word out.

A text is cut into sentences, words and wordpieces (`prepare`) and packed into windows; the windows of one or many
texts go through the network one by one, on as many threads as allowed. They are not batched: the int8 network scales
its numbers by the largest of a call, so a text would read differently in other company, and batches save
no time (docs/explanation/reading-model.md). Only the first wordpiece of a word carries its scores, so everything
that leaves this module is counted in words. The tokenizer and the network are loaded at first use.

Shapes below: n words of the text, w words of one window, k of them owned by it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.reading.pieces import DATA, Part, Prepared, frame, load_tokenizer, prepare
from willing.reading.position_layout import LAYOUT, WIDTH
from willing.reading.runtime import load_runtime
from willing.reading.windows import Window, pack_windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]

THREADS_VARIABLE = "WILLING_THREADS"

OUTPUTS = (
    "tag", "content_pointer", "source_pointer", "part_of_speech", "head", "relation_dependent", "relation_head",
    "position", "to_first", "to_last", "to_actor", "to_what", "to_holds", "to_names_actor", "to_names_speaker",
)  # fmt: skip
"""What a network gives; one made before there were pointers to names lacks the last two."""
OLDER = 7
"""How many of them a network gives that was made before there was a head for positions."""
ROWS = ("tag", "part_of_speech", "relation_dependent", "relation_head", "position")
SQUARES = tuple(name for name in OUTPUTS if name not in ROWS)
"""Outputs with a row a word, and those with a score from every word to every word."""


def nothing() -> Floats:
    """A table without rows: what a network without a head for positions gives of them."""
    return np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class WindowScores:
    """Pointer scores of one window: rows are its own words, column 0 is "none" (or the root), then its words."""

    first_word: int
    own_first: int
    own_last: int
    content_pointer: Floats  # (k, 1 + w)
    source_pointer: Floats  # (k, 1 + w)
    head: Floats  # (k, 1 + w)
    to_first: Floats = field(default_factory=nothing)  # (k, 1 + w)
    to_last: Floats = field(default_factory=nothing)  # (k, 1 + w)
    to_actor: Floats = field(default_factory=nothing)  # (k, 1 + w)
    to_what: Floats = field(default_factory=nothing)  # (k, 1 + w)
    to_holds: Floats = field(default_factory=nothing)  # (k, 1 + w)
    to_names_actor: Floats = field(default_factory=nothing)  # (k, 1 + w)
    to_names_speaker: Floats = field(default_factory=nothing)  # (k, 1 + w)


@dataclass(slots=True)
class Scores:
    """Everything the network says about a text; rows are words."""

    tag: Floats  # (n, tags)
    part_of_speech: Floats  # (n, parts of speech)
    relation_dependent: Floats  # (n, factors)
    relation_head: Floats  # (n, factors)
    windows: list[WindowScores] = field(default_factory=list)
    position: Floats = field(default_factory=nothing)  # (n, columns of position_layout)


class Encoder:
    """Tokenizer, network and their description (`reader.json`), loaded when first needed.

    `threads` is how many windows are read at the same time; None takes WILLING_THREADS, else 1.
    """

    def __init__(self, folder: Path = DATA, *, threads: int | None = None) -> None:
        self.folder = folder
        self.threads = threads or int(os.environ.get(THREADS_VARIABLE, "1"))

    @cached_property
    def description(self) -> dict[str, Any]:
        """Labels, temperature, window length and version, as written by the export."""
        try:
            described: dict[str, Any] = json.loads((self.folder / "reader.json").read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(f"{self.folder}: no reader model ({error}); reinstall willing or export one") from error
        return described

    @cached_property
    def reads_positions(self) -> bool:
        """Whether the network has a head for positions; with one that lacks it, positions are read by rules alone."""
        layout = self.description.get("position")
        if layout is not None and layout != {name: list(columns) for name, columns in LAYOUT.items()}:
            raise InputError(
                f"{self.folder}: a reader model with other columns for positions; reinstall or export again"
            )
        return layout is not None

    @cached_property
    def tokenizer(self) -> Tokenizer:
        return load_tokenizer(self.folder)

    @cached_property
    def relation_tensor(self) -> Floats:
        """(relations, factors + 1, factors): the bilinear form over a dependent and its head."""
        with np.load(self.folder / self.description["relation_tensor"]) as stored:
            return np.asarray(stored["relation"], dtype=np.float32)

    @cached_property
    def _session(self) -> Any:
        onnxruntime = load_runtime()
        options = onnxruntime.SessionOptions()
        # Threads read different windows; one window is too little work to share.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(self.folder / self.description["network"]), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _outputs(self) -> list[str]:
        """Those of `OUTPUTS` that the network gives and the description tells of."""
        given = {output.name for output in self._session.get_outputs()}
        return [name for name in (OUTPUTS if self.reads_positions else OUTPUTS[:OLDER]) if name in given]

    def prepare(self, texts: Sequence[str]) -> list[Prepared]:
        return prepare(texts, self.tokenizer)

    def read(self, prepared: Sequence[Prepared]) -> list[Scores]:
        """Scores of every word of every text. The same text always gets the same scores."""
        limit = int(self.description["window_length"])
        jobs = [
            (text, window)
            for text, one in enumerate(prepared)
            for window in pack_windows(
                [len(part.pieces) for part in one.parts],
                limit,
                opens_paragraph=[part.opens_paragraph for part in one.parts],
            )
        ]
        framed = [frame(prepared[text].parts[window.first : window.last]) for text, window in jobs]
        scores = [_empty_scores(len(one.word_starts), self.description) for one in prepared]
        for (text, window), (_, places), outputs in zip(jobs, framed, self._run_all(framed), strict=True):
            scores[text].windows.append(
                _keep_own(scores[text], prepared[text].parts, window, np.asarray(places), outputs)
            )
        return scores

    def _run_all(self, framed: Sequence[tuple[list[int], list[int]]]) -> Iterator[dict[str, Floats]]:
        if self.threads == 1 or len(framed) < 2:
            yield from (self._run(pieces) for pieces, _ in framed)
            return
        with ThreadPoolExecutor(self.threads) as workers:
            yield from workers.map(self._run, [pieces for pieces, _ in framed])

    def _run(self, pieces: Sequence[int]) -> dict[str, Floats]:
        """Outputs for one window of t wordpieces: (t, labels) or (t, t)."""
        row = np.array([pieces], np.int64)
        outputs = self._session.run(self._outputs, {"pieces": row, "mask": np.ones_like(row)})
        return {name: output[0] for name, output in zip(self._outputs, outputs, strict=True)}


def _empty_scores(words: int, description: dict[str, Any]) -> Scores:
    factors = int(description["relation_factors"])
    return Scores(
        tag=np.zeros((words, len(description["tags"])), np.float32),
        part_of_speech=np.zeros((words, len(description["parts_of_speech"])), np.float32),
        relation_dependent=np.zeros((words, factors), np.float32),
        relation_head=np.zeros((words, factors), np.float32),
        position=np.zeros((words, WIDTH), np.float32),
    )


def _keep_own(
    scores: Scores,
    parts: Sequence[Part],
    window: Window,
    places: NDArray[np.int64],
    outputs: dict[str, Floats],
) -> WindowScores:
    """Copies the scores of the window's own words into the text's tables; returns the pointers."""
    first_word = parts[window.first].words[0]
    own_first, own_last = parts[window.own_first].words[0], parts[window.own_last - 1].words[1]
    own = places[own_first - first_word : own_last - first_word]
    for name in ROWS:
        if name in outputs:
            getattr(scores, name)[own_first:own_last] = outputs[name][own]
    columns = np.concatenate(([0], places))
    pointers = {name: outputs[name][own][:, columns] for name in SQUARES if name in outputs}
    return WindowScores(first_word=first_word, own_first=own_first, own_last=own_last, **pointers)
