"""A reckoning case file is read whole, or every mistake in it is told at once with its line and place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from willing.errors import CaseError
from willing.model import parse_condition
from willing.reckoning.case import ReckoningCase
from willing.reckoning.case_file import case_from_text
from willing.reckoning.commitment import Amount
from willing.reckoning.odds import Chance

FILE = Path("case.json")


def case_of(text: str) -> ReckoningCase:
    return case_from_text(text, FILE).case


def mistakes_in(text: str) -> str:
    with pytest.raises(CaseError) as caught:
        case_from_text(text, FILE)
    return str(caught.value)


GIVEN = ', "groups": [{"kind": "given", "fact": "vote", '
EXCLUSIVE = ', "groups": [{"kind": "exclusive", "facts": '


def with_promise(rest: str, more: str = "") -> str:
    return f"""{{
 "facts": {{"truce": {{"p": 0.5}}, "vote": {{}}}},
 "commitments": [
  {{"id": "a", "actor": "A", "measure": "ships", "quantity": 2{rest}}}
 ]{more}
}}"""


def test_a_promise_with_everything() -> None:
    case = case_of(
        with_promise(', "if": "truce and not vote", "keep": 0.9, "pact": "p", "from": 2, "until": 5, "adds": true')
    )
    (promise,) = case.commitments
    assert promise.condition == parse_condition("truce and not vote")
    assert (promise.amount, promise.pact, promise.start, promise.end, promise.adds) == (Amount.of(2), "p", 2, 5, True)
    assert case.odds.single == {"truce": Chance.of("0.5")}
    assert case.odds.keep == {"a": Chance.of("0.9")}


def test_a_promise_without_a_quantity_is_one_unit_and_null_is_an_open_end() -> None:
    text = with_promise("").replace(', "quantity": 2', "")
    assert case_of(text).commitments[0].amount == Amount.of(1)
    assert case_of(text.replace('"ships"', '"ships", "quantity": [3, null]')).commitments[0].amount == Amount.of(
        3, None
    )
    assert case_of(text.replace('"ships"', '"ships", "quantity": [null, 3]')).commitments[0].amount == Amount.of(0, 3)


def test_a_circle_is_no_mistake() -> None:
    case = case_of(with_promise(', "if": {"holds": "a"}'))
    assert case.commitments[0].condition == parse_condition("holds(a)")


def test_an_unknown_fact_is_shown_where_it_stands() -> None:
    assert mistakes_in(with_promise(', "if": {"all": [{"fact": "vote"}, {"fact": "truse"}]}')) == (
        "case.json, line 4: unknown fact 'truse'\n"
        '    ...y": 2, "if": {"all": [{"fact": "vote"}, {"fact": "truse"}]}}\n'
        "                                                         ~~~~~^\n"
        'expected a fact of the case; perhaps "truce"'
    )


def test_a_condition_as_text_is_marked_inside_its_quotation_marks() -> None:
    assert mistakes_in(with_promise(', "if": "truce adn vote"')) == (
        "case.json, line 4: condition not understood\n"
        '      {"id": "a", "actor": "A", "measure": "ships", "quantity": 2, "if": "truce adn vote"}\n'
        "                                                                                ~~~^\n"
        'expected "and", "or" or the end, perhaps "and"'
    )


@pytest.mark.parametrize(
    ("rest", "more", "what"),
    [
        (', "if": {"holds": "b"}', "", "line 4: unknown promise 'b'"),
        (', "if": {"fakt": "truce"}', "", "line 4: condition: keys ['fakt']"),
        (', "if": "truce adn vote"', "", "line 4: condition not understood"),
        (', "if": {"others": {"measure": "ships", "at_least": -1}}', "", "line 4: "),
        (', "keep": 1.5', "", "line 4: probability 1.5"),
        (', "from": 5, "until": 5', "", "line 4: promise a: until month 5"),
        (', "from": "may"', "", "line 4: from 'may'"),
        (
            ', "unit": "ships"',
            ', "requirement": [{"measure": "ships", "at_least": 2, "unit": "tonnes"}]',
            "line 5: ships in 'tonnes'",
        ),
        ("", ', "requirement": [{"measure": "ships"}]', "line 5: no key 'at_least'"),
        ("", ', "requirement": [{"measure": "ships", "at_least": NaN}]', "line 5: nan"),
        ("", ', "requirement": {"measure": "ships"}', "line 5: requirement is no list"),
        ("", EXCLUSIVE + '{"vote": 0.7, "truce": 0.6}}]', "line 5: exclusive group vote, truce"),
        ("", EXCLUSIVE + '{"truce": 0.6}}]', "line 5: fact truce has a probability of its own"),
        ("", GIVEN + '"parents": ["truce"], "table": {"true": 1}}]', "line 5: fact vote given truce: no row"),
        ("", GIVEN + '"parents": ["war"], "table": {"true": 1, "false": 0}}]', "line 5: fact vote given war"),
        ("", ', "groups": [{"kind": "either"}]', "line 5: group of kind 'either'"),
        ("", ', "pools": [{"actor": "A", "units": 3, "tour": 0, "rest": 1}]', "line 5: pool of A"),
        ("", ', "comitments": []', "line 5: unknown key 'comitments'"),
    ],
)
def test_each_mistake_is_told_with_its_line(rest: str, more: str, what: str) -> None:
    assert f"case.json, {what}" in mistakes_in(with_promise(rest, more))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """{
 "facts": {"truce": {"p": 2}},
 "commitments": [
  {"id": "a", "actor": "A", "measure": "ships", "quantity": [3, 1]},
  {"id": "a", "actor": "B", "measure": "ships", "if": {"fact": "peace"}}
 ]
}"""
    told = mistakes_in(text)
    assert [line.split(":")[0] for line in told.splitlines() if line.startswith("case.json")] == [
        "case.json, line 2",
        "case.json, line 4",
        "case.json, line 5",
        "case.json, line 5",
    ]
    assert "the id is given twice" in told


def test_what_is_no_json_is_shown_with_its_place() -> None:
    assert mistakes_in('{"facts": {}\n "commitments": []}').startswith(
        "case.json, line 2: no JSON: Expecting ',' delimiter\n"
    )
    assert "no JSON" in mistakes_in("")
    assert "is no object" in mistakes_in("[]")


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    from willing.reckoning.case_file import read_case_file

    with pytest.raises(CaseError, match="cannot be read"):
        read_case_file(tmp_path / "none.json")


def test_amounts_are_exact() -> None:
    case = case_of(with_promise("").replace('"quantity": 2', '"quantity": 0.1'))
    assert case.commitments[0].amount.low == Fraction(1, 10)
