"""What a person sees who mistypes a condition: the exact message, with the place marked."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from willing.errors import ConditionSyntaxError, InvalidValue
from willing.model import (
    All,
    Any,
    Condition,
    Does,
    Fact,
    Holds,
    Not,
    Others,
    Total,
    condition_from_json,
    evaluate,
    parse_condition,
)

OPERAND = 'a fact, "not", "(", "holds(", "does(", "others(" or "total("'

# text, marks below it, what was expected
MISTAKES = [
    ("", "^", OPERAND),
    ("a and", "     ^", OPERAND),
    ("a and  ", "     ^", OPERAND),
    ("or a", "~~^", OPERAND),
    ("a and or b", "      ~~^", OPERAND),
    ("not", "   ^", OPERAND),
    ("()", " ~^", OPERAND),
    ('"ceasefire"', "~^", OPERAND),
    ("NOT a", "~~~^", f'{OPERAND}, perhaps "not"'),
    ("hold(P1)", "~~~~^", f'{OPERAND}, perhaps "holds"'),
    ("us_guarantee adn ceasefire", "             ~~~^", '"and", "or" or the end, perhaps "and"'),
    ("a AND b", "  ~~~^", '"and", "or" or the end, perhaps "and"'),
    ("a b", "  ~^", '"and", "or" or the end'),
    ("a)", " ~^", '"and", "or" or the end'),
    ("(a or b", "       ^", '"and", "or" or ")"'),
    ("(a or b c", "        ~^", '"and", "or" or ")"'),
    ("holds", "     ^", '"("'),
    ("holds P1", "      ~~^", '"("'),
    ("holds()", "      ~^", "the name of a promise"),
    ("holds(P1", "        ^", '")"'),
    ("does(.troops)", "     ~^", "the name of an actor"),
    ("does(FRA troops)", "         ~~~~~~^", '"."'),
    ("does(FRA.)", "         ~^", "the name of a measure"),
    ("does(FRA.troops > 5)", "                ~^", '">=" or ")"'),
    ("does(FRA.troops >= many)", "                   ~~~~^", "a number such as 5000, 10,000 or 2.5"),
    ("does(FRA.troops >= 3,5)", "                   ~~~^", "a number such as 5000, 10,000 or 2.5"),
    ("does(FRA.troops >= 0,500)", "                   ~~~~~^", "a number such as 5000, 10,000 or 2.5"),
    ("does(FRA.troops >= 5e3)", "                   ~~~^", "a number such as 5000, 10,000 or 2.5"),
    ("does(FRA.troops >= -5)", "                   ~^", "a number such as 5000, 10,000 or 2.5"),
    ("does(FRA.troops >= 5 thousand)", "                     ~~~~~~~~^", '")"'),
    ("total(troops)", "            ~^", '">="'),
    ("total(troops >= 99999999999999999)", "                ~~~~~~~~~~~~~~~~~^", "a number up to 1000000000000000"),
    ("total(troops >= 5 own = no)", "                  ~~~^", '", own = no" or ")"'),
    ("total(troops >= 5, no)", "                   ~~^", '"own = no"'),
    ("total(troops >= 5, own no)", "                       ~~^", '"="'),
    ("total(troops >= 5, own = false)", "                         ~~~~~^", '"yes" or "no"'),
    ("others(>= 3)", "       ~~^", "the name of a measure"),
    ("others(troops)", "             ~^", '">="'),
    ("others(troops >= 2.5)", "                 ~~~^", "a whole number such as 3"),
    ("others(troops >= 3 from FRA)", "                   ~~~~^", '"of" or ")"'),
    ("others(troops >= 3 of)", "                     ~^", "the name of an actor"),
    ("others(troops >= 3 of FRA GBR)", "                          ~~~^", '"," or ")"'),
    ("others(troops >= 3 of FRA,)", "                          ~^", "the name of an actor"),
]


@pytest.mark.parametrize(("text", "marks", "expected"), MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_a_mistake_is_marked_with_what_was_expected_there(text: str, marks: str, expected: str) -> None:
    with pytest.raises(ConditionSyntaxError) as caught:
        parse_condition(text)
    assert str(caught.value) == f"condition not understood\n    {text}\n    {marks}\nexpected {expected}"


# text, marks below it, what was expected; with the names below known
UNKNOWN_NAMES = [
    ("ceasfire", "~~~~~~~~^", 'a known fact, perhaps "ceasefire"; known facts: ceasefire, mandate'),
    ("mandate and war", "            ~~~^", "a known fact; known facts: ceasefire, mandate"),
    ("holds(P13)", "      ~~~^", 'a known promise, perhaps "P12"; known promises: P12'),
    ("does(fra.troops)", "     ~~~^", 'a known actor, perhaps "FRA"; known actors: FRA, GBR'),
    ("does(FRA.troop)", "         ~~~~~^", 'a known measure, perhaps "troops"; known measures: troops'),
    ("others(troops >= 2 of GBR, F)", "                           ~^", "a known actor; known actors: FRA, GBR"),
    ("mandate adn ceasefire", "        ~~~^", '"and", "or" or the end, perhaps "and"; known facts: ceasefire, mandate'),
    ("mandate and", "           ^", f"{OPERAND}; known facts: ceasefire, mandate"),
]


@pytest.mark.parametrize(("text", "marks", "expected"), UNKNOWN_NAMES, ids=[row[0] for row in UNKNOWN_NAMES])
def test_an_unknown_name_is_marked_and_the_nearest_suggested(text: str, marks: str, expected: str) -> None:
    with pytest.raises(ConditionSyntaxError) as caught:
        parse_condition(
            text, facts={"mandate", "ceasefire"}, promises=["P12"], actors=("GBR", "FRA"), measures={"troops": 1}.keys()
        )
    assert str(caught.value) == f"condition not understood\n    {text}\n    {marks}\nexpected {expected}"


def test_known_names_pass_and_kinds_without_a_list_take_any_name() -> None:
    parse_condition("ceasefire and does(ESP.naval)", facts={"ceasefire"}, measures={"naval"})


def test_a_long_list_of_known_names_is_cut() -> None:
    with pytest.raises(ConditionSyntaxError, match=r"; known promises: P0, P1, .*, P18, P19 and 88 more$"):
        parse_condition("holds(X)", promises=[f"P{n}" for n in range(100)])


def test_the_message_can_name_the_file_and_the_key() -> None:
    with pytest.raises(ConditionSyntaxError) as caught:
        parse_condition("us_guarantee adn ceasefire")
    where = "cases/ukraine-coalition/case.toml, line 41"
    assert caught.value.render(where=where, label="holds_if") == dedent("""\
        cases/ukraine-coalition/case.toml, line 41: condition not understood
            holds_if: us_guarantee adn ceasefire
                                   ~~~^
        expected "and", "or" or the end, perhaps "and\"""")


def test_of_a_condition_over_several_lines_the_line_with_the_mistake_is_shown() -> None:
    with pytest.raises(ConditionSyntaxError) as caught:
        parse_condition("mandate and\n\tceasefire adn peace\nand x")
    assert str(caught.value).splitlines()[1:3] == ["     ceasefire adn peace", "               ~~~^"]


def test_of_a_long_line_the_part_around_the_mistake_is_shown() -> None:
    with pytest.raises(ConditionSyntaxError) as caught:
        parse_condition("fact and " * 100 + "fact adn fact" + " and fact" * 100)
    _, line, mark, _ = str(caught.value).splitlines()
    assert len(line) == len("    ") + len("...") + 100 + len("...")
    assert line[mark.index("~") : mark.index("^")] == "adn"


@pytest.mark.parametrize(
    ("text", "place"),
    [("not " * 10_000 + "a", 200), ("(" * 10_000 + "a" + ")" * 10_000, 50), ("not (" * 10_000 + "a", 125)],
    ids=["not", "parentheses", "both"],
)
def test_a_condition_nested_too_deep_is_told_so(text: str, place: int) -> None:
    with pytest.raises(ConditionSyntaxError) as caught:
        parse_condition(text)
    assert caught.value.start == place
    assert caught.value.expected == 'at most 50 levels of "not" and parentheses within one another'


def test_the_deepest_condition_is_read_printed_and_evaluated() -> None:
    text = "a and (b or " * 50 + "c" + ")" * 50
    condition = parse_condition(text)
    assert str(condition) == text
    assert condition_from_json(condition.as_json()) == condition
    assert evaluate(condition, {"a": True, "b": False, "c": True}) is True


def nested(wrap: Callable[[object], object], times: int) -> object:
    value: object = {"fact": "a"}
    for _ in range(times):
        value = wrap(value)
    return value


@pytest.mark.parametrize(
    ("json", "message"),
    [
        ("ceasefire", """condition: 'ceasefire', expected an object such as {"fact": "ceasefire"}"""),
        ({}, "condition: keys [], expected exactly one of fact, not, all, any, holds, does, others, total"),
        (
            {"all": [{"fact": "a"}, {"nto": 1}]},
            "condition.all[1]: keys ['nto'], expected exactly one of fact, not, all, any, holds, does, others, total",
        ),
        (
            {"fact": "a", "not": {}},
            "condition: keys ['fact', 'not'], expected exactly one of fact, not, all, any, holds, does, others, total",
        ),
        ({"fact": "a", "at_least": 3}, "condition: key 'at_least' beside 'fact', expected no other"),
        ({"all": []}, "condition: [], expected a list of at least one condition"),
        ({"not": {"any": []}}, "condition.not: [], expected a list of at least one condition"),
        ({"fact": 3}, "condition: 3 as the name of a fact: expected letters, digits, _ and -"),
        (
            {"fact": "not"},
            'condition: fact "not": expected a name that is not one of and, or, not, holds, does, others, total',
        ),
        ({"holds": "P 1"}, "condition: 'P 1' as the name of a promise: expected letters, digits, _ and -"),
        ({"does": "FRA"}, "condition: does 'FRA', expected an actor and a measure such as ACTOR.measure"),
        (
            {"total": {"measure": "troops"}},
            "condition: no 'at_least', expected an object with measure, at_least and perhaps own",
        ),
        (
            {"others": {"measure": "troops", "at_least": 1, "off": []}},
            "condition: key 'off', expected an object with measure, at_least and perhaps of",
        ),
        ({"others": 3}, "condition: 3, expected an object with measure, at_least and perhaps of"),
        (
            {"others": {"measure": "troops", "at_least": 1, "of": "FRA"}},
            "condition: of 'FRA', expected a list of actors",
        ),
        (nested(lambda value: {"all": [value]}, 10_000), "condition nested 104 deep: expected at most 103 objects"),
        (nested(lambda value: {"not": value}, 60), "condition 51 levels deep: expected at most 50 levels of not"),
        ({"fact": nested(lambda value: [value], 100_000)}, "as the name of a fact: expected letters"),
    ],
)
def test_wrong_json_is_told_with_its_place(json: object, message: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        condition_from_json(json)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Fact(""),
        lambda: Fact("Total"),
        lambda: Fact("a b"),
        lambda: Fact("a\n"),
        lambda: Holds("-a"),
        lambda: Does("FRA.x", "troops"),
        lambda: Does("FRA", "troops", -1),
        lambda: Does("FRA", "troops", float("nan")),
        lambda: Does("FRA", "troops", float("inf")),
        lambda: Does("FRA", "troops", True),
        lambda: Others("troops", 2.5),  # type: ignore[arg-type]
        lambda: Others("troops", 2, ()),
        lambda: Others("troops", 2, "FRA"),  # type: ignore[arg-type]
        lambda: Total("troops", "5"),  # type: ignore[arg-type]
        lambda: Total("troops", 5, own="no"),  # type: ignore[arg-type]
        lambda: Not("a"),  # type: ignore[arg-type]
        lambda: All((Fact("a"),)),
        lambda: Any((Fact("a"), "b")),  # type: ignore[arg-type]
    ],
)
def test_a_condition_that_the_text_could_not_hold_cannot_be_built(build: Callable[[], Condition]) -> None:
    with pytest.raises(InvalidValue):
        build()
