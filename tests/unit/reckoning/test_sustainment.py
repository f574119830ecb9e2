"""What pools hold, for good and over a horizon: by hand, by a simulation, and beside a linear-programming solver."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InvalidValue
from willing.reckoning.case import Pool, ReckoningCase
from willing.reckoning.commitment import Amount, Commitment
from willing.reckoning.reference import totals
from willing.reckoning.semantics import Bounds
from willing.reckoning.sustainment import (
    NO_FIGURE,
    Promised,
    Stretch,
    Sustained,
    by_month,
    held,
    held_at_most,
    steady,
    steady_state,
    sustainment,
    unit_months,
)

CLOSE = 1e-9


def pool(units: object, tour: object, rest: object, actor: str = "A", whole: bool = False, source: str = "") -> Pool:
    return Pool(actor, *(Fraction(str(number)) for number in (units, tour, rest)), whole=whole, source=source)


months = st.fractions(0, 20, max_denominator=4)
tours = st.fractions(Fraction(1, 4), 12, max_denominator=4)
pools = st.builds(
    Pool, st.sampled_from("AB"), st.fractions(0, 60, max_denominator=4), tours, months, whole=st.booleans()
)


# for good


@pytest.mark.parametrize(
    ("units", "tour", "rest", "whole", "expected"),
    [
        (64000 * 4, 6, 18, False, 64000),  # four sets, one of them there
        (10, 6, 12, False, Fraction(10, 3)),
        (10, 6, 12, True, 3),
        ("2.5", 6, 0, False, Fraction(5, 2)),
        ("3.9", 6, 1, True, 2),  # three can go: 18/7, of which two are whole
        (0, 6, 12, False, 0),
    ],
)
def test_of_every_tour_and_rest_a_unit_is_there_for_the_tour(
    units: object, tour: object, rest: object, whole: bool, expected: object
) -> None:
    assert steady(pool(units, tour, rest, whole=whole)) == expected


def test_pools_of_one_actor_add_up_each_by_itself() -> None:
    """9 * 4/12 = 3 and, in whole units, 5 * 6/12 = 2.5 cut to 2; B: 7 * 1/2."""
    assert steady_state([pool(9, 4, 8), pool(7, 3, 3, "B"), pool(5, 6, 6, whole=True)]) == {"A": 5, "B": Fraction(7, 2)}


@pytest.mark.parametrize(("units", "tour", "rest"), list(product(range(1, 9), (1, 3, 6), (0, 2, 6, 7))))
def test_turns_spread_evenly_hold_it_at_every_moment(units: int, tour: int, rest: int) -> None:
    """Units come one round / units after another, round after round; the fewest there are is the steady state, cut."""
    cycle = tour + rest
    arrivals = [Fraction(number * cycle, units) for number in range(units)]
    moments = [*arrivals, *((arrival + tour) % cycle for arrival in arrivals)]
    there = [sum((moment - arrival) % cycle < tour for arrival in arrivals) for moment in moments]
    assert min(there) == steady(pool(units, tour, rest, whole=True))


# over a horizon


@pytest.mark.parametrize(
    ("horizon", "batches"),
    # tour 6, rest 12: the first are back in month 18, when the fourth batch is due
    [(1, 1), (6, 1), (7, 2), (12, 2), (13, 3), (18, 3), (19, 3), (600, 3)],
)
def test_batches_are_needed_until_the_first_come_again_or_the_horizon_ends(horizon: int, batches: int) -> None:
    assert held(pool(12, 6, 12), horizon) == Fraction(12, batches)


def test_a_rest_that_is_no_multiple_of_the_tour_costs_a_standing_start() -> None:
    """Tour 6, rest 8: the first are back in month 14, two too late for the third batch; 3 batches, not 14/6 of them."""
    alone = pool(21, 6, 8)
    assert held(alone, 600) == 7
    assert steady(alone) == 9


def test_a_short_horizon_flatters() -> None:
    """The whole pool is there for one tour, half of it for two; for good it is a third."""
    alone = pool(12, 6, 12)
    assert [held(alone, horizon) for horizon in (6, 12, 18)] == [12, 6, 4]
    assert steady(alone) == 4


@pytest.mark.parametrize(
    ("horizon", "expected"), [(1, 1), (6, 6), (7, 6), (18, 6), (19, 7), (24, 12), (30, 12), (36, 12), (38, 14)]
)
def test_months_that_one_unit_can_be_there(horizon: int, expected: int) -> None:
    assert unit_months(pool(1, 6, 12), horizon) == expected


def test_the_bound_counts_whole_units_only_where_all_are_whole() -> None:
    """7 units for 6 of 8 months each: 42/8; with 1 more for all 8 months: 50/8."""
    assert held_at_most([pool(7, 6, 12)], 8) == Fraction(21, 4)
    assert held_at_most([pool(7, 6, 12, whole=True)], 8) == 5
    assert held_at_most([pool(7, 6, 12, whole=True), pool(1, 8, 8)], 8) == Fraction(25, 4)
    assert held_at_most([], 8) == 0


@given(pools, st.integers(1, 60))
def test_neither_alone_nor_for_good_does_a_pool_hold_more_than_the_bound(alone: Pool, horizon: int) -> None:
    assert held(alone, horizon) <= held_at_most([alone], horizon)
    assert steady(alone) <= held_at_most([alone], horizon)


@given(st.integers(0, 20), st.integers(1, 6), st.integers(0, 12), st.integers(1, 4))
def test_over_whole_rounds_the_bound_flatters_nobody(units: int, tour: int, rest: int, rounds: int) -> None:
    alone = pool(units, tour, rest)
    assert held_at_most([alone], rounds * (tour + rest)) == steady(alone)


def holds(wanted: int, units: int, tour: int, rest: int, horizon: int) -> bool:
    """Whether whole units can be there, `wanted` in every month: whenever one is missing, one that has rested comes."""
    free_from = [0] * units
    there_until = [0] * units
    for month in range(horizon):
        missing = wanted - sum(until > month for until in there_until)
        rested = [number for number in range(units) if free_from[number] <= month]
        if missing > len(rested):
            return False
        for number in rested[:missing]:
            there_until[number], free_from[number] = month + tour, month + tour + rest
    return True


@given(st.integers(0, 13), st.integers(1, 5), st.integers(0, 11), st.integers(1, 30))
def test_a_simulation_of_whole_units_holds_just_as_many(units: int, tour: int, rest: int, horizon: int) -> None:
    most = max(wanted for wanted in range(units + 1) if holds(wanted, units, tour, rest, horizon))
    assert held(pool(units, tour, rest, whole=True), horizon) == most


def by_solver(highspy: Any, some: list[Pool], horizon: int) -> float:
    """The most that is there in every month, as a linear program over the units that each pool starts in each month.

    Those who started within a tour are there; those who started within tour + rest are no more than the pool. Tours and
    rests are whole months.
    """
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)
    there = program.addVariable(lb=0, obj=-1)
    kind = highspy.HighsVarType
    starts = [
        [program.addVariable(lb=0, type=kind.kInteger if each.whole else kind.kContinuous) for _ in range(horizon)]
        for each in some
    ]
    for month in range(horizon):
        on_tour = []
        for each, own in zip(some, starts, strict=True):
            tour, cycle = int(each.tour), int(each.tour + each.rest)
            on_tour += own[max(month - tour + 1, 0) : month + 1]
            program.addConstr(program.qsum(own[max(month - cycle + 1, 0) : month + 1]) <= float(each.units))
        program.addConstr(program.qsum(on_tour) >= there)
    program.minimize()
    assert program.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return program.val(there)


@pytest.mark.parametrize(("tour", "rest"), [(1, 0), (1, 3), (2, 3), (3, 2), (4, 4), (6, 9), (6, 12), (5, 11)])
@pytest.mark.parametrize("horizon", [1, 4, 6, 7, 13, 20])
def test_one_pool_alone_as_a_linear_programming_solver_has_it(tour: int, rest: int, horizon: int) -> None:
    """The solver may start units in any month and have more there than it needs; it gains nothing by that."""
    highspy = pytest.importorskip("highspy")
    for whole in (False, True):
        alone = pool(17, tour, rest, whole=whole)
        assert by_solver(highspy, [alone], horizon) == pytest.approx(float(held(alone, horizon)), rel=CLOSE)


@pytest.mark.parametrize("horizon", [3, 6, 9, 14, 18, 25, 36])
def test_pools_that_relieve_one_another_hold_more_but_stay_within_the_bound(horizon: int) -> None:
    highspy = pytest.importorskip("highspy")
    some = [pool(20, 6, 18), pool(9, 4, 8, "B"), pool(10, 6, 9, "C"), pool(5, 3, 2, "D")]
    together = by_solver(highspy, some, horizon)
    assert float(sum(held(each, horizon) for each in some)) <= together * (1 + CLOSE)
    assert together <= float(held_at_most(some, horizon)) * (1 + CLOSE)


def test_a_finite_horizon_can_hold_more_than_can_go_on_by_one_pool_relieving_another() -> None:
    """A holds the first 2 of 4 months, B the last 2: one unit each, though for good both together hold only 2/3."""
    highspy = pytest.importorskip("highspy")
    some = [pool(1, 2, 4), pool(1, 2, 4, "B")]
    assert by_solver(highspy, some, 4) == pytest.approx(1)
    assert held_at_most(some, 4) == 1
    assert sum(steady_state(some).values()) == Fraction(2, 3)


@pytest.mark.parametrize("horizon", [0, -1])
def test_a_horizon_without_months_is_refused(horizon: int) -> None:
    with pytest.raises(InvalidValue, match="horizon"):
        held(pool(1, 1, 1), horizon)
    with pytest.raises(InvalidValue, match="horizon"):
        held_at_most([], horizon)
    with pytest.raises(InvalidValue, match="horizon"):
        sustainment([], horizon, actors=["A"])


def test_figures_stay_beside_the_result_and_an_actor_without_any_is_listed() -> None:
    first, second = pool(9, 4, 8, source="a ministry's answer"), pool(5, 6, 6, whole=True, source="a study")
    assert sustainment([first, second], 8, actors=["B", "A"]) == (
        # 9 in 2 batches and 5 in 2; at most 9 * 4/8 and 5 * 6/8
        Sustained("A", (first, second), Fraction(5), Fraction("6.5"), Fraction("8.25")),
        Sustained("B", (), None, None, None),
    )
    known, unknown = sustainment([first], 8, actors=["B"])
    assert (known.remark, unknown.remark) == ("", NO_FIGURE)
    assert [each.source for each in known.pools] == ["a ministry's answer"]


# by month


def promise(name: str, actor: str, low: object, high: object = ..., **more: Any) -> Commitment:
    return Commitment(name, actor, more.pop("measure", "troops"), Amount.of(low, high), **more)


def case_of(*promises: Commitment, pools: tuple[Pool, ...] = ()) -> ReckoningCase:
    return ReckoningCase(facts=(), commitments=promises, pools=pools)


def all_hold(case: ReckoningCase) -> Bounds:
    ids = frozenset(case.by_id())
    return Bounds(ids, ids)


def test_months_in_which_more_is_promised_than_can_go_on() -> None:
    """A holds 1,000 for good and promises 800 to 1,200 from month 2 on; B tells no rotation; C's pool is not asked."""
    case = case_of(
        promise("a", "A", 800, 1200, start=2),
        promise("b", "B", 500, end=4),
        promise("b_more", "B", 100, adds=True, end=4),
        promise("c", "C", 7, measure="monitoring"),
        pools=(pool(4000, 6, 18), pool(10, 1, 1, "C")),
    )
    alone = Promised("A", Fraction(800), Fraction(1200), Fraction(1000))
    other = Promised("B", Fraction(600), Fraction(600), None)
    found = by_month(case, all_hold(case), "troops", 6)
    assert found == (Stretch(0, 2, (other,)), Stretch(2, 4, (alone, other)), Stretch(4, 6, (alone,)))
    assert [list(each.months) for each in found] == [[0, 1], [2, 3], [4, 5]]
    assert [(each.low, each.high, each.steady) for each in found] == [
        (600, 600, 0),
        (1400, 1800, 1000),
        (800, 1200, 1000),
    ]
    assert [each.overpromised for each in found] == [(), ("A",), ("A",)]
    assert [each.without_figure for each in found] == [("B",), ("B",), ()]


@pytest.mark.parametrize(
    ("low", "high", "steady", "low_over", "high_over", "overpromised"),
    [
        (5, 8, 6, 0, 2, True),
        (5, 8, 4, 1, 4, True),
        (5, 8, 8, 0, 0, False),
        (5, None, 9, 0, None, True),
        (5, 8, None, None, None, False),
    ],
)
def test_how_much_more_is_promised_than_can_go_on(
    low: int, high: int | None, steady: int | None, low_over: int | None, high_over: int | None, overpromised: bool
) -> None:
    row = Promised("A", *(None if number is None else Fraction(number) for number in (low, high, steady)))  # type: ignore[arg-type]
    assert (row.low_over, row.high_over, row.overpromised) == (low_over, high_over, overpromised)


def test_a_restatement_that_changes_nothing_opens_no_new_stretch() -> None:
    case = case_of(promise("a", "A", 5), promise("a_again", "A", 3, start=2, end=3), promise("a_less", "A", 5, start=4))
    assert by_month(case, all_hold(case), "troops", 8) == (
        Stretch(0, 8, (Promised("A", Fraction(5), Fraction(5), None),)),
    )


def test_what_only_possibly_holds_counts_above_and_what_fails_nowhere() -> None:
    case = case_of(promise("sure", "A", 2), promise("open", "A", 5), promise("failed", "B", 9))
    found = by_month(case, Bounds(frozenset({"sure"}), frozenset({"sure", "open"})), "troops", 1)
    assert found == (Stretch(0, 1, (Promised("A", Fraction(2), Fraction(5), None),)),)


def test_without_promises_all_months_are_one_empty_stretch() -> None:
    (found,) = by_month(case_of(), Bounds(frozenset(), frozenset()), "troops", 12)
    assert (found, found.low, found.high, found.steady) == (Stretch(0, 12, ()), 0, 0, 0)


def test_by_month_needs_a_month() -> None:
    with pytest.raises(InvalidValue, match="horizon"):
        by_month(case_of(), Bounds(frozenset(), frozenset()), "troops", 0)


@st.composite
def cases_with_bounds(draw: st.DrawFn) -> tuple[ReckoningCase, Bounds]:
    """Promises of few actors on two measures, with windows that meet and overlap, some certain and some possible."""
    promises = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.none() | st.integers(-2, 12))
        end = draw(st.none() | st.integers((start or 0) + 1, 16))
        low = draw(st.integers(0, 6))
        high = draw(st.sampled_from([low, low + 2, None]))
        actor, measure = draw(st.sampled_from("ABC")), draw(st.sampled_from(["troops", "troops", "monitoring"]))
        adds = draw(st.booleans())
        promises.append(promise(f"p{number}", actor, low, high, measure=measure, start=start, end=end, adds=adds))
    ids = [each.id for each in promises]
    possible = frozenset(name for name in ids if draw(st.booleans()))
    certain = frozenset(name for name in possible if draw(st.booleans()))
    return case_of(*promises, pools=(pool(8, 6, 6), pool(9, 6, 12, "B"))), Bounds(certain, possible)


@given(cases_with_bounds(), st.integers(1, 14))
def test_every_month_has_the_totals_of_the_plain_reckoning(drawn: tuple[ReckoningCase, Bounds], months: int) -> None:
    case, bounds = drawn
    found = by_month(case, bounds, "troops", months)
    assert [month for each in found for month in each.months] == list(range(months))
    for each in found:
        for month in each.months:
            assert (each.low, each.high) == totals(case, bounds, "troops", month)
            running = {
                promise.actor
                for promise in case.commitments
                if promise.id in bounds.possible and promise.measure == "troops" and promise.runs_in(month)
            }
            assert {row.actor for row in each.promised} == running
    assert all(before.promised != after.promised for before, after in pairwise(found))


@given(cases_with_bounds())
def test_the_figure_of_an_actor_is_that_of_its_own_pools(drawn: tuple[ReckoningCase, Bounds]) -> None:
    case, bounds = drawn
    figures = {"A": 4, "B": 3, "C": None}
    for each in by_month(case, bounds, "troops", 12):
        assert all(row.steady == figures[row.actor] for row in each.promised)
