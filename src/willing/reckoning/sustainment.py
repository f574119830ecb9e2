"""What can be held: units that take turns, for good, over a horizon of months, and beside what is promised.

A pool sends units for a tour and rests them before they can go again. How long both are, nobody but the case tells:
every figure stays beside the result with its source, and for an actor without a pool nothing is assumed.

**For good.** Of every tour + rest months a unit is there for tour. So no pool holds more than
units * tour / (tour + rest) for good, and turns that are evenly spread hold that.

**Over a horizon, from a standing start.** Let x units or more be there at every moment, for whole tours, and nobody
before the start. All who are there at the start have just come, and after one tour all of them have gone, so x others
have come by then; after two tours x more, and so on. Who came first can come again after tour + rest. Until then, or
until the horizon ends if that is sooner, ceil(min(horizon, tour + rest) / tour) batches of different units have come,
so x is at most units / ceil(min(horizon, tour + rest) / tour). Batches of that size, one tour apart, reach it.

**Why a finite horizon flatters.** Who goes home near its end rests outside of it. A horizon of one tour is held by the
whole pool, with nobody left to follow. Pools that relieve one another can spread that gain over all the months:
together they may hold more than the sum of what each holds for good, by less and less as the horizon grows. The most
that it can be follows from `unit_months`: no unit is there longer than one that comes at the start and again after
every rest.
A standing start also costs something: all who must be there at once also go at once. Where the rest is no multiple of
the tour, one pool alone therefore holds less over a long horizon than for good, with turns already spread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from willing.errors import InvalidValue
from willing.reckoning.case import Pool, ReckoningCase
from willing.reckoning.commitment import Commitment
from willing.reckoning.joint import JointSum, sum_with
from willing.reckoning.reference import total_of
from willing.reckoning.semantics import Bounds

NO_FIGURE = "no rotation figure"
"""What is said of an actor without a pool."""


@dataclass(frozen=True, slots=True)
class Sustained:
    """What the pools of one actor hold, in units.

    `pools` are the rotation figures with their sources. `steady` is for good; `held` in every month of the horizon from
    a standing start, each pool by itself; `at_most` bounds any schedule over that horizon. Without a pool all three
    are None.
    """

    actor: str
    pools: tuple[Pool, ...]
    steady: Fraction | None
    held: Fraction | None
    at_most: Fraction | None

    @property
    def remark(self) -> str:
        """`NO_FIGURE` where that is so, else empty."""
        return "" if self.pools else NO_FIGURE


@dataclass(frozen=True, slots=True)
class Promised:
    """What one actor promises in some months, beside what its pools hold for good (`steady`; None: no rotation figure).

    `low` is over promises that certainly hold, `high` over those that possibly do (None: no upper end); `certain` says
    whether any certainly holds.
    """

    actor: str
    low: Fraction
    high: Fraction | None
    steady: Fraction | None
    certain: bool = True

    @property
    def low_over(self) -> Fraction | None:
        """How much more is certainly promised than can be held for good; None: no rotation figure."""
        return None if self.steady is None else max(self.low - self.steady, Fraction(0))

    @property
    def high_over(self) -> Fraction | None:
        """How much more may be promised than can be held for good; None: no rotation figure, or no upper end."""
        return None if self.steady is None or self.high is None else max(self.high - self.steady, Fraction(0))

    @property
    def overpromised(self) -> bool:
        """Whether more may be promised than can be held for good; False also where there is no rotation figure."""
        return self.steady is not None and (self.high is None or self.high > self.steady)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months from `start` until before `end` in which the promises on a measure stay the same, actor by actor."""

    start: int
    end: int
    promised: tuple[Promised, ...]
    joint: tuple[JointSum, ...] = ()

    @property
    def months(self) -> range:
        return range(self.start, self.end)

    @property
    def low(self) -> Fraction:
        """The total that is certain."""
        certain = {each.actor: each.low for each in self.promised if each.certain}
        return sum_with(self.joint, certain) or Fraction(0)

    @property
    def high(self) -> Fraction | None:
        """The total that is possible; None: no upper end."""
        return sum_with(self.joint, {each.actor: each.high for each in self.promised})

    @property
    def steady(self) -> Fraction:
        """What those who promise something hold for good, as far as they have a rotation figure."""
        return sum((each.steady for each in self.promised if each.steady is not None), Fraction(0))

    @property
    def overpromised(self) -> tuple[str, ...]:
        """Actors that may promise more than they hold for good."""
        return tuple(each.actor for each in self.promised if each.overpromised)

    @property
    def without_figure(self) -> tuple[str, ...]:
        """Actors that promise something and have no rotation figure."""
        return tuple(each.actor for each in self.promised if each.steady is None)


def steady_state(pools: Iterable[Pool]) -> dict[str, Fraction]:
    """Units that each actor with a pool can hold for good: the sum over its pools, each by itself."""
    sums: dict[str, Fraction] = {}
    for pool in pools:
        sums[pool.actor] = sums.get(pool.actor, Fraction(0)) + steady(pool)
    return sums


def sustainment(pools: Sequence[Pool], horizon: int, *, actors: Collection[str] = ()) -> tuple[Sustained, ...]:
    """What each actor can hold, for good and over a horizon of months; `actors` are listed with or without a pool.

    Raises InvalidValue for a horizon of less than one month.
    """
    check_horizon(horizon)
    own: dict[str, list[Pool]] = {actor: [] for actor in (*(pool.actor for pool in pools), *actors)}
    for pool in pools:
        own[pool.actor].append(pool)
    return tuple(sustained(actor, tuple(mine), horizon) for actor, mine in own.items())


def sustained(actor: str, pools: tuple[Pool, ...], horizon: int) -> Sustained:
    """What the pools of one actor hold; nothing is told without any."""
    if not pools:
        return Sustained(actor, (), None, None, None)
    return Sustained(
        actor,
        pools,
        sum((steady(pool) for pool in pools), Fraction(0)),
        sum((held(pool, horizon) for pool in pools), Fraction(0)),
        held_at_most(pools, horizon),
    )


def steady(pool: Pool) -> Fraction:
    """Units that a pool can hold for good: units * tour / (tour + rest)."""
    return cut(pool, units_of(pool) * pool.tour / (pool.tour + pool.rest))


def held(pool: Pool, horizon: int) -> Fraction:
    """Units that a pool on its own can hold in every month of a horizon, from a standing start, with whole tours.

    units / ceil(min(horizon, tour + rest) / tour); see the module's text. Raises InvalidValue for a horizon below 1.
    """
    check_horizon(horizon)
    batches = ceil(min(Fraction(horizon), pool.tour + pool.rest) / pool.tour)
    return cut(pool, units_of(pool) / batches)


def held_at_most(pools: Collection[Pool], horizon: int) -> Fraction:
    """Units beyond which no schedule goes in every month of a horizon, even where pools relieve one another.

    It is the mean over the horizon if every unit is there as long as it can be: sum of units * `unit_months` / horizon.
    Raises InvalidValue for a horizon below 1.
    """
    check_horizon(horizon)
    mean = sum((units_of(pool) * unit_months(pool, horizon) for pool in pools), Fraction(0)) / horizon
    return Fraction(floor(mean)) if all(pool.whole for pool in pools) else mean


def unit_months(pool: Pool, horizon: int) -> Fraction:
    """Months of a horizon that one unit can be there at most: in whole rounds of tour and rest, and in one begun."""
    rounds, begun = divmod(Fraction(horizon), pool.tour + pool.rest)
    return rounds * pool.tour + min(begun, pool.tour)


def units_of(pool: Pool) -> Fraction:
    return cut(pool, pool.units)


def cut(pool: Pool, units: Fraction) -> Fraction:
    """Down to whole units, where only whole ones can go."""
    return Fraction(floor(units)) if pool.whole else units


def check_horizon(horizon: int) -> None:
    if horizon < 1:
        raise InvalidValue(f"horizon of {horizon} months: expected 1 or more")


def by_month(case: ReckoningCase, bounds: Bounds, measure: str, months: int) -> tuple[Stretch, ...]:
    """What is promised on a measure in months 0 to `months` - 1, beside what the case's pools hold for good.

    Each `Stretch` is a row of months in which nothing changes; together they cover every month once. The pools are
    taken to be of units of that measure, and free for it alone. A promise for a few months can be kept by more units
    than a pool holds for good (see `held`): here every month is measured by what can go on.
    Raises InvalidValue for less than one month.
    """
    check_horizon(months)
    promises: defaultdict[str, list[Commitment]] = defaultdict(list)
    for each in case.commitments:
        if each.measure == measure and each.id in bounds.possible:
            promises[each.actor].append(each)
    figures = steady_state(case.pools)
    changing = changes(promises, months)
    current: dict[str, Promised] = {}
    stretches: list[Stretch] = []
    for start, end in pairwise(sorted({0, months, *changing})):
        for actor in changing.get(start, ()):
            current.pop(actor, None)
            if running := [each for each in promises[actor] if each.runs_in(start)]:
                current[actor] = promised(actor, running, bounds, figures.get(actor))
        rows = tuple(current[actor] for actor in sorted(current))
        if stretches and stretches[-1].promised == rows:
            start = stretches.pop().start
        stretches.append(Stretch(start, end, rows, case.joint_on(measure)))
    return tuple(stretches)


def changes(promises: Mapping[str, Iterable[Commitment]], months: int) -> dict[int, set[str]]:
    """The months before `months` in which promises start or have ended, each with the actors whose they are."""
    changing: defaultdict[int, set[str]] = defaultdict(set)
    for actor, own in promises.items():
        for each in own:
            changing[max(each.start or 0, 0)].add(actor)
            if each.end is not None:
                changing[max(each.end, 0)].add(actor)
    return {month: actors for month, actors in changing.items() if month < months}


def promised(actor: str, running: Sequence[Commitment], bounds: Bounds, figure: Fraction | None) -> Promised:
    """What the promises of one actor on one measure come to while they run."""
    measure = running[0].measure
    certain = [each for each in running if each.id in bounds.certain]
    low = total_of(certain, measure, possible=False) or Fraction(0)
    return Promised(actor, low, total_of(running, measure, possible=True), figure, bool(certain))
