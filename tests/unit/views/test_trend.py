"""Which way a cell has moved."""

from __future__ import annotations

from typing import Any

import pytest

from willing.ledger import Cell
from willing.model import Basis, Relation, Stance
from willing.views.trend import Trend, trend, trends

CEASEFIRE = ("ceasefire", Relation.REQUIRES, False)
MANDATE = ("mandate", Relation.REQUIRES, False)


def cell(stance: str, *conditions: Any, own: bool = True, actor: str = "FRA") -> Cell:
    return Cell(
        actor_id=actor,
        quantifier=None,
        measure_id="troops",
        stance=Stance(stance),
        conditions=conditions,
        place=None,
        claim=False,
        basis=Basis.CODED,
        reviewed=False,
        origins=1,
        entries=(),
        standing_id="1",
        reason="",
        own=own,
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (cell("willing"), cell("committed"), Trend.FIRMER),
        (cell("opposed"), cell("declined"), Trend.FIRMER),
        (cell("willing"), cell("declined"), Trend.SOFTER),
        (cell("willing"), cell("willing"), None),
        (cell("willing"), cell("willing", CEASEFIRE), Trend.SOFTER),
        (cell("willing", CEASEFIRE, MANDATE), cell("willing", CEASEFIRE), Trend.FIRMER),
        (cell("willing", CEASEFIRE), cell("willing", MANDATE), None),
        (cell("committed", CEASEFIRE), cell("willing"), Trend.SOFTER),
        (None, cell("considering"), Trend.NEW),
        (cell("requests", own=False), cell("willing"), Trend.NEW),
        (cell("willing"), cell("requests", own=False), None),
    ],
)
def test_a_cell_moves_by_its_step_and_on_the_same_step_by_its_conditions(
    before: Cell | None, after: Cell, expected: Trend | None
) -> None:
    assert trend(before, after) is expected


def test_each_actor_is_compared_with_itself() -> None:
    before = [cell("willing"), cell("committed", actor="GBR")]
    after = [cell("committed"), cell("committed", actor="GBR"), cell("declined", actor="ITA")]
    assert trends(before, after) == {("FRA", "", "troops"): Trend.FIRMER, ("ITA", "", "troops"): Trend.NEW}
