"""The machine that runs a circuit on many scenarios at once: one scenario a bit, 64 in a word, numpy over the words.

A loop starts at its least or greatest value and is run until nothing changes. Registers only grow (or only shrink) on
the way, so the end is the least (greatest) fixpoint; when they are written, `Loop.sweep` says. Where certain and
possible wait for one another through a `not`, the two sides take turns; pacts are greatest inside, least outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from willing.reckoning.circuit import Gate, Kind
from willing.reckoning.compiler import Compiled
from willing.reckoning.schedule import Part
from willing.reckoning.semantics import Semantics

Words: TypeAlias = NDArray[np.uint64]
Call: TypeAlias = Callable[[], object]
EVERY = np.uint64(0xFFFFFFFFFFFFFFFF)
LANES = 64
"""Scenarios in a word."""
MEMORY = 1 << 27
"""Most bytes of a machine. A call of numpy costs as much as the work on some 500 words: wide machines are faster even
where they no longer lie in a processor's caches (docs/explanation/reckoning-speed.md)."""
WIDEST = 2048
"""Most words a node: with more, nothing is won."""


def words_for(compiled: Compiled) -> int:
    """How many words a node is best given: a power of two, as many as the memory holds."""
    fitting = MEMORY // (8 * compiled.size)
    return max(1, min(WIDEST, 1 << max(fitting, 1).bit_length() - 1))


class Machine:
    """A circuit with `words` words of memory at every node; scenarios are the bits, lowest first."""

    def __init__(self, compiled: Compiled, words: int) -> None:
        self.compiled, self.words = compiled, words
        self.memory: Words = np.zeros((compiled.size, words), np.uint64)
        self.memory[1] = EVERY
        self.rows: list[Words] = list(self.memory)
        self.spare = (np.empty(words, np.uint64), np.empty(words, np.uint64))
        self.steps = [self.step_of(part) for part in compiled.parts]

    def row(self, node: int) -> Words:
        """The bits of a node; inputs are written here before `run`, results read after it."""
        return self.rows[node]

    def run(self) -> None:
        """Compute every node from the inputs."""
        for step in self.steps:
            step()

    def step_of(self, part: Part) -> Callable[[], None]:
        if not part.loop:
            calls = [call for gate in part.gates for call in self.calls(gate)]
            return lambda: carry_out(calls)
        return Loop(self, part).run

    def calls(self, gate: Gate) -> list[Call]:
        """The numpy calls of a gate, with inputs and output bound: to call them costs as much as the work in them."""
        rows, (first, second) = self.rows, self.spare
        a, b, out = rows[gate.a], rows[gate.b], rows[gate.output]
        match gate.kind:
            case Kind.AND:
                return [partial(np.bitwise_and, a, b, out)]
            case Kind.OR:
                return [partial(np.bitwise_or, a, b, out)]
            case Kind.NOT:
                return [partial(np.invert, a, out)]
            case Kind.AND_NOT:
                return [partial(np.invert, b, first), partial(np.bitwise_and, a, first, out)]
            case Kind.HALF_ADDER:
                return [partial(np.bitwise_xor, a, b, out), partial(np.bitwise_and, a, b, rows[gate.carry])]
            case Kind.FULL_ADDER:
                c = rows[gate.c]
                return [
                    partial(np.bitwise_xor, a, b, first),
                    partial(np.bitwise_and, a, b, second),
                    partial(np.bitwise_xor, first, c, out),
                    partial(np.bitwise_and, first, c, first),
                    partial(np.bitwise_or, first, second, rows[gate.carry]),
                ]
            case Kind.REGISTER:
                return [partial(np.bitwise_or, a, a, out)]


def carry_out(calls: Sequence[Call]) -> None:
    for call in calls:
        call()


class Loop:
    """A part that goes round in a circle."""

    def __init__(self, machine: Machine, part: Part) -> None:
        self.machine = machine
        compiled = machine.compiled
        self.registers = [gate.output for gate in part.gates if gate.kind is Kind.REGISTER]
        sides = compiled.possible_registers
        self.possible = [node for node in self.registers if node in sides]
        self.certain = [node for node in self.registers if node not in sides]
        inside = set(self.registers)
        self.pacts = [sorted(pact & inside) for pact in compiled.pacts if pact & inside]
        self.program = steps_in_loop(machine, part.gates)

    def run(self) -> None:
        if not (self.possible and self.certain):
            self.fixpoint(self.registers)
            return
        before = None
        self.fill(self.certain, np.uint64(0))
        while True:
            self.fixpoint(self.possible)
            self.fixpoint(self.certain)
            now = self.machine.memory[self.certain].tobytes()
            if now == before:
                return
            before = now

    def fixpoint(self, registers: Sequence[int]) -> None:
        """The fixpoint of one side's registers, all others as they are."""
        if self.machine.compiled.semantics is Semantics.HOPEFUL:
            self.sweep(registers, shrink=True)
            return
        self.fill(registers, np.uint64(0))
        mine = set(registers)
        pacts = [[node for node in pact if node in mine] for pact in self.pacts]
        while True:
            self.sweep(registers, shrink=False)
            grown = [self.grow(pact) for pact in pacts if pact]
            if not any(grown):
                return

    def grow(self, pact: list[int]) -> bool:
        """Let the promises of a pact bind at once, as far as they carry one another; whether any joined."""
        before = self.machine.memory[pact]
        self.sweep(pact, shrink=True)
        after = self.machine.memory[pact]
        self.machine.memory[pact] = after | before
        return bool((after & ~before).any())

    def fill(self, registers: Sequence[int], word: np.uint64) -> None:
        self.machine.memory[list(registers)] = word

    def sweep(self, registers: Sequence[int], *, shrink: bool) -> None:
        """Run the gates until these registers are stable; from all true downwards if they shrink.

        A gate is computed again only if something that it reads has changed. Gates are taken in their order, from the
        first to the last and again. Registers that grow are written where they stand, for the gates behind them to
        read. Those that shrink are written when all gates have been computed: a threshold that leaves out the speaker
        has a part for each thing the speaker may put in, and parts that are computed from different moments could all
        be false although at no moment they are.
        """
        if shrink:
            self.fill(registers, EVERY)
        mine, program = set(registers), self.program
        todo = bytearray(b"\1") * len(program)
        late: list[int] = []
        place = 0
        while place >= 0:
            todo[place] = 0
            output, _, readers, calls = program[place]
            if calls:
                for call in calls:
                    call()
                for reader in readers:
                    todo[reader] = 1
            elif output in mine:
                if shrink:
                    late.append(place)
                else:
                    self.write(place, np.bitwise_or, todo)
            following = todo.find(1, place)
            if following < 0:
                for each in late:
                    self.write(each, np.bitwise_and, todo)
                late.clear()
                following = todo.find(1)
            place = following

    def write(self, place: int, join: np.ufunc, todo: bytearray) -> None:
        """Join a register with what it is given; if that changes it, the gates that read it are to be computed."""
        output, given, readers, _ = self.program[place]
        row = self.machine.rows[output]
        before = row.tobytes()
        join(row, self.machine.rows[given], row)
        if row.tobytes() != before:
            for reader in readers:
                todo[reader] = 1


Step: TypeAlias = tuple[int, int, tuple[int, ...], tuple[Call, ...]]
"""A gate in a loop: its output, what a register is given, the places of gates that read it, and its numpy calls (a
register has none)."""


def steps_in_loop(machine: Machine, gates: Sequence[Gate]) -> list[Step]:
    readers: defaultdict[int, set[int]] = defaultdict(set)
    for place, gate in enumerate(gates):
        for node in (gate.a, gate.b, gate.c):
            readers[node].add(place)
    # an absent input is node -1, and so is an absent carry, of which there are no readers
    readers[-1] = set()
    return [
        (
            gate.output,
            gate.a,
            tuple(sorted(readers[gate.output] | readers[gate.carry])),
            () if gate.kind is Kind.REGISTER else tuple(machine.calls(gate)),
        )
        for gate in gates
    ]
