"""Least-strain allocation: by hand, by its properties, and beside a linear-programming solver."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.reckoning.allocation import LeastStrain, allocate
from willing.reckoning.case import Allocation, Share

CLOSE = 1e-9
LARGEST_CAP = 5_000


def share(cap: object, unit_cost: object = 1, capacity: object = 1) -> Share:
    return Share(Fraction(str(cap)), Fraction(str(unit_cost)), Fraction(str(capacity)))


def fill(need: object, **members: Share) -> LeastStrain:
    return allocate(Allocation(Fraction(str(need)), members))


amounts = st.fractions(0, 50, max_denominator=12)
above_zero = st.fractions(Fraction(1, 12), 50, max_denominator=12)
shares = st.builds(Share, amounts, above_zero, above_zero)
members = st.dictionaries(st.sampled_from("ABCDEFGH"), shares, max_size=8)
allocations = st.builds(Allocation, st.fractions(-5, 200, max_denominator=12), members)


def strains(members: Mapping[str, Share], give: Mapping[str, Fraction]) -> list[Fraction]:
    return [give[actor] * each.unit_cost / each.capacity for actor, each in members.items()]


def test_those_with_small_caps_fill_up_and_the_large_member_gives_the_rest() -> None:
    """At strain s they give 200s, 100s and 50s: at 4 B is full with 400, at 6 C with 300; A gives the other 1,500."""
    found = fill(2200, A=share(2500, 1, 200), B=share(400, 1, 100), C=share(300, 1, 50))
    assert found == LeastStrain(
        feasible=True,
        strain=Fraction("7.5"),
        give={"A": Fraction(1500), "B": Fraction(400), "C": Fraction(300)},
        short=Fraction(0),
        at_cap=("B", "C"),
    )


def test_below_all_caps_everybody_gives_at_one_strain() -> None:
    """Rates 10/2 = 5, 4/1 = 4 and 6/6 = 1 for each unit of strain, 10 together; the level is 7/10."""
    found = fill(7, A=share(100, 2, 10), B=share(100, 1, 4), C=share(100, 6, 6))
    assert found.strain == Fraction(7, 10)
    assert found.give == {"A": Fraction(7, 2), "B": Fraction(14, 5), "C": Fraction(7, 10)}
    assert found.at_cap == ()


def test_the_dear_member_gives_less() -> None:
    assert fill(30, CHEAP=share(100, 1, 1), DEAR=share(100, 2, 1)).give == {"CHEAP": 20, "DEAR": 10}


def test_a_need_that_the_caps_just_reach_is_filled() -> None:
    found = fill(15, A=share(10, 1, 10), B=share(5, 1, 1))
    assert (found.feasible, found.strain, found.short) == (True, 5, 0)
    assert found.give == {"A": 10, "B": 5}
    assert found.at_cap == ("A", "B")


def test_a_level_that_is_just_a_members_cap() -> None:
    """At strain 2 both give 20, and A has no more."""
    found = fill(40, A=share(20, 1, 10), B=share(70, 1, 10))
    assert (found.strain, found.give, found.at_cap) == (2, {"A": 20, "B": 20}, ("A",))


def test_beyond_all_caps_everybody_gives_the_cap_and_the_rest_is_missing() -> None:
    found = fill("15.5", A=share(10, 1, 10), B=share(5, 3, 1))
    assert found == LeastStrain(False, Fraction(15), {"A": Fraction(10), "B": Fraction(5)}, Fraction("0.5"), ("A", "B"))


@pytest.mark.parametrize("need", [0, -3])
def test_no_need_strains_nobody(need: int) -> None:
    found = fill(need, A=share(10), B=share(0))
    assert (found.feasible, found.strain, found.short) == (True, 0, 0)
    assert found.give == {"A": 0, "B": 0}
    assert found.at_cap == ("B",)


def test_without_members_all_of_the_need_is_missing() -> None:
    assert fill(4) == LeastStrain(False, Fraction(0), {}, Fraction(4), ())
    assert fill(0) == LeastStrain(True, Fraction(0), {}, Fraction(0), ())


def test_strains_at_the_cap_that_differ_by_next_to_nothing_are_still_told_apart() -> None:
    """A is full at 1, B at 1 + 1/10**30; the need leaves a part of that hair to B."""
    hair = Fraction(1, 10**30)
    need = 2 + hair / 2
    for members in ({"A": share(1), "B": share(1 + hair)}, {"B": share(1 + hair), "A": share(1)}):
        found = allocate(Allocation(need, members))
        assert found.strain == 1 + hair / 2
        assert found.at_cap == ("A",)


@given(allocations)
def test_nobody_gives_above_the_cap_and_all_together_give_the_need(allocation: Allocation) -> None:
    found = allocate(allocation)
    assert list(found.give) == list(allocation.members)
    assert all(0 <= found.give[actor] <= each.cap for actor, each in allocation.members.items())
    need = max(allocation.need, Fraction(0))
    assert sum(found.give.values()) + found.short == need
    assert found.feasible is (sum(each.cap for each in allocation.members.values()) >= need)
    assert found.feasible is (found.short == 0)


@given(allocations)
def test_the_strain_told_is_the_highest_that_anybody_has(allocation: Allocation) -> None:
    found = allocate(allocation)
    assert found.strain == max(strains(allocation.members, found.give), default=0)


@given(allocations)
def test_those_at_the_cap_are_named_and_no_others(allocation: Allocation) -> None:
    found = allocate(allocation)
    assert set(found.at_cap) == {actor for actor, each in allocation.members.items() if found.give[actor] == each.cap}


@given(allocations, st.fractions(Fraction(1, 1000), 1))
def test_no_smaller_strain_is_possible(allocation: Allocation, part: Fraction) -> None:
    """With any smaller highest strain, the most that all can give is short of the need."""
    found = allocate(allocation)
    smaller = found.strain * (1 - part)
    if not found.feasible or found.strain == 0:
        return
    most = sum(min(each.cap, smaller * each.capacity / each.unit_cost) for each in allocation.members.values())
    assert most < allocation.need


@given(members, amounts, amounts)
def test_a_greater_need_takes_less_from_nobody(members: dict[str, Share], need: Fraction, more: Fraction) -> None:
    before, after = allocate(Allocation(need, members)), allocate(Allocation(need + more, members))
    assert before.strain <= after.strain
    assert all(before.give[actor] <= after.give[actor] for actor in members)


def thousand_members(seed: int, filled: Fraction) -> Allocation:
    """Members with caps, costs and capacities in hundredths, and a need of that part of all caps."""
    draw = random.Random(seed)
    members = {
        f"M{number}": Share(
            Fraction(draw.randint(0, LARGEST_CAP * 100), 100),
            Fraction(draw.randint(100, 40_000), 100),
            Fraction(draw.randint(1_000, 900_000), 100),
        )
        for number in range(1000)
    }
    return Allocation(filled * sum(each.cap for each in members.values()), members)


def by_solver(highspy: Any, allocation: Allocation) -> tuple[float, dict[str, float]]:
    """Least strain as a linear program: lower z, while amount * unit cost / capacity <= z for all, sum = need."""
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)
    program.setOptionValue("primal_feasibility_tolerance", 1e-10)
    program.setOptionValue("dual_feasibility_tolerance", 1e-10)
    level = program.addVariable(lb=0, obj=1)
    gives = {actor: program.addVariable(lb=0, ub=float(each.cap)) for actor, each in allocation.members.items()}
    for actor, each in allocation.members.items():
        program.addConstr(gives[actor] - float(each.capacity / each.unit_cost) * level <= 0)
    program.addConstr(program.qsum(gives.values()) == float(allocation.need))
    program.minimize()
    assert program.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return program.val(level), {actor: program.val(give) for actor, give in gives.items()}


@pytest.mark.parametrize(("seed", "filled"), [(1, "1/10"), (2, "1/2"), (3, "9/10"), (4, "999/1000"), (5, "1")])
def test_a_thousand_members_as_a_linear_programming_solver_has_it(seed: int, filled: str) -> None:
    highspy = pytest.importorskip("highspy")
    allocation = thousand_members(seed, Fraction(filled))
    found = allocate(allocation)
    level, give = by_solver(highspy, allocation)
    assert float(found.strain) == pytest.approx(level, rel=CLOSE)
    amounts_given = {actor: float(amount) for actor, amount in found.give.items()}
    assert amounts_given == pytest.approx(give, rel=CLOSE, abs=CLOSE * LARGEST_CAP)
