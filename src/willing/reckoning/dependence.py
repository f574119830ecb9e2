"""Which promise depends on which: circles, circles through a `not`, and where certain and possible can differ.

Between promises and the many that a count or a sum looks at stands a node of its own for the crowd, so that the graph
stays small. A crowd takes in the speaker's own promises even where the condition leaves them out; that can only make a
part of the graph larger than it is, never too small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from willing.model import All, Any, Condition, Does, Fact, Holds, Not, Others, Total
from willing.model.condition_atoms import Atom
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import Commitment
from willing.reckoning.components import components

Crowd: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """Promises (places in the case) that depend on one another, or one alone.

    `circular`: on themselves. `contrary`: through a `not`. `doubtful`: certain and possible can differ, even where all
    facts that may vary are known.
    """

    members: tuple[int, ...]
    circular: bool
    contrary: bool
    doubtful: bool


@dataclass(slots=True)
class Graph:
    """`reads[n]` are the nodes that node n depends on, and whether through a `not`; first promises, then crowds."""

    commitments: tuple[Commitment, ...]
    reads: list[list[tuple[int, bool]]] = field(default_factory=list)
    crowds: dict[Crowd, int] = field(default_factory=dict)


def signed_atoms(condition: Condition, negated: bool = False) -> Iterator[tuple[Atom, bool]]:
    """The atoms of a condition, and whether an odd number of `not` stands over each."""
    match condition:
        case Not(part):
            yield from signed_atoms(part, not negated)
        case All(parts) | Any(parts):
            for part in parts:
                yield from signed_atoms(part, negated)
        case _:
            yield condition, negated


def strands(case: ReckoningCase, unknown: Collection[str] = (), wanted: Iterable[int] | None = None) -> list[Strand]:
    """The strands of a case, each after those that it depends on; only what `wanted` promises need, if given.

    `unknown` are facts that stay unknown.
    """
    graph = graph_of(case)
    inexact = {(each.actor, each.measure) for each in case.commitments if not each.amount.exact}
    doubtful_nodes: set[int] = set()
    needed = reached(graph, wanted)
    found: list[Strand] = []
    for component in components([[there for there, _ in edges] for edges in graph.reads]):
        inside = set(component)
        edges = [(there, negated) for here in component for there, negated in graph.reads[here]]
        members = tuple(sorted(here for here in component if here < len(case.commitments)))
        contrary = any(negated and there in inside for there, negated in edges)
        doubtful = (
            contrary
            or any(there in doubtful_nodes for there, _ in edges)
            or any(is_unsettled(case.commitments[here], unknown, inexact) for here in members)
        )
        if doubtful:
            doubtful_nodes |= inside
        if members and members[0] in needed:
            circular = len(component) > 1 or any(there in inside for there, _ in edges)
            found.append(Strand(members, circular, contrary, doubtful))
    return found


def is_unsettled(commitment: Commitment, unknown: Collection[str], inexact: set[tuple[str, str]]) -> bool:
    """Whether a condition reads an unknown fact, or a threshold on amounts that are ranges."""
    if commitment.condition is None:
        return False
    for atom, _ in signed_atoms(commitment.condition):
        match atom:
            case Fact(name) if name in unknown:
                return True
            case Does(actor, measure, at_least) if at_least is not None and (actor, measure) in inexact:
                return True
            case Total(measure, _, _) if any(each == measure for _, each in inexact):
                return True
            case _:
                pass
    return False


def graph_of(case: ReckoningCase) -> Graph:
    graph = Graph(case.commitments, [[] for _ in case.commitments])
    place = {each.id: number for number, each in enumerate(case.commitments)}
    by_measure: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(case.commitments):
        by_measure[each.measure].append(number)
    for number, each in enumerate(case.commitments):
        if each.condition is None:
            continue
        for atom, negated in signed_atoms(each.condition):
            match atom:
                case Holds(promise):
                    graph.reads[number].append((place[promise], negated))
                case Does(actor, measure, _):
                    graph.reads[number].append((crowd(graph, by_measure, measure, (actor,)), negated))
                case Others(measure, _, of):
                    graph.reads[number].append((crowd(graph, by_measure, measure, of), negated))
                case Total(measure, _, _):
                    graph.reads[number].append((crowd(graph, by_measure, measure, None), negated))
                case Fact():
                    pass
    return graph


def crowd(graph: Graph, by_measure: dict[str, list[int]], measure: str, of: tuple[str, ...] | None) -> int:
    """The node of all promises on a measure (of some actors)."""
    key = (measure,) if of is None else (measure, *sorted(of))
    if key not in graph.crowds:
        graph.crowds[key] = len(graph.reads)
        members = by_measure.get(measure, ())
        graph.reads.append(
            [(number, False) for number in members if of is None or graph.commitments[number].actor in of]
        )
    return graph.crowds[key]


def reached(graph: Graph, wanted: Iterable[int] | None) -> Collection[int]:
    """All nodes that the wanted ones depend on, themselves included."""
    if wanted is None:
        return range(len(graph.reads))
    seen = set(wanted)
    todo = list(seen)
    while todo:
        for there, _ in graph.reads[todo.pop()]:
            if there not in seen:
                seen.add(there)
                todo.append(there)
    return seen
