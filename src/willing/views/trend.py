"""Which way a cell has moved since an earlier day: firmer, softer, or spoken of for the first time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from willing.ledger import Cell
from willing.views.changes import Key, by_key


class Trend(StrEnum):
    """Towards doing it, away from it, or nothing of one's own on record before."""

    FIRMER = "firmer"
    SOFTER = "softer"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Since:
    """The day that is compared with, and what it is in words: "the meeting: Paris, Élysée (summit), 27 March 2025"."""

    day: datetime.date
    words: str


def trends(before: Iterable[Cell], after: Iterable[Cell]) -> dict[Key, Trend]:
    """The cells that have moved, by actor, size of an unnamed set and measure."""
    old = by_key(before)
    found = {key: trend(old.get(key), cell) for key, cell in by_key(after).items()}
    return {key: each for key, each in found.items() if each is not None}


def trend(before: Cell | None, after: Cell) -> Trend | None:
    """Which way a stance of one's own has moved; on the same step, a condition dropped is firmer, one more softer."""
    now = rank(after)
    if now is None:
        return None
    then = rank(before) if before else None
    if then is None:
        return Trend.NEW
    if now != then:
        return Trend.FIRMER if now < then else Trend.SOFTER
    assert before is not None
    come, gone = set(after.conditions) - set(before.conditions), set(before.conditions) - set(after.conditions)
    if bool(come) == bool(gone):
        return None
    return Trend.SOFTER if come else Trend.FIRMER


def rank(cell: Cell) -> int | None:
    """Its place on the scale, 0 the firmest; None for what is asked of others only."""
    return cell.stance.rank if cell.own else None
