"""Scores of copies, against figures that can be checked by hand."""

from __future__ import annotations

import pytest

from willing.sources.near_copies.scoring import adjusted_rand, score_pairs


def test_equal_groupings_agree_wholly_and_one_heap_agrees_as_by_chance() -> None:
    assert adjusted_rand("aabbc", "xxyyz") == 1.0
    assert adjusted_rand("aabb", "xxxx") == 0.0


def test_a_grouping_with_one_thing_misplaced_has_the_published_formulas_value() -> None:
    # pairs together 2, in the right groups 6, in those found 3, of 15: (2 - 18/15) / (4.5 - 18/15)
    assert adjusted_rand("aaabbb", "xxyyzz") == pytest.approx(0.8 / 3.3)


def test_pairs_count_what_was_joined_and_what_was_not() -> None:
    story = {"a": "a", "b": "a", "c": "a", "d": "d"}
    score = score_pairs([("a", "b"), ("a", "d")], [("a", "c"), ("c", "d")], story)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert score.missed == (("a", "d"),)
    assert score.false == (("a", "c"),)
