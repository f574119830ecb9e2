"""Trees from scores: always one tree a sentence, with the least loss."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from willing.reading.encoder import Scores, WindowScores
from willing.reading.layers import ROOT
from willing.reading.pieces import Part, Prepared
from willing.reading.syntax import JOINS_PARTS, decode_heads, decode_relations, decode_syntax, tree

EMPTY = np.zeros((0, 0), np.float32)


def is_tree(heads: list[int]) -> bool:
    def reaches_root(word: int) -> bool:
        steps = 0
        while word != ROOT and steps <= len(heads):
            word, steps = heads[word], steps + 1
        return word == ROOT

    return heads.count(ROOT) == 1 and all(map(reaches_root, range(len(heads))))


def scores(heads: list[int], **others: float) -> np.ndarray:
    """Scores of 5 for these heads (-1 the root), 0 elsewhere; `w1_h2=4` sets word 1 to head 2."""
    table = np.zeros((len(heads), len(heads) + 1), np.float32)
    for word, head in enumerate(heads):
        table[word, head + 1] = 5
    for name, value in others.items():
        word, head = name.removeprefix("w").split("_h")
        table[int(word), (ROOT if head == "root" else int(head)) + 1] = value
    return table


def test_a_tree_is_left_as_it_is() -> None:
    assert tree(scores([1, ROOT, 1, 2])).tolist() == [1, ROOT, 1, 2]


def test_of_two_roots_the_one_that_gains_most_stays() -> None:
    assert tree(scores([ROOT, ROOT, 1], w1_hroot=7, w0_h2=1)).tolist() == [2, ROOT, 1]


def test_a_sentence_without_root_gets_the_one_that_loses_least() -> None:
    assert tree(scores([1, 0, 1], w1_hroot=4)).tolist() == [1, ROOT, 1]


def test_a_cycle_is_opened_at_the_word_that_loses_least() -> None:
    assert tree(scores([ROOT, 2, 1], w1_h0=2, w2_h0=4)).tolist() == [ROOT, 2, 0]


def test_a_single_word_is_the_root() -> None:
    assert tree(np.array([[-3.0, 9.0]], np.float32)).tolist() == [ROOT]


@given(
    st.integers(1, 9).flatmap(
        lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-8, 8, width=32, allow_subnormal=False))
    )
)
def test_whatever_the_scores_a_sentence_becomes_one_tree(table: np.ndarray) -> None:
    assert is_tree(tree(table).tolist())


def two_sentences() -> tuple[Prepared, WindowScores]:
    """ "They go. We stay." read in one window; every word's best head lies in the other sentence."""
    parts = [Part([], (0, 3), [], 0), Part([], (3, 6), [], 1)]
    one = Prepared("They go. We stay.", (), (0,), [0, 5, 7, 9, 12, 16], [4, 7, 8, 11, 16, 17], [(0, 3), (3, 6)], parts)
    table = np.zeros((6, 7), np.float32)
    table[:3, 4:], table[3:, 1:4] = 9, 9
    for word, head in enumerate([1, ROOT, 1, 4, ROOT, 4]):
        table[word, head + 1] = 5
    return one, WindowScores(0, 0, 6, EMPTY, EMPTY, table)


def test_heads_stay_within_the_sentence() -> None:
    one, window = two_sentences()
    assert decode_heads(one, [window]).tolist() == [1, ROOT, 1, 4, ROOT, 4]


def test_a_sentence_read_in_parts_is_still_one_tree() -> None:
    one, window = two_sentences()
    parts = [Part([], (0, 3), [], 0), Part([], (3, 6), [], 0)]
    joined = Prepared(one.text, (), (0,), one.word_starts, one.word_ends, [(0, 6)], parts)
    heads = decode_heads(joined, [window]).tolist()
    assert is_tree(heads)
    assert heads[4] == 1


def test_root_is_the_relation_of_roots_and_of_nothing_else() -> None:
    labels = ["nsubj", "punct", "root", JOINS_PARTS]
    tensor = np.zeros((4, 3, 2), np.float32)
    tensor[2, 2, :] = 9  # "root" would win everywhere
    tensor[0, 2, 0] = 1  # "nsubj" under a head whose first factor is set
    tensor[1, 2, 1] = 1  # "punct" under a head whose second factor is set
    factors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    read = Scores(EMPTY, EMPTY, np.zeros((3, 2), np.float32), factors)
    assert decode_relations(read, np.array([1, ROOT, 2]), labels, tensor) == ["nsubj", "root", "punct"]


def test_words_carry_their_labels_and_their_sentence() -> None:
    one, window = two_sentences()
    pos = np.eye(3, dtype=np.float32)[[0, 1, 2, 0, 1, 2]]
    read = Scores(EMPTY, pos, np.zeros((6, 2), np.float32), np.zeros((6, 2), np.float32), [window])
    description = {"parts_of_speech": ["PRON", "VERB", "PUNCT"], "relations": ["dep", "root"]}
    words = decode_syntax(one, read, description, np.zeros((2, 3, 2), np.float32))
    assert [word.text for word in words] == ["They", "go", ".", "We", "stay", "."]
    assert [word.part_of_speech for word in words[3:]] == ["PRON", "VERB", "PUNCT"]
    assert [word.sentence for word in words] == [0, 0, 0, 1, 1, 1]
    assert [word.relation for word in words[:3]] == ["dep", "root", "dep"]
