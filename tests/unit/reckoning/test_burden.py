"""How heavy a cost is by several yardsticks, and who changes place between them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InvalidValue
from willing.reckoning.burden import (
    Figures,
    Move,
    Place,
    RankChange,
    Ranking,
    Yardstick,
    all_rank_changes,
    burden,
    discounted_for_debt,
    from_figures,
    places_of,
    rank,
    rank_changes,
    share_of,
)


def figures(name: str, unit: str, flags: Mapping[str, str] | None = None, **values: object) -> Figures:
    numbers = {actor: Fraction(str(value)) for actor, value in values.items()}
    return Figures(name, unit, numbers, dict.fromkeys(values, f"table of {name}"), flags or {})


def amounts(**values: object) -> dict[str, Fraction]:
    return {actor: Fraction(str(value)) for actor, value in values.items()}


def yardstick(name: str, **capacity: object) -> Yardstick:
    return Yardstick(name, "bn", amounts(**capacity), dict.fromkeys(capacity, "a table"))


GDP = figures("GDP", "USD bn", A=3000, B=1000, C=500, D=40)
DEBT = figures("debt", "% of GDP", {"C": "central government only"}, A=120, B=60, C=90)
DEFENCE = figures("defence share", "% of GDP", A="2.5", B=4, C="1.2", D=5)


# yardsticks


def test_figures_as_they_are_make_a_yardstick() -> None:
    key = figures("agreed key", "points", {"B": "before its election"}, A=3, B=2)
    assert from_figures(key, "as signed") == Yardstick(
        "agreed key",
        "points",
        amounts(A=3, B=2),
        {"A": "table of agreed key", "B": "table of agreed key"},
        "as signed",
        {"B": "before its election"},
    )


def test_the_defence_budget_is_its_share_of_output() -> None:
    found = share_of(GDP, DEFENCE, "defence budget")
    assert found.capacity == amounts(A=75, B=40, C=6, D=2)
    assert (found.name, found.unit, found.note) == ("defence budget", "USD bn", "GDP * defence share / 100")
    assert found.sources["A"] == "GDP: table of GDP; defence share: table of defence share"
    assert found.flags == {}


def test_debt_above_the_limit_discounts_output_by_limit_over_debt() -> None:
    """Limit 60: A owes twice that and counts half, B is just there, C owes 90 and counts two thirds."""
    found = discounted_for_debt(GDP, DEBT, Fraction(60), "GDP discounted for debt")
    assert found.capacity == {"A": 1500, "B": 1000, "C": Fraction(1000, 3)}
    assert found.note == "GDP * 60 % of GDP / debt, where debt is above 60 % of GDP; else GDP"
    assert found.sources["A"] == "GDP: table of GDP; debt: table of debt"


def test_a_debt_that_does_not_compare_is_flagged_and_not_dropped() -> None:
    found = discounted_for_debt(GDP, DEBT, Fraction(60), "discounted")
    assert found.flags == {"C": "debt: central government only"}
    assert "C" in found.capacity
    assert {each.actor: each.flag for each in rank(amounts(A=1, C=1), found).places} == {
        "A": "",
        "C": "debt: central government only",
    }


def test_flags_of_both_figures_are_told() -> None:
    flagged = figures("GDP", "USD bn", {"C": "estimate"}, C=500, E=1)
    assert discounted_for_debt(flagged, DEBT, Fraction(60), "discounted").flags == {
        "C": "GDP: estimate; debt: central government only"
    }


def test_who_lacks_one_of_two_figures_has_no_capacity() -> None:
    assert "D" not in discounted_for_debt(GDP, DEBT, Fraction(60), "discounted").capacity


@given(st.fractions(0, 300), st.fractions(1, 300))
def test_debt_never_adds_to_capacity_and_below_the_limit_takes_nothing(debt: Fraction, limit: Fraction) -> None:
    capacity = discounted_for_debt(figures("GDP", "bn", A=10), figures("debt", "%", A=debt), limit, "d").capacity["A"]
    assert 0 < capacity <= 10
    assert (capacity == 10) is (debt <= limit)


@pytest.mark.parametrize("limit", [0, -60])
def test_a_limit_of_nothing_is_refused(limit: int) -> None:
    with pytest.raises(InvalidValue, match="limit"):
        discounted_for_debt(GDP, DEBT, Fraction(limit), "discounted")


def test_a_figure_without_a_source_is_refused() -> None:
    with pytest.raises(InvalidValue, match="GDP of A: expected a source"):
        Figures("GDP", "bn", amounts(A=1), {"A": ""})
    with pytest.raises(InvalidValue, match="key of B: expected a source"):
        Yardstick("key", "", amounts(A=1, B=1), {"A": "a table"})


@pytest.mark.parametrize("capacity", [0, -1])
def test_a_capacity_of_nothing_is_refused(capacity: int) -> None:
    with pytest.raises(InvalidValue, match="key of A: capacity"):
        Yardstick("key", "", amounts(A=capacity), {"A": "a table"})
    with pytest.raises(InvalidValue, match="budget of A: capacity"):
        share_of(GDP, figures("share", "%", A=capacity), "budget")


# rankings


def test_a_ranking_tells_strain_with_all_that_it_comes_from() -> None:
    """A 6/300, B 5/100; C bears a cost and has no figure, D has a figure and bears none."""
    found = rank(amounts(A=6, B=5, C=1), yardstick("GDP", A=300, B=100, D=9))
    assert found.places == (
        Place(1, "B", Fraction(1, 20), Fraction(5), Fraction(100), "a table"),
        Place(2, "A", Fraction(1, 50), Fraction(6), Fraction(300), "a table"),
    )
    assert found.missing == ("C",)
    assert found.strain == {"B": Fraction(1, 20), "A": Fraction(1, 50)}


def test_equal_strains_share_a_place_and_the_next_is_left_out() -> None:
    found = places_of(amounts(D=1, C="0.5", B=1, A=2, E=0))
    assert found == {"A": 1, "B": 2, "D": 2, "C": 4, "E": 5}
    assert list(found) == ["A", "B", "D", "C", "E"]


def test_a_cost_below_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="cost of A"):
        rank(amounts(A=-1), yardstick("GDP", A=1))


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.fractions(0, 5, max_denominator=3)))
def test_a_place_is_one_more_than_those_with_more_strain(strain: dict[str, Fraction]) -> None:
    assert places_of(strain) == {
        actor: 1 + sum(other > own for other in strain.values()) for actor, own in strain.items()
    }


def test_one_ranking_for_each_yardstick() -> None:
    """Costs 30, 20, 4: by GDP 1/100, 1/50, 1/125; by budget 2/5, 1/2, 2/3; D bears nothing."""
    costs = amounts(A=30, B=20, C=4)
    yardsticks = [
        from_figures(GDP),
        share_of(GDP, DEFENCE, "budget"),
        discounted_for_debt(GDP, DEBT, Fraction(60), "d"),
    ]
    by_gdp, by_budget, by_debt = burden(costs, yardsticks)
    assert [each.yardstick for each in (by_gdp, by_budget, by_debt)] == yardsticks
    assert [each.actor for each in by_gdp.places] == ["B", "A", "C"]
    assert [each.actor for each in by_budget.places] == ["C", "B", "A"]
    assert by_debt.strain == {"A": Fraction(1, 50), "B": Fraction(1, 50), "C": Fraction(3, 250)}
    assert [each.place for each in by_debt.places] == [1, 1, 3]


# changes of place


def test_who_goes_from_which_place_to_which() -> None:
    costs = amounts(A=1, B=1, C=1)
    before, after = burden(costs, [yardstick("GDP", A=1, B=2, C=3), yardstick("key", A=3, B=2, C=1)])
    assert rank_changes(before, after) == RankChange("GDP", "key", (Move("A", 1, 3), Move("C", 3, 1)), ())


def test_an_order_that_stays_has_no_moves_whatever_the_strains() -> None:
    before, after = burden(amounts(A=2, B=1), [yardstick("GDP", A=7, B=7), yardstick("key", A=1, B="0.9")])
    assert before.strain != after.strain
    assert rank_changes(before, after).moves == ()


def test_a_figure_that_is_missing_moves_nobody_and_is_told() -> None:
    """Without A, B and C are 1 and 2 by the key, as they are by GDP among those that both rank."""
    costs = amounts(A=1, B=1, C=1, D=1)
    before, after = burden(costs, [yardstick("GDP", A=1, B=2, C=3), yardstick("key", B=2, C=3, D=1)])
    assert [each.place for each in before.places if each.actor in "BC"] == [2, 3]
    assert rank_changes(before, after) == RankChange("GDP", "key", (), ("A", "D"))


def test_a_tie_that_is_broken_is_a_change() -> None:
    before, after = burden(amounts(A=1, B=1), [yardstick("GDP", A=5, B=5), yardstick("key", A=5, B=4)])
    assert rank_changes(before, after).moves == (Move("A", 1, 2),)


def test_every_two_yardsticks_are_compared() -> None:
    rankings = burden(amounts(A=1, B=2), [yardstick(name, A=1, B=1) for name in ("first", "second", "third")])
    assert [(each.before, each.after) for each in all_rank_changes(rankings)] == [
        ("first", "second"),
        ("first", "third"),
        ("second", "third"),
    ]


capacities = st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 6).map(Fraction), max_size=5)


def ranked(name: str, capacity: dict[str, Fraction]) -> Ranking:
    return rank(dict.fromkeys("ABCDE", Fraction(1)), Yardstick(name, "", capacity, dict.fromkeys(capacity, "a table")))


@given(capacities, capacities)
def test_turned_round_every_move_goes_back(first: dict[str, Fraction], second: dict[str, Fraction]) -> None:
    there = rank_changes(ranked("one", first), ranked("two", second))
    back = rank_changes(ranked("two", second), ranked("one", first))
    assert set(there.moves) == {Move(each.actor, each.after, each.before) for each in back.moves}
    assert there.not_compared == back.not_compared == tuple(sorted(set(first) ^ set(second)))
    assert bool(there.moves) is any(
        (first[one] < first[other]) != (second[one] < second[other])
        for one in first.keys() & second.keys()
        for other in first.keys() & second.keys()
    )
