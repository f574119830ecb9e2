"""A Boolean circuit: gates over inputs, simplified and shared as they are built.

A node is a number. Registers stand for values that may depend on themselves (promises that wait for one another); every
other gate reads only nodes built before it. Sums are kept as binary digits ("planes", the lowest first), made by
carry-save adders that all thresholds on the same sum share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What a gate computes from its inputs a, b, c."""

    AND = 0
    OR = 1
    NOT = 2
    AND_NOT = 3
    """a and not b. It reads b at the moment it is computed: see `Circuit.and_not`."""
    FULL_ADDER = 4
    """Sum and carry of a, b and c."""
    HALF_ADDER = 5
    """Sum and carry of a and b."""
    REGISTER = 6
    """The value of a, kept from one sweep to the next."""


class Gate(NamedTuple):
    """One gate; absent inputs and outputs are -1. `output` is the sum of an adder, `carry` its carry."""

    kind: Kind
    a: int
    b: int
    c: int
    output: int
    carry: int


class Circuit:
    """Gates in the order built. Nodes 0 and 1 are false and true."""

    false = 0
    true = 1

    def __init__(self) -> None:
        self.size = 2
        self.gates: list[Gate] = []
        self.known: dict[tuple[int, ...], tuple[int, int]] = {}
        self.sums: dict[tuple[tuple[int, int], ...], list[int]] = {}

    def new_node(self) -> int:
        """A node without a gate: an input, or a register whose gate is set later."""
        self.size += 1
        return self.size - 1

    def set_register(self, register: int, value: int) -> None:
        """Drive a register from a node."""
        self.gates.append(Gate(Kind.REGISTER, value, -1, -1, register, -1))

    def gate(self, kind: Kind, a: int, b: int = -1, c: int = -1) -> tuple[int, int]:
        """Output and carry of a gate; the same gate is built once."""
        key = (kind, a, b, c)
        if (found := self.known.get(key)) is not None:
            return found
        output = self.new_node()
        carry = self.new_node() if kind in (Kind.FULL_ADDER, Kind.HALF_ADDER) else -1
        self.gates.append(Gate(kind, a, b, c, output, carry))
        self.known[key] = (output, carry)
        return output, carry

    def both(self, a: int, b: int) -> int:
        if a > b:
            a, b = b, a
        if a == self.false or b == self.true or a == b:
            return a
        return b if a == self.true else self.gate(Kind.AND, a, b)[0]

    def either(self, a: int, b: int) -> int:
        if a > b:
            a, b = b, a
        if a == self.false or a == b:
            return b
        # node 1 is true, and a is the smaller one
        return self.true if a == self.true or b == self.true else self.gate(Kind.OR, a, b)[0]

    def inverse(self, a: int) -> int:
        if a <= self.true:
            return self.true - a
        return self.gate(Kind.NOT, a)[0]

    def and_not(self, a: int, b: int) -> int:
        """a and not b, with b read when the gate is computed, thus never staler than what a was computed from.

        A threshold that leaves out the speaker reads a shared sum and the speaker's own flag. If the flag could be
        older than the sum, the speaker would be counted among the others; if it is newer, at worst a sweep is lost.
        So b is a register, or a gate through which alone the sum reads what b is made of.
        """
        if a == self.false or b == self.true or a == b:
            return self.false
        if b == self.false:
            return a
        return self.inverse(b) if a == self.true else self.gate(Kind.AND_NOT, a, b)[0]

    def and_none(self, a: int, nodes: Iterable[int]) -> int:
        """a and none of several registers, each read after a: an "any" of them may have been computed before.

        The sum of a series reads its largest promise by itself and, for the lower levels, together with others; the
        first could be newer than the second.
        """
        for node in sorted(set(nodes)):
            a = self.and_not(a, node)
        return a

    def every(self, nodes: Iterable[int]) -> int:
        return self.tree(self.both, nodes, self.true)

    def any(self, nodes: Iterable[int]) -> int:
        return self.tree(self.either, nodes, self.false)

    @staticmethod
    def tree(join, nodes: Iterable[int], empty: int) -> int:  # type: ignore[no-untyped-def]
        """Nodes joined two by two, so that few gates lie one after another."""
        left = sorted(set(nodes))
        while len(left) > 1:
            left = [join(*left[i : i + 2]) if i + 1 < len(left) else left[i] for i in range(0, len(left), 2)]
        return left[0] if left else empty

    def sum_of(self, weighted: Iterable[tuple[int, int]]) -> list[int]:
        """Planes of the sum of weight times node, by carry-save adders (Wallace)."""
        terms = tuple(sorted((weight, node) for weight, node in weighted if weight and node != self.false))
        if (found := self.sums.get(terms)) is not None:
            return found
        columns: list[list[int]] = [[] for _ in range(max((weight for weight, _ in terms), default=0).bit_length())]
        for weight, node in terms:
            for plane in range(weight.bit_length()):
                if weight >> plane & 1:
                    columns[plane].append(node)
        planes = []
        while columns:
            column, *columns = columns
            carries: list[int] = []
            planes.append(self.column_sum(column, carries))
            if carries:
                columns[:1] = [columns[0] + carries] if columns else [carries]
        self.sums[terms] = planes
        return planes

    def column_sum(self, column: list[int], carries: list[int]) -> int:
        """The digit of one column; what it carries goes to the next one."""
        first = 0
        while len(column) - first >= 3:
            output, carry = self.gate(Kind.FULL_ADDER, *sorted(column[first : first + 3]))
            first += 3
            column.append(output)
            carries.append(carry)
        if len(column) - first == 2:
            output, carry = self.gate(Kind.HALF_ADDER, *sorted(column[first : first + 2]))
            carries.append(carry)
            return output
        return column[first] if len(column) > first else self.false

    def at_least(self, planes: Sequence[int], threshold: int) -> int:
        """Whether a sum reaches a threshold, from the lowest digit upwards."""
        if threshold <= 0:
            return self.true
        if threshold >> len(planes):
            return self.false
        reached = self.true
        for place, plane in enumerate(planes):
            reached = self.both(plane, reached) if threshold >> place & 1 else self.either(plane, reached)
        return reached
