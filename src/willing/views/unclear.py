"""What nobody has said, or said clearly: each with what knowing it would change."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from willing.reckoning.commitment import plain
from willing.views.reckoned import Evidence


class Unclear(StrEnum):
    """Why something is unclear, in the order in which equals are shown."""

    FACT = "fact"
    """Whether something is so, on which promises hang."""
    AMOUNT = "amount"
    """How much a promise means."""
    STANCE = "stance"
    """Spoken of, without a yes or no."""
    HEARSAY = "hearsay"
    """Told by others only."""
    SILENCE = "silence"
    """Nothing said."""


KIND_WORDS = {
    Unclear.FACT: "whether it is so",
    Unclear.AMOUNT: "how much",
    Unclear.STANCE: "yes or no",
    Unclear.HEARSAY: "its own word",
    Unclear.SILENCE: "anything at all",
}


@dataclass(frozen=True, slots=True)
class UnclearLine:
    """One thing that is unclear.

    `subject` is a fact's or an actor's id, `turns` the share of scenarios in which knowing it turns the requirement,
    `moves` the promises that wait for it or would follow, `why` says so in words, `evidence` what was said so far.
    """

    kind: Unclear
    subject: str
    name: str
    turns: Fraction
    moves: tuple[str, ...]
    why: str
    evidence: Evidence | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class UnclearView:
    """Everything unclear on a measure, what would change most first."""

    measure: str
    measure_name: str
    requirement: str
    lines: tuple[UnclearLine, ...]


def unclear_as_json(view: UnclearView) -> dict[str, Any]:
    lines = [asdict(line) | {"turns": plain(line.turns), "rank": rank} for rank, line in enumerate(view.lines, start=1)]
    return asdict(view) | {"lines": lines}
