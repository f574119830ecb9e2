"""Syntax from scores: parts of speech, one tree a sentence, relations.

Every word takes the best head in its own sentence. Where that gives no tree, it is put right with the least loss of
score: one root, and every cycle opened at the word that loses least by hanging elsewhere. A sentence too long for a
window was read in parts; the later parts hang on the root of the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.reading.encoder import Floats, Scores, WindowScores
from willing.reading.layers import ROOT, Word
from willing.reading.pieces import Prepared

Heads = NDArray[np.int64]
Table = NDArray[np.float64]

JOINS_PARTS = "parataxis"


def decode_syntax(
    prepared: Prepared, scores: Scores, description: Mapping[str, Any], relation_tensor: Floats
) -> tuple[Word, ...]:
    """The words of a text with part of speech, head and relation."""
    heads = decode_heads(prepared, scores.windows)
    parts_of_speech = [description["parts_of_speech"][label] for label in scores.part_of_speech.argmax(1)]
    relations = decode_relations(scores, heads, description["relations"], relation_tensor)
    starts, ends, text = prepared.word_starts, prepared.word_ends, prepared.text
    return tuple(
        Word(starts[i], ends[i], text[starts[i] : ends[i]], parts_of_speech[i], head, relations[i], sentence)
        for sentence, (first, last) in enumerate(prepared.sentence_words)
        for i, head in zip(range(first, last), heads[first:last].tolist(), strict=True)
    )


def decode_heads(prepared: Prepared, windows: list[WindowScores]) -> Heads:
    """(n,): the index of every word's head, -1 for roots; each sentence is one tree."""
    heads = np.full(len(prepared.word_starts), ROOT, np.int64)
    waiting = iter(windows)
    window = next(waiting, None)
    roots: dict[int, int] = {}
    for part in prepared.parts:
        first, last = part.words
        while window is not None and first >= window.own_last:
            window = next(waiting, None)
        assert window is not None
        rows = slice(first - window.own_first, last - window.own_first)
        columns = [0, *range(1 + first - window.first_word, 1 + last - window.first_word)]
        local = tree(window.head[rows][:, columns])
        heads[first:last] = np.where(local == ROOT, ROOT, local + first)
        root = first + int(np.flatnonzero(local == ROOT)[0])
        if part.sentence in roots:
            heads[root] = roots[part.sentence]
        else:
            roots[part.sentence] = root
    return heads


def tree(scores: Floats) -> Heads:
    """The heads of one sentence of m words from scores (m, 1 + m), column 0 being the root: always one tree."""
    table: Table = scores.astype(np.float64)
    words = np.arange(len(table))
    table[words, words + 1] = -np.inf
    heads: Heads = table.argmax(1) - 1
    if np.count_nonzero(heads == ROOT) != 1:
        _choose_root(table, heads)
    return _open_cycles(table, heads)


def decode_relations(scores: Scores, heads: Heads, labels: list[str], tensor: Floats) -> list[str]:
    """The best relation of every word to its head; `root` for roots and for them alone."""
    if len(heads) == 0:
        return []
    count, rows, columns = tensor.shape
    dependent = np.concatenate((scores.relation_dependent, np.ones((len(heads), 1), np.float32)), 1)
    form = (dependent @ tensor.transpose(1, 0, 2).reshape(rows, count * columns)).reshape(-1, count, columns)
    likely = np.matmul(form, scores.relation_head[heads][:, :, None])[:, :, 0]
    likely[:, labels.index("root")] = -np.inf
    chosen = [labels[index] for index in likely.argmax(1)]
    return ["root" if head == ROOT else relation for relation, head in zip(chosen, heads.tolist(), strict=True)]


def _choose_root(scores: Table, heads: Heads) -> None:
    """Leaves the word as only root that gains most by being one; the others take their best other head."""
    others = scores[:, 1:]
    if len(heads) == 1:
        heads[0] = ROOT
        return
    gain = scores[:, 0] - others.max(1)
    root = int(gain.argmax())
    was_root = heads == ROOT
    heads[was_root] = others[was_root].argmax(1)
    heads[root] = ROOT


def _open_cycles(scores: Table, heads: Heads) -> Heads:
    """Hangs one word of every cycle on the root's tree, the one that loses least by it."""
    while True:
        depth_known = _hangs_on_root(heads)
        if depth_known.all():
            return heads
        cycle = np.array(_cycle(heads, int(np.flatnonzero(~depth_known)[0])))
        free = np.flatnonzero(depth_known)
        offers = scores[np.ix_(cycle, free + 1)]
        loss = scores[cycle, heads[cycle] + 1] - offers.max(1)
        best = int(loss.argmin())
        heads[cycle[best]] = free[int(offers[best].argmax())]


def _hangs_on_root(heads: Heads) -> NDArray[np.bool_]:
    known: NDArray[np.bool_] = heads == ROOT
    while True:
        more: NDArray[np.bool_] = known | known[heads] & (heads != ROOT)
        if (more == known).all():
            return known
        known = more


def _cycle(heads: Heads, word: int) -> list[int]:
    """The cycle that following the heads from `word` ends in."""
    seen: list[int] = []
    while word not in seen:
        seen.append(word)
        word = int(heads[word])
    return seen[seen.index(word) :]
