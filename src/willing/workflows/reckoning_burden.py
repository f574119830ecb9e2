"""How heavy a requirement would be: split among those who may give, held against each yardstick of the case.

Only actors whose own stance on the measure is positive and may hold are given a part; no part is a promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from willing.reckoning.allocation import LeastStrain, allocate
from willing.reckoning.burden import Ranking, all_rank_changes, rank
from willing.reckoning.case import Allocation, Share
from willing.reckoning.commitment import exact
from willing.reckoning.propagation import Outcome
from willing.reckoning.sustainment import steady_state
from willing.views.reckoned import (
    Beside,
    Burden,
    BurdenLine,
    CostLine,
    PartLine,
    RankMove,
    RequirementLine,
    Strain,
    YardstickTable,
)

if TYPE_CHECKING:
    from willing.cases.reckoning_rule import UnitCost
    from willing.workflows.reckoning import Basis, ReckonOptions

YEAR = 12
SCALES = {"": 1, "m": 10**6, "bn": 10**9}
LEVELS = ("firm", "offered", "considered")


def burden_of(
    basis: Basis, question: RequirementLine | None, ceiling: Outcome, options: ReckonOptions
) -> Burden | None:
    """The requirement in question, split at the least strain by the case's first yardstick, under all of them.

    Those who may give are the actors whose promise on the measure does not fail at the ceiling; a promise's upper end,
    where it is told, caps its actor's part. None where the case has no yardstick or no cost for the measure.
    """
    costs = [each for each in basis.costs if question and each.measure == question.measure]
    cost = next((each for each in costs if not each.comparison), None)
    if question is None or cost is None or not basis.yardsticks:
        return None
    split_by = basis.yardsticks[0]
    caps = caps_of(basis, question, ceiling)
    members = {
        actor: Share(cap, exact(cost.high), split_by.capacity[actor])
        for actor, cap in caps.items()
        if actor in split_by.capacity
    }
    if not members:
        return None
    split = allocate(Allocation(question.at_least, members))
    rankings = [rank({a: amount * exact(cost.high) for a, amount in split.give.items()}, y) for y in basis.yardsticks]
    moves = [
        RankMove(change.before, change.after, move.actor, move.before, move.after)
        for change in all_rank_changes(rankings)
        for move in change.moves
    ]
    months = options.burden_months or options.months
    return Burden(
        question.measure,
        question.at_least,
        cost_text(cost),
        split_by.name,
        split.feasible,
        split.short,
        tuple(table_of(ranking, split, cost) for ranking in rankings),
        tuple(moves),
        months,
        cost.currency,
        parts_of(basis, split, rankings, cost, months, may_give(basis, question, ceiling)),
        tuple(sorted(caps.keys() - members.keys())),
        tuple(map(cost_line, costs)),
    )


def other_burdens(
    basis: Basis, question: RequirementLine | None, ceiling: Outcome, options: ReckonOptions
) -> tuple[Burden, ...]:
    """The burdens of the other amounts that are asked for, in the unit of the requirement in question."""
    if question is None:
        return ()
    asked = [replace(question, at_least=Fraction(amount)) for amount in options.burden_of]
    return tuple(found for each in asked if (found := burden_of(basis, each, ceiling, options)) is not None)


def may_give(basis: Basis, question: RequirementLine, ceiling: Outcome) -> dict[str, str]:
    """The actors that may give towards a requirement, each with the firmest level of its promises on the measure."""
    levels: dict[str, str] = {}
    for each in basis.case.commitments:
        if each.measure == question.measure and each.id in ceiling.possible:
            level = basis.promises[each.id].level
            levels[each.actor] = min(levels.get(each.actor, level), level, key=LEVELS.index)
    return levels


def caps_of(basis: Basis, question: RequirementLine, ceiling: Outcome) -> dict[str, Fraction]:
    """For each actor that may give, the most it can mean; the whole need where nobody has told."""
    caps: dict[str, Fraction] = {}
    for each in basis.case.commitments:
        if each.measure == question.measure and each.id in ceiling.possible:
            most = question.at_least if each.amount.high is None else each.amount.high
            caps[each.actor] = max(caps.get(each.actor, Fraction(0)), most)
    return caps


def table_of(ranking: Ranking, split: LeastStrain, cost: UnitCost) -> YardstickTable:
    low = exact(cost.low)
    lines = tuple(
        BurdenLine(
            place.place,
            place.actor,
            split.give[place.actor],
            split.give[place.actor] * low,
            place.cost,
            place.capacity,
            split.give[place.actor] * low / place.capacity,
            place.strain,
            place.source,
            place.flag,
        )
        for place in ranking.places
    )
    yardstick = ranking.yardstick
    return YardstickTable(yardstick.name, yardstick.unit, yardstick.note, lines, ranking.missing)


def parts_of(
    basis: Basis,
    split: LeastStrain,
    rankings: list[Ranking],
    cost: UnitCost,
    months: int,
    levels: Mapping[str, str],
) -> tuple[PartLine, ...]:
    """Actor by actor, the greatest part first: what it costs over the months, and what stands beside it."""
    held = steady_state(basis.case.pools)
    over = Fraction(months, YEAR)
    return tuple(
        PartLine(
            actor,
            levels[actor],
            part,
            held.get(actor),
            part * exact(cost.low) * over,
            part * exact(cost.high) * over,
            tuple(strain for ranking in rankings if (strain := strain_of(actor, part, ranking, cost)) is not None),
            tuple(
                Beside(name, figures.values[actor], figures.sources[actor], figures.flags.get(actor, ""))
                for name, figures in basis.beside
                if actor in figures.values
            ),
        )
        for actor, part in sorted(split.give.items(), key=lambda item: (-item[1], item[0]))
    )


def strain_of(actor: str, part: Fraction, ranking: Ranking, cost: UnitCost) -> Strain | None:
    """An actor's strain by one yardstick; in per cent of the capacity where cost and capacity are of one currency."""
    place = next((each for each in ranking.places if each.actor == actor), None)
    if place is None:
        return None
    factor = per_cent_factor(cost.currency, ranking.yardstick.unit)
    low = part * exact(cost.low) / place.capacity
    return Strain(
        ranking.yardstick.name,
        place.place,
        low * (factor or 1),
        place.strain * (factor or 1),
        factor is not None,
        place.flag,
    )


def per_cent_factor(cost: str, capacity: str) -> Fraction | None:
    """What makes "USD m" per "USD bn" per cent; None where the two are not money of one currency."""
    (one, _, scale), (other, _, whole) = cost.partition(" "), capacity.partition(" ")
    if not one or one != other or scale not in SCALES or whole not in SCALES:
        return None
    return Fraction(100 * SCALES[scale], SCALES[whole])


def cost_line(cost: UnitCost) -> CostLine:
    low, high = exact(cost.low), exact(cost.high)
    return CostLine(cost.name, low, high, cost.currency, cost.per, cost.source, cost.note)


def cost_text(cost: UnitCost) -> str:
    span = f"{cost.low:,g}" if cost.low == cost.high else f"{cost.low:,g} to {cost.high:,g}"
    note = f" ({cost.note})" if cost.note else ""
    return f"{span} {cost.currency} per {cost.per}{note}, {cost.source}"
