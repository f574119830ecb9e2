"""The ten stances: nine that order one actor's own willingness, and one about others.

The order and the meaning are those of the annotation guide (docs/reference/annotation.md).
"""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """What an actor does, will do, might do or will not do about a measure; `REQUESTS` asks it of others."""

    DELIVERED = "delivered"
    ALLOCATED = "allocated"
    COMMITTED = "committed"
    WILLING = "willing"
    CONSIDERING = "considering"
    UNDECIDED = "undecided"
    RELUCTANT = "reluctant"
    DECLINED = "declined"
    OPPOSED = "opposed"
    REQUESTS = "requests"

    @property
    def rank(self) -> int | None:
        """Place on the scale of willingness, 0 (delivered) to 8 (opposed); None for requests."""
        return None if self is Stance.REQUESTS else OWN_STANCES.index(self)

    @property
    def firm(self) -> bool:
        """Whether it is a promise made, funded or kept."""
        return self in (Stance.DELIVERED, Stance.ALLOCATED, Stance.COMMITTED)

    @property
    def positive(self) -> bool:
        """Whether it stands on the willing side: delivered to considering."""
        rank = self.rank
        return rank is not None and rank <= 4

    @property
    def negative(self) -> bool:
        """Whether it stands on the unwilling side: reluctant to opposed."""
        rank = self.rank
        return rank is not None and rank >= 6

    @property
    def meaning(self) -> str:
        """One line for help texts and legends."""
        return MEANINGS[self]


OWN_STANCES: tuple[Stance, ...] = tuple(stance for stance in Stance if stance is not Stance.REQUESTS)

MEANINGS: dict[Stance, str] = {
    Stance.DELIVERED: "done, in place, paid, going on",
    Stance.ALLOCATED: "a named unit, amount, budget line, order or contract stands behind it",
    Stance.COMMITTED: "someone with authority says that it will be done",
    Stance.WILLING: "ready, able or offering, without a firm promise",
    Stance.CONSIDERING: "on the table",
    Stance.UNDECIDED: "openly not decided",
    Stance.RELUCTANT: "holds back without refusing",
    Stance.DECLINED: "will not do it itself",
    Stance.OPPOSED: "objects to anyone doing it",
    Stance.REQUESTS: "asks or expects others to do it",
}
