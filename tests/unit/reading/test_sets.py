"""Counts of unnamed actors, as words tell them."""

from __future__ import annotations

import pytest

from willing.reading.sets import number


@pytest.mark.parametrize(
    ("word", "count"),
    [("26", 26), ("two", 2), ("Twelve", 12), ("999999999", 999_999_999), ("9" * 10, None), ("9" * 5_000, None)]
    + [(word, None) for word in ("\u00b2", "2\u00b2", "ships", "", None)],
)
def test_a_count_is_a_number_that_actors_can_have(word: str | None, count: int | None) -> None:
    assert number(word) == count
