"""Counts of unnamed actors, as words tell them."""

from __future__ import annotations

import pytest

from willing.model import Quantifier
from willing.reading.sets import find_sets, number


@pytest.mark.parametrize(
    ("word", "count"),
    [("26", 26), ("two", 2), ("Twelve", 12), ("999999999", 999_999_999), ("9" * 10, None), ("9" * 5_000, None)]
    + [(word, None) for word in ("\u00b2", "2\u00b2", "ships", "", None)],
)
def test_a_count_is_a_number_that_actors_can_have(word: str | None, count: int | None) -> None:
    assert number(word) == count


@pytest.mark.parametrize(
    ("text", "words", "quantifier", "negated"),
    [
        ("None of the nine has come forward.", "None of the nine", Quantifier(word="all"), True),
        ("Not one of the five has gone further.", "Not one of the five", Quantifier(word="all"), True),
        ("Most of those present would go.", "Most of those present", Quantifier(word="most"), False),
        ("Six of the nine have promised ships.", "Six of the nine", Quantifier(exactly=6, of=9), False),
        ("Each of the nine has paid.", "Each of the nine", Quantifier(exactly=9), False),
        ("Four countries have said they could go.", "Four countries", Quantifier(exactly=4), False),
    ],
)
def test_a_part_of_those_spoken_of_is_a_set(text: str, words: str, quantifier: Quantifier, negated: bool) -> None:
    (found,) = find_sets(text, [], "COW")
    assert (found.span.cut(text), found.quantifier, found.negated) == (words, quantifier, negated)


@pytest.mark.parametrize("text", ["Six of the nine ships have sailed.", "Most of the money is spent."])
def test_a_part_of_something_else_is_no_set_of_actors(text: str) -> None:
    assert find_sets(text, [], "COW") == []
