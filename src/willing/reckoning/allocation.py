"""Who gives how much to a gap, so that nobody is strained more than need be.

Strain is amount times unit cost over capacity. The highest strain is smallest where all give at one level of strain,
except those who reach their cap below it: water that fills vessels of one height and different bottoms. The level lies
between two of the strains at which members reach their caps, so one sort and one pass find it, in O(n log n) for n
members, exactly. The answer is the only one: at a lower level the same members together give less.

Any one strain measures by one yardstick only (see `burden`); what is fair is the case's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from willing.reckoning.case import Allocation

FINENESS = 64
"""Binary digits after the point by which strains are sorted before their exact values are compared."""


@dataclass(frozen=True, slots=True)
class LeastStrain:
    """How a gap is filled.

    `feasible`: the caps together reach the need. `strain` is the highest of all members, in units of cost per unit of
    capacity. `give` is the amount of each member, in the unit of the need; where the need is out of reach it is
    everybody's cap, and `short` is what is still missing (else 0). `at_cap` are the members that can give no more.
    """

    feasible: bool
    strain: Fraction
    give: Mapping[str, Fraction]
    short: Fraction
    at_cap: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vessel:
    """A member: `rate` is the amount that it gives for each unit of strain, `full` its strain at its cap."""

    actor: str
    cap: Fraction
    rate: Fraction
    full: Fraction


def allocate(allocation: Allocation) -> LeastStrain:
    """Fill the need at the smallest highest strain, nobody above the cap.

    A need of 0 or below is filled by nobody, at strain 0.
    """
    vessels = vessels_of(allocation)
    if allocation.need <= 0:
        return least_strain(vessels, {each.actor: Fraction(0) for each in vessels}, Fraction(0))
    give = {each.actor: each.cap for each in vessels}
    short = allocation.need - total([each.cap for each in vessels])
    if short > 0:
        return least_strain(vessels, give, max((each.full for each in vessels), default=Fraction(0)), short)
    level, unfilled = water_level(allocation.need, vessels)
    give.update((each.actor, level * each.rate) for each in unfilled)
    return least_strain(vessels, give, level)


def vessels_of(allocation: Allocation) -> list[Vessel]:
    """The members, with rate = capacity / unit cost and strain at the cap = cap / rate."""
    rates = ((actor, share.cap, share.capacity / share.unit_cost) for actor, share in allocation.members.items())
    return [Vessel(actor, cap, rate, cap / rate) for actor, cap, rate in rates]


def least_strain(
    vessels: Sequence[Vessel], give: Mapping[str, Fraction], strain: Fraction, short: Fraction = Fraction(0)
) -> LeastStrain:
    at_cap = tuple(each.actor for each in vessels if give[each.actor] == each.cap)
    return LeastStrain(short == 0, strain, give, short, at_cap)


def water_level(need: Fraction, vessels: Sequence[Vessel]) -> tuple[Fraction, list[Vessel]]:
    """The strain at which the members give exactly the need, and those that may still be below their caps there.

    The need is above 0 and within the caps. Members fill up in the order of their strain at the cap; the rest share
    what is left by their rates, so level = (need - caps of the full) / (sum of the rates of the rest).
    """
    vessels = sorted(vessels, key=by_strain)
    # integers over one denominator add up and compare faster than fractions, which are reduced at every step
    (left, *caps), cap_unit = over_one_denominator([need, *(each.cap for each in vessels)])
    rates, rate_unit = over_one_denominator([each.rate for each in vessels])
    rest = sum(rates)
    full = 0
    while caps[full] * rest < left * rates[full]:  # full below the level, which is now left / rest
        left -= caps[full]
        rest -= rates[full]
        full += 1
    return Fraction(left * rate_unit, rest * cap_unit), vessels[full:]


def by_strain(vessel: Vessel) -> tuple[int, Fraction]:
    """Sort key: the strain at the cap, first cut to an integer, which compares quickly and in the same order."""
    return (vessel.full.numerator << FINENESS) // vessel.full.denominator, vessel.full


def total(amounts: Sequence[Fraction]) -> Fraction:
    whole, unit = over_one_denominator(amounts)
    return Fraction(sum(whole), unit)


def over_one_denominator(numbers: Sequence[Fraction]) -> tuple[list[int], int]:
    """The numbers as numerators over their least common denominator, and that denominator."""
    denominator = lcm(*(number.denominator for number in numbers))
    return [number.numerator * (denominator // number.denominator) for number in numbers], denominator
