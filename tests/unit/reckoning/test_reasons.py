"""Why a promise holds, stays open or fails: the parts that settle it, and whom they count."""

from __future__ import annotations

from fractions import Fraction

import pytest

from willing.model import parse_condition
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.commitment import Amount, Commitment
from willing.reckoning.propagation import what_if
from willing.reckoning.reasons import Reason, Status, reasons_for, status_of


def case_with(condition: str) -> ReckoningCase:
    """The promise `x` of X on this condition, beside two of A and B."""
    return ReckoningCase(
        facts=("truce", "vote"),
        commitments=(
            Commitment("a", "A", "ships", Amount.of(2)),
            Commitment("b", "B", "ships", Amount.of(3, 4), parse_condition("vote")),
            Commitment("x", "X", "ships", Amount.of(1), parse_condition(condition)),
        ),
    )


def reasons(condition: str, **scenario: bool) -> tuple[str, list[tuple[str, bool, str, tuple[str, ...]]]]:
    facts: Scenario = dict(scenario)
    outcome = what_if(case_with(condition), facts)
    told = [(str(r.part), r.wanted, r.status.value, r.promises) for r in reasons_for(outcome, "x")]
    return status_of(outcome, "x").value, told


@pytest.mark.parametrize(
    ("condition", "scenario", "status", "told"),
    [
        (
            "truce and vote",
            {"truce": True, "vote": True},
            "holds",
            [("truce", True, "holds", ()), ("vote", True, "holds", ())],
        ),
        ("truce and vote", {"truce": False, "vote": True}, "fails", [("truce", True, "fails", ())]),
        ("truce and vote", {"truce": True}, "open", [("vote", True, "open", ())]),
        ("truce or vote", {"truce": True}, "holds", [("truce", True, "holds", ())]),
        (
            "truce or vote",
            {"truce": False, "vote": False},
            "fails",
            [("truce", True, "fails", ()), ("vote", True, "fails", ())],
        ),
        ("not truce", {"truce": True}, "fails", [("truce", False, "holds", ())]),
        ("holds(a)", {}, "holds", [("holds(a)", True, "holds", ("a",))]),
        ("does(B.ships)", {}, "open", [("does(B.ships)", True, "open", ("b",))]),
        ("others(ships >= 2)", {"vote": False}, "fails", [("others(ships >= 2)", True, "fails", ("a",))]),
        ("others(ships >= 1)", {}, "holds", [("others(ships >= 1)", True, "holds", ("a", "b"))]),
    ],
)
def test_the_settling_parts_are_told(
    condition: str, scenario: dict[str, bool], status: str, told: list[tuple[str, bool, str, tuple[str, ...]]]
) -> None:
    assert reasons(condition, **scenario) == (status, told)


def test_a_sum_tells_what_it_comes_to_its_own_promise_counted_as_if_kept() -> None:
    outcome = what_if(case_with("total(ships >= 7)"), {"vote": True})
    (reason,) = reasons_for(outcome, "x")
    assert reason == Reason(
        parse_condition("total(ships >= 7)"), True, Status.OPEN, ("a", "b", "x"), (Fraction(6), Fraction(7))
    )


def test_a_promise_without_a_condition_needs_no_reason() -> None:
    assert reasons_for(what_if(case_with("truce"), {}), "a") == ()
