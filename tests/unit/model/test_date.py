"""Dates known to the day, the month or the year."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InvalidValue
from willing.model import PartialDate

days = st.dates()
partial_dates = st.one_of(
    days.map(lambda day: PartialDate(day.year, day.month, day.day)),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)


@given(partial_dates)
def test_a_date_is_parsed_from_what_it_prints(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(partial_dates)
def test_a_date_lies_between_its_first_and_last_day(date: PartialDate) -> None:
    assert date.first <= date.last
    assert (date.first == date.last) == (date.day is not None)
    assert date.first.year == date.last.year == date.year


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2025-03-27", (2025, 3, 27), (2025, 3, 27), "27 March 2025"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "February 2024"),
        ("2025", (2025, 1, 1), (2025, 12, 31), "2025"),
        (" 2025-03-27T10:30:00Z ", (2025, 3, 27), (2025, 3, 27), "27 March 2025"),
        ("2025-03-27 10:30", (2025, 3, 27), (2025, 3, 27), "27 March 2025"),
    ],
)
def test_what_is_unknown_of_a_date_stays_open(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int], words: str
) -> None:
    date = PartialDate.parse(text)
    assert (date.first, date.last) == (datetime.date(*first), datetime.date(*last))
    assert date.in_words == words


@pytest.mark.parametrize(
    "text",
    [
        *("", "March 2025", "2025-3", "2025-13", "2025-02-30", "2025-00", "2025-00-00", "2025-03-00", "0000"),
        *("25-03-27", "2025 March", "2025-03 27", "2025-03-27 or so", "2025-03-271", "20250327"),
    ],
)
def test_what_is_no_date_is_refused_not_cut_to_one(text: str) -> None:
    with pytest.raises(InvalidValue, match="date"):
        PartialDate.parse(text)


def test_what_is_no_date_by_far_is_told_shortly() -> None:
    with pytest.raises(InvalidValue) as refused:
        PartialDate.parse("202" + "x" * 1_000_000)
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize("parts", [(2025, None, 3), (2025, 0), (2025, 3, 0), (2025, 2, 29), (10000,)])
def test_a_day_that_is_in_no_calendar_cannot_be_built(parts: tuple[int, ...]) -> None:
    with pytest.raises(InvalidValue, match="date"):
        PartialDate(*parts)
