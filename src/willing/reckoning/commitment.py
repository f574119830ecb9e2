"""A commitment: what the reckoning adds up. One promise of one actor on one measure, how much, on what condition.

Amounts and chances are exact fractions, so that sums, shares and probabilities come out as a person would reckon them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from willing.errors import InvalidValue
from willing.model import Condition
from willing.model.condition_atoms import check_name


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, as a range: `low` is certain if the promise holds, `high` the most it can mean; None: no upper end."""

    low: Fraction
    high: Fraction | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise InvalidValue(
                f"amount from {plain(self.low)} to {plain(self.high)}: expected 0 or more, the lower bound first"
            )

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @classmethod
    def of(cls, low: object, high: object = ...) -> Amount:
        """An amount from numbers or their texts; one number alone is both bounds."""
        lowest = exact(low)
        highest = lowest if high is ... else None if high is None else exact(high)
        return cls(lowest, highest)


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise.

    `condition` None: it hangs on nothing. `pact` names a group that binds at one moment. It counts from month `start`
    (first included; None: at once) until month `end` (last excluded; None: for good). Several promises of one actor on
    one measure are tiers or restatements, of which the largest that holds counts, unless `adds` puts one on top.
    `unit` is what the amount counts ("": not told); `sources` are the ids of the positions behind the promise.
    """

    id: str
    actor: str
    measure: str
    amount: Amount
    condition: Condition | None = None
    pact: str | None = None
    start: int | None = None
    end: int | None = None
    adds: bool = False
    unit: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_name(self.id, "a promise")
        check_name(self.actor, "an actor")
        check_name(self.measure, "a measure")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise InvalidValue(f"promise {self.id}: until month {self.end}, expected a month after from {self.start}")

    def runs_in(self, month: int) -> bool:
        """Whether the promise counts in a month (months are numbered from 0)."""
        return (self.start or 0) <= month and (self.end is None or month < self.end)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A total that a measure must reach."""

    measure: str
    at_least: Fraction
    unit: str = ""
    name: str = ""
    source: str = ""


def exact(number: object) -> Fraction:
    """The number as it is written: 0.1 is a tenth. Raises InvalidValue for anything that is no finite number."""
    if isinstance(number, bool) or not isinstance(number, (int, float, str, Fraction)):
        raise InvalidValue(f"{number!r}: expected a number")
    try:
        return Fraction(str(number))
    except (ValueError, ZeroDivisionError):
        raise InvalidValue(f"{number!r}: expected a finite number") from None


def plain(number: Fraction | None) -> int | float | None:
    """A whole number as an int, any other as a float: the form of tables and JSON."""
    if number is None:
        return None
    return number.numerator if number.denominator == 1 else float(number)
