"""Odds: how likely the user holds each fact, which facts hang together, and how likely a promise is kept.

None are built in. Everything is exact: a chance is a fraction, or an interval between two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import TypeAlias

from willing.errors import InvalidValue
from willing.reckoning.commitment import exact, plain

NOTHING: Mapping[str, Chance] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability, or the interval that it lies in."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            shown = plain(self.low) if self.exact else [plain(self.low), plain(self.high)]
            raise InvalidValue(f"probability {shown}: expected a number from 0 to 1, or [low, high] between them")

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @classmethod
    def of(cls, value: object) -> Chance:
        """From a number, its text ("1/3") or a list of two."""
        if isinstance(value, (list, tuple)):
            if len(value) != 2:
                raise InvalidValue(f"probability {value!r}: expected a number or [low, high]")
            return cls(exact(value[0]), exact(value[1]))
        return cls(exact(value), exact(value))


@dataclass(frozen=True, slots=True)
class Exclusive:
    """At most one of the facts is true, each with its chance; the rest is "none of them"."""

    chances: Mapping[str, Fraction]

    def __post_init__(self) -> None:
        for fact, chance in self.chances.items():
            if not 0 <= chance <= 1:
                raise InvalidValue(f"fact {fact} of an exclusive group: probability {plain(chance)}, expected 0 to 1")
        if (whole := sum(self.chances.values())) > 1:
            raise InvalidValue(
                f"exclusive group {', '.join(self.chances)}: the probabilities come to {plain(Fraction(whole))}, "
                "expected at most 1, for at most one of them is true"
            )

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(self.chances)


@dataclass(frozen=True, slots=True)
class Given:
    """The chance of a fact for each truth of its parents, in their order."""

    fact: str
    parents: tuple[str, ...]
    table: Mapping[tuple[bool, ...], Chance]

    def __post_init__(self) -> None:
        wanted = set(product((True, False), repeat=len(self.parents)))
        if missing := sorted(wanted - set(self.table), reverse=True):
            raise InvalidValue(f"fact {self.fact} given {', '.join(self.parents)}: no row for {row_text(missing[0])}")

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)


Group: TypeAlias = Exclusive | Given


@dataclass(frozen=True, slots=True)
class Odds:
    """Chances of facts that stand alone, groups of facts that hang together, and of promises being kept.

    A fact without a chance stays unknown. Every fact has its chance in one place only.
    """

    single: Mapping[str, Chance] = field(default_factory=lambda: NOTHING)
    groups: tuple[Group, ...] = ()
    keep: Mapping[str, Chance] = field(default_factory=lambda: NOTHING)

    def __post_init__(self) -> None:
        placed: dict[str, str] = dict.fromkeys(self.single, "a chance of its own")
        for group in self.groups:
            for fact in group.facts:
                kind = "an exclusive group" if isinstance(group, Exclusive) else f"the group of {fact} given others"
                if fact in placed:
                    raise InvalidValue(
                        f"fact {fact} has {placed[fact]} and stands in {kind}; "
                        "expected one place that says how likely it is"
                    )
                placed[fact] = kind
        circle = circle_of({g.fact: g.parents for g in self.groups if isinstance(g, Given)})
        if circle:
            raise InvalidValue(f"facts {' given '.join(circle)}: in a circle; expected causes before what they bear on")
        for fact, parent in ((g.fact, p) for g in self.groups if isinstance(g, Given) for p in g.parents):
            if parent not in placed:
                raise InvalidValue(f"fact {fact} given {parent}: {parent} has no probability; give it one of its own")

    @property
    def facts(self) -> frozenset[str]:
        """All facts that have a chance."""
        return frozenset(self.single) | {fact for group in self.groups for fact in group.facts}

    def __bool__(self) -> bool:
        return bool(self.single or self.groups or self.keep)


def circle_of(parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A circle of facts that are given by one another, first named again at the end; empty where there is none."""
    done: set[str] = set()

    def walk(fact: str, path: list[str]) -> list[str]:
        if fact in path:
            return [*path[path.index(fact) :], fact]
        if fact in done:
            return []
        for parent in parents.get(fact, ()):
            if found := walk(parent, [*path, fact]):
                return found
        done.add(fact)
        return []

    return next((found for fact in parents if (found := walk(fact, []))), [])


def row_text(row: tuple[bool, ...]) -> str:
    """A row of a table of chances as it is written: "true,false"."""
    return ",".join("true" if truth else "false" for truth in row)


def row_of(text: str) -> tuple[bool, ...]:
    """The row that a text such as "true,false" means."""
    words = [word.strip() for word in text.split(",")]
    if not set(words) <= {"true", "false"}:
        raise InvalidValue(f"row {text!r}: expected true and false with commas between them, one for each parent")
    return tuple(word == "true" for word in words)
