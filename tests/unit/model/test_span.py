"""Spans and quotes: places in a text, and the exact words found there."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InvalidValue
from willing.model import Quote, Span

texts = st.text(min_size=1, max_size=60)


@st.composite
def spans_in_texts(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_a_span_runs_forward_inside_the_text(start: int, end: int) -> None:
    with pytest.raises(InvalidValue, match=r"expected 0 <= start < end"):
        Span(start, end)


@pytest.mark.parametrize("offset", [1.0, "1", None])
def test_an_offset_is_a_whole_number(offset: object) -> None:
    with pytest.raises(InvalidValue, match="expected a whole number"):
        Span(offset, 5)  # type: ignore[arg-type]


def test_offsets_from_an_array_become_plain_ints_that_json_can_carry() -> None:
    numpy = pytest.importorskip("numpy")
    assert json.dumps(Span(numpy.int64(2), numpy.int64(5)).as_list()) == "[2, 5]"


def test_offsets_count_code_points_not_bytes() -> None:
    assert Span(7, 12).cut("Élysée Paris 🇫🇷") == "Paris"
    assert Span(13, 14).cut("Élysée Paris 🇫🇷") == "🇫"


def test_a_span_beyond_the_text_cannot_be_cut() -> None:
    with pytest.raises(InvalidValue, match="ends after the text, which has 5 characters"):
        Span(3, 6).cut("truce")


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [(Span(0, 5), False, False), (Span(4, 6), True, False), (Span(6, 9), True, True), (Span(10, 12), False, False)],
)
def test_spans_overlap_where_they_share_a_character(other: Span, overlaps: bool, contains: bool) -> None:
    assert Span(5, 10).overlaps(other) is other.overlaps(Span(5, 10)) is overlaps
    assert Span(5, 10).contains(other) is contains


@given(spans_in_texts(), spans_in_texts())
def test_the_joined_span_is_the_shortest_that_holds_both(one: tuple[str, Span], two: tuple[str, Span]) -> None:
    joined = one[1].joined(two[1])
    assert joined.contains(one[1])
    assert joined.contains(two[1])
    assert joined.start in (one[1].start, two[1].start)
    assert joined.end in (one[1].end, two[1].end)


@given(spans_in_texts())
def test_a_quote_stands_in_the_text_it_was_cut_from_with_what_is_around_it(case: tuple[str, Span]) -> None:
    text, span = case
    quote = Quote.from_text(text, span)
    assert quote.stands_in(text)
    assert quote.prefix + quote.exact + quote.suffix in text


def test_a_quote_does_not_stand_where_the_text_has_moved_or_changed() -> None:
    quote = Quote.from_text("Spain will send troops.", Span(6, 10))
    assert not quote.stands_in(" Spain will send troops.")
    assert not quote.stands_in("Spain wall send troops.")
    assert not quote.stands_in("Spain")


def test_a_quote_whose_words_do_not_fill_its_span_cannot_be_built() -> None:
    with pytest.raises(InvalidValue, match="quote of 5 characters at a span of 4"):
        Quote(Span(0, 4), "truce")


def test_a_quote_becomes_two_web_annotation_selectors() -> None:
    quote = Quote.from_text("Spain will send troops.", Span(6, 10))
    assert quote.as_selectors() == [
        {"type": "TextPositionSelector", "start": 6, "end": 10},
        {"type": "TextQuoteSelector", "exact": "will", "prefix": "Spain ", "suffix": " send troops."},
    ]
