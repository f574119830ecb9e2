"""The plain, slow evaluator: the meaning of promises, to be checked by eye. The fast engine must agree with it.

For each promise there are two questions: is it certain (in L), is it possible (in U)? A condition is read twice: for
certain, unknown facts are false and amounts are low; for possible, unknown facts are true and amounts are high. Inside
a `not` the two change places, and so do the sets. U is a fixpoint with L held fixed inside negations, then L one with U
held fixed; the two take turns until nothing changes. Readings differ in which fixpoint is taken (`Semantics`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction

from willing.model import All, Any, Condition, Does, Fact, Holds, Not, Others, Total
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.commitment import Commitment
from willing.reckoning.joint import JointSum, sum_with, whole_of
from willing.reckoning.semantics import Bounds, Reached, Semantics


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the reading: `possible` or certain; `own` are the promises that hold on it, `other` on the other."""

    possible: bool
    own: frozenset[str]
    other: frozenset[str]

    def turned(self) -> Side:
        return Side(not self.possible, self.other, self.own)


def solve(
    case: ReckoningCase,
    scenario: Scenario,
    semantics: Semantics = Semantics.CAUTIOUS,
    *,
    kept: Collection[str] | None = None,
    free: Collection[str] = (),
) -> Bounds:
    """What certainly and what possibly holds in a scenario.

    `kept` are the promises that are kept if their condition holds (None: all; the rest count for nobody), `free` those
    made unconditional.
    """
    alive = frozenset(case.by_id() if kept is None else kept)
    certain: frozenset[str] = frozenset()
    while True:
        possible = fixpoint(case, scenario, semantics, True, certain, alive, free)
        again = fixpoint(case, scenario, semantics, False, possible, alive, free)
        if again == certain:
            return Bounds(certain, possible)
        certain = again


def fixpoint(
    case: ReckoningCase,
    scenario: Scenario,
    semantics: Semantics,
    possible: bool,
    other: frozenset[str],
    alive: frozenset[str],
    free: Collection[str],
) -> frozenset[str]:
    """The set of one side, with the other side held fixed inside negations."""

    def holds(each: Commitment, own: frozenset[str]) -> bool:
        if each.id not in alive:
            return False
        return (
            each.id in free
            or each.condition is None
            or is_true(each.condition, each, case, scenario, Side(possible, own, other))
        )

    def step(own: frozenset[str]) -> frozenset[str]:
        return frozenset(each.id for each in case.commitments if holds(each, own))

    if semantics is Semantics.HOPEFUL:
        return until_stable(step, frozenset(case.by_id()))

    def with_pacts(own: frozenset[str]) -> frozenset[str]:
        grown = own | step(own)
        for members in pacts(case) if semantics is Semantics.PACTS else ():
            grown |= bound_together(step, grown - members, members)
        return grown

    return until_stable(with_pacts, frozenset())


def bound_together(
    step: Callable[[frozenset[str]], frozenset[str]], outside: frozenset[str], members: frozenset[str]
) -> frozenset[str]:
    """The most of a pact's members that hold together, given what holds outside."""
    return until_stable(lambda inside: step(outside | inside) & members, members)


def until_stable(step: Callable[[frozenset[str]], frozenset[str]], start: frozenset[str]) -> frozenset[str]:
    while (following := step(start)) != start:
        start = following
    return start


def pacts(case: ReckoningCase) -> list[frozenset[str]]:
    names = dict.fromkeys(each.pact for each in case.commitments if each.pact is not None)
    return [frozenset(each.id for each in case.commitments if each.pact == name) for name in names]


def is_true(condition: Condition, speaker: Commitment, case: ReckoningCase, scenario: Scenario, side: Side) -> bool:
    """Whether a condition of `speaker` is true on one side."""
    match condition:
        case Fact(name):
            truth = scenario.get(name)
            return side.possible if truth is None else truth
        case Not(part):
            return not is_true(part, speaker, case, scenario, side.turned())
        case All(parts):
            return all(is_true(part, speaker, case, scenario, side) for part in parts)
        case Any(parts):
            return any(is_true(part, speaker, case, scenario, side) for part in parts)
        case Holds(promise):
            return promise in side.own
        case Does(actor, measure, at_least):
            mine = [each for each in case.commitments if each.id in side.own and each.actor == actor]
            if at_least is None:
                return any(each.measure == measure for each in mine)
            return reaches(total_of(mine, measure, possible=side.possible), at_least)
        case Others(measure, at_least, of):
            doing = {each.actor for each in case.commitments if each.id in side.own and each.measure == measure}
            return len({actor for actor in doing - {speaker.actor} if of is None or actor in of}) >= at_least
        case Total(measure, at_least, own):
            counted = [
                each
                for each in case.commitments
                if (each.id in side.own and (own or each.actor != speaker.actor)) or (own and each.id == speaker.id)
            ]
            return reaches(total_of(counted, measure, possible=side.possible), at_least)


def total_of(
    commitments: Collection[Commitment], measure: str, *, possible: bool, joint: Collection[JointSum] = ()
) -> Fraction | None:
    """The sum over promises that hold; None where it has no upper end.

    Of several promises of one actor the largest counts, and those that add come on top. Actors of a joint sum come to
    no more together, and no less, than it says.
    """
    largest: dict[str, dict[str, Fraction | None]] = {}
    for each in commitments:
        if each.measure == measure:
            series = largest.setdefault(each.actor, {})
            amount = each.amount.high if possible else each.amount.low
            name = each.id if each.adds else ""
            series[name] = amount if name not in series else larger(series[name], amount)
    return sum_with(joint, {actor: whole_of(series.values()) for actor, series in largest.items()})


def larger(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else max(one, other)


def reaches(total: Fraction | None, at_least: float | Fraction) -> bool:
    return total is None or total >= Fraction(str(at_least))


def totals(
    case: ReckoningCase, bounds: Bounds, measure: str, month: int | None = None
) -> tuple[Fraction, Fraction | None]:
    """Low total over what is certain and high total over what is possible, in a month if one is given."""
    running = [each for each in case.commitments if month is None or each.runs_in(month)]
    joint = case.joint_on(measure)
    low = total_of([each for each in running if each.id in bounds.certain], measure, possible=False, joint=joint)
    high = total_of([each for each in running if each.id in bounds.possible], measure, possible=True, joint=joint)
    return low or Fraction(0), high


def requirement(case: ReckoningCase, bounds: Bounds) -> Reached:
    """All requirements of the case together."""
    sums = [(totals(case, bounds, each.measure), each.at_least) for each in case.requirements]
    if all(low >= at_least for (low, _), at_least in sums):
        return Reached.MET
    return Reached.OPEN if all(reaches(high, at_least) for (_, high), at_least in sums) else Reached.MISSED
