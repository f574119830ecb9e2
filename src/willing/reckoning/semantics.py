"""The words for what promises add up to: the readings, what holds, and whether it is enough."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Semantics(StrEnum):
    """Which promises that wait for one another count.

    `CAUTIOUS`: none; nobody moves first (least fixpoint). `HOPEFUL`: all that support one another (greatest fixpoint).
    `PACTS`: cautious, but the promises of one pact bind at the same moment (greatest inside each pact).
    """

    CAUTIOUS = "cautious"
    HOPEFUL = "hopeful"
    PACTS = "pacts"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The promises that certainly hold, and those that possibly do (the certain ones among them)."""

    certain: frozenset[str]
    possible: frozenset[str]


class Reached(StrEnum):
    """Whether requirements are reached: by the low total, not even by the high one, or neither is known."""

    MET = "met"
    OPEN = "open"
    MISSED = "missed"
