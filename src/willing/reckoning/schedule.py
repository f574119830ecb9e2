"""The order in which the gates of a circuit are computed: straight where it can be, in loops where promises circle.

Strongly connected parts of the circuit become loops; inside a loop the gates stand in an order that is
right once registers are given, and each register follows the gates that drive it. Everything else is computed once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from willing.reckoning.circuit import Circuit, Gate, Kind
from willing.reckoning.components import components


@dataclass(frozen=True, slots=True)
class Part:
    """Gates to compute in this order; `loop`: again and again until no register changes."""

    gates: tuple[Gate, ...]
    loop: bool


def schedule(circuit: Circuit) -> list[Part]:
    """The parts of a circuit, each after those that it reads."""
    gates = circuit.gates
    driver: dict[int, int] = {}
    for place, gate in enumerate(gates):
        driver[gate.output] = place
        if gate.carry >= 0:
            driver[gate.carry] = place
    reads = [[driver[node] for node in (gate.a, gate.b, gate.c) if node in driver] for gate in gates]
    parts: list[Part] = []
    straight: list[Gate] = []
    for component in components(reads):
        if len(component) == 1 and component[0] not in reads[component[0]]:
            straight.append(gates[component[0]])
            continue
        if straight:
            parts.append(Part(tuple(straight), loop=False))
            straight = []
        parts.append(Part(tuple(gates[place] for place in loop_order(component, reads, gates)), loop=True))
    if straight:
        parts.append(Part(tuple(straight), loop=False))
    return parts


def loop_order(component: Sequence[int], reads: Sequence[Sequence[int]], gates: Sequence[Gate]) -> list[int]:
    """Gates of a loop: for each register in turn the gates that it needs, then the register itself."""
    inside = set(component)
    ordered: list[int] = []
    placed: set[int] = set()
    for register in sorted(place for place in component if gates[place].kind is Kind.REGISTER):
        path = [(register, iter(reads[register]))]
        placed.add(register)
        while path:
            here, edges = path[-1]
            for there in edges:
                if there in inside and there not in placed and gates[there].kind is not Kind.REGISTER:
                    placed.add(there)
                    path.append((there, iter(reads[there])))
                    break
            else:
                path.pop()
                ordered.append(here)
    return ordered
