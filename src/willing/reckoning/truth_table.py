"""Truth tables: the answer to a yes/no question for every combination of some switches, one bit each.

Bit i of a table is the answer where switch j is on exactly if bit j of i is set. A table of twenty switches has a
million bits, 128 KiB; what is asked of it (minimal sets, counts, parts) takes a few passes over its words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from willing.errors import InvalidValue
from willing.reckoning.compiler import Compiled
from willing.reckoning.machine import EVERY, Machine, Words, words_for

MOST_SWITCHES = 22
"""Most switches of a table: four million combinations, half a mebibyte."""

IN_WORD = 6
"""Switches that vary within a word of 64 bits."""

PATTERNS = tuple(np.uint64(sum(1 << bit for bit in range(64) if bit >> switch & 1)) for switch in range(IN_WORD))
"""The bits of a word where each of the first six switches is on."""


@dataclass(frozen=True, slots=True, eq=False)
class TruthTable:
    """Answers over all combinations of the switches `names`; `words` holds 2**len(names) bits, the rest is zero."""

    names: tuple[str, ...]
    words: Words

    def __getitem__(self, on: Iterable[str]) -> bool:
        """The answer where exactly these switches are on."""
        place = sum(1 << self.names.index(name) for name in set(on))
        return bool(int(self.words[place >> IN_WORD]) >> (place & 63) & 1)

    def count(self) -> int:
        """In how many combinations the answer is yes."""
        return int(np.bitwise_count(self.words).sum())

    def where(self, name: str) -> TruthTable:
        """Yes where the answer is yes and the switch is on."""
        return TruthTable(self.names, self.words & switch_words(self.names.index(name), len(self.names)))

    def minimal_sets(self) -> list[frozenset[str]]:
        """Sets of switches that, on while all others are off, give yes, and of which no smaller part does."""
        over = self.words
        for switch in range(len(self.names)):
            over = over | raised(over, switch)
        above = np.zeros_like(self.words)
        for switch in range(len(self.names)):
            above |= raised(over, switch)
        return [self.names_of(place) for place in places(self.words & ~above)]

    def complement_of_mirror(self) -> TruthTable:
        """Yes where the answer is no with the opposite switches: minimal sets of this table are minimal cuts."""
        bits = np.unpackbits(self.words.view(np.uint8), bitorder="little")[: 1 << len(self.names)]
        return TruthTable(self.names, packed(1 - bits[::-1]))

    def names_of(self, place: int) -> frozenset[str]:
        return frozenset(name for switch, name in enumerate(self.names) if place >> switch & 1)

    def restricted(self, fixed: Mapping[str, bool]) -> TruthTable:
        """The table over the other switches, with these ones fixed."""
        bits = self.bits().reshape((2,) * len(self.names))
        # the first axis is the last switch
        index = tuple(int(fixed[name]) if name in fixed else slice(None) for name in reversed(self.names))
        rest = tuple(name for name in self.names if name not in fixed)
        return TruthTable(rest, packed(np.ascontiguousarray(bits[index]).reshape(-1)))

    def bits(self) -> np.ndarray:
        """One byte an answer."""
        return np.unpackbits(self.words.view(np.uint8), bitorder="little")[: 1 << len(self.names)]

    def depends_on(self) -> tuple[str, ...]:
        """Switches that make a difference anywhere."""
        return tuple(name for switch, name in enumerate(self.names) if self.turns(switch))

    def turns(self, switch: int) -> bool:
        """Whether a switch makes a difference anywhere."""
        return not np.array_equal(self.words, flipped(self.words, switch))

    def rising(self, switch: int) -> bool:
        """Whether the switch, put on, never turns a yes into a no."""
        return not (raised(self.words, switch) & ~self.words).any()

    def falling(self, switch: int) -> bool:
        """Whether the switch, put on, never turns a no into a yes."""
        return not (self.words & ~flipped(self.words, switch) & switch_words(switch, len(self.names))).any()


def table_of(compiled: Compiled, node: int, inputs: Sequence[str], nodes: Mapping[str, int]) -> TruthTable:
    """The table of one node of a circuit over inputs; `nodes` gives the node of each input."""
    return tables_of(compiled, [node], inputs, nodes)[0]


def tables_of(
    compiled: Compiled, wanted: Collection[int], inputs: Sequence[str], nodes: Mapping[str, int]
) -> list[TruthTable]:
    """The tables of several nodes, from one run over all combinations. Raises InvalidValue for too many inputs."""
    if len(inputs) > MOST_SWITCHES:
        raise InvalidValue(f"truth table of {len(inputs)} switches: expected at most {MOST_SWITCHES}")
    length = max(1, 1 << len(inputs) >> IN_WORD)
    machine = Machine(compiled, min(length, words_for(compiled)))
    tables = np.empty((len(wanted), length), np.uint64)
    for first in range(0, length, machine.words):
        for switch, name in enumerate(inputs):
            machine.row(nodes[name])[:] = switch_words(switch, len(inputs))[first : first + machine.words]
        machine.run()
        for number, node in enumerate(wanted):
            tables[number, first : first + machine.words] = machine.row(node)
    if len(inputs) < IN_WORD:
        tables &= np.uint64((1 << (1 << len(inputs))) - 1)
    return [TruthTable(tuple(inputs), words) for words in tables]


@cache
def switch_words(switch: int, switches: int) -> Words:
    """The table of a switch itself."""
    length = max(1, 1 << switches >> IN_WORD)
    if switch < IN_WORD:
        return np.full(length, PATTERNS[switch])
    return np.where(np.arange(length) >> (switch - IN_WORD) & 1, EVERY, np.uint64(0))


def raised(words: Words, switch: int) -> Words:
    """The answers for sets without the switch, moved to the sets with it; no elsewhere."""
    if switch < IN_WORD:
        return (words & ~PATTERNS[switch]) << np.uint64(1 << switch)
    result = np.zeros_like(words)
    span = 1 << (switch - IN_WORD)
    result.reshape(-1, 2, span)[:, 1] = words.reshape(-1, 2, span)[:, 0]
    return result


def flipped(words: Words, switch: int) -> Words:
    """The answers with the switch turned round."""
    if switch < IN_WORD:
        shift = np.uint64(1 << switch)
        return ((words & ~PATTERNS[switch]) << shift) | ((words & PATTERNS[switch]) >> shift)
    span = 1 << (switch - IN_WORD)
    return np.ascontiguousarray(words.reshape(-1, 2, span)[:, ::-1]).reshape(-1)


def places(words: Words) -> list[int]:
    """The numbers of the bits that are set, rising."""
    found = []
    for number in np.flatnonzero(words).tolist():
        word = int(words[number])
        while word:
            low = word & -word
            found.append((number << IN_WORD) + low.bit_length() - 1)
            word ^= low
    return found


def packed(bits: np.ndarray) -> Words:
    """Words from one byte an answer, zero filled."""
    filled = np.zeros(max(64, len(bits)), np.uint8)
    filled[: len(bits)] = bits
    return np.packbits(filled, bitorder="little").view(np.uint64)
