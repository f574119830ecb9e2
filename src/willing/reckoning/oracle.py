"""A yes/no question to a circuit, asked for many combinations of switches at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from willing.reckoning.compiler import Compiled
from willing.reckoning.machine import LANES, Machine, words_for


class Oracle:
    """Answers of one node. A combination is a number: bit j says whether input j is on."""

    def __init__(self, compiled: Compiled, node: int, inputs: Sequence[str]) -> None:
        self.compiled, self.node = compiled, node
        self.inputs = [compiled.inputs()[name] for name in inputs]
        self.machines: dict[int, Machine] = {}

    def __call__(self, combinations: Sequence[int]) -> list[bool]:
        """The answer for each combination."""
        widest = words_for(self.compiled) * LANES
        answers: list[bool] = []
        for first in range(0, len(combinations), widest):
            answers += self.answer(combinations[first : first + widest])
        return answers

    def answer(self, combinations: Sequence[int]) -> list[bool]:
        """As many as fit the machine; its width is a power of two, so that few widths are ever built."""
        needed = -(-len(combinations) // LANES)
        words = 1 << (needed - 1).bit_length()
        if words not in self.machines:
            self.machines[words] = Machine(self.compiled, words)
        machine = self.machines[words]
        lanes = np.zeros(words * LANES, np.uint8)
        for place, node in enumerate(self.inputs):
            lanes[: len(combinations)] = [combination >> place & 1 for combination in combinations]
            machine.row(node)[:] = np.packbits(lanes, bitorder="little").view(np.uint64)
        machine.run()
        bits = np.unpackbits(machine.row(self.node).view(np.uint8), bitorder="little")
        return [bool(bit) for bit in bits[: len(combinations)]]
