"""Dates that may be known to the day, the month or the year only; what is unknown stays unknown."""

from __future__ import annotations

import calendar
import datetime
import re
import reprlib
from dataclasses import dataclass

from willing.errors import InvalidValue

FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ][0-9]{2}:?[0-9]{2}.*)?)?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year: `PartialDate(2025, 3)` is some day of March 2025."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise InvalidValue(f"date {self.year}-?-{self.day}: expected a month with the day")
        try:
            # None is unknown and stands for the first; a 0 is a mistake and must not pass for it
            datetime.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise InvalidValue(f"date {self.year}-{self.month}-{self.day}: {error}") from None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From YYYY, YYYY-MM or YYYY-MM-DD (a time after the day is ignored); raises InvalidValue otherwise."""
        match = FORM.fullmatch(text.strip())
        if not match:
            raise InvalidValue(f"date {reprlib.repr(text)}: expected YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def first(self) -> datetime.date:
        """Earliest day it can be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """Latest day it can be."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def in_words(self) -> str:
        """ "27 March 2025", "March 2025" or "2025"."""
        name = calendar.month_name[self.month] if self.month else None
        return " ".join(str(part) for part in (self.day, name, self.year) if part)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
