"""One random case through every comparison: the fast engine, the plain reference, brute force and clingo.

`differences_of(seed)` draws a case and lists in words where any two disagree; none are expected. The property tests go
through a few hundred seeds, `make stress` through ten thousand.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import product

import numpy as np

from tests.properties import brute_force
from tests.properties.clingo_peer import differences
from tests.properties.reckoning_cases import random_kept, random_scenario, small_case, with_odds
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.commitment import Commitment
from willing.reckoning.compiler import Switchboard, compile_case
from willing.reckoning.dependence import graph_of
from willing.reckoning.first_movers import first_movers
from willing.reckoning.importance import pivotal_actors, power_of_actors, power_of_facts
from willing.reckoning.likelihood import Likelihood
from willing.reckoning.machine import LANES, Machine
from willing.reckoning.minimal_sets import search
from willing.reckoning.odds import Chance
from willing.reckoning.oracle import Oracle
from willing.reckoning.polarity import Polarity, polarities
from willing.reckoning.propagation import Outcome, Propagator
from willing.reckoning.reference import Side, is_true, requirement, solve
from willing.reckoning.semantics import Bounds, Reached, Semantics
from willing.reckoning.sufficiency import cuts, goal_in_question, implicants, sufficient

MOST_AT_RISK = 3
"""Most promises that may not be kept where everything that can happen is gone through."""

SCENARIOS = 6
"""Scenarios of one case, for each reading."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One what-if: a scenario, the promises that are kept (None: all) and those made unconditional."""

    scenario: Scenario
    kept: frozenset[str] | None
    free: frozenset[str]


def differences_of(seed: int) -> list[str]:
    """Where any comparison finds a difference on the case of this seed; each says which comparison and what."""
    return [f"{name}: {what}" for name, comparison in COMPARISONS.items() for what in comparison(seed)]


def case_of(seed: int) -> tuple[random.Random, ReckoningCase]:
    """The case of a seed, and the generator for what is asked about it."""
    draw = random.Random(seed)
    return draw, small_case(draw)


def random_free(draw: random.Random, case: ReckoningCase) -> frozenset[str]:
    """Promises made unconditional: mostly none."""
    share = draw.choice((0.0, 0.0, 0.3))
    return frozenset(each.id for each in case.commitments if draw.random() < share)


def random_questions(draw: random.Random, case: ReckoningCase) -> list[Asked]:
    return [
        Asked(random_scenario(draw, case), random_kept(draw, case), random_free(draw, case)) for _ in range(SCENARIOS)
    ]


def propagation_is_the_reference(seed: int) -> Iterator[str]:
    draw, case = case_of(seed)
    propagator = Propagator(case)
    for semantics, asked in product(Semantics, random_questions(draw, case)):
        expected = solve(case, asked.scenario, semantics, kept=asked.kept, free=asked.free)
        found = propagator.run(asked.scenario, semantics, kept=asked.kept, free=asked.free)
        if found.bounds != expected:
            yield f"{semantics}, {asked}: {found.bounds}, expected {expected}"
        if not found.certain <= found.possible:
            yield f"{semantics}, {asked}: certain and not possible {sorted(found.certain - found.possible)}"
        yield from ill_founded(found, asked)


def ill_founded(found: Outcome, asked: Asked) -> Iterator[str]:
    """Promises whose step is not the first in which what holds before it (or has fallen) makes them hold (fall).

    Members of a pact that join at one moment may lean on one another.
    """
    case, steps = found.case, found.steps
    falling = found.semantics is Semantics.HOPEFUL
    everything = frozenset(case.by_id())
    if steps.keys() != (everything - found.certain if falling else found.certain):
        yield f"{found.semantics}, {asked}: steps of {sorted(steps)}, certain {sorted(found.certain)}"
    for each in case.commitments:
        if each.id not in steps or (asked.kept is not None and each.id not in asked.kept):
            continue
        before = {name for name, step in steps.items() if step < steps[each.id]}
        earlier = {name for name, step in steps.items() if step < steps[each.id] - 1}
        bound = {name for name in steps if steps[name] == steps[each.id] and together(case, name, each)}
        mine, sooner = (everything - before, everything - earlier) if falling else (before | bound, earlier)
        if each.id not in asked.free and holds(each, mine, found, asked) is falling:
            yield f"{found.semantics}, {asked}: {each.id} moves in step {steps[each.id]} without a reason"
        in_time = steps[each.id] == 1 or found.semantics is Semantics.PACTS
        if not in_time and holds(each, sooner, found, asked) is not falling:
            yield f"{found.semantics}, {asked}: {each.id} moves in step {steps[each.id]}, which is late"


def together(case: ReckoningCase, name: str, other: Commitment) -> bool:
    return other.pact is not None and case.by_id()[name].pact == other.pact


def holds(each: Commitment, own: Collection[str], found: Outcome, asked: Asked) -> bool:
    """Whether a promise certainly holds if `own` do and what is possible in the end is."""
    if each.condition is None or each.id in asked.free:
        return True
    return is_true(each.condition, each, found.case, asked.scenario, Side(False, frozenset(own), found.possible))


def machine_is_the_reference(seed: int) -> Iterator[str]:
    """Many scenarios of a case at once: facts that vary, promises switched off and freed, lane by lane.

    In one reading the whole word is looked at, in the others its first lanes.
    """
    draw, case = case_of(seed)
    unknown = {name for name in case.facts if draw.random() < 0.25}
    vary = [name for name in case.facts if name not in unknown]
    ids = list(case.by_id())
    board = Switchboard({name: f"keep--{name}" for name in ids}, freed=ids)
    propagator, fullest = Propagator(case), draw.choice(list(Semantics))
    for semantics in Semantics:
        compiled = compile_case(case, semantics, fixed=dict.fromkeys(unknown), vary=vary, board=board)
        machine = Machine(compiled, words=1)
        bits = np.random.Generator(np.random.Philox(seed)).integers(0, 2, (len(compiled.inputs()), LANES), np.uint8)
        bits[len(vary) + len(ids) :] &= np.uint8(seed % 3 == 0)
        for row, node in zip(bits, compiled.inputs().values(), strict=True):
            machine.row(node)[:] = np.packbits(row, bitorder="little").view(np.uint64)
        machine.run()
        for lane in range(LANES if semantics is fullest else SCENARIOS):
            on = {name for name, row in zip(compiled.inputs(), bits, strict=True) if row[lane]}
            scenario = {name: name in on for name in vary}
            kept = frozenset(name for name in ids if f"keep--{name}" in on)
            free = frozenset(name for name in ids if name in on)
            # the reference is slow; propagation is as good a second opinion, for it is compared with the reference
            slow = lane < SCENARIOS
            evaluate = partial(solve, case) if slow else lambda *asked, **more: propagator.run(*asked, **more).bounds
            expected = evaluate(scenario, semantics, kept=kept, free=free)

            def bit(node: int, lane: int = lane, machine: Machine = machine) -> bool:
                return bool(int(machine.row(node)[0]) >> lane & 1)

            found = Bounds(
                frozenset(name for name, node in compiled.certain.items() if bit(node)),
                frozenset(name for name, node in compiled.possible.items() if bit(node)),
            )
            reached = requirement(case, expected)
            if found != expected:
                yield f"{semantics}, {scenario}, kept {sorted(kept)}, free {sorted(free)}: {found}, expected {expected}"
            if (bit(compiled.met), bit(compiled.reachable)) != (reached is Reached.MET, reached is not Reached.MISSED):
                yield f"{semantics}, {scenario}, kept {sorted(kept)}, free {sorted(free)}: expected {reached}"


def clingo_agrees(seed: int) -> Iterator[str]:
    draw, case = case_of(seed)
    propagator = Propagator(case)
    for unknown in (True, False):
        scenario, kept = random_scenario(draw, case, unknown), random_kept(draw, case)
        ours = propagator.run(scenario, Semantics.CAUTIOUS, kept=kept).bounds
        for each in differences(case, scenario, ours, kept) or ():
            yield f"{scenario}, kept {kept}: {each}"


def learning_keeps_what_is_certain(seed: int) -> Iterator[str]:
    """Learning a fact takes no promise out of certain and puts none into possible; cautious lies inside hopeful."""
    draw, case = case_of(seed)
    propagator = Propagator(case)
    scenario = random_scenario(draw, case)
    kept = random_kept(draw, case)
    known = {name: draw.random() < 0.5 if truth is None else truth for name, truth in all_facts(case, scenario).items()}
    for semantics in Semantics:
        before, after = (propagator.run(each, semantics, kept=kept) for each in (scenario, known))
        if not (before.certain <= after.certain and after.possible <= before.possible):
            yield f"{semantics}, from {scenario} to {known}: from {before.bounds} to {after.bounds}"
    if not negates_promises(case):
        for each in (scenario, known):
            cautious, pacts, hopeful = (
                propagator.run(each, semantics, kept=kept)
                for semantics in (Semantics.CAUTIOUS, Semantics.PACTS, Semantics.HOPEFUL)
            )
            for less, more in ((cautious, pacts), (pacts, hopeful)):
                if not (less.certain <= more.certain and less.possible <= more.possible):
                    yield f"{each}: {less.semantics} {less.bounds} not inside {more.semantics} {more.bounds}"


def all_facts(case: ReckoningCase, scenario: Scenario) -> dict[str, bool | None]:
    return {name: scenario.get(name) for name in case.facts}


def negates_promises(case: ReckoningCase) -> bool:
    """Whether anything but a fact is negated: then nothing is said about cautious and hopeful."""
    return any(negated for edges in graph_of(case).reads for _, negated in edges)


def sets_are_all_and_minimal(seed: int) -> Iterator[str]:
    """Sufficient sets, cuts and implicants, from truth tables and by search, against trying everything."""
    draw, case = case_of(seed)
    semantics = draw.choice(list(Semantics))
    assumed = {name: draw.choice((True, False, None)) for name in case.facts if draw.random() < 0.2}
    asked = [name for name in case.facts if assumed.get(name) is None]
    fixed = {name: truth for name, truth in assumed.items() if truth is not None}
    for possible in (False, True):
        answers = brute_force.over_facts(case, semantics, asked, fixed, possible=possible)
        found = {
            "sufficient": (
                sufficient(case, semantics, assumed, possible=possible),
                brute_force.minimal_sets(answers),
            ),
            "cuts": (cuts(case, semantics, assumed, possible=possible), brute_force.minimal_cuts(answers)),
        }
        if not possible:
            found["implicants"] = implicants(case, semantics, assumed), brute_force.implicants(answers)
        for name, (ours, theirs) in found.items():
            if len(ours.sets) != len(theirs) or set(ours.sets) != theirs:
                side = "possible" if possible else "certain"
                yield f"{semantics}, {assumed}, {side}: {name} {shown(ours.sets)}, expected {shown(theirs)}"
    yield from searched_sets(case, semantics, assumed)
    yield from wrong_polarities(case, semantics, assumed)


def searched_sets(case: ReckoningCase, semantics: Semantics, assumed: Scenario) -> Iterator[str]:
    """The search for many facts finds what the truth table of few holds."""
    goal = goal_in_question(case, semantics, assumed)
    names, table = goal.names, goal.table()
    if not all(table.rising(switch) for switch in range(len(names))):
        return
    found = search(Oracle(goal.compiled, goal.node, names), len(names))

    def named(combinations: Collection[int]) -> set[frozenset[str]]:
        return {frozenset(name for place, name in enumerate(names) if each >> place & 1) for each in combinations}

    expected = set(table.minimal_sets()), set(table.complement_of_mirror().minimal_sets())
    if not found.complete or (named(found.sets), named(found.cuts)) != expected:
        yield f"{semantics}, {assumed}: search {found}, expected {[shown(each) for each in expected]}"


def wrong_polarities(case: ReckoningCase, semantics: Semantics, assumed: Scenario) -> Iterator[str]:
    """Facts that work the way they are said not to."""
    signs = polarities(case)
    table = goal_in_question(case, semantics, assumed).table()
    for switch, name in enumerate(table.names):
        harmless = signs[name] in (Polarity.FOR, Polarity.NONE)
        useless = signs[name] in (Polarity.AGAINST, Polarity.NONE)
        if (harmless and not table.rising(switch)) or (useless and not table.falling(switch)):
            yield f"{semantics}, {assumed}: {name} is said to work {signs[name]} the goal"


def shown(sets: Collection[frozenset[str]]) -> str:
    return str(sorted(sorted(each) for each in sets))


def shares_are_exact(seed: int) -> Iterator[str]:
    """Shapley and Banzhaf of actors and of facts."""
    draw, case = case_of(seed)
    semantics = draw.choice(list(Semantics))
    scenario = random_scenario(draw, case)
    actors = [name for name in case.actors if draw.random() < 0.8]
    facts = [name for name in case.facts if draw.random() < 0.7]
    rest = {name: truth for name, truth in scenario.items() if name not in facts}
    by_actor = brute_force.over_actors(case, semantics, actors, scenario)
    by_fact = brute_force.over_facts(case, semantics, facts, rest)
    for index, values in (("shapley", brute_force.shapley), ("banzhaf", brute_force.banzhaf)):
        ours = power_of_actors(case, semantics, scenario, index=index, players=actors)
        if ours != (theirs := values(by_actor)):
            yield f"{semantics}, {scenario}: {index} of actors {ours}, expected {theirs}"
        ours = power_of_facts(case, semantics, scenario, index=index, players=facts)
        if ours != (theirs := values(by_fact)):
            yield f"{semantics}, {scenario}: {index} of facts {ours}, expected {theirs}"
    possible = draw.random() < 0.5
    pivots = pivotal_actors(case, semantics, scenario, possible=possible)
    expected = {
        actor: brute_force.pivotal(case, semantics, actor, scenario, possible=possible) for actor in case.actors
    }
    if pivots != expected:
        yield f"{semantics}, {scenario}, possible {possible}: pivotal {pivots}, expected {expected}"


def first_movers_are_all_and_minimal(seed: int) -> Iterator[str]:
    draw, case = case_of(seed)
    scenario = random_scenario(draw, case)
    for to_requirement, answers in zip((False, True), brute_force.over_freed(case, scenario), strict=True):
        found = first_movers(case, scenario, to_requirement=to_requirement)
        expected = brute_force.minimal_sets(answers)
        if not found.complete or set(found.sets) != expected or len(found.sets) != len(expected):
            yield f"{scenario}, to requirement {to_requirement}: {found}, expected {shown(expected)}"


def probabilities_are_exact(seed: int) -> Iterator[str]:
    """P(met), P(a promise holds), given facts or not, and what a fact does to them, with all that hangs together."""
    draw, case = case_of(seed)
    case = with_few_at_risk(draw, with_odds(draw, case))
    semantics = draw.choice(list(Semantics))
    worlds = brute_force.worlds(case)
    outcomes = [solve(case, facts, semantics, kept=kept) for facts, kept, _ in worlds]
    goal = [requirement(case, outcome) is Reached.MET for outcome in outcomes]
    promise = draw.choice(case.commitments).id
    held = [promise in outcome.certain for outcome in outcomes]
    given = {name: draw.random() < 0.5 for name in case.facts if draw.random() < 0.3}
    likelihood = Likelihood(case, semantics)

    def chance(yes: list[bool], known: Mapping[str, bool]) -> Fraction | None:
        """The probability of yes given what is known; None where that cannot be."""
        whole = part = Fraction(0)
        for (facts, _, weight), truth in zip(worlds, yes, strict=True):
            if all(facts[name] is wanted for name, wanted in known.items()):
                whole += weight
                part += weight * truth
        return part / whole if whole else None

    def compare(what: str, ours: Fraction, theirs: Fraction | None) -> Iterator[str]:
        if ours != theirs:
            yield f"{semantics}, {what}: {ours}, expected {theirs}"

    yield from compare("P(met)", likelihood.met().low, chance(goal, {}))
    yield from compare(f"P({promise})", likelihood.holds(promise).low, chance(held, {}))
    if (expected := chance(goal, given)) is not None:
        yield from compare(f"P(met | {given})", likelihood.met(given).low, expected)
        yield from compare(f"P({promise} | {given})", likelihood.holds(promise, given).low, chance(held, given))
        assumed = Likelihood(case, semantics, given)
        yield from compare(f"P(met) assuming {given}", assumed.met().low, expected)
    for name in case.facts:
        with_it, without = chance(goal, {name: True}), chance(goal, {name: False})
        share = chance([facts[name] for facts, _, _ in worlds], {})
        assert share is not None
        even = with_it is None or without is None
        yield from compare(f"P({name})", likelihood.fact(name).low, share)
        difference = likelihood.birnbaum(name)
        expected_difference = None if with_it is None or without is None else with_it - without
        if difference != expected_difference:
            yield f"{semantics}, Birnbaum of {name}: {difference}, expected {expected_difference}"
        left = Fraction(0) if even else share * variance(with_it) + (1 - share) * variance(without)
        fall = Fraction(0) if even else variance(chance(goal, {})) - left
        yield from compare(f"value of knowing {name}", likelihood.value_of_knowing(name), fall)
    yield from intervals_hold_their_ends(draw, case, semantics)


def variance(chance: Fraction | None) -> Fraction:
    assert chance is not None
    return chance * (1 - chance)


def intervals_hold_their_ends(draw: random.Random, case: ReckoningCase, semantics: Semantics) -> Iterator[str]:
    """With chances given as intervals the answer goes from the least to the greatest at any of their ends."""
    single = dict(case.odds.single)
    chosen = [name for name in single if draw.random() < 0.5]
    for name in chosen:
        ends = sorted(Fraction(draw.randint(1, 7), 8) for _ in range(2))
        single[name] = Chance(*ends)
    odds = replace(case.odds, single=single)
    given = {name: draw.random() < 0.5 for name in chosen[1:2]}
    values = []
    for ends in product(*({single[name].low, single[name].high} for name in chosen)):
        at_ends = single | {name: Chance(end, end) for name, end in zip(chosen, ends, strict=True)}
        cornered = replace(case, odds=replace(case.odds, single=at_ends))
        values.append(Likelihood(cornered, semantics).met(given).low)
    found = Likelihood(replace(case, odds=odds), semantics).met(given)
    if (found.low, found.high) != (min(values), max(values)):
        yield f"{semantics}, {odds}, given {given}: {found}, expected {min(values)} to {max(values)}"


def with_few_at_risk(draw: random.Random, case: ReckoningCase) -> ReckoningCase:
    """The case with at most a few promises that may not be kept."""
    at_risk = list(case.odds.keep)
    chosen = draw.sample(at_risk, min(MOST_AT_RISK, len(at_risk)))
    return replace(case, odds=replace(case.odds, keep={name: case.odds.keep[name] for name in chosen}))


COMPARISONS: dict[str, Callable[[int], Iterator[str]]] = {
    "propagation": propagation_is_the_reference,
    "machine": machine_is_the_reference,
    "clingo": clingo_agrees,
    "learning": learning_keeps_what_is_certain,
    "sets": sets_are_all_and_minimal,
    "shares": shares_are_exact,
    "first movers": first_movers_are_all_and_minimal,
    "probability": probabilities_are_exact,
}
"""Every comparison by its name: from the seed of a case to differences in words."""
