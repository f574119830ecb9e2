"""When an answer is the expected one: sets have no order, numbers are exact, only what is asked for counts."""

from __future__ import annotations

from typing import Any

import pytest

from willing.reckoning.answers import agrees


@pytest.mark.parametrize(
    ("kind", "expected", "got", "right"),
    [
        ("sufficient", [["a", "b"], ["c"]], [["c"], ["b", "a"]], True),
        ("sufficient", [["a"]], [["a"], ["b"]], False),
        ("sufficient", [], [[]], False),
        ("probability", "1/2", "0.5", True),
        ("probability", "1/3", "333/1000", False),
        ("status", {"holds": ["a"]}, {"holds": ["a"], "fails": ["b"]}, True),
        ("status", {"requirement": "met"}, {"requirement": "open"}, False),
        ("status", {"totals": {"m": [0, 5]}}, {"totals": {"m": [5, 0]}}, False),
        ("status", {"totals": {"m": [0, 5]}}, {"totals": {"m": [0, 5.0]}}, True),
        ("monthly", [[1, 2], [2, 3]], [[2, 3], [1, 2]], False),
        ("steady_state", {"A": "4", "B": 2}, {"A": "4", "B": "2"}, True),
        ("allocate", {"feasible": True}, {"feasible": 1}, False),
        ("birnbaum", {"f": "0"}, {"f": None}, False),
    ],
)
def test_agreement(kind: str, expected: Any, got: Any, right: bool) -> None:
    assert agrees(kind, expected, got) is right
