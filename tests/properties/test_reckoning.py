"""The reckoning's fast engine says what the plain reference, brute force and clingo say, on random small cases.

A failing test names the seed of its case: `small_case(random.Random(seed))`. `make stress` goes through far more seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("clingo")

from tests.properties import reckoning_checks as checks

SEEDS = 240
AT_ONCE = 60
"""Seeds of one test, so that tests can be shared out over processes."""

on_many_cases = pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE), ids=lambda first: f"seeds from {first}")


def no_differences(comparison: Callable[[int], Iterator[str]], first: int) -> None:
    found = {seed: list(comparison(seed)) for seed in range(first, first + AT_ONCE)}
    assert {seed: said for seed, said in found.items() if said} == {}


@on_many_cases
def test_a_what_if_is_what_the_plain_reading_says_and_every_promise_fires_for_a_reason(first: int) -> None:
    no_differences(checks.propagation_is_the_reference, first)


@on_many_cases
def test_a_circuit_says_of_many_scenarios_at_once_what_the_plain_reading_says_of_each(first: int) -> None:
    no_differences(checks.machine_is_the_reference, first)


@on_many_cases
def test_a_logic_program_of_the_case_holds_the_same_promises(first: int) -> None:
    no_differences(checks.clingo_agrees, first)


@on_many_cases
def test_learning_a_fact_takes_back_nothing_certain_and_makes_nothing_impossible_possible(first: int) -> None:
    no_differences(checks.learning_keeps_what_is_certain, first)


@on_many_cases
def test_what_must_go_right_and_what_breaks_it_are_all_sets_and_minimal_ones(first: int) -> None:
    no_differences(checks.sets_are_all_and_minimal, first)


@on_many_cases
def test_shares_of_actors_and_facts_are_those_of_all_orders_in_which_they_come(first: int) -> None:
    no_differences(checks.shares_are_exact, first)


@on_many_cases
def test_first_movers_are_all_minimal_sets_that_close_the_gap(first: int) -> None:
    no_differences(checks.first_movers_are_all_and_minimal, first)


@on_many_cases
def test_probabilities_are_those_of_everything_that_can_happen(first: int) -> None:
    no_differences(checks.probabilities_are_exact, first)


def test_every_comparison_of_the_stress_run_is_tested_here_too() -> None:
    tested = {name for test in globals().values() for name in getattr(getattr(test, "__code__", None), "co_names", ())}
    assert {each.__name__ for each in checks.COMPARISONS.values()} <= tested
