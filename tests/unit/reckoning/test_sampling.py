"""Drawn scenarios: what they come to is what truth tables say, and a seed means the same on any machine."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import reduce
from math import sqrt

import pytest

from tests.properties.reckoning_cases import small_case, with_odds
from willing.errors import InvalidValue
from willing.model import Fact
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import Amount, Commitment, Requirement
from willing.reckoning.likelihood import Likelihood
from willing.reckoning.machine import Machine
from willing.reckoning.odds import Chance, Exclusive, Odds
from willing.reckoning.sampling import Plan, Sample, sample
from willing.reckoning.semantics import Semantics

SCENARIOS = 150_000
"""Three blocks, the last of them not full."""
FIVE_DEVIATIONS = 5


def near(found: float, expected: Fraction, count: int) -> bool:
    error = sqrt(float(expected * (1 - expected)) / count)
    return abs(found - float(expected)) <= FIVE_DEVIATIONS * error


def troops(odds: Odds, *promises: Commitment, required: int = 15) -> ReckoningCase:
    return ReckoningCase(
        ("ceasefire", "mandate"), promises, requirements=(Requirement("troops", Fraction(required)),), odds=odds
    )


TWO = (
    Commitment("P1", "A", "troops", Amount.of(10), Fact("ceasefire")),
    Commitment("P2", "B", "troops", Amount.of(5)),
)
EVENLY = Odds(single={"ceasefire": Chance.of("1/2"), "mandate": Chance.of("1/4")})


@pytest.mark.parametrize("seed", range(12))
def test_samples_agree_with_exact_answers_where_those_can_be_had(seed: int) -> None:
    draw = random.Random(seed)
    case = with_odds(draw, small_case(draw))
    semantics = draw.choice(list(Semantics))
    exact, drawn = Likelihood(case, semantics), sample(case, semantics, scenarios=SCENARIOS, seed=seed)
    assert near(drawn.met().value, exact.met().low, SCENARIOS)
    assert all(near(drawn.holds(each.id).value, exact.holds(each.id).low, SCENARIOS) for each in case.commitments)
    for fact in case.facts:
        assert near(drawn.fact(fact).value, exact.fact(fact).low, SCENARIOS)
        if (expected := exact.birnbaum(fact)) is None:
            assert drawn.birnbaum(fact) is None
            continue
        found = drawn.birnbaum(fact)
        assert found is not None
        # the interval is of two deviations to each side, give or take
        assert abs(found.value - float(expected)) <= 2.6 * (found.high - found.low)
        known = drawn.value_of_knowing(fact)
        assert abs(known.value - float(exact.value_of_knowing(fact))) <= 2.6 * (known.high - known.low) + 1e-4


@pytest.mark.parametrize("seed", range(12, 18))
def test_samples_agree_with_exact_answers_given_what_is_assumed(seed: int) -> None:
    draw = random.Random(seed)
    case = with_odds(draw, small_case(draw))
    given = {fact: draw.random() < 0.5 for fact in case.facts[:2]}
    exact = Likelihood(case, Semantics.CAUTIOUS, given)
    try:
        expected = exact.met().low
    except InvalidValue:
        with pytest.raises(InvalidValue, match="no scenario"):
            sample(case, Semantics.CAUTIOUS, given, scenarios=SCENARIOS)
        return
    drawn = sample(case, Semantics.CAUTIOUS, given, scenarios=SCENARIOS, seed=seed)
    assert near(drawn.met().value, expected, drawn.drawn)


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_counts_the_same(workers: int) -> None:
    draw = random.Random(7)
    case = with_odds(draw, small_case(draw))
    alone, shared = (
        sample(case, Semantics.CAUTIOUS, scenarios=SCENARIOS, seed=5, workers=each, measures=case.measures)
        for each in (1, workers)
    )
    assert shared == alone


def test_blocks_come_to_the_same_in_any_order_and_on_machines_of_any_width() -> None:
    plan = Plan(troops(EVENLY, *TWO), Semantics.CAUTIOUS, {}, ["troops"])

    def counted(order: list[int], words: int) -> Sample:
        machine = Machine(plan.compiled, words)
        return reduce(Sample.joined, [plan.block(machine, 5, number, SCENARIOS) for number in order])

    assert counted([0, 1, 2], 1024) == counted([2, 0, 1], 1024) == counted([1, 0, 2], 64)


def test_exactly_as_many_scenarios_are_counted_as_were_asked_for() -> None:
    assert sample(troops(EVENLY, *TWO), Semantics.CAUTIOUS, scenarios=70_001).drawn == 70_001


def test_totals_come_to_the_amounts_of_what_holds() -> None:
    found = sample(troops(EVENLY, *TWO), Semantics.CAUTIOUS, scenarios=SCENARIOS, measures=["troops"])
    assert found.totals["troops"].keys() == {Fraction(5), Fraction(15)}
    assert found.totals["troops"].total() == SCENARIOS
    assert found.reaches("troops", Fraction(5)).value == 1
    assert found.reaches("troops", Fraction("5.5")) == found.met()
    assert near(found.met().value, Fraction(1, 2), SCENARIOS)


def test_a_fact_that_makes_no_difference_has_no_importance_beyond_chance() -> None:
    found = sample(troops(EVENLY, *TWO), Semantics.CAUTIOUS, scenarios=SCENARIOS)
    turned, idle = found.birnbaum("ceasefire"), found.birnbaum("mandate")
    assert turned is not None
    assert turned.value == 1
    assert idle is not None
    assert abs(idle.value) < 0.02


def test_given_one_of_two_that_exclude_each_other_the_other_is_false() -> None:
    odds = Odds(groups=(Exclusive({"ceasefire": Fraction(1, 2), "mandate": Fraction(1, 2)}),))
    found = sample(troops(odds, *TWO), Semantics.CAUTIOUS, {"mandate": True}, scenarios=SCENARIOS)
    assert found.met().value == 0
    assert near(found.drawn / SCENARIOS, Fraction(1, 2), SCENARIOS)


def test_chances_as_intervals_cannot_be_drawn_by() -> None:
    odds = Odds(single={"ceasefire": Chance.of(["1/4", "1/2"])})
    with pytest.raises(InvalidValue, match="chance of ceasefire: an interval"):
        sample(troops(odds, *TWO), Semantics.CAUTIOUS)


def test_what_was_not_counted_is_said_to_be_unknown() -> None:
    found = sample(troops(EVENLY, *TWO), Semantics.CAUTIOUS, scenarios=64)
    with pytest.raises(InvalidValue, match="promise 'P9'"):
        found.holds("P9")
    with pytest.raises(InvalidValue, match="measure 'troops': not counted"):
        found.reaches("troops", Fraction(1))
