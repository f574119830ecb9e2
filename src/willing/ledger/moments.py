"""Moments as the ledger stores them: UTC, to the microsecond, as text of fixed width that sorts as time does."""

from __future__ import annotations

import datetime

from willing.errors import InvalidValue
from willing.model import PartialDate


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def moment_text(moment: datetime.datetime | str | None) -> str:
    """A moment for storage: now where None; a moment without a zone is taken as UTC."""
    if isinstance(moment, str):
        moment = parsed(moment)
    moment = moment or now()
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.UTC)
    # not strftime: its year is unpadded before 1000 on some platforms
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_of(text: str) -> datetime.datetime:
    """A stored moment, aware, in UTC."""
    return datetime.datetime.fromisoformat(text)


def end_of(known_at: datetime.date | datetime.datetime | PartialDate | str) -> str:
    """The last stored moment that counts as known at a moment, or by the end of a day, month or year."""
    if isinstance(known_at, datetime.datetime):
        return moment_text(known_at)
    return f"{day_text(known_at)}T23:59:59.999999Z"


def day_text(day: datetime.date | PartialDate | str) -> str:
    """The last day of a date that may be known to the month or year only, as YYYY-MM-DD."""
    if isinstance(day, str):
        day = PartialDate.parse(day)
    return (day.last if isinstance(day, PartialDate) else day).isoformat()[:10]


def first_day(day: datetime.date | PartialDate | str) -> str:
    """The first day of a date that may be known to the month or year only, as YYYY-MM-DD."""
    if isinstance(day, str):
        day = PartialDate.parse(day)
    return (day.first if isinstance(day, PartialDate) else day).isoformat()[:10]


def parsed(text: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValue(f"moment {text!r}: expected ISO 8601, for example 2026-01-06T12:00:00Z") from None
