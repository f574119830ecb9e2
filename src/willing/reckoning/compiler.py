"""From a case to a circuit: every promise becomes a node (certain, possible), every requirement a threshold on a sum.

The circuit is over facts that vary, promises that can be switched off, and promises that can be made unconditional;
what is fixed is built in. Where certain and possible cannot differ, one node stands for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from willing.model import All, Any, Condition, Does, Fact, Holds, Not, Others, Total
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.circuit import Circuit
from willing.reckoning.dependence import Strand, strands
from willing.reckoning.schedule import Part, schedule
from willing.reckoning.semantics import Semantics
from willing.reckoning.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class LowTotal:
    """The low total of a measure: `base`, and `unit` times the number whose binary digits are `planes`."""

    planes: tuple[int, ...]
    unit: Fraction
    base: Fraction


@dataclass(frozen=True, slots=True)
class Compiled:
    """A case as a circuit, and where its inputs and results are.

    `facts`, `switches` and `freed` are input nodes by name; `certain` and `possible` the nodes of promises; `met`
    whether all requirements are certainly reached, `reachable` whether they possibly are; `together` whether all
    promises of a goal certainly hold; `truths` the nodes of facts, inputs or not; `totals` the low totals of measures
    that were asked for. `pacts` lists the registers that bind together, `possible_registers` those of the possible
    side.
    """

    semantics: Semantics
    size: int
    parts: tuple[Part, ...]
    facts: Mapping[str, int]
    switches: Mapping[str, int]
    freed: Mapping[str, int]
    certain: Mapping[str, int]
    possible: Mapping[str, int]
    met: int
    reachable: int
    together: int
    truths: Mapping[str, int]
    totals: Mapping[str, LowTotal]
    pacts: tuple[frozenset[int], ...]
    possible_registers: frozenset[int]

    @property
    def gates(self) -> int:
        """How many gates there are."""
        return sum(len(part.gates) for part in self.parts)

    def inputs(self) -> dict[str, int]:
        """All inputs by name: facts, then switches, then promises that can be freed."""
        return {**self.facts, **self.switches, **self.freed}

    def support(self, nodes: Collection[int]) -> list[str]:
        """The inputs that some nodes depend on, in the order of `inputs`."""
        reads: dict[int, tuple[int, ...]] = {}
        for gate in (gate for part in self.parts for gate in part.gates):
            reads[gate.output] = reads[gate.carry] = (gate.a, gate.b, gate.c)
        seen, todo = set(nodes), list(nodes)
        while todo:
            for there in reads.get(todo.pop(), ()):
                if there not in seen:
                    seen.add(there)
                    todo.append(there)
        return [name for name, node in self.inputs().items() if node in seen]


@dataclass(frozen=True, slots=True)
class Switchboard:
    """What can vary beside facts: `switches` names, for a promise, the switch that can take it out (a switch may take
    out several); `freed` are the promises that an input can make unconditional.
    """

    switches: Mapping[str, str] = field(default_factory=dict)
    freed: Collection[str] = ()


def compile_case(
    case: ReckoningCase,
    semantics: Semantics,
    *,
    fixed: Scenario,
    vary: Sequence[str] = (),
    board: Switchboard | None = None,
    watch: Collection[str] | None = None,
    derived: Mapping[str, Condition] | None = None,
    goal: Collection[str] = (),
    measures: Collection[str] = (),
) -> Compiled:
    """The circuit of a case.

    `vary` are the facts that are inputs; all others are as in `fixed` (absent: unknown). `derived` gives facts as
    expressions over inputs. `watch` are the promises whose status is wanted beside the requirements (None: all),
    `goal` promises that are to hold together, `measures` those whose totals are wanted as numbers.
    """
    compiler = Compiler(case, semantics, fixed, vary, board or Switchboard(), derived or {})
    return compiler.compile(watch, goal, measures)


Key: TypeAlias = tuple[int, bool]
"""A promise (its place in the case) and a side: True for possible."""


class Compiler:
    """One compilation; the circuit grows strand by strand."""

    def __init__(
        self,
        case: ReckoningCase,
        semantics: Semantics,
        fixed: Scenario,
        vary: Sequence[str],
        board: Switchboard,
        derived: Mapping[str, Condition],
    ) -> None:
        self.case, self.semantics = case, semantics
        self.circuit = Circuit()
        self.facts = {name: self.circuit.new_node() for name in vary}
        self.switch_of = board.switches
        self.switches = {name: self.circuit.new_node() for name in dict.fromkeys(board.switches.values())}
        self.freed = {name: self.circuit.new_node() for name in case.by_id() if name in set(board.freed)}
        self.place = {each.id: number for number, each in enumerate(case.commitments)}
        self.thresholds = Thresholds(case, self.circuit, self.holds)
        self.status: dict[Key, int] = {}
        self.doubtful: set[int] = set()
        self.fact_nodes: dict[str, tuple[int, int]] = {name: (node, node) for name, node in self.facts.items()}
        for name in (*fixed, *case.facts):
            if name not in self.facts:
                self.fact_nodes[name] = (int(fixed.get(name) is True), int(fixed.get(name) is not False))
        for name, expression in derived.items():
            self.fact_nodes[name] = (self.expression(expression),) * 2
        self.unknown = {name for name, (low, high) in self.fact_nodes.items() if low != high}
        self.registers: dict[Key, int] = {}

    def compile(self, watch: Collection[str] | None, goal: Collection[str], measures: Collection[str]) -> Compiled:
        watched = [self.place[name] for name in (self.place if watch is None else watch)]
        wanted = {*watched, *(self.place[name] for name in goal)}
        for measure in (*measures, *(each.measure for each in self.case.requirements)):
            wanted.update(self.thresholds.by_measure[measure])
        for strand in strands(self.case, self.unknown, wanted):
            self.add_strand(strand)
        circuit, reaches = self.circuit, self.thresholds.total_reaches
        met = circuit.every(reaches(each.measure, each.at_least, False) for each in self.case.requirements)
        reachable = circuit.every(reaches(each.measure, each.at_least, True) for each in self.case.requirements)
        together = circuit.every(self.holds(self.place[name], False) for name in goal)
        commitments = self.case.commitments
        totals = {measure: LowTotal(*self.thresholds.low_total(measure)) for measure in measures}
        # every gate is built by now: the size and the schedule below take in all of them
        return Compiled(
            semantics=self.semantics,
            size=circuit.size,
            parts=tuple(schedule(circuit)),
            facts=self.facts,
            switches=self.switches,
            freed=self.freed,
            certain={commitments[number].id: self.holds(number, False) for number in watched},
            possible={commitments[number].id: self.holds(number, True) for number in watched},
            met=met,
            reachable=reachable,
            together=together,
            truths={name: low for name, (low, _) in self.fact_nodes.items()},
            totals=totals,
            pacts=self.pact_registers() if self.semantics is Semantics.PACTS else (),
            possible_registers=frozenset(node for (_, possible), node in self.registers.items() if possible),
        )

    def expression(self, condition: Condition) -> int:
        """The node of an expression over input facts."""
        match condition:
            case Fact(name):
                return self.fact_nodes[name][0]
            case Not(part):
                return self.circuit.inverse(self.expression(part))
            case All(parts):
                return self.circuit.every(self.expression(part) for part in parts)
            case Any(parts):
                return self.circuit.any(self.expression(part) for part in parts)
            case _:
                raise TypeError(f"{condition}: expected an expression over facts")

    def add_strand(self, strand: Strand) -> None:
        """The promises of a strand; registers only where they go round in a circle."""
        if strand.doubtful:
            self.doubtful |= set(strand.members)
        keys = [
            (number, side) for number in strand.members for side in ((False, True) if strand.doubtful else (False,))
        ]
        if not strand.circular:
            for key in keys:
                self.status[key] = self.promise(*key)
            return
        for key in keys:
            self.status[key] = self.registers[key] = self.circuit.new_node()
        for key in keys:
            self.circuit.set_register(self.status[key], self.promise(*key))

    def promise(self, number: int, possible: bool) -> int:
        """Whether a promise holds: its condition, unless it is freed, and only if its switch is on."""
        each = self.case.commitments[number]
        node = self.circuit.true if each.condition is None else self.condition(each.condition, number, possible)
        if each.id in self.freed:
            node = self.circuit.either(node, self.freed[each.id])
        if each.id in self.switch_of:
            node = self.circuit.both(node, self.switches[self.switch_of[each.id]])
        return node

    def holds(self, number: int, possible: bool) -> int:
        return self.status[number, possible and number in self.doubtful]

    def condition(self, condition: Condition, speaker: int, possible: bool) -> int:
        circuit = self.circuit
        match condition:
            case Fact(name):
                return self.fact_nodes[name][possible]
            case Not(part):
                return circuit.inverse(self.condition(part, speaker, not possible))
            case All(parts):
                return circuit.every([self.condition(part, speaker, possible) for part in parts])
            case Any(parts):
                return circuit.any([self.condition(part, speaker, possible) for part in parts])
            case Holds(promise):
                return self.holds(self.place[promise], possible)
            case Does(actor, measure, None):
                return self.thresholds.acts(measure, (actor,), possible).get(actor, circuit.false)
            case Does(actor, measure, at_least):
                return self.thresholds.reaches(measure, exactly(at_least or 0), possible, of=(actor,))
            case Others(measure, at_least, of):
                return self.thresholds.others(measure, at_least, of, speaker, possible)
            case Total(measure, at_least, own):
                total = self.thresholds.with_own if own else self.thresholds.without_own
                return total(measure, exactly(at_least), speaker, possible)

    def pact_registers(self) -> tuple[frozenset[int], ...]:
        """Registers of each pact, side by side."""
        groups: defaultdict[tuple[str, bool], set[int]] = defaultdict(set)
        for (number, possible), node in self.registers.items():
            if (pact := self.case.commitments[number].pact) is not None:
                groups[pact, possible].add(node)
        return tuple(frozenset(group) for group in groups.values())


def exactly(number: float) -> Fraction:
    return Fraction(str(number))
