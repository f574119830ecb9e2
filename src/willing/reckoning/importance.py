"""Who and what is pivotal in a scenario: shares of actors, or of facts, in meeting the requirement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from willing.errors import InvalidValue
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.compiler import Switchboard, compile_case
from willing.reckoning.dependence import graph_of, reached
from willing.reckoning.goal import goal_of
from willing.reckoning.power import banzhaf, shapley
from willing.reckoning.semantics import Semantics
from willing.reckoning.truth_table import MOST_SWITCHES, TruthTable, table_of

INDICES: dict[str, Callable[[TruthTable], dict[str, Fraction]]] = {"shapley": shapley, "banzhaf": banzhaf}


def power_of_actors(
    case: ReckoningCase,
    semantics: Semantics,
    scenario: Scenario,
    *,
    index: str = "shapley",
    players: Sequence[str] | None = None,
) -> dict[str, Fraction]:
    """The share of each actor: all its promises in or out. Actors that are no players stay in.

    Raises InvalidValue for too many players who matter.
    """
    chosen = list(case.actors if players is None else players)
    switches = {each.id: f"actor--{each.actor}" for each in case.commitments if each.actor in chosen}
    compiled = compile_case(case, semantics, fixed=scenario, board=Switchboard(switches), watch=())
    names = compiled.support([compiled.met])
    values = shares(lambda: table_of(compiled, compiled.met, names, compiled.inputs()), names, index)
    return {actor: values.get(f"actor--{actor}", Fraction(0)) for actor in chosen}


def pivotal_actors(
    case: ReckoningCase, semantics: Semantics, assumed: Scenario, *, possible: bool = False
) -> dict[str, Fraction]:
    """For each actor the share of scenarios that are met with it and not without it, all others in.

    Those that are met without it and not with it are taken off: where promises stand against one another there may be.
    Scenarios are the combinations of the facts that `assumed` leaves unknown. `possible` asks for requirements that are
    possibly reached, instead of certainly. Raises InvalidValue where too many facts matter.
    """
    fixed = {name: truth for name, truth in assumed.items() if truth is not None}
    vary = [name for name in case.facts if name not in fixed]
    bearing = bearing_on_requirements(case)
    found: dict[str, Fraction] = {}
    for actor in case.actors:
        if actor not in bearing:
            found[actor] = Fraction(0)
            continue
        switches = {each.id: f"actor--{actor}" for each in case.commitments if each.actor == actor}
        compiled = compile_case(case, semantics, fixed=fixed, vary=vary, board=Switchboard(switches), watch=())
        goal = compiled.reachable if possible else compiled.met
        names = compiled.support([goal])
        switch = f"actor--{actor}"
        if switch not in names:
            found[actor] = Fraction(0)
            continue
        found[actor] = shares(partial(table_of, compiled, goal, names, compiled.inputs()), names, "banzhaf")[switch]
    return found


def bearing_on_requirements(case: ReckoningCase) -> set[str]:
    """The actors on whose promises a requirement depends, also by way of others' conditions."""
    required = {each.measure for each in case.requirements}
    direct = [number for number, each in enumerate(case.commitments) if each.measure in required]
    needed = reached(graph_of(case), direct)
    return {each.actor for number, each in enumerate(case.commitments) if number in needed}


def power_of_facts(
    case: ReckoningCase,
    semantics: Semantics,
    scenario: Scenario,
    *,
    index: str = "shapley",
    players: Sequence[str] | None = None,
    possible: bool = False,
) -> dict[str, Fraction]:
    """The share of each fact (players; None: all that the scenario leaves unknown), the others as in the scenario."""
    chosen = [name for name in case.facts if scenario.get(name) is None] if players is None else list(players)
    for name in chosen:
        if name not in case.facts:
            raise InvalidValue(f"fact {name!r}: not in the case")
    goal = goal_of(case, semantics, scenario, chosen, possible=possible)
    values = shares(goal.table, goal.names, index)
    return {name: values.get(name, Fraction(0)) for name in chosen}


def shares(table: Callable[[], TruthTable], names: Sequence[str], index: str) -> dict[str, Fraction]:
    """The index over the players that matter: those that make no difference have nothing, and change nobody's share."""
    if len(names) > MOST_SWITCHES:
        raise InvalidValue(
            f"{len(names)} players matter: expected at most {MOST_SWITCHES}; name the players to compare"
        )
    return INDICES[index](table())
