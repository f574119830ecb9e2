"""The two time axes of a question: when it was said, and when the ledger knew."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeAxes:
    """`as_of` leaves out what was not surely said by the end of that day, `known_at` what was not recorded by then."""

    as_of: datetime.date | None = None
    known_at: datetime.datetime | None = None

    @property
    def last_day(self) -> datetime.date | None:
        """The day up to which statements count: what was known at a moment is seen as of that moment."""
        known = self.known_at.astimezone(datetime.UTC).date() if self.known_at else None
        return min((day for day in (self.as_of, known) if day), default=None)

    @property
    def day(self) -> datetime.date:
        """That day, or today."""
        return self.last_day or datetime.datetime.now(datetime.UTC).date()

    def as_json(self) -> dict[str, str | None]:
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_at": self.known_at.isoformat() if self.known_at else None,
        }


NOW = TimeAxes()
