"""Conditions and amounts said in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from willing.views.reckoned_words import Names, amount

NAMES = Names(
    facts={"ceasefire": "a cease-fire", "vote": "the vote"},
    actors={"FRA": "France", "POL": "Poland"},
    measures={"troops": "ground troops"},
    promises={"P1": "Poland"},
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ceasefire", "a cease-fire"),
        ("not ceasefire", "not a cease-fire"),
        ("ceasefire and (vote or holds(P1))", "a cease-fire and (the vote or the promise of Poland)"),
        ("does(FRA.troops >= 5000)", "France on ground troops with at least 5,000"),
        ("does(FRA.air)", "France on air"),
        ("others(troops >= 1)", "at least 1 other on ground troops"),
        ("others(troops >= 2 of FRA, POL)", "at least 2 others on ground troops among France and Poland"),
        ("total(troops >= 10000, own = no)", "10,000 in all on ground troops without its own"),
        ("not (ceasefire and vote)", "not (a cease-fire and the vote)"),
        ("", ""),
    ],
)
def test_a_condition_is_said_by_its_names(text: str, words: str) -> None:
    assert NAMES.condition(text) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, None, "not told"), (45, None, "45 or more"), (150, 150, "150"), (0, 8000, "0–8,000")],
)
def test_an_amount_says_where_no_end_is_told(low: int, high: int | None, words: str) -> None:
    assert amount(Fraction(low), Fraction(high) if high is not None else None) == words
