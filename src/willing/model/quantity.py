"""How much, and how many: amounts with bounds, and the size of an unnamed set of actors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from willing.errors import InvalidValue

SCALES: dict[str, float] = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SET_SIZES = ("all", "most", "many", "some", "few", "others")
MOST_ACTORS = 1_000_000_000
"""More than this many actors no set has; beyond it a number is a slip, and databases differ in what they hold."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of something, as a range; either bound may be open.

    `low` and `high` are in `unit` times `scale` (None: one), so "EUR 500 million" is 500, "EUR", "million" and
    "up to 15,000 troops" is None, 15000, "troops".
    """

    low: float | None
    high: float | None
    unit: str
    scale: str | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise InvalidValue("quantity without bounds: expected a lower or an upper one")
        for bound in (self.low, self.high):
            if bound is not None and not (is_number(bound) and math.isfinite(bound)):
                raise InvalidValue(f"quantity bound {bound!r}: expected a finite number, or none where it is open")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InvalidValue(f"quantity from {self.low} to {self.high}: expected the lower bound first")
        if not isinstance(self.unit, str) or not self.unit:
            raise InvalidValue("quantity without a unit: expected for example 'troops' or 'EUR'")
        if self.scale is not None and (not isinstance(self.scale, str) or self.scale not in SCALES):
            raise InvalidValue(f"quantity scale {self.scale!r}: expected one of {', '.join(SCALES)}")

    @property
    def factor(self) -> float:
        return SCALES[self.scale] if self.scale else 1.0

    def as_json(self) -> dict[str, Any]:
        """The annotation guide's form: one number where exact, [low, high] otherwise."""
        value: Any = plain(self.low) if self.low == self.high else [plain(self.low), plain(self.high)]
        result: dict[str, Any] = {"value": value, "unit": self.unit}
        if self.scale:
            result["scale"] = self.scale
        return result

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Quantity:
        """Inverse of `as_json`; raises InvalidValue on anything else."""
        if not isinstance(value, dict):
            raise InvalidValue(f"quantity {value!r}: expected an object with value and unit")
        amount = value.get("value")
        low, high = amount if isinstance(amount, list) and len(amount) == 2 else (amount, amount)
        if not all(bound is None or is_number(bound) for bound in (low, high)):
            raise InvalidValue(f"quantity value {amount!r}: expected a number or [low, high]")
        return cls(low, high, value.get("unit", ""), value.get("scale"))

    def __str__(self) -> str:
        scale = f" {self.scale}" if self.scale else ""
        if self.low == self.high:
            return f"{plain(self.low):,}{scale} {self.unit}"
        if self.low is None:
            return f"up to {plain(self.high):,}{scale} {self.unit}"
        if self.high is None:
            return f"at least {plain(self.low):,}{scale} {self.unit}"
        return f"{plain(self.low):,} to {plain(self.high):,}{scale} {self.unit}"


def count_from(digits: str) -> int:
    """A number of actors as it is written; raises InvalidValue beyond MOST_ACTORS, before Python's own limit."""
    if len(digits) > len(str(MOST_ACTORS)):
        raise InvalidValue(f"a count of {len(digits)} digits: expected {MOST_ACTORS:,} at most")
    return int(digits)


@dataclass(frozen=True, slots=True)
class Quantifier:
    """What is said of the size of an unnamed set: a word of SET_SIZES, or a count, possibly out of a whole."""

    word: str | None = None
    exactly: int | None = None
    at_least: int | None = None
    of: int | None = None

    def __post_init__(self) -> None:
        given = [part for part in (self.word, self.exactly, self.at_least) if part is not None]
        if len(given) != 1:
            raise InvalidValue("quantifier: expected exactly one of word, exactly, at_least")
        if self.word is not None and (self.word not in SET_SIZES or self.of is not None):
            raise InvalidValue(f"quantifier {self.word!r}: expected one of {', '.join(SET_SIZES)}, without `of`")
        for number in (self.exactly, self.at_least, self.of):
            if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
                raise InvalidValue(f"quantifier {number!r}: expected a whole number")
            if number is not None and number > MOST_ACTORS:
                raise InvalidValue(f"a quantifier of too many: expected {MOST_ACTORS:,} at most")
        count = self.exactly if self.exactly is not None else self.at_least
        if count is not None and (count < 0 or (self.of is not None and count > self.of)):
            whole = "" if self.of is None else f" of {self.of}"
            raise InvalidValue(f"quantifier {count}{whole}: expected a count within the whole")

    def as_json(self) -> str | dict[str, int]:
        if self.word is not None:
            return self.word
        parts = {"exactly": self.exactly, "at_least": self.at_least, "of": self.of}
        return {name: number for name, number in parts.items() if number is not None}

    @classmethod
    def from_json(cls, value: str | dict[str, int]) -> Quantifier:
        """Inverse of `as_json`; raises InvalidValue on anything else."""
        if isinstance(value, str):
            return cls(word=value)
        if not isinstance(value, dict):
            raise InvalidValue(f'quantifier {value!r}: expected a word or an object such as {{"exactly": 26}}')
        unknown = [key for key in value if key not in ("exactly", "at_least", "of")]
        if unknown:
            raise InvalidValue(f"quantifier key {unknown[0]!r}: expected exactly, at_least or of")
        return cls(exactly=value.get("exactly"), at_least=value.get("at_least"), of=value.get("of"))

    def __str__(self) -> str:
        if self.word is not None:
            return self.word
        whole = f" of {self.of}" if self.of is not None else ""
        return f"{self.exactly}{whole}" if self.exactly is not None else f"at least {self.at_least}{whole}"


def is_number(value: object) -> bool:
    """Whether it is an int or a float; true and false are not numbers here."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def plain(number: float | None) -> int | float | None:
    """A whole number as an int, so that it prints and compares as written."""
    return int(number) if number is not None and float(number).is_integer() else number
