"""The reckoning's case: facts, promises, requirements, and what is known of pools, caps and odds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from willing.errors import InvalidValue
from willing.model import Condition, Fact, Holds, atoms
from willing.model.mistake import near
from willing.reckoning.commitment import Commitment, Requirement
from willing.reckoning.joint import JointSum
from willing.reckoning.odds import Odds

Scenario: TypeAlias = Mapping[str, bool | None]
"""Truth of each fact; a fact that is absent, or None, is unknown."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Units of an actor that take turns: `tour` months there, then `rest` months before they can go again.

    `whole`: only whole units can go. `source` is where the figures are from.
    """

    actor: str
    units: Fraction
    tour: Fraction
    rest: Fraction
    whole: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        if self.units < 0 or self.rest < 0 or self.tour <= 0:
            raise InvalidValue(f"pool of {self.actor}: expected units and rest of 0 or more, and a tour above 0 months")


@dataclass(frozen=True, slots=True)
class Share:
    """What a member can give to a gap: at most `cap`; strain is amount times `unit_cost` over `capacity`."""

    cap: Fraction
    unit_cost: Fraction
    capacity: Fraction

    def __post_init__(self) -> None:
        if self.cap < 0 or self.unit_cost <= 0 or self.capacity <= 0:
            raise InvalidValue("share: expected a cap of 0 or more, and unit cost and capacity above 0")


@dataclass(frozen=True, slots=True)
class Allocation:
    """A gap to fill, and who can give to it."""

    need: Fraction
    members: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class ReckoningCase:
    """What is reckoned with. Every fact and promise that a condition names exists; ids are unique; units agree.

    No actor stands in two of the joint sums on one measure.
    """

    facts: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    requirements: tuple[Requirement, ...] = ()
    odds: Odds = field(default_factory=Odds)
    pools: tuple[Pool, ...] = ()
    allocation: Allocation | None = None
    id: str = ""
    title: str = ""
    joint: tuple[JointSum, ...] = ()

    def __post_init__(self) -> None:
        if faults := list(faults_of(self.facts, self.commitments, self.requirements, self.odds, self.joint)):
            raise InvalidValue("; ".join(map(str, faults)))

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures that promises are about, sorted."""
        return tuple(sorted({each.measure for each in self.commitments}))

    def joint_on(self, measure: str) -> tuple[JointSum, ...]:
        """The joint sums on a measure."""
        return tuple(each for each in self.joint if each.measure == measure)

    @property
    def actors(self) -> tuple[str, ...]:
        """Actors that promise something, sorted."""
        return tuple(sorted({each.actor for each in self.commitments}))

    def by_id(self) -> dict[str, Commitment]:
        return {each.id: each for each in self.commitments}


class Fault(NamedTuple):
    """Something wrong between the parts of a case.

    `part` is "promise", "requirement", "joint" or "odds", `number` its place among its like (-1: none), `key` what of
    it is meant, `word` the name that is wrong ("": none), `expected` what would be right.
    """

    part: str
    number: int
    id: str
    key: str
    what: str
    word: str = ""
    expected: str = ""

    def __str__(self) -> str:
        place = " ".join(part for part in (self.part, self.id) if part) + (f", {self.key}" if self.key else "")
        return f"{place}: {self.what}{f'; expected {self.expected}' if self.expected else ''}"


def faults_of(
    facts: Sequence[str],
    commitments: Sequence[Commitment],
    requirements: Sequence[Requirement],
    odds: Odds,
    joint: Sequence[JointSum] = (),
) -> Iterator[Fault]:
    """Every fault between the parts of a case."""
    promises = [each.id for each in commitments]
    yield from repeated_ids(commitments)
    for number, each in enumerate(commitments):
        if each.condition is not None:
            yield from unknown_names(number, each, each.condition, facts, promises)
    yield from mixed_units(commitments, requirements)
    yield from overlapping(joint)
    for key, names, known in (
        ("facts", odds.facts, facts),
        ("parents", parents_of(odds), facts),
        ("keep", odds.keep, promises),
    ):
        for name in sorted(set(names) - set(known)):
            yield Fault("odds", -1, "", key, f"unknown id {name!r}", name, f"an id of the case{near(name, known)}")


def parents_of(odds: Odds) -> set[str]:
    return {parent for group in odds.groups for parent in getattr(group, "parents", ())}


def repeated_ids(commitments: Sequence[Commitment]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, each in enumerate(commitments):
        if each.id in seen:
            yield Fault("promise", number, each.id, "id", "the id is given twice", each.id, "one of its own")
        seen.add(each.id)


def overlapping(joint: Sequence[JointSum]) -> Iterator[Fault]:
    """Actors in two joint sums on one measure: what they come to together would not be one number."""
    seen: dict[tuple[str, str], int] = {}
    for number, each in enumerate(joint):
        for actor in each.actors:
            if seen.setdefault((each.measure, actor), number) != number:
                what = f"{actor} stands in two joint sums on {each.measure}"
                yield Fault("joint", number, "", "actors", what, actor, "one joint sum for each actor")


def unknown_names(
    number: int, commitment: Commitment, condition: Condition, facts: Sequence[str], promises: Sequence[str]
) -> Iterator[Fault]:
    """Facts and promises that a condition names and the case lacks."""
    for atom in atoms(condition):
        match atom:
            case Fact(name) if name not in facts:
                expected = f"a fact of the case{near(name, facts)}"
                yield Fault("promise", number, commitment.id, "condition", f"unknown fact {name!r}", name, expected)
            case Holds(promise) if promise not in promises:
                expected = f"a promise of the case{near(promise, promises)}"
                what = f"unknown promise {promise!r}"
                yield Fault("promise", number, commitment.id, "condition", what, promise, expected)
            case _:
                pass


def mixed_units(commitments: Sequence[Commitment], requirements: Sequence[Requirement]) -> Iterator[Fault]:
    """Amounts of one measure in different units: they cannot be added up."""
    first: dict[str, tuple[str, str]] = {}
    for part, number, name, measure, unit in (
        *(("promise", number, each.id, each.measure, each.unit) for number, each in enumerate(commitments)),
        *(
            ("requirement", number, f"on {each.measure}", each.measure, each.unit)
            for number, each in enumerate(requirements)
        ),
    ):
        if not unit:
            continue
        before = first.setdefault(measure, (f"{part} {name}", unit))
        if before[1] != unit:
            what = f"{measure} in {unit!r}, but {before[0]} is in {before[1]!r}"
            yield Fault(part, number, name, "unit", what, unit, "one unit to add up")
