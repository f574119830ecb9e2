"""How heavy a requirement would be: split among those who may give, held against each yardstick of the case."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from willing.reckoning.allocation import LeastStrain, allocate
from willing.reckoning.burden import Ranking, all_rank_changes, rank
from willing.reckoning.case import Allocation, Share
from willing.reckoning.commitment import exact
from willing.reckoning.propagation import Outcome
from willing.views.reckoned import Burden, BurdenLine, RankMove, RequirementLine, YardstickTable

if TYPE_CHECKING:
    from willing.cases.reckoning_rule import UnitCost
    from willing.workflows.reckoning import Basis


def burden_of(basis: Basis, question: RequirementLine | None, ceiling: Outcome) -> Burden | None:
    """The requirement in question, split at the least strain by the case's first yardstick, under all of them.

    Those who may give are the actors whose promise on the measure does not fail at the ceiling; a promise's upper end,
    where it is told, caps its actor's part. None where the case has no yardstick or no cost for the measure.
    """
    cost = next((each for each in basis.costs if question and each.measure == question.measure), None)
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
    return Burden(
        question.measure,
        question.at_least,
        cost_text(cost),
        split_by.name,
        split.feasible,
        split.short,
        tuple(table_of(ranking, split, cost) for ranking in rankings),
        tuple(moves),
    )


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


def cost_text(cost: UnitCost) -> str:
    span = f"{cost.low:,g}" if cost.low == cost.high else f"{cost.low:,g} to {cost.high:,g}"
    note = f" ({cost.note})" if cost.note else ""
    return f"{span} {cost.currency} per {cost.per}{note}, {cost.source}"
