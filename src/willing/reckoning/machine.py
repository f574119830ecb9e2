"""The machine that runs a circuit on many scenarios at once: one scenario a bit, 64 in a word, numpy over the words.

A loop starts at its least or greatest value and is run until nothing changes. Registers only grow (or only shrink) on
the way, so the end is the least (greatest) fixpoint in whatever order the gates are computed. Where certain and
possible wait for one another through a `not`, the two sides take turns; pacts are greatest inside, least outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from willing.reckoning.circuit import Gate, Kind
from willing.reckoning.compiler import Compiled
from willing.reckoning.schedule import Part
from willing.reckoning.semantics import Semantics

Words: TypeAlias = NDArray[np.uint64]
EVERY = np.uint64(0xFFFFFFFFFFFFFFFF)
LANES = 64
"""Scenarios in a word."""
MEMORY = 1 << 23
"""Bytes of a machine that still lie in a processor's caches; wider machines are slower."""
WIDEST = 1024
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
        self.dirty = bytearray(compiled.size)
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

    def calls(self, gate: Gate) -> list[tuple[Any, ...]]:
        """The numpy calls of a gate: function, inputs and output."""
        rows, (first, second) = self.rows, self.spare
        a, b, out = rows[gate.a], rows[gate.b], rows[gate.output]
        match gate.kind:
            case Kind.AND:
                return [(np.bitwise_and, a, b, out)]
            case Kind.OR:
                return [(np.bitwise_or, a, b, out)]
            case Kind.NOT:
                return [(np.invert, a, out)]
            case Kind.AND_NOT:
                return [(np.invert, b, first), (np.bitwise_and, a, first, out)]
            case Kind.HALF_ADDER:
                return [(np.bitwise_xor, a, b, out), (np.bitwise_and, a, b, rows[gate.carry])]
            case Kind.FULL_ADDER:
                c = rows[gate.c]
                return [
                    (np.bitwise_xor, a, b, first),
                    (np.bitwise_and, a, b, second),
                    (np.bitwise_xor, first, c, out),
                    (np.bitwise_and, first, c, first),
                    (np.bitwise_or, first, second, rows[gate.carry]),
                ]
            case Kind.REGISTER:
                return [(np.bitwise_or, a, a, out)]


def carry_out(calls: Sequence[tuple[Any, ...]]) -> None:
    for function, *arguments in calls:
        function(*arguments)


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
        self.program = [step_in_loop(machine, gate) for gate in part.gates]
        self.nodes = [node for gate in part.gates for node in (gate.output, gate.carry) if node >= 0]

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

        A gate is computed again only if something that it reads has changed.
        """
        if shrink:
            self.fill(registers, EVERY)
        machine = self.machine
        dirty, rows, mine = machine.dirty, machine.rows, set(registers)
        join = np.bitwise_and if shrink else np.bitwise_or
        first = changed = True
        while changed:
            changed = False
            for output, carry, a, b, c, is_register, calls in self.program:
                if not (first or dirty[a] or dirty[b] or dirty[c]):
                    dirty[output] = 0
                    if carry >= 0:
                        dirty[carry] = 0
                elif not is_register:
                    for function, *arguments in calls:
                        function(*arguments)
                    dirty[output] = 1
                    if carry >= 0:
                        dirty[carry] = 1
                elif output in mine:
                    row = rows[output]
                    before = row.tobytes()
                    join(rows[a], row, row)
                    dirty[output] = row.tobytes() != before
                    changed = changed or bool(dirty[output])
            first = False
        for node in self.nodes:
            dirty[node] = 0


def step_in_loop(machine: Machine, gate: Gate) -> tuple[int, int, int, int, int, bool, tuple[tuple[Any, ...], ...]]:
    """Outputs, inputs (false where there is none), whether it is a register, and the numpy calls of a gate."""
    inputs = (gate.a, max(gate.b, 0), max(gate.c, 0))
    return (gate.output, gate.carry, *inputs, gate.kind is Kind.REGISTER, tuple(machine.calls(gate)))
