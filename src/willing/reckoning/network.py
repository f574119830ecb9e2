"""The promises of a case as a network for one side of the reading, along which a single what-if runs.

Conditions are turned so that `not` stands only before facts and before other promises (its two sides trade places in
both readings, so nothing is lost). Node i is promise i; then come facts, `and`, `or`, thresholds. What is written here
does not change from one what-if to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify
from typing import NamedTuple, TypeAlias

from willing.model import All, Any, Condition, Does, Fact, Holds, Not, Others, Total, all_of, any_of
from willing.model.condition_atoms import Atom
from willing.reckoning.case import ReckoningCase
from willing.reckoning.thresholds import scales, series_of

WITHOUT_END = 10**40
"""Stands for an amount without upper end: above any sum of amounts that can be written."""


class Waiting(NamedTuple):
    """A threshold on a counter, seen by a speaker.

    `least` is what the counter must reach. `group`, if not -1, is the speaker's actor on the measure: what it puts in
    does not count (`by_count`: one actor; else its amount). `series`, if not -1, is the speaker's own series: the
    promise counts with `amount` as if kept.
    """

    node: int
    least: int
    group: int = -1
    by_count: bool = False
    series: int = -1
    amount: int = 0


@dataclass(slots=True)
class Network:
    """Nodes, who reads them, and the counters.

    `parents[n]` are the nodes that read node n. `needs[n]` and `breaks[n]` are how many of its inputs must be true for
    it to be true, or false to be false. `facts` and `contrary` are leaves: a fact that must be true (false), something
    about other promises that must not be so (with its speaker). `root[i]` is the node of the condition of promise i, -1
    where there is none. Promises of one actor on one measure are a group, those of a group that are tiers a series
    (smallest first). Counters count the groups that act or sum up series: `group_counts` and `series_sums` say into
    which each goes, `waiting` which thresholds wait for them, `rising` and `falling` the same as heaps by what is
    reached next. `full`, `full_levels` and `full_groups` are counters, levels and groups when every promise holds.
    """

    parents: list[list[int]]
    needs: list[int]
    breaks: list[int]
    root: list[int]
    facts: dict[tuple[str, bool], int] = field(default_factory=dict)
    contrary: dict[Atom, list[tuple[int, int]]] = field(default_factory=dict)
    amounts: list[int] = field(default_factory=list)
    series: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    series_members: list[list[int]] = field(default_factory=list)
    series_sums: list[list[int]] = field(default_factory=list)
    series_group: list[int] = field(default_factory=list)
    group_counts: list[list[int]] = field(default_factory=list)
    group_size: list[int] = field(default_factory=list)
    waiting: list[list[Waiting]] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    full_levels: list[int] = field(default_factory=list)
    full_groups: list[int] = field(default_factory=list)
    rising: list[list[tuple[int, int, Waiting]]] = field(default_factory=list)
    falling: list[list[tuple[int, int, Waiting]]] = field(default_factory=list)


def network_of(case: ReckoningCase, *, possible: bool) -> Network:
    """The network of one side: `possible` reads amounts at their upper end, else at their lower one."""
    return Builder(case, possible).build()


CounterKey: TypeAlias = tuple[str, str, tuple[str, ...] | None]
"""Count or sum, the measure, and the actors that count (None: all)."""


class Builder:
    """One network in the making."""

    def __init__(self, case: ReckoningCase, possible: bool) -> None:
        self.commitments = case.commitments
        size = len(case.commitments)
        self.network = Network([[] for _ in range(size)], [1] * size, [1] * size, [-1] * size)
        self.place = {each.id: number for number, each in enumerate(case.commitments)}
        self.scale = scales(case.commitments)
        self.possible = possible
        self.groups: dict[tuple[str, str], int] = {}
        self.by_measure: defaultdict[str, list[int]] = defaultdict(list)
        self.counters: dict[CounterKey, tuple[int, frozenset[int]]] = {}
        self.group_series: defaultdict[int, list[int]] = defaultdict(list)
        self.acts: dict[tuple[str, str], int] = {}
        self.members: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def build(self) -> Network:
        self.add_series()
        for number, each in enumerate(self.commitments):
            if each.condition is not None:
                root = self.node(pushed(each.condition), number)
                self.network.root[number] = root
                self.network.parents[root].append(number)
        self.count_all()
        return self.network

    def add_series(self) -> None:
        """Amounts, tiers and actors of the promises."""
        network = self.network
        known: dict[tuple[str, tuple[str, ...]], int] = {}
        for number, each in enumerate(self.commitments):
            bound = each.amount.high if self.possible else each.amount.low
            network.amounts.append(WITHOUT_END if bound is None else int(bound * self.scale[each.measure]))
            group = self.groups.setdefault((each.actor, each.measure), len(self.groups))
            if group == len(network.group_size):
                network.group_size.append(0)
                network.group_counts.append([])
                self.by_measure[each.measure].append(group)
            network.group_size[group] += 1
            network.group.append(group)
            self.members[each.actor, each.measure].append(number)
            series = known.setdefault((each.measure, series_of(each)), len(known))
            if series == len(network.series_members):
                network.series_members.append([])
                network.series_sums.append([])
                network.series_group.append(group)
                self.group_series[group].append(series)
            network.series_members[series].append(number)
            network.series.append(series)
        for members in network.series_members:
            members.sort(key=network.amounts.__getitem__)

    def new(self, needs: int, breaks: int) -> int:
        network = self.network
        network.parents.append([])
        network.needs.append(needs)
        network.breaks.append(breaks)
        return len(network.needs) - 1

    def joined(self, inputs: list[int], *, every: bool) -> int:
        """A node that reads several: all of them, or any."""
        if len(inputs) == 1:
            return inputs[0]
        node = self.new(len(inputs), 1) if every else self.new(1, len(inputs))
        for each in inputs:
            self.network.parents[each].append(node)
        return node

    def node(self, condition: Condition, speaker: int) -> int:
        match condition:
            case All(parts):
                return self.joined([self.node(part, speaker) for part in parts], every=True)
            case Any(parts):
                return self.joined([self.node(part, speaker) for part in parts], every=False)
            case Fact(name):
                return self.leaf((name, True))
            case Not(Fact(name)):
                return self.leaf((name, False))
            case Not(part):
                node = self.new(1, 1)
                self.network.contrary.setdefault(part, []).append((node, speaker))  # type: ignore[arg-type]
                return node
            case Holds(promise):
                return self.place[promise]
            case Does(actor, measure, None):
                return self.act(actor, measure)
            case _:
                return self.threshold(condition, speaker)

    def leaf(self, fact: tuple[str, bool]) -> int:
        if fact not in self.network.facts:
            self.network.facts[fact] = self.new(1, 1)
        return self.network.facts[fact]

    def act(self, actor: str, measure: str) -> int:
        """Whether any promise of an actor on a measure holds."""
        key = (actor, measure)
        if key not in self.acts:
            members = self.members.get(key, [])
            self.acts[key] = self.joined(list(members), every=False) if members else self.never()
        return self.acts[key]

    def never(self) -> int:
        """A node that is false: a threshold on a counter of nothing."""
        counter, _ = self.counter("sum", "", ())
        return self.wait(counter, Waiting(self.new(1, 1), 1))

    def threshold(self, atom: Does | Others | Total, speaker: int) -> int:
        each = self.commitments[speaker]
        node = self.new(1, 1)
        match atom:
            case Others(measure, at_least, of):
                counter, chosen = self.counter("count", measure, None if of is None else tuple(sorted(of)))
                own = self.groups.get((each.actor, measure), -1)
                return self.wait(counter, Waiting(node, at_least, group=own if own in chosen else -1, by_count=True))
            case Does(actor, measure, at_least):
                counter, _ = self.counter("sum", measure, (actor,))
                return self.wait(counter, Waiting(node, self.whole(measure, at_least or 0)))
            case Total(measure, at_least, own):
                counter, _ = self.counter("sum", measure, None)
                least = self.whole(measure, at_least)
                if not own:
                    group = self.groups.get((each.actor, measure), -1)
                    return self.wait(counter, Waiting(node, least, group=group))
                if each.measure != measure:
                    return self.wait(counter, Waiting(node, least))
                series, amount = self.network.series[speaker], self.network.amounts[speaker]
                return self.wait(counter, Waiting(node, least, series=series, amount=amount))

    def whole(self, measure: str, at_least: float) -> int:
        """A threshold in the whole numbers of the measure."""
        scaled = Fraction(str(at_least)) * self.scale[measure]
        return -(-scaled.numerator // scaled.denominator)

    def counter(self, kind: str, measure: str, of: tuple[str, ...] | None) -> tuple[int, frozenset[int]]:
        """The counter of a measure (of some actors), and the groups that it counts."""
        key = (kind, measure, of)
        if key not in self.counters:
            chosen = self.by_measure[measure] if of is None else [self.groups.get((actor, measure), -1) for actor in of]
            groups = frozenset(chosen) - {-1}
            number = len(self.network.waiting)
            self.counters[key] = number, groups
            self.network.waiting.append([])
            for group in groups:
                if kind == "count":
                    self.network.group_counts[group].append(number)
                    continue
                for series in self.group_series[group]:
                    self.network.series_sums[series].append(number)
        return self.counters[key]

    def wait(self, counter: int, waiting: Waiting) -> int:
        self.network.waiting[counter].append(waiting)
        return waiting.node

    def count_all(self) -> None:
        """What counters come to when every promise holds, and the thresholds in the order in which they are reached."""
        network = self.network
        network.full = [0] * len(network.waiting)
        network.full_groups = [0] * len(network.group_size)
        network.full_levels = [network.amounts[members[-1]] for members in network.series_members]
        for series, level in enumerate(network.full_levels):
            network.full_groups[network.series_group[series]] += level
            for counter in network.series_sums[series]:
                network.full[counter] += level
        for counters in network.group_counts:
            for counter in counters:
                network.full[counter] += 1
        nothing = [0] * max(len(network.group_size), len(network.series_members), 1)
        network.rising = queued(network, lambda each: need(each, nothing, nothing, nothing))
        everyone = network.group_size
        network.falling = queued(network, lambda each: -need(each, network.full_groups, network.full_levels, everyone))


def need(waiting: Waiting, groups: list[int], levels: list[int], acting: list[int]) -> int:
    """What the counter must reach now.

    It follows from what every group puts in, the level of every series, and how many promises of every group hold
    (`acting`).
    """
    least = waiting.least
    if waiting.group >= 0:
        least += (acting[waiting.group] > 0) if waiting.by_count else groups[waiting.group]
    if waiting.series >= 0 and (missing := waiting.amount - levels[waiting.series]) > 0:
        least -= missing
    return least


def queued(network: Network, key: Callable[[Waiting], int]) -> list[list[tuple[int, int, Waiting]]]:
    """The thresholds of every counter as a heap."""
    queues = [[(key(each), each.node, each) for each in waiting] for waiting in network.waiting]
    for queue in queues:
        heapify(queue)
    return queues


def pushed(condition: Condition, negated: bool = False) -> Condition:
    """The same condition with `not` only before atoms."""
    match condition:
        case Not(part):
            return pushed(part, not negated)
        case All(parts):
            return (any_of if negated else all_of)(pushed(part, negated) for part in parts)
        case Any(parts):
            return (all_of if negated else any_of)(pushed(part, negated) for part in parts)
        case _:
            return Not(condition) if negated else condition
