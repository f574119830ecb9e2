"""Comparing answers to questions of a case file with the expected ones.

Only what is expected is compared; lists of ids are sets; a number equals the text of its fraction ("11/40").
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from willing.reckoning.commitment import exact

ORDERED = ("monthly",)
"""Questions whose lists are rows in an order; all others are lists of ids, or of sets of ids."""


def agrees(kind: str, expected: Any, got: Any) -> bool:
    """Whether an answer to a question of this kind is what is expected."""
    if isinstance(expected, Mapping):
        return isinstance(got, Mapping) and all(
            key in got and same(value, got[key], ordered=key == "totals") for key, value in expected.items()
        )
    return same(expected, got, ordered=kind in ORDERED)


def same(expected: Any, got: Any, *, ordered: bool) -> bool:
    """Whether two values mean the same."""
    if isinstance(expected, list) and isinstance(got, list):
        if ordered:
            return len(expected) == len(got) and all(
                same(one, other, ordered=True) for one, other in zip(expected, got, strict=True)
            )
        return as_set(expected) == as_set(got) and len(expected) == len(got)
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        return expected.keys() == got.keys() and all(same(expected[key], got[key], ordered=ordered) for key in expected)
    first, second = number(expected), number(got)
    if first is not None and second is not None:
        return first == second
    return type(expected) is type(got) and bool(expected == got)


def as_set(values: list[Any]) -> frozenset[Any]:
    return frozenset(frozenset(value) if isinstance(value, list) else value for value in values)


def number(value: Any) -> Fraction | None:
    """The number that a value is or writes; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return exact(value)
    except ValueError:
        return None
