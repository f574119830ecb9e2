"""The reckoning's case: facts, promises, requirements, and what is known of pools, caps and odds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from willing.errors import InvalidValue
from willing.model import Condition, Does, Fact, Holds, Others, Total, atoms
from willing.reckoning.commitment import Commitment, Requirement
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
    """What is reckoned with. Every fact and promise that a condition names exists; ids are unique; units agree."""

    facts: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    requirements: tuple[Requirement, ...] = ()
    odds: Odds = field(default_factory=Odds)
    pools: tuple[Pool, ...] = ()
    allocation: Allocation | None = None
    id: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        if mistakes := list(mistakes_of(self)):
            raise InvalidValue("; ".join(f"{place}: {what}" for place, what in mistakes))

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures that promises are about, sorted."""
        return tuple(sorted({each.measure for each in self.commitments}))

    @property
    def actors(self) -> tuple[str, ...]:
        """Actors that promise something, sorted."""
        return tuple(sorted({each.actor for each in self.commitments}))

    def by_id(self) -> dict[str, Commitment]:
        return {each.id: each for each in self.commitments}


def mistakes_of(case: ReckoningCase) -> Iterator[tuple[str, str]]:
    """Every mistake between the parts of a case: place and what is wrong."""
    yield from repeated_ids(case)
    for each in case.commitments:
        if each.condition is not None:
            yield from unknown_names(each, each.condition, case)
    yield from mixed_units(case)
    for what, names, known in (
        ("odds", case.odds.facts, case.facts),
        ("odds, parents", parents_of(case.odds), case.facts),
        ("odds, keep", case.odds.keep, [each.id for each in case.commitments]),
    ):
        for name in sorted(set(names) - set(known)):
            yield what, f"unknown id {name!r}{near(name, known)}"


def parents_of(odds: Odds) -> set[str]:
    return {parent for group in odds.groups for parent in getattr(group, "parents", ())}


def repeated_ids(case: ReckoningCase) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for each in case.commitments:
        if each.id in seen:
            yield f"promise {each.id}", "the id is given twice; expected one of its own"
        seen.add(each.id)


def unknown_names(commitment: Commitment, condition: Condition, case: ReckoningCase) -> Iterator[tuple[str, str]]:
    """Facts and promises that a condition names and the case lacks."""
    promises = [each.id for each in case.commitments]
    place = f"promise {commitment.id}, condition"
    for atom in atoms(condition):
        match atom:
            case Fact(name) if name not in case.facts:
                yield place, f"unknown fact {name!r}{near(name, case.facts)}"
            case Holds(promise) if promise not in promises:
                yield place, f"unknown promise {promise!r}{near(promise, promises)}"
            case _:
                pass


def names_nobody_bears(case: ReckoningCase) -> Iterator[tuple[str, str]]:
    """Conditions and requirements that nothing in the case can ever meet, for nobody promises it: a slip, or a fact.

    They are no mistakes: a promise may wait for a country that has promised nothing.
    """
    promised = {(each.actor, each.measure) for each in case.commitments}
    for each in case.commitments:
        for atom in atoms(each.condition) if each.condition is not None else ():
            place = f"promise {each.id}, condition {atom}"
            match atom:
                case Does(actor, measure, _) if (actor, measure) not in promised:
                    yield place, f"{actor} promises nothing on {measure}{near(actor, case.actors)}"
                case Others(measure, _, _) | Total(measure, _, _) if measure not in case.measures:
                    yield place, f"nobody promises {measure}{near(measure, case.measures)}"
                case _:
                    pass
    for requirement in case.requirements:
        if requirement.measure not in case.measures:
            place = f"requirement on {requirement.measure}"
            yield place, f"nobody promises {requirement.measure}{near(requirement.measure, case.measures)}"


def mixed_units(case: ReckoningCase) -> Iterator[tuple[str, str]]:
    """Amounts of one measure in different units: they cannot be added up."""
    first: dict[str, tuple[str, str]] = {}
    for place, measure, unit in (
        *((f"promise {each.id}", each.measure, each.unit) for each in case.commitments),
        *((f"requirement on {each.measure}", each.measure, each.unit) for each in case.requirements),
    ):
        if not unit:
            continue
        before = first.setdefault(measure, (place, unit))
        if before[1] != unit:
            yield place, f"{measure} in {unit!r}, but {before[0]} is in {before[1]!r}; expected one unit to add up"


def near(name: str, known: object) -> str:
    """A hint at the known name that was probably meant."""
    import difflib

    names = sorted(map(str, known)) if isinstance(known, (list, tuple, set, frozenset)) else []
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"; perhaps {close[0]!r}"
    return f"; known: {', '.join(names[:8])}{' ...' if len(names) > 8 else ''}" if names else ""
