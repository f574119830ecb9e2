"""The questions of a reckoning case file, and their answers in the same plain form (docs/explanation/reckoning.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from willing.errors import InvalidValue
from willing.reckoning.allocation import allocate
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import plain
from willing.reckoning.first_movers import first_movers
from willing.reckoning.importance import power_of_actors, power_of_facts
from willing.reckoning.likelihood import Likelihood
from willing.reckoning.propagation import what_if
from willing.reckoning.semantics import Semantics
from willing.reckoning.sufficiency import cuts, implicants, sufficient
from willing.reckoning.sustainment import steady_state

Query: TypeAlias = Mapping[str, Any]


def ask(case: ReckoningCase, query: Query) -> Any:
    """The answer to one question of a case file, as JSON values; fractions are texts ("11/40").

    Raises InvalidValue for a question that is not known or cannot be answered.
    """
    kind = query.get("ask")
    if kind not in ANSWERS:
        raise InvalidValue(f"question {kind!r}: expected one of {', '.join(ANSWERS)}")
    try:
        return ANSWERS[kind](case, query)
    except KeyError as error:
        raise InvalidValue(f"question {kind}: it needs the key {error}") from None


def semantics_of(query: Query) -> Semantics:
    word = query.get("semantics", Semantics.CAUTIOUS.value)
    try:
        return Semantics(word)
    except ValueError:
        raise InvalidValue(f"semantics {word!r}: expected one of {', '.join(Semantics)}") from None


def scenario_of(case: ReckoningCase, query: Query, key: str = "facts") -> dict[str, bool | None]:
    """The facts that a question gives; raises InvalidValue for an unknown name and for what is no truth."""
    given = query.get(key, {})
    for name, truth in given.items():
        if name not in case.facts:
            raise InvalidValue(f"{key}: unknown fact {name!r}")
        if truth not in (True, False, None):
            raise InvalidValue(f"{key}: fact {name} is {truth!r}, expected true, false or null")
    return dict(given)


def status(case: ReckoningCase, query: Query) -> dict[str, Any]:
    outcome = what_if(case, scenario_of(case, query), semantics_of(query))
    result: dict[str, Any] = {
        "holds": sorted(outcome.certain),
        "open": sorted(outcome.open),
        "fails": sorted(outcome.fails),
        "totals": {measure: [plain(each) for each in outcome.total(measure)] for measure in case.measures},
    }
    if case.requirements:
        result["requirement"] = outcome.requirement().value
    return result


def sets(found: Collection[frozenset[str]]) -> list[list[str]]:
    return sorted(sorted(names) for names in found)


def movers(case: ReckoningCase, query: Query) -> list[list[str]]:
    to_requirement = query.get("goal") == "requirement"
    return sets(first_movers(case, scenario_of(case, query), to_requirement=to_requirement).sets)


def probability(case: ReckoningCase, query: Query) -> Any:
    likelihood = Likelihood(case, semantics_of(query))
    given = {name: truth for name, truth in scenario_of(case, query, "given").items() if truth is not None}
    found = likelihood.holds(query["of"], given) if "of" in query else likelihood.met(given)
    return str(found.low) if found.exact else [str(found.low), str(found.high)]


def birnbaum(case: ReckoningCase, query: Query) -> dict[str, str | None]:
    likelihood = Likelihood(case, semantics_of(query))
    return {name: text(likelihood.birnbaum(name)) for name in query["facts_of"]}


def value_of_knowing(case: ReckoningCase, query: Query) -> dict[str, str | None]:
    likelihood = Likelihood(case, semantics_of(query))
    return {name: text(likelihood.value_of_knowing(name)) for name in query["facts_of"]}


def power(case: ReckoningCase, query: Query) -> dict[str, str | None]:
    of = power_of_facts if query.get("over") == "facts" else power_of_actors
    values = of(case, semantics_of(query), scenario_of(case, query), index=query["ask"], players=query.get("players"))
    return {name: text(value) for name, value in values.items()}


def monthly(case: ReckoningCase, query: Query) -> list[list[int | float | None]]:
    outcome = what_if(case, scenario_of(case, query), semantics_of(query))
    return [[plain(each) for each in outcome.total(query["measure"], month)] for month in range(query["months"])]


def steady(case: ReckoningCase, query: Query) -> dict[str, str | None]:
    return {actor: text(units) for actor, units in steady_state(case.pools).items()}


def allocation(case: ReckoningCase, query: Query) -> dict[str, Any]:
    if case.allocation is None:
        raise InvalidValue("question allocate: the case has no allocation")
    found = allocate(case.allocation)
    if not found.feasible:
        return {"feasible": False, "short": plain(found.short)}
    return {
        "feasible": True,
        "strain": text(found.strain),
        "give": {actor: text(amount) for actor, amount in found.give.items()},
    }


def text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


ANSWERS: dict[str, Callable[[ReckoningCase, Query], Any]] = {
    "status": status,
    "sufficient": lambda case, query: sets(sufficient(case, semantics_of(query)).sets),
    "cuts": lambda case, query: sets(cuts(case, semantics_of(query)).sets),
    "implicants": lambda case, query: sets(implicants(case, semantics_of(query)).sets),
    "probability": probability,
    "birnbaum": birnbaum,
    "value_of_knowing": value_of_knowing,
    "first_movers": movers,
    "shapley": power,
    "banzhaf": power,
    "monthly": monthly,
    "steady_state": steady,
    "allocate": allocation,
}
"""Every question, by its name."""
