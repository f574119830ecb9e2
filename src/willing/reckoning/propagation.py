"""A single what-if: which promises hold, in which order they fire, in time linear in the conditions.

Every node counts the inputs it still waits for (Dowling and Gallier, "Linear-time algorithms for testing the
satisfiability of propositional Horn formulae", 1984); a promise that fires may fire others, step by step. The hopeful
reading runs the same way downwards: everything holds, and what cannot falls.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush

from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.network import Network, need, network_of
from willing.reckoning.reference import Side, is_true, pacts, requirement, totals
from willing.reckoning.semantics import Bounds, Reached, Semantics


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario comes to.

    `steps` says for each certain promise in which step it fired (from 1: by facts alone; cautious and pacts), and in
    the hopeful reading for each promise that falls in which step it fell.
    """

    case: ReckoningCase
    scenario: Scenario
    semantics: Semantics
    certain: frozenset[str]
    possible: frozenset[str]
    steps: dict[str, int] = field(default_factory=dict)

    @property
    def open(self) -> frozenset[str]:
        """Promises that neither certainly hold nor certainly fail."""
        return self.possible - self.certain

    @property
    def fails(self) -> frozenset[str]:
        return frozenset(each.id for each in self.case.commitments) - self.possible

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.certain, self.possible)

    def total(self, measure: str, month: int | None = None) -> tuple[Fraction, Fraction | None]:
        """Low and high total of a measure (in a month); None: no upper end."""
        return totals(self.case, self.bounds, measure, month)

    def requirement(self) -> Reached:
        return requirement(self.case, self.bounds)


def what_if(
    case: ReckoningCase,
    scenario: Scenario,
    semantics: Semantics = Semantics.CAUTIOUS,
    *,
    kept: Collection[str] | None = None,
    free: Collection[str] = (),
) -> Outcome:
    """What a scenario comes to; see `Propagator` for many scenarios of one case."""
    return Propagator(case).run(scenario, semantics, kept=kept, free=free)


@dataclass(frozen=True, slots=True)
class Question:
    """One what-if: places of promises that are not kept (`dead`) and of those made unconditional (`free`)."""

    scenario: Scenario
    semantics: Semantics
    dead: Collection[int]
    free: Collection[int]


class Propagator:
    """A case made ready for single what-ifs."""

    def __init__(self, case: ReckoningCase) -> None:
        self.case = case
        self.ids = [each.id for each in case.commitments]
        self.low = network_of(case, possible=False)
        self.ranges = any(not each.amount.exact for each in case.commitments)
        self.high = network_of(case, possible=True) if self.ranges else self.low
        self.contrary = bool(self.low.contrary)
        self.facts = {fact for fact, _ in self.low.facts}
        self.place = {name: number for number, name in enumerate(self.ids)}
        self.pacts = [sorted(self.place[name] for name in members) for members in pacts(case)]

    def run(
        self,
        scenario: Scenario,
        semantics: Semantics = Semantics.CAUTIOUS,
        *,
        kept: Collection[str] | None = None,
        free: Collection[str] = (),
    ) -> Outcome:
        """What certainly and what possibly holds.

        `kept` are the promises that are kept if their condition holds (None: all), `free` those made unconditional.
        """
        dead = set() if kept is None else {n for n, name in enumerate(self.ids) if name not in kept}
        question = Question(scenario, semantics, dead, {n for n, name in enumerate(self.ids) if name in free} - dead)
        if not self.contrary:
            certain, steps = self.side(False, question, frozenset())
            possible = self.side(True, question, certain)[0] if self.doubtful(scenario) else certain
        else:
            certain, possible, steps = self.alternated(question)
        return Outcome(self.case, scenario, semantics, self.named(certain), self.named(possible), self.told(steps))

    def alternated(self, question: Question) -> tuple[frozenset[int], frozenset[int], dict[int, int]]:
        """The two sides in turn, each with the other held fixed inside negations, until nothing changes."""
        certain: frozenset[int] = frozenset()
        while True:
            possible, _ = self.side(True, question, certain)
            again, steps = self.side(False, question, possible)
            if again == certain:
                return certain, possible, steps
            certain = again

    def side(self, possible: bool, question: Question, other: frozenset[int]) -> tuple[frozenset[int], dict[int, int]]:
        """The promises of one side, and the step of each that fired (fell, in the hopeful reading)."""
        network = self.high if possible else self.low
        leaves = {node: self.fact_is(fact, question.scenario, possible) for fact, node in network.facts.items()}
        leaves |= self.contrary_leaves(network, possible, question, other)
        if question.semantics is Semantics.HOPEFUL:
            run = Run(network, falling=True, blocked=question.free)
            run.go([*(node for node, true in leaves.items() if not true), *question.dead])
            return frozenset(range(len(self.ids))) - run.steps.keys(), run.steps
        run = Run(network, falling=False, blocked=question.dead)
        given = [n for n, root in enumerate(network.root) if root < 0 or n in question.free]
        run.go([*(node for node, true in leaves.items() if true), *given])
        if question.semantics is Semantics.PACTS:
            while joining := self.bound(possible, question, other, run):
                run.go(joining)
        return frozenset(run.steps), run.steps

    def fact_is(self, fact: tuple[str, bool], scenario: Scenario, possible: bool) -> bool:
        """Whether a fact is as wanted; an unknown one possibly is."""
        name, wanted = fact
        truth = scenario.get(name)
        return possible if truth is None else truth is wanted

    def contrary_leaves(
        self, network: Network, possible: bool, question: Question, other: frozenset[int]
    ) -> dict[int, bool]:
        """Whether what must not hold of other promises does not, read on the other side."""
        side = Side(not possible, self.named(other), frozenset())
        return {
            node: not is_true(atom, self.case.commitments[speaker], self.case, question.scenario, side)
            for atom, places in network.contrary.items()
            for node, speaker in places
        }

    def bound(self, possible: bool, question: Question, other: frozenset[int], run: Run) -> list[int]:
        """Promises that do not hold yet and would, if the members of their pact bound at one moment."""
        holding = self.named(run.steps)
        for pact in self.pacts:
            inside = self.named(pact) - self.named(question.dead)
            while True:
                side = Side(possible, holding | inside, self.named(other))
                staying = frozenset(name for name in inside if self.stays(name, question, side))
                if staying == inside:
                    break
                inside = staying
            if joining := inside - holding:
                return [number for number, name in enumerate(self.ids) if name in joining]
        return []

    def stays(self, name: str, question: Question, side: Side) -> bool:
        each = self.case.commitments[self.place[name]]
        if each.condition is None or self.place[name] in question.free:
            return True
        return is_true(each.condition, each, self.case, question.scenario, side)

    def told(self, steps: dict[int, int]) -> dict[str, int]:
        return {self.ids[number]: step for number, step in steps.items()}

    def doubtful(self, scenario: Scenario) -> bool:
        """Whether certain and possible can differ although no promise stands against another."""
        return self.ranges or any(scenario.get(fact) is None for fact in self.facts)

    def named(self, numbers: Iterable[int]) -> frozenset[str]:
        return frozenset(map(self.ids.__getitem__, numbers))


class Run:
    """One run along a network: upwards from nothing, or `falling` from everything. `blocked` promises never move.

    `steps` is filled with the promises that moved, in the order in which they did.
    """

    def __init__(self, network: Network, *, falling: bool, blocked: Collection[int]) -> None:
        self.network, self.falling = network, falling
        self.left = list(network.breaks if falling else network.needs)
        self.counts = list(network.full) if falling else [0] * len(network.full)
        self.levels = list(network.full_levels) if falling else [0] * len(network.full_levels)
        self.groups = list(network.full_groups) if falling else [0] * len(network.full_groups)
        self.acting = list(network.group_size) if falling else [0] * len(network.group_size)
        self.queues = [list(queue) for queue in (network.falling if falling else network.rising)]
        self.moved = bytearray(len(network.needs))
        for number in blocked:
            self.moved[number] = 1
        self.steps: dict[int, int] = {}
        self.step = 0
        self.touched: set[int] = set(range(len(network.full)))

    def go(self, start: Iterable[int]) -> None:
        """Let these nodes move, and everything that follows from it."""
        stack = list(start)
        while True:
            stack += self.reached()
            wave = self.settle(stack)
            if not wave:
                return
            self.step += 1
            for number in wave:
                self.steps[number] = self.step
            stack = []
            for number in wave:
                self.count(number)
                self.tell(number, stack)

    def settle(self, stack: list[int]) -> list[int]:
        """Move nodes and those that follow; returns the promises that moved, which take effect in the next step."""
        moved, size, wave = self.moved, len(self.network.root), []
        while stack:
            node = stack.pop()
            if moved[node]:
                continue
            moved[node] = 1
            if node < size:
                wave.append(node)
            else:
                self.tell(node, stack)
        return wave

    def tell(self, node: int, stack: list[int]) -> None:
        """Tell those that read a node that it moved; who waits for nothing more moves too."""
        left = self.left
        for parent in self.network.parents[node]:
            left[parent] -= 1
            if not left[parent]:
                stack.append(parent)

    def count(self, number: int) -> None:
        """Put what a promise brings (or takes away) into the counters."""
        network, change = self.network, -1 if self.falling else 1
        group = network.group[number]
        self.acting[group] += change
        if self.acting[group] == (0 if self.falling else 1):
            for counter in network.group_counts[group]:
                self.counts[counter] += change
                self.touched.add(counter)
        series = network.series[number]
        level = self.level_after(number, series)
        if difference := level - self.levels[series]:
            self.levels[series] = level
            self.groups[network.series_group[series]] += difference
            for counter in network.series_sums[series]:
                self.counts[counter] += difference
                self.touched.add(counter)

    def level_after(self, number: int, series: int) -> int:
        """The largest amount of a series that holds once the promise has moved."""
        network = self.network
        if not self.falling:
            return max(self.levels[series], network.amounts[number])
        if network.amounts[number] < self.levels[series]:
            return self.levels[series]
        standing = (each for each in reversed(network.series_members[series]) if each not in self.steps)
        return next((network.amounts[each] for each in standing), 0)

    def reached(self) -> list[int]:
        """Thresholds that the counters touched since have reached (or no longer reach)."""
        found: list[int] = []
        for counter in self.touched:
            queue, value = self.queues[counter], self.counts[counter]
            while queue and (-queue[0][0] > value if self.falling else queue[0][0] <= value):
                _, node, waiting = heappop(queue)
                least = need(waiting, self.groups, self.levels, self.acting)
                if (least > value) is self.falling:
                    found.append(node)
                else:
                    heappush(queue, (-least if self.falling else least, node, waiting))
        self.touched.clear()
        return found
