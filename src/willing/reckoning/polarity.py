"""Which way a fact can work: for the requirement, against it, or both, as the conditions are written."""

from __future__ import annotations

from enum import StrEnum

from willing.model import Fact
from willing.reckoning.case import ReckoningCase
from willing.reckoning.dependence import graph_of, signed_atoms


class Polarity(StrEnum):
    """`FOR`: becoming true can only help; `AGAINST`: only hurt; `BOTH`: either; `NONE`: it makes no difference."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"
    NONE = "none"


def polarities(case: ReckoningCase) -> dict[str, Polarity]:
    """The polarity of every fact for the requirements of a case: from the promises that count for them, through every
    promise they depend on, each `not` turning the sign."""
    signs: dict[str, set[bool]] = {name: set() for name in case.facts}
    for number, negated in reached_with_sign(case):
        if number >= len(case.commitments) or (condition := case.commitments[number].condition) is None:
            continue
        for atom, turned in signed_atoms(condition):
            if isinstance(atom, Fact):
                signs[atom.name].add(negated != turned)
    meaning = {
        frozenset(): Polarity.NONE,
        frozenset({False}): Polarity.FOR,
        frozenset({True}): Polarity.AGAINST,
        frozenset({False, True}): Polarity.BOTH,
    }
    return {name: meaning[frozenset(found)] for name, found in signs.items()}


def reached_with_sign(case: ReckoningCase) -> set[tuple[int, bool]]:
    """Nodes of the dependence graph that the requirements rest on, each with whether it counts against them."""
    graph = graph_of(case)
    required = {each.measure for each in case.requirements}
    todo = [(number, False) for number, each in enumerate(case.commitments) if each.measure in required]
    seen = set(todo)
    while todo:
        here, negated = todo.pop()
        for there, turned in graph.reads[here]:
            step = (there, negated != turned)
            if step not in seen:
                seen.add(step)
                todo.append(step)
    return seen
