"""How heavy a cost is for each actor, by several yardsticks side by side.

Strain is cost over capacity. There is no one right capacity: output, output discounted for debt, the defence budget, a
key that the members agreed on. Each is a yardstick with its name and sources, and they are never blended into one
index; what is told is whether the order of actors depends on the yardstick, and who moves.

Nothing is filled in. An actor without a figure is missing from that yardstick and listed as such; one whose figure
cannot be compared with the others' is ranked and flagged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from willing.errors import InvalidValue
from willing.reckoning.commitment import plain


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure of each actor, such as its GDP of 2024 in billions of dollars.

    `sources` says for every actor where its figure is from; `flags` why it cannot be compared with the others', for
    those of whom that is so ("central government only").
    """

    name: str
    unit: str
    values: Mapping[str, Fraction]
    sources: Mapping[str, str]
    flags: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor in self.values:
            if not self.sources.get(actor):
                raise InvalidValue(f"{self.name} of {actor}: expected a source")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a cost is held against: the capacity of each actor in `unit`, with its source.

    `note` says how the capacity comes about; `flags` names the actors whose capacity stands on a figure that cannot be
    compared with the others', and why.
    """

    name: str
    unit: str
    capacity: Mapping[str, Fraction]
    sources: Mapping[str, str]
    note: str = ""
    flags: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor, capacity in self.capacity.items():
            if capacity <= 0:
                raise InvalidValue(f"{self.name} of {actor}: capacity {plain(capacity)}, expected above 0")
            if not self.sources.get(actor):
                raise InvalidValue(f"{self.name} of {actor}: expected a source")


@dataclass(frozen=True, slots=True)
class Place:
    """An actor in a ranking: place 1 has the highest strain; equal strains share a place, and the next is left out."""

    place: int
    actor: str
    strain: Fraction
    cost: Fraction
    capacity: Fraction
    source: str
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The strain of actors by one yardstick, heaviest first; `missing` bear a cost and have no figure there."""

    yardstick: Yardstick
    places: tuple[Place, ...]
    missing: tuple[str, ...]

    @property
    def strain(self) -> dict[str, Fraction]:
        return {each.actor: each.strain for each in self.places}


@dataclass(frozen=True, slots=True)
class Move:
    """An actor that goes from place `before` to place `after` when the yardstick changes."""

    actor: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RankChange:
    """What changes from one yardstick to another, counted among the actors that have a figure in both.

    `moves` is empty where the order stays the same; `not_compared` are the actors that only one of the two ranks.
    """

    before: str
    after: str
    moves: tuple[Move, ...]
    not_compared: tuple[str, ...]


def from_figures(figures: Figures, note: str = "") -> Yardstick:
    """The figures as they are: GDP, a budget, the case's own key."""
    return Yardstick(figures.name, figures.unit, figures.values, figures.sources, note, figures.flags)


def share_of(whole: Figures, per_cent: Figures, name: str) -> Yardstick:
    """A part of another figure: capacity = whole * per cent / 100, as in defence budget = GDP * defence share of GDP.

    `per_cent` is in per cent of the whole (2.4 is 2.4 %). Actors that lack one of the two have no capacity.
    Raises InvalidValue for a share of 0 or below.
    """
    return from_both(
        whole, per_cent, name, lambda amount, share: amount * share / 100, f"{whole.name} * {per_cent.name} / 100"
    )


def discounted_for_debt(gdp: Figures, debt: Figures, limit: Fraction, name: str) -> Yardstick:
    """Output, discounted for debt above a stated limit: capacity = GDP * limit / debt where debt > limit, else GDP.

    `debt` and `limit` are in the same unit (per cent of GDP). An actor at twice the limit counts with half its output.
    The formula is a convention, as the limit is; it is no measure of what debt an actor can bear. Actors whose debt has
    a flag are discounted like the others and keep the flag; actors that lack one of the two figures have no capacity.
    Raises InvalidValue for a limit of 0 or below.
    """
    if limit <= 0:
        raise InvalidValue(f"{name}: debt limit {plain(limit)}, expected above 0")
    bound = f"{plain(limit)} {debt.unit}".strip()
    return from_both(
        gdp,
        debt,
        name,
        lambda output, owed: output * limit / max(owed, limit),
        f"{gdp.name} * {bound} / {debt.name}, where {debt.name} is above {bound}; else {gdp.name}",
    )


def from_both(
    first: Figures, second: Figures, name: str, capacity: Callable[[Fraction, Fraction], Fraction], note: str
) -> Yardstick:
    """A yardstick from two figures, for the actors that have both, with the sources and flags of both."""
    actors = [actor for actor in first.values if actor in second.values]
    flags = {actor: said_of(actor, (first.name, first.flags), (second.name, second.flags)) for actor in actors}
    return Yardstick(
        name,
        first.unit,
        {actor: capacity(first.values[actor], second.values[actor]) for actor in actors},
        {actor: said_of(actor, (first.name, first.sources), (second.name, second.sources)) for actor in actors},
        note,
        {actor: flag for actor, flag in flags.items() if flag},
    )


def said_of(actor: str, *told: tuple[str, Mapping[str, str]]) -> str:
    """What is told of an actor's figures, each after the name of the figure; empty where nothing is."""
    return "; ".join(f"{name}: {words[actor]}" for name, words in told if words.get(actor))


def rank(costs: Mapping[str, Fraction], yardstick: Yardstick) -> Ranking:
    """The strain of all who bear a cost, heaviest first; equal strains in the order of names.

    `costs` are in one unit for all; strain is in that unit per unit of the yardstick, so strains compare within a
    yardstick only. Raises InvalidValue for a cost below 0.
    """
    for actor, cost in costs.items():
        if cost < 0:
            raise InvalidValue(f"cost of {actor}: {plain(cost)}, expected 0 or more")
    strain = {actor: cost / yardstick.capacity[actor] for actor, cost in costs.items() if actor in yardstick.capacity}
    places = places_of(strain)
    return Ranking(
        yardstick,
        tuple(
            Place(
                place,
                actor,
                strain[actor],
                costs[actor],
                yardstick.capacity[actor],
                yardstick.sources[actor],
                yardstick.flags.get(actor, ""),
            )
            for actor, place in places.items()
        ),
        tuple(sorted(set(costs) - set(strain))),
    )


def places_of(strain: Mapping[str, Fraction]) -> dict[str, int]:
    """The place of each actor, heaviest strain first: one more than the number of actors with more strain."""
    places: dict[str, int] = {}
    above: Fraction | None = None
    place = 0
    for number, actor in enumerate(sorted(strain, key=lambda actor: (-strain[actor], actor)), start=1):
        if strain[actor] != above:
            place, above = number, strain[actor]
        places[actor] = place
    return places


def rank_changes(before: Ranking, after: Ranking) -> RankChange:
    """Who changes place from one yardstick to the other, in the order of the first.

    Places are counted anew among the actors that both rank: that a figure is missing moves nobody.
    """
    shared = before.strain.keys() & after.strain.keys()
    old = places_of({actor: strain for actor, strain in before.strain.items() if actor in shared})
    new = places_of({actor: strain for actor, strain in after.strain.items() if actor in shared})
    return RankChange(
        before.yardstick.name,
        after.yardstick.name,
        tuple(Move(actor, old[actor], new[actor]) for actor in old if old[actor] != new[actor]),
        tuple(sorted(before.strain.keys() ^ after.strain.keys())),
    )


def burden(costs: Mapping[str, Fraction], yardsticks: Iterable[Yardstick]) -> tuple[Ranking, ...]:
    """A ranking for each yardstick, in their order."""
    return tuple(rank(costs, yardstick) for yardstick in yardsticks)


def all_rank_changes(rankings: Sequence[Ranking]) -> tuple[RankChange, ...]:
    """The changes between every two of the rankings."""
    return tuple(rank_changes(before, after) for before, after in combinations(rankings, 2))
