"""Words of a spreadsheet's cells as dates, quantities, actors, measures, conditions: read, or refused with advice."""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import as_file
from typing import Any

import pytest

from willing.cases import Case, case_source, load_case
from willing.cases.imports.amounts import amount_of
from willing.cases.imports.days import date_of, order_of
from willing.cases.imports.rows import stance_of
from willing.cases.imports.vocabulary import NotUnderstood
from willing.cases.imports.words import actors_of, conditions_of, measure_of
from willing.model import Quantity
from willing.model.sheet import SERIALS_FROM, letters


@cache
def case() -> Case:
    source = case_source("ukraine-coalition")
    assert source is not None
    with as_file(source) as folder:
        return load_case(folder)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2026-01-06", "2026-01-06"),
        ("2026-01", "2026-01"),
        ("2026", "2026"),
        ("6 January 2026", "2026-01-06"),
        ("6th of January 2026", "2026-01-06"),
        ("Jan 6, 2026", "2026-01-06"),
        ("06-Jan-2026", "2026-01-06"),
        ("January 2026", "2026-01"),
        ("06.01.2026", "2026-01-06"),
        ("2026/1/6", "2026-01-06"),
        ("23/01/2026", "2026-01-23"),
        ("01/23/2026", "2026-01-23"),
        ("06/06/2026", "2026-06-06"),
        ("46028", "2026-01-06"),
        ("46028.5", "2026-01-06"),
    ],
)
def test_a_date_is_read_as_people_and_programs_write_it(words: str, date: str) -> None:
    assert str(date_of(words, None, SERIALS_FROM)) == date


@pytest.mark.parametrize("words", ["30 February 2026", "2026-13-01", "soon", "31/31/2026", "6 Janury 2026"])
def test_what_is_no_date_is_refused(words: str) -> None:
    with pytest.raises(NotUnderstood, match="bad date"):
        date_of(words, None, SERIALS_FROM)


def test_a_date_with_two_readings_is_not_guessed_but_learned_from_its_column_or_told() -> None:
    with pytest.raises(NotUnderstood, match=r"two ways.*--date-order"):
        date_of("06/01/2026", None, SERIALS_FROM)
    assert str(date_of("06/01/2026", "dmy", SERIALS_FROM)) == "2026-01-06"
    assert str(date_of("06/01/2026", "mdy", SERIALS_FROM)) == "2026-06-01"
    assert order_of(["06/01/2026", "23/01/2026"]) == "dmy"
    assert order_of(["06/01/2026", "01/23/2026"]) == "mdy"
    assert order_of(["23/01/2026", "01/23/2026"]) is None


def test_older_workbooks_count_days_from_1904() -> None:
    assert str(date_of("44566", None, datetime.date(1904, 1, 1))) == "2026-01-06"


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("up to 5,000 troops", Quantity(None, 5000, "troops")),
        ("at least 150 soldiers", Quantity(150, None, "troops")),
        ("10,000-30,000 troops", Quantity(10000, 30000, "troops")),
        ("between 10,000 and 30,000 soldiers", Quantity(10000, 30000, "troops")),
        ("about 200 soldiers", Quantity(200, 200, "troops")),
        ("5 000 troops", Quantity(5000, 5000, "troops")),
        ("10k troops", Quantity(10000, 10000, "troops")),
        ("6000+ troops", Quantity(6000, None, "troops")),
        ("EUR 300m", Quantity(300, 300, "EUR", "million")),
        ("€1.5bn", Quantity(1.5, 1.5, "EUR", "billion")),
        ("up to £4.5 billion", Quantity(None, 4.5, "GBP", "billion")),
        ("300 million euros", Quantity(300, 300, "EUR", "million")),
        ("sek 40 bn", Quantity(40, 40, "SEK", "billion")),
        ("6 frigates", Quantity(6, 6, "frigates")),
    ],
)
def test_a_quantity_is_read_with_its_bounds(words: str, quantity: Quantity) -> None:
    assert amount_of(words, "") == quantity


def test_the_unit_may_stand_in_a_cell_of_its_own() -> None:
    assert amount_of("up to 5,000", "soldiers") == Quantity(None, 5000, "troops")
    assert amount_of("1.5-2", "EUR bn") == Quantity(1.5, 2, "EUR", "billion")


def test_a_table_with_decimal_commas_parts_thousands_with_points() -> None:
    assert amount_of("5.000 troops", "", decimal_comma=True) == Quantity(5000, 5000, "troops")
    assert amount_of("EUR 1,5 bn", "", decimal_comma=True) == Quantity(1.5, 1.5, "EUR", "billion")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("1.500 troops", "two ways; expected 1500, or 1.5000"),
        ("5,000", "without a unit"),
        ("several thousand troops", "not understood"),
        ("30,000-10,000 troops", "lower bound first"),
        ("5,00,0 troops", "bad number"),
    ],
)
def test_a_quantity_that_cannot_be_read_is_refused(words: str, told: str) -> None:
    with pytest.raises(NotUnderstood, match=told):
        amount_of(words, "")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("FRA", ("FRA",)),
        ("france", ("FRA",)),
        ("French", ("FRA",)),
        ("the United Kingdom", ("GBR",)),
        ("UK, France and Germany", ("GBR", "FRA", "DEU")),
        ("NATO", ("NATO",)),
    ],
)
def test_an_actor_is_known_by_id_name_and_adjective(words: str, ids: tuple[str, ...]) -> None:
    assert actors_of(words, case().register) == ids


def test_an_unknown_actor_is_told_with_the_nearest_name() -> None:
    with pytest.raises(NotUnderstood, match=r'unknown actor .Germny.; .*perhaps "Germany"'):
        actors_of("France; Germny", case().register)


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("troops", "troops"),
        ("Ground troops", "troops"),
        ("air_defence", "arms"),
        ("two frigates", "naval"),
        ("air policing", "air"),
    ],
)
def test_a_measure_is_known_by_id_code_name_and_words(words: str, measure: str) -> None:
    assert measure_of(words, case()) == measure


def test_two_measures_in_one_cell_are_not_chosen_from() -> None:
    with pytest.raises(NotUnderstood, match="may be"):
        measure_of("frigates and mine clearance", case())


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        ("ceasefire", [("ceasefire", "requires")]),
        ("ceasefire:required;un_mandate:preferred", [("ceasefire", "requires"), ("mandate", "raises")]),
        ("after:ceasefire", [("ceasefire", "after")]),
        ("only if parliament agrees, after a truce", [("parliament", "requires"), ("ceasefire", "after")]),
        ("with or without American backing", [("us_guarantee", "regardless")]),
        ("unless there is a cease-fire", [("ceasefire", "unless")]),
        ("us_participation", [("us_guarantee", "requires")]),
    ],
)
def test_conditions_are_read_in_words_and_ids(words: str, conditions: list[tuple[str, str]]) -> None:
    assert [(each.id, each.relation.value) for each in conditions_of(words, case())] == conditions


@pytest.mark.parametrize(("words", "told"), [("ceasefire or peace", "alternative"), ("goodwill", "unknown condition")])
def test_a_condition_that_cannot_be_kept_is_refused(words: str, told: str) -> None:
    with pytest.raises(NotUnderstood, match=told):
        conditions_of(words, case())


@pytest.mark.parametrize(
    ("words", "stance"),
    [("Committed", "committed"), ("pledged", "committed"), ("not ruled out", "considering"), ("ruled out", "declined")],
)
def test_a_stance_is_known_by_id_and_by_words_people_use(words: str, stance: str) -> None:
    assert stance_of(words) == stance


def test_an_unknown_stance_is_told_with_the_nearest_right_one() -> None:
    with pytest.raises(NotUnderstood) as caught:
        stance_of("pleged")
    assert caught.value.expected == 'a stance; perhaps "committed"'


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(column: Any, name: str) -> None:
    assert letters(column) == name
