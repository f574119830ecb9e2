"""Who must move first: small cases by hand."""

from __future__ import annotations

from willing.model import Condition, Fact, Holds, Not, any_of
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import Amount, Commitment
from willing.reckoning.first_movers import first_movers


def promise(name: str, condition: Condition | None = None) -> Commitment:
    return Commitment(name, f"actor-{name}", "troops", Amount.of(1), condition)


def test_of_two_who_wait_for_each_other_either_can_move_first() -> None:
    case = ReckoningCase((), (promise("P1", Holds("P2")), promise("P2", Holds("P1"))))
    assert first_movers(case, {}).sets == (frozenset({"P1"}), frozenset({"P2"}))


def test_two_circles_need_a_first_mover_each() -> None:
    circles = (
        promise("P1", Holds("P2")),
        promise("P2", Holds("P1")),
        promise("Q1", Holds("Q2")),
        promise("Q2", Holds("Q1")),
    )
    sets = first_movers(ReckoningCase((), circles), {}).sets
    assert set(sets) == {frozenset({p, q}) for p in ("P1", "P2") for q in ("Q1", "Q2")}


def test_who_holds_already_moves_too_where_another_first_mover_would_make_it_fall() -> None:
    """Only P holds, for R does not. Q needs R or itself: it moves, or R does, and P is then sure despite R."""
    case = ReckoningCase(
        ("f",), (promise("P", Not(Holds("R"))), promise("Q", any_of((Holds("Q"), Holds("R")))), promise("R", Fact("f")))
    )
    assert first_movers(case, {"f": False}).sets == (frozenset({"Q"}), frozenset({"P", "R"}))
