"""Which recorded end of a position is in force on a day. Pure functions, no database."""

from __future__ import annotations

from willing.ledger.entry import Ending, EndingKind, Entry


def ending_in_force(entry: Entry, today: str) -> Ending | None:
    """The newest record that surely holds by the end of a day (YYYY-MM-DD); None where the position stands."""
    for ending in reversed(entry.endings):
        # what was told wrongly was wrong from the first
        if ending.kind is EndingKind.CORRECTED or ending.since.last.isoformat() <= today:
            return None if ending.kind is EndingKind.STANDS else ending
    return None


def was_corrected(entry: Entry, today: str) -> bool:
    """Whether the position never was as it was told."""
    ending = ending_in_force(entry, today)
    return ending is not None and ending.kind is EndingKind.CORRECTED
