"""The condition language in tables: text, JSON and what a condition comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from willing.errors import InvalidValue
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
    all_of,
    any_of,
    atoms,
    condition_from_json,
    evaluate,
    facts,
    parse_condition,
)

A, B, C = Fact("a"), Fact("b"), Fact("c")

# canonical text, JSON form, value
FORMS = [
    ("ceasefire", {"fact": "ceasefire"}, Fact("ceasefire")),
    ("not a", {"not": {"fact": "a"}}, Not(A)),
    ("not not a", {"not": {"not": {"fact": "a"}}}, Not(Not(A))),
    ("a and b and c", {"all": [{"fact": "a"}, {"fact": "b"}, {"fact": "c"}]}, All((A, B, C))),
    ("a or b", {"any": [{"fact": "a"}, {"fact": "b"}]}, Any((A, B))),
    ("a and not b", {"all": [{"fact": "a"}, {"not": {"fact": "b"}}]}, All((A, Not(B)))),
    ("a or b and c", {"any": [{"fact": "a"}, {"all": [{"fact": "b"}, {"fact": "c"}]}]}, Any((A, All((B, C))))),
    ("(a or b) and c", {"all": [{"any": [{"fact": "a"}, {"fact": "b"}]}, {"fact": "c"}]}, All((Any((A, B)), C))),
    ("not (a and b)", {"not": {"all": [{"fact": "a"}, {"fact": "b"}]}}, Not(All((A, B)))),
    ("not a or b", {"any": [{"not": {"fact": "a"}}, {"fact": "b"}]}, Any((Not(A), B))),
    ("holds(P255)", {"holds": "P255"}, Holds("P255")),
    ("does(USA-CONGRESS.funding)", {"does": "USA-CONGRESS.funding"}, Does("USA-CONGRESS", "funding")),
    ("does(FRA.troops >= 5000)", {"does": "FRA.troops", "at_least": 5000}, Does("FRA", "troops", 5000)),
    ("does(FRA.troops >= 0.5)", {"does": "FRA.troops", "at_least": 0.5}, Does("FRA", "troops", 0.5)),
    ("others(troops >= 3)", {"others": {"measure": "troops", "at_least": 3}}, Others("troops", 3)),
    (
        "others(troops >= 3 of FRA, GBR, POL)",
        {"others": {"measure": "troops", "at_least": 3, "of": ["FRA", "GBR", "POL"]}},
        Others("troops", 3, ("FRA", "GBR", "POL")),
    ),
    ("total(troops >= 10000)", {"total": {"measure": "troops", "at_least": 10000}}, Total("troops", 10000)),
    (
        "total(troops >= 10000, own = no)",
        {"total": {"measure": "troops", "at_least": 10000, "own": False}},
        Total("troops", 10000, own=False),
    ),
]


@pytest.mark.parametrize(("text", "json", "value"), FORMS, ids=[form[0] for form in FORMS])
def test_text_json_and_value_turn_into_one_another(text: str, json: object, value: Condition) -> None:
    assert parse_condition(text) == value
    assert condition_from_json(json) == value
    assert str(value) == text
    assert value.as_json() == json


# what people write, and the canonical text
SPELLINGS = [
    ("  a   and\n\tb ", "a and b"),
    ("((a))", "a"),
    ("(a and b) and c", "a and b and c"),
    ("a or (b or c)", "a or b or c"),
    ("(a and b) or c", "a and b or c"),
    ("not(a)", "not a"),
    ("not (not (a))", "not not a"),
    ("a and a", "a and a"),
    ("notable and orderly", "notable and orderly"),
    ("of or own or no", "of or own or no"),
    ("2025_deal and sjöfart", "2025_deal and sjöfart"),
    ("holds( total )", "holds(total)"),
    ("does(FRA . troops>=5,000)", "does(FRA.troops >= 5000)"),
    ("does(FRA.troops >= 2.50)", "does(FRA.troops >= 2.5)"),
    ("total(funding >= 1,234,567.25)", "total(funding >= 1234567.25)"),
    ("total(troops >= 10,000,own=no)", "total(troops >= 10000, own = no)"),
    ("total(troops >= 10000, own = yes)", "total(troops >= 10000)"),
    ("others(troops >= 1,000 of FRA,GBR,FRA)", "others(troops >= 1000 of FRA, GBR)"),
    ("others(troops >= 2 of 100, 200)", "others(troops >= 2 of 100, 200)"),
    ("total(funding >= 0.0000001)", "total(funding >= 0.0000001)"),
]


@pytest.mark.parametrize(("written", "canonical"), SPELLINGS)
def test_what_people_write_has_one_canonical_text(written: str, canonical: str) -> None:
    assert str(parse_condition(written)) == canonical
    assert parse_condition(canonical) == parse_condition(written)


@pytest.mark.parametrize(
    ("json", "canonical"),
    [
        ({"all": [{"fact": "a"}]}, "a"),
        ({"any": [{"all": [{"fact": "a"}, {"fact": "b"}]}]}, "a and b"),
        ({"all": [{"all": [{"fact": "a"}, {"fact": "b"}]}, {"fact": "c"}]}, "a and b and c"),
        ({"total": {"measure": "troops", "at_least": 3.0, "own": True}}, "total(troops >= 3)"),
        ({"does": "FRA.troops", "at_least": None}, "does(FRA.troops)"),
    ],
)
def test_other_json_of_the_same_meaning_is_read_too(json: object, canonical: str) -> None:
    assert str(condition_from_json(json)) == canonical


def test_order_and_repeats_are_kept_and_distinguish_conditions() -> None:
    assert parse_condition("a and b") != parse_condition("b and a")
    assert parse_condition("a or a") != A
    assert parse_condition("not not a") != A


@dataclass
class Answers:
    """What is known of other promises, by the text of the question; all else is unknown."""

    known: dict[str, bool] = field(default_factory=dict)

    def holds(self, promise: str) -> bool | None:
        return self.known.get(str(Holds(promise)))

    def does(self, actor: str, measure: str, at_least: float | None) -> bool | None:
        return self.known.get(str(Does(actor, measure, at_least)))

    def others(self, measure: str, at_least: int, of: tuple[str, ...] | None) -> bool | None:
        return self.known.get(str(Others(measure, at_least, of)))

    def total(self, measure: str, at_least: float, own: bool) -> bool | None:
        return self.known.get(str(Total(measure, at_least, own)))


T, F, U = True, False, None


@pytest.mark.parametrize(
    ("a", "b", "both", "either", "not_a"),
    [
        (T, T, T, T, F),
        (T, F, F, T, F),
        (T, U, U, T, F),
        (F, T, F, T, T),
        (F, F, F, F, T),
        (F, U, F, U, T),
        (U, T, U, T, U),
        (U, F, F, U, U),
        (U, U, U, U, U),
    ],
)
def test_truth_is_kleenes(a: bool | None, b: bool | None, both: object, either: object, not_a: object) -> None:
    scenario = {"a": a, "b": b}
    assert evaluate(All((A, B)), scenario) is both
    assert evaluate(Any((A, B)), scenario) is either
    assert evaluate(Not(A), scenario) is not_a
    assert evaluate(Not(Not(A)), scenario) is a


def test_a_fact_the_scenario_leaves_out_is_unknown() -> None:
    assert evaluate(A, {}) is None
    assert evaluate(parse_condition("a and b"), {"a": True}) is None
    assert evaluate(parse_condition("a and b"), {"a": False}) is False


@pytest.mark.parametrize(
    "text",
    [
        "holds(P1)",
        "does(FRA.troops)",
        "does(FRA.troops >= 5000)",
        "others(troops >= 3 of FRA, GBR, POL)",
        "total(troops >= 10000, own = no)",
    ],
)
def test_promises_count_as_answered_and_as_unknown_without_answers(text: str) -> None:
    condition = parse_condition(text)
    assert evaluate(condition, {}, Answers({text: True})) is True
    assert evaluate(condition, {}, Answers({text: False})) is False
    assert evaluate(condition, {}, Answers()) is None
    assert evaluate(condition, {}) is None


def test_a_pledge_tied_to_a_guarantee_and_an_ally_waits_for_both() -> None:
    condition = parse_condition("us_guarantee and does(FRA.troops >= 5000) and not attack")
    scenario = {"us_guarantee": True, "attack": False}
    assert evaluate(condition, scenario) is None
    assert evaluate(condition, scenario, Answers({"does(FRA.troops >= 5000)": True})) is True
    assert evaluate(condition, scenario | {"attack": True}) is False


def test_a_condition_tells_which_facts_and_promises_it_mentions() -> None:
    condition = parse_condition("(b or holds(P1)) and not (a and b) and total(troops >= 5)")
    assert facts(condition) == {"a", "b"}
    assert list(atoms(condition)) == [B, Holds("P1"), A, B, Total("troops", 5)]


def test_conditions_of_standing_statements_join() -> None:
    assert all_of([parse_condition("a or b"), parse_condition("b and c")]) == parse_condition("(a or b) and b and c")
    assert any_of([A]) == A


@pytest.mark.parametrize("join", [all_of, any_of, All, Any])
def test_nothing_joined_is_no_condition(join: type[All]) -> None:
    with pytest.raises(InvalidValue, match="all or any of 0 conditions: expected at least two"):
        join(())
