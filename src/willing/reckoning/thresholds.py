"""Counts and sums over promises as gates: who acts, how many others, how much in all.

All speakers share one count and one sum per measure. What a speaker must not count of its own is taken off by raising
the threshold by what its own promises put in.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product
from typing import NamedTuple, TypeAlias

from willing.reckoning.case import ReckoningCase
from willing.reckoning.circuit import Circuit
from willing.reckoning.commitment import Commitment
from willing.reckoning.joint import JointSum

MOST_OWN_STATES = 8
"""Most combinations of a speaker's own promises to take off a shared sum; with more, it gets a sum without them."""

Series: TypeAlias = tuple[str, ...]
"""Whose promises are tiers of one another: an actor's on a measure, or one that adds, alone."""

AllSeries: TypeAlias = dict[Series, list[int]]
Of: TypeAlias = tuple[str, ...] | None


class Sum(NamedTuple):
    """A sum over nodes: `divisor` times its binary planes, plus `certain`; without end where `unlimited` is true."""

    planes: list[int]
    divisor: int
    certain: int
    unlimited: int


class Thresholds:
    """The thresholds of a case in a circuit; `holds` gives the node of a promise (its place) on a side (possible?).

    What is asked for must read only promises whose nodes exist already.
    """

    def __init__(self, case: ReckoningCase, circuit: Circuit, holds: Callable[[int, bool], int]) -> None:
        self.commitments, self.circuit, self.holds = case.commitments, circuit, holds
        self.by_measure: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(case.commitments):
            self.by_measure[each.measure].append(number)
        self.joint = {measure: case.joint_on(measure) for measure in {each.measure for each in case.joint}}
        self.scale = scales(case.commitments, case.joint)
        self.known_series: dict[tuple[str, Of], AllSeries] = {}
        self.known_sums: dict[tuple[str, bool, Of], Sum] = {}
        self.known_totals: dict[tuple[str, bool], Sum] = {}
        self.known_acts: dict[tuple[str, Of, bool], dict[str, int]] = {}

    def acts(self, measure: str, of: Of, possible: bool) -> dict[str, int]:
        """For each actor with promises on a measure (of some actors), whether any of them holds."""
        key = (measure, of, possible)
        if key not in self.known_acts:
            nodes: defaultdict[str, list[int]] = defaultdict(list)
            for series, members in self.series(measure, of).items():
                nodes[series[0]] += [self.holds(number, possible) for number in members]
            self.known_acts[key] = {actor: self.circuit.any(mine) for actor, mine in nodes.items()}
        return self.known_acts[key]

    def others(self, measure: str, at_least: int, of: Of, speaker: int, possible: bool) -> int:
        """Whether so many actors act, the speaker's own left out of a count that all speakers share."""
        acting = self.acts(measure, of, possible)
        count = self.sum_of((1, node) for node in acting.values())
        enough = self.sum_reaches(count, at_least)
        own = acting.get(self.commitments[speaker].actor)
        if own is None:
            return enough
        return self.circuit.either(self.sum_reaches(count, at_least + 1), self.circuit.and_not(enough, own))

    def reaches(self, measure: str, at_least: Fraction, possible: bool, *, of: Of = None) -> int:
        """Whether the sum over promises that hold (of some actors) reaches a threshold."""
        return self.sum_reaches(self.shared_sum(measure, possible, of), at_least * self.scale[measure])

    def shared_sum(self, measure: str, possible: bool, of: Of) -> Sum:
        key = (measure, possible, of)
        if key not in self.known_sums:
            self.known_sums[key] = self.sum_over(measure, self.series(measure, of), possible)
        return self.known_sums[key]

    def total_reaches(self, measure: str, at_least: Fraction, possible: bool) -> int:
        """Whether the total reaches a threshold: the sum, what actors give together bounded as the case says."""
        return self.sum_reaches(self.total(measure, possible), at_least * self.scale[measure])

    def low_total(self, measure: str) -> tuple[tuple[int, ...], Fraction, Fraction]:
        """The total of what certainly holds: its planes, what one step of them is, and what is certain beside."""
        total, scale = self.total(measure, False), self.scale[measure]
        return tuple(total.planes), Fraction(total.divisor, scale), Fraction(total.certain, scale)

    def total(self, measure: str, possible: bool) -> Sum:
        """The sum of a measure with its joint sums."""
        if measure not in self.joint:
            return self.shared_sum(measure, possible, None)
        key = (measure, possible)
        if key not in self.known_totals:
            together = {actor for each in self.joint[measure] for actor in each.actors}
            series = self.series(measure, None)
            rest = self.sum_over(measure, {k: m for k, m in series.items() if k[0] not in together}, possible)
            terms, unlimited = [*terms_of(rest)], [rest.unlimited]
            for each in self.joint[measure]:
                more, without_end = self.bounded(each, possible)
                terms += more
                unlimited.append(without_end)
            self.known_totals[key] = self.sum_of(terms, unlimited)
        return self.known_totals[key]

    def bounded(self, joint: JointSum, possible: bool) -> tuple[list[tuple[int, int]], int]:
        """What actors come to together, as weights of nodes, and whether that is without end.

        Their sum counts while it lies between the bounds; else the bound that it is held to.
        """
        circuit, scale = self.circuit, self.scale[joint.measure]
        series = self.series(joint.measure, joint.actors)
        plain = self.sum_over(joint.measure, series, possible)
        acting = self.acts(joint.measure, joint.actors, possible)
        everybody = circuit.every(acting.get(actor, circuit.false) for actor in joint.actors)
        low = joint.low * scale
        raised = circuit.and_not(everybody, self.sum_reaches(plain, low)) if low else circuit.false
        capped, without_end = circuit.false, plain.unlimited
        terms: list[tuple[int, int]] = []
        if joint.high is not None:
            capped, without_end = self.sum_reaches(plain, joint.high * scale), circuit.false
            terms.append((int(joint.high * scale), capped))
        # a sum that is raised lies below the lower bound, and so is never capped
        within = circuit.inverse(circuit.either(raised, capped))
        terms.append((int(low), raised))
        return [*terms, *((weight, circuit.both(node, within)) for weight, node in terms_of(plain))], without_end

    def with_own(self, measure: str, at_least: Fraction, speaker: int, possible: bool) -> int:
        """The sum counts the speaker's promise as if kept: what it would add depends on the tier that holds anyhow."""
        each = self.commitments[speaker]
        if each.measure != measure:
            return self.reaches(measure, at_least, possible)
        amount = self.amount(speaker, possible)
        if amount is None:
            return self.circuit.true
        nodes = [self.reaches(measure, at_least, possible)]
        below = Fraction(0)
        for level, holding in self.levels(self.series(measure, None)[series_of(each)], possible):
            if below >= amount:
                break
            reached = self.reaches(measure, at_least - (amount - below), possible)
            nodes.append(self.circuit.and_none(reached, holding))
            below = level
        return self.circuit.any(nodes)

    def without_own(self, measure: str, at_least: Fraction, speaker: int, possible: bool) -> int:
        """The sum counts nothing of the speaker's actor."""
        actor = self.commitments[speaker].actor
        series = self.series(measure, None)
        mine = {key: members for key, members in series.items() if key[0] == actor}
        states = math.prod(len(members) + 1 for members in mine.values())
        if states > MOST_OWN_STATES or any(self.is_open(n, possible) for members in mine.values() for n in members):
            rest = {key: members for key, members in series.items() if key not in mine}
            return self.sum_reaches(self.sum_over(measure, rest, possible), at_least * self.scale[measure])
        nodes = []
        for state in product(*(self.states(members, possible) for members in mine.values())):
            reached = self.reaches(measure, at_least + sum(amount for amount, _ in state), possible)
            nodes.append(self.circuit.and_none(reached, (node for _, above in state for node in above)))
        return self.circuit.any(nodes)

    def states(self, members: list[int], possible: bool) -> list[tuple[Fraction, list[int]]]:
        """What a series can put in, from nothing upwards, each with the promises that bring more than that."""
        levels = self.levels(members, possible)
        amounts = [Fraction(0), *(amount for amount, _ in levels)]
        return list(zip(amounts, [*(nodes for _, nodes in levels), []], strict=True))

    def series(self, measure: str, of: Of) -> AllSeries:
        """Promises on a measure by series: one actor's tiers together, each that adds for itself."""
        if (measure, of) not in self.known_series:
            found: AllSeries = {}
            for number in self.by_measure[measure]:
                each = self.commitments[number]
                if of is None or each.actor in of:
                    found.setdefault(series_of(each), []).append(number)
            self.known_series[measure, of] = found
        return self.known_series[measure, of]

    def levels(self, members: list[int], possible: bool) -> list[tuple[Fraction, list[int]]]:
        """Amounts that a series can come to, rising, each with the nodes of promises that bring that or more."""
        amounts = {number: self.amount(number, possible) for number in members}
        rising = sorted({amount for amount in amounts.values() if amount})
        return [
            (level, [self.holds(n, possible) for n, amount in amounts.items() if amount is None or amount >= level])
            for level in rising
        ]

    def amount(self, number: int, possible: bool) -> Fraction | None:
        each = self.commitments[number].amount
        return each.high if possible else each.low

    def is_open(self, number: int, possible: bool) -> bool:
        """Whether a promise has no upper end on this side."""
        return self.amount(number, possible) is None

    def sum_over(self, measure: str, series: AllSeries, possible: bool) -> Sum:
        """The sum of series: each level that is reached adds what it has over the one below."""
        weighted: list[tuple[int, int]] = []
        for members in series.values():
            below = Fraction(0)
            for level, nodes in self.levels(members, possible):
                weighted.append((int((level - below) * self.scale[measure]), self.circuit.any(nodes)))
                below = level
        open_ended = [n for members in series.values() for n in members if self.is_open(n, possible)]
        return self.sum_of(weighted, [self.holds(number, possible) for number in open_ended])

    def sum_of(self, weighted: Iterable[tuple[int, int]], unlimited: Iterable[int] = ()) -> Sum:
        """A sum of whole weights, what is certain taken off beforehand."""
        terms = list(weighted)
        certain = sum(weight for weight, node in terms if node == self.circuit.true)
        uncertain = [(weight, node) for weight, node in terms if node > self.circuit.true]
        divisor = math.gcd(*(weight for weight, _ in uncertain)) or 1
        planes = self.circuit.sum_of((weight // divisor, node) for weight, node in uncertain)
        return Sum(planes, divisor, certain, self.circuit.any(unlimited))

    def sum_reaches(self, total: Sum, threshold: Fraction | int) -> int:
        """Whether a sum reaches a threshold; a promise without upper end reaches any."""
        missing = math.ceil((threshold - total.certain) / Fraction(total.divisor))
        return self.circuit.either(self.circuit.at_least(total.planes, missing), total.unlimited)


def terms_of(total: Sum) -> list[tuple[int, int]]:
    """A sum as weights of nodes again."""
    planes = [(total.divisor << place, node) for place, node in enumerate(total.planes)]
    return [*planes, (total.certain, Circuit.true)]


def series_of(each: Commitment) -> Series:
    """Which series a promise belongs to."""
    return (each.actor, each.id) if each.adds else (each.actor,)


def scales(commitments: Iterable[Commitment], joint: Iterable[JointSum] = ()) -> defaultdict[str, int]:
    """For each measure the number that makes all its amounts whole."""
    bounds = [
        *((each.measure, each.amount.low, each.amount.high) for each in commitments),
        *((each.measure, each.low, each.high) for each in joint),
    ]
    denominators: defaultdict[str, set[int]] = defaultdict(set)
    for measure, low, high in bounds:
        denominators[measure] |= {bound.denominator for bound in (low, high) if bound is not None}
    return defaultdict(lambda: 1, {measure: math.lcm(*known) for measure, known in denominators.items()})
