"""What conditions are made of: facts, and other promises one by one, by actor, by count and by sum.

These are the leaves of a condition; willing.model.condition joins them. Each knows its text and its JSON form, and
none can be built with a name or a number that the text form could not hold.
"""

from __future__ import annotations

import re
import reprlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from willing.errors import InvalidValue

Number: TypeAlias = int | float

NAME = re.compile(r"\w[\w-]*")
"""Ids of facts, promises, actors and measures: letters, digits, `_` and `-`, as in P255 or USA-CONGRESS."""

KEYWORDS = ("and", "or", "not", "holds", "does", "others", "total")
"""Words that cannot name a fact, in whatever case: `Not ceasefire` is a slip, not a fact called Not."""

LARGEST = 10**15
"""Largest number in a threshold; up to here every whole number is exact as a float too."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An external yes/no condition: `ceasefire`."""

    name: str

    def __post_init__(self) -> None:
        check_name(self.name, "a fact")
        if self.name.lower() in KEYWORDS:
            raise InvalidValue(f'fact "{self.name}": expected a name that is not one of {", ".join(KEYWORDS)}')

    def __str__(self) -> str:
        return self.name

    def as_json(self) -> dict[str, object]:
        return {"fact": self.name}


@dataclass(frozen=True, slots=True)
class Holds:
    """The promise with this id holds: `holds(P255)`."""

    promise: str

    def __post_init__(self) -> None:
        check_name(self.promise, "a promise")

    def __str__(self) -> str:
        return f"holds({self.promise})"

    def as_json(self) -> dict[str, object]:
        return {"holds": self.promise}


@dataclass(frozen=True, slots=True)
class Does:
    """Any promise of that actor on that measure holds, to at least that quantity: `does(FRA.troops >= 5000)`.

    Without `at_least` the quantity does not matter.
    """

    actor: str
    measure: str
    at_least: Number | None = None

    def __post_init__(self) -> None:
        check_name(self.actor, "an actor")
        check_name(self.measure, "a measure")
        if self.at_least is not None:
            object.__setattr__(self, "at_least", checked_number(self.at_least))

    def __str__(self) -> str:
        threshold = "" if self.at_least is None else f" >= {digits(self.at_least)}"
        return f"does({self.actor}.{self.measure}{threshold})"

    def as_json(self) -> dict[str, object]:
        threshold = {} if self.at_least is None else {"at_least": self.at_least}
        return {"does": f"{self.actor}.{self.measure}", **threshold}


@dataclass(frozen=True, slots=True)
class Others:
    """So many actors do it, never counting the speaker itself: `others(troops >= 3 of FRA, GBR, POL)`.

    `of` limits who counts; None: everyone does.
    """

    measure: str
    at_least: int
    of: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        check_name(self.measure, "a measure")
        count = checked_number(self.at_least)
        if not isinstance(count, int):
            raise InvalidValue(f"others at_least {self.at_least}: expected a whole number of actors")
        object.__setattr__(self, "at_least", count)
        if self.of is not None:
            if isinstance(self.of, str) or not self.of:
                raise InvalidValue(f"others of {short(self.of)}: expected a list of at least one actor, or no `of`")
            for actor in self.of:
                check_name(actor, "an actor")
            object.__setattr__(self, "of", tuple(dict.fromkeys(self.of)))

    def __str__(self) -> str:
        among = "" if self.of is None else f" of {', '.join(self.of)}"
        return f"others({self.measure} >= {self.at_least}{among})"

    def as_json(self) -> dict[str, object]:
        among = {} if self.of is None else {"of": list(self.of)}
        return {"others": {"measure": self.measure, "at_least": self.at_least, **among}}


@dataclass(frozen=True, slots=True)
class Total:
    """The quantity over all actors reaches a threshold: `total(troops >= 10000)`.

    The promise that waits for it counts as if kept, unless `own` is false: then nothing of the same actor counts.
    """

    measure: str
    at_least: Number
    own: bool = True

    def __post_init__(self) -> None:
        check_name(self.measure, "a measure")
        object.__setattr__(self, "at_least", checked_number(self.at_least))
        if not isinstance(self.own, bool):
            raise InvalidValue(f"total own {short(self.own)}: expected true or false")

    def __str__(self) -> str:
        return f"total({self.measure} >= {digits(self.at_least)}{'' if self.own else ', own = no'})"

    def as_json(self) -> dict[str, object]:
        own = {} if self.own else {"own": False}
        return {"total": {"measure": self.measure, "at_least": self.at_least, **own}}


Atom: TypeAlias = Fact | Holds | Does | Others | Total


def check_name(name: object, what: str) -> None:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise InvalidValue(f"{short(name)} as the name of {what}: expected letters, digits, _ and -")


def checked_number(number: Number) -> Number:
    """The number, as an int where it is whole; raises InvalidValue unless it lies in 0 to LARGEST."""
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= LARGEST:
        raise InvalidValue(f"threshold {short(number)}: expected a number from 0 to {LARGEST}")
    return int(number) if number == int(number) else number


def digits(number: Number) -> str:
    """The number as it is written in text: no exponent, no thousands commas."""
    return f"{Decimal(repr(number)):f}"


def short(value: object) -> str:
    """What was met, as far as it helps in a message, however long or deep it is."""
    return reprlib.repr(value)
