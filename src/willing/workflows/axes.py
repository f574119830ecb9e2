"""The two time axes of a question: when it was said, and when the ledger knew."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from willing.errors import InvalidValue, UsageError
from willing.model import PartialDate


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


def axes_of(as_of: str | None, known_at: str | None, names: tuple[str, str] = ("--as-of", "--known-at")) -> TimeAxes:
    """Both time axes as people write them; raises UsageError, with one of the `names`, for what is no date."""
    return TimeAxes(as_of=day_of(as_of, names[0]), known_at=moment_of(known_at, names[1]))


def day_of(text: str | None, name: str) -> datetime.date | None:
    """The day that is written (the last one of a month or year); raises UsageError for anything else."""
    given = date_of(text, name)
    return given.last if given else None


def starting_day_of(text: str | None, name: str) -> datetime.date | None:
    """The day that is written (the first one of a month or year); raises UsageError for anything else."""
    given = date_of(text, name)
    return given.first if given else None


def date_of(text: str | None, name: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text is not None else None
    except InvalidValue as error:
        raise UsageError(f"{name}: {error}") from None


def moment_of(text: str | None, name: str) -> datetime.datetime | None:
    """The moment that is written (the end of a day, month or year); a time without a zone is UTC."""
    if text is None:
        return None
    if "T" not in text and ":" not in text:
        last = day_of(text, name)
        assert last is not None
        return datetime.datetime.combine(last, datetime.time.max, datetime.UTC)
    try:
        given = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{name}: {text!r}, expected YYYY-MM-DD or YYYY-MM-DDTHH:MM") from None
    return given if given.tzinfo else given.replace(tzinfo=datetime.UTC)
