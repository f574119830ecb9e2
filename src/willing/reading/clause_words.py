"""What the words of a clause say of stance and measure: a linear model beside the network.

Words, neighbours of the trigger, its place in the tree and what the rules found are features; each has a column of the
tables by a number made of its letters, so no list of words ships. Trained by training/clause_words.py on the same
annotations as the network. It knows words that the small network has not learned to tell apart, and the network knows
what words alone do not say: together they are right more often than either (docs/explanation/reading-model.md).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from willing.reading.candidates import Candidate
from willing.reading.lemmas import lemma
from willing.reading.page import Page
from willing.reading.pieces import DATA

SIZE = 1 << 15
"""Columns that features share by chance; more would only make the file larger."""
AROUND = 25
"""Words before and after the clause that are looked at for what is spoken of."""
SPEAKING_OF = frozenset(["NOUN", "VERB", "PROPN", "ADJ"])
SHORT_PHRASE = 12
"""Words up to which the phrase of a measure is taken whole."""


class ClauseWords:
    """The tables: a row a column number, scores of stances and measures in the order of `position_layout`."""

    def __init__(self, tables: dict[str, NDArray[np.float32]], biases: dict[str, NDArray[np.float32]]) -> None:
        self.tables, self.biases = tables, biases

    def scores(self, group: str, columns: NDArray[np.int64]) -> NDArray[np.float32]:
        """Logarithms of chances for a group (`stance` or `measure`), given the features' column numbers."""
        sums = self.tables[group][columns].sum(0) / max(1, len(columns)) ** 0.5 + self.biases[group]
        shifted = sums - sums.max()
        result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum())
        return result


@cache
def load_clause_words(folder: Path = DATA) -> ClauseWords:
    """The tables that ship with the reader: int8 numbers, one scale a class."""
    with np.load(folder / "clause_words.npz") as stored:
        groups = ("stance", "measure")
        tables = {name: stored[name].astype(np.float32) * stored[f"{name}_scale"] for name in groups}
        return ClauseWords(tables, {name: stored[f"{name}_bias"] for name in groups})


@dataclass(frozen=True, slots=True)
class ClauseScores:
    """Logarithms of chances of a clause's stances and measures, in the order of `position_layout`."""

    stance: NDArray[np.float32]
    measure: NDArray[np.float32]


def scores_of_clause(
    page: Page, word: int, first: int, last: int, what: int, candidates: Sequence[Candidate]
) -> ClauseScores:
    """What the words of a clause say; they are given by index, `last` included."""
    columns = columns_of_clause(page, word, first, last, what, candidates)
    tables = load_clause_words()
    return ClauseScores(tables.scores("stance", columns), tables.scores("measure", columns))


def columns_of_clause(
    page: Page, word: int, first: int, last: int, what: int, candidates: Sequence[Candidate]
) -> NDArray[np.int64]:
    """The column numbers of a clause's features, each once. Words are given by index, `last` included."""
    features = {
        *_clause_features(page, first, last),
        *_trigger_features(page, word),
        *_measure_features(page, what, first, last),
        *_rule_features(candidates),
    }
    return np.array(sorted({zlib.crc32(feature.encode()) % SIZE for feature in features}), np.int64)


def _clause_features(page: Page, first: int, last: int) -> set[str]:
    lower = page.trees.lower[first : last + 1]
    found = {f"w={word}" for word in lower} | {f"l={lemma(word)}" for word in lower}
    found |= {f"b={one}_{other}" for one, other in pairwise(lower)}
    for index in (
        *range(max(0, first - AROUND), first),
        *range(last + 1, min(len(page.trees.words), last + 1 + AROUND)),
    ):
        if page.trees.part_of_speech(index) in SPEAKING_OF:
            found.add(f"o={lemma(page.trees.lower[index])}")
    return found


def _trigger_features(page: Page, word: int) -> set[str]:
    trees = page.trees
    base = lemma(trees.lower[word])
    found = {f"t={base}", f"tf={trees.lower[word]}", f"tp={trees.part_of_speech(word)}", f"x={trees.relation(word)}"}
    start, end = page.layers.sentence_bounds(trees.words[word].sentence)
    for distance in range(1, 5):
        for side, place in (("p", word - distance), ("n", word + distance)):
            if start <= place < end:
                found |= {f"{side}{distance}={trees.lower[place]}", f"{side}={trees.lower[place]}"}
    for child in trees.children[word]:
        found |= {f"c={trees.relation(child)}_{trees.lower[child]}", f"cr={trees.relation(child)}"}
    head = trees.words[word].head
    if head >= 0:
        found.add(f"h={trees.relation(word)}_{lemma(trees.lower[head])}")
    found.add(f"v={page.voice.kind.value}")
    return found


def _measure_features(page: Page, what: int, first: int, last: int) -> set[str]:
    lower = page.trees.lower
    phrase = page.trees.subtree(what)
    words = [lower[index] for index in (phrase if len(phrase) <= SHORT_PHRASE else [what])]
    found = {f"mh={lemma(lower[what])}"} | {f"m={word}" for word in words} | {f"ml={lemma(word)}" for word in words}
    clause = page.trees.span(first, last)
    found |= {f"rm={mention.measure_id}" for mention in page.measures_of(clause)}
    around = page.measure_around(clause.start, 400)
    return found | {f"ra={around}"}


def _rule_features(candidates: Sequence[Candidate]) -> set[str]:
    found: set[str] = set()
    for candidate in candidates:
        sure = "t" if candidate.reading.tentative else "s"
        found |= {f"r{sure}={candidate.reading.stance.value}", f"rc={candidate.mention.measure_id}"}
        found |= {
            f"rl={link.word_class.value}{'!' if link.negated else ''}" for link in candidate.chain if link.word_class
        }
    return found or {"r0"}
