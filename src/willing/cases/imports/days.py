"""Dates as people and spreadsheet programs write them; what can be read two ways is a mistake, never a guess."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable

from willing.cases.imports.vocabulary import NotUnderstood
from willing.errors import InvalidValue
from willing.model import PartialDate

ORDERS = ("dmy", "mdy")
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
} | {"sept": 9}  # fmt: skip
IN_WORDS = (
    re.compile(r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?)?(?P<month>[a-z]+)\.?,? (?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>[a-z]+)-(?P<year>\d{4})"),
)
NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?")
SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
EXPECTED = "a date such as 2026-01-06, 2026-01, 2026 or 6 January 2026"


def date_of(words: str, order: str | None, serials_from: datetime.date) -> PartialDate:
    """The date that a cell tells; raises NotUnderstood."""
    text = " ".join(words.casefold().split())
    try:
        if SERIAL.fullmatch(text):
            return of_day(serials_from + datetime.timedelta(days=int(float(text))))
        for pattern in IN_WORDS:
            if (match := pattern.fullmatch(text)) and match["month"] in MONTHS:
                day = int(match["day"]) if match["day"] else None
                return PartialDate(int(match["year"]), MONTHS[match["month"]], day)
        if match := YEAR_FIRST.fullmatch(text):
            return PartialDate(*(int(part) for part in match.groups() if part))
        if match := NUMERIC.fullmatch(text):
            return numeric(words, match, order)
        return PartialDate.parse(words)
    except InvalidValue:
        raise NotUnderstood(f"bad date {words!r}", f"{EXPECTED}, and a day that exists") from None


def numeric(words: str, match: re.Match[str], order: str | None) -> PartialDate:
    """06.01.2026 is written day first; 06/01/2026 is either, unless the order is told or one part is no month."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    known = order or ("dmy" if match[2] == "." or first > 12 else "mdy" if second > 12 else None)
    if known is None and first != second:
        raise NotUnderstood(
            f"date {words!r} can be read two ways", "2026-01-06, or the order told: --date-order dmy (or mdy)"
        )
    day, month = (second, first) if known == "mdy" else (first, second)
    return PartialDate(year, month, day)


def order_of(cells: Iterable[str]) -> str | None:
    """The order in which a column writes day and month, where one of its cells leaves no doubt and none contradicts."""
    found = set()
    for cell in cells:
        # with points the day is first anyway, which tells nothing of the other forms
        if (match := NUMERIC.fullmatch(cell.strip())) and match[2] != ".":
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                found.add("dmy")
            if second > 12 >= first:
                found.add("mdy")
    return found.pop() if len(found) == 1 else None


def of_day(day: datetime.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
