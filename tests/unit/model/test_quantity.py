"""Quantities with bounds, and quantifiers of unnamed sets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InvalidValue
from willing.model import Quantifier, Quantity
from willing.model.quantity import SCALES, SET_SIZES

amounts = st.integers(0, 10**9) | st.floats(0, 1e9)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    bounds = sorted(draw(st.tuples(amounts, amounts)))
    kept = draw(st.sampled_from([(True, True), (True, False), (False, True)]))
    low, high = (bound if keep else None for bound, keep in zip(bounds, kept, strict=True))
    return Quantity(low, high, draw(st.sampled_from(["troops", "EUR"])), draw(st.sampled_from([None, *SCALES])))


@given(quantities())
def test_a_quantity_survives_json(quantity: Quantity) -> None:
    assert Quantity.from_json(quantity.as_json()) == quantity


@pytest.mark.parametrize(
    ("quantity", "words", "record"),
    [
        (Quantity(15000, 15000, "troops"), "15,000 troops", {"value": 15000, "unit": "troops"}),
        (Quantity(None, 15000, "troops"), "up to 15,000 troops", {"value": [None, 15000], "unit": "troops"}),
        (Quantity(3.0, None, "ships"), "at least 3 ships", {"value": [3, None], "unit": "ships"}),
        (Quantity(10000, 30000, "troops"), "10,000 to 30,000 troops", {"value": [10000, 30000], "unit": "troops"}),
        (
            Quantity(1.5, 1.5, "EUR", "billion"),
            "1.5 billion EUR",
            {"value": 1.5, "unit": "EUR", "scale": "billion"},
        ),
    ],
)
def test_a_quantity_in_words_and_as_the_guide_writes_it(quantity: Quantity, words: str, record: object) -> None:
    assert str(quantity) == words
    assert quantity.as_json() == record


def test_the_factor_is_that_of_the_scale() -> None:
    assert Quantity(500, 500, "EUR", "million").factor == 1_000_000
    assert Quantity(500, 500, "EUR").factor == 1


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"value": None, "unit": "troops"},
        {"value": [None, None], "unit": "troops"},
        {"value": [2, 1], "unit": "troops"},
        {"value": [1, 2, 3], "unit": "troops"},
        {"value": "500", "unit": "EUR"},
        {"value": True, "unit": "EUR"},
        {"value": float("nan"), "unit": "EUR"},
        {"value": [1, float("inf")], "unit": "EUR"},
        {"value": 500},
        {"value": 500, "unit": ""},
        {"value": 500, "unit": None},
        {"value": 500, "unit": "EUR", "scale": "lakh"},
        {"value": 500, "unit": "EUR", "scale": ["million"]},
        "500 EUR",
        None,
    ],
)
def test_a_record_that_is_no_quantity_is_refused(record: object) -> None:
    with pytest.raises(InvalidValue, match="quantity"):
        Quantity.from_json(record)  # type: ignore[arg-type]


counts = st.integers(0, 40)
quantifiers = st.one_of(
    st.sampled_from(SET_SIZES).map(lambda word: Quantifier(word=word)),
    counts.map(lambda count: Quantifier(exactly=count)),
    st.tuples(counts, counts).map(lambda pair: Quantifier(at_least=min(pair), of=max(pair))),
)


@given(quantifiers)
def test_a_quantifier_survives_json(quantifier: Quantifier) -> None:
    assert Quantifier.from_json(quantifier.as_json()) == quantifier


@pytest.mark.parametrize(
    ("quantifier", "words", "record"),
    [
        (Quantifier(word="most"), "most", "most"),
        (Quantifier(exactly=26), "26", {"exactly": 26}),
        (Quantifier(at_least=26, of=35), "at least 26 of 35", {"at_least": 26, "of": 35}),
    ],
)
def test_a_quantifier_in_words_and_as_the_guide_writes_it(quantifier: Quantifier, words: str, record: object) -> None:
    assert str(quantifier) == words
    assert quantifier.as_json() == record


@pytest.mark.parametrize(
    "record",
    [
        "several",
        {},
        {"of": 35},
        {"exactly": 26, "at_least": 26},
        {"exactly": 36, "of": 35},
        {"exactly": -1},
        {"exactly": "26"},
        {"exactly": True},
        {"exactly": 2.5},
        {"exactly": 10**12},
        {"exactly": 26, "of": 10**5000},
        {"about": 26},
        {"about": 26, 1: 2},
        ["most"],
        26,
    ],
)
def test_a_record_that_is_no_quantifier_is_refused(record: object) -> None:
    with pytest.raises(InvalidValue, match="quantifier"):
        Quantifier.from_json(record)  # type: ignore[arg-type]
