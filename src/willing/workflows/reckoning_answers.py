"""The answers of a reckoning, one function a question, each with the promises and positions that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from willing.errors import InvalidValue
from willing.ledger.authority import speaker_of
from willing.model import Fact
from willing.reckoning.break_even import break_even
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import exact
from willing.reckoning.first_movers import first_movers
from willing.reckoning.importance import pivotal_actors, power_of_facts
from willing.reckoning.likelihood import Likelihood, TooManyChances
from willing.reckoning.propagation import Outcome, Propagator
from willing.reckoning.reasons import reasons_for, status_of
from willing.reckoning.reference import reaches
from willing.reckoning.remarks import remarks_on
from willing.reckoning.semantics import Reached, Semantics
from willing.reckoning.sufficiency import FactSets, cuts, implicants, sufficient
from willing.reckoning.sustainment import by_month, steady, sustainment
from willing.reckoning.variants import favourable, with_requirement, without
from willing.views.claim import evidence
from willing.views.reckoned import (
    EstimateLine,
    Even,
    JointLine,
    LeftOutLine,
    MonthLine,
    Movers,
    Odd,
    PoolLine,
    PromiseLine,
    ReasonLine,
    Reckoned,
    RequirementLine,
    Sets,
    Shares,
    TotalLine,
)
from willing.views.reckoned_sentences import sentences_of
from willing.workflows.commitments import CONSIDERED, FIRM, Promise
from willing.workflows.joint_amounts import Together, is_own
from willing.workflows.reckoning_burden import burden_of, may_give, other_burdens

if TYPE_CHECKING:
    from willing.cases.reckoning_rule import CaseEstimate
    from willing.workflows.reckoning import Basis, ReckonOptions

Value = TypeVar("Value")
SCENARIOS = 1_000_000
"""Scenarios that are drawn where odds cannot be exact."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The scenario three times: with firm promises only, with offers, with what is considered too."""

    floor: Outcome
    scenario: Outcome
    ceiling: Outcome

    def of(self, level: str) -> Outcome:
        """The outcome in which a promise of this level is seen."""
        return self.ceiling if level == CONSIDERED else self.scenario


def answered(basis: Basis, options: ReckonOptions) -> Reckoned:
    """Every question about a basis, answered; the sentences first."""
    outcomes = outcomes_of(basis, options.reading)
    axes = options.axes.as_json()
    requirements = tuple(requirement_line(basis, name, outcomes) for name in basis.requirements)
    question = next((line for line in requirements if line.id == basis.chosen), None)
    asked = asked_case(basis, considered_too=False)
    possible = asked is not None and not certain_at_best(asked, basis, options.reading)
    if asked is not None and possible and not reachable_at_best(asked, basis, options.reading):
        asked = asked_case(basis, considered_too=True)
    answer = Reckoned(
        case=basis.case.id,
        title=basis.title,
        reading=options.reading.value,
        as_of=axes["as_of"],
        known_at=axes["known_at"],
        voices=tuple(options.voices),
        sentences=(),
        facts=basis.facts,
        totals=totals_of(basis, outcomes),
        together=tuple(joint_line(basis, each) for each in basis.counted.together),
        requirements=requirements,
        estimates=tuple(map(estimate_line, basis.estimates)),
        question=question,
        sufficient=sets_of(sufficient, asked, basis, options.reading, possible),
        cuts=sets_of(cuts, asked, basis, options.reading, possible),
        pivots=pivots_of(asked, basis, options.reading, possible),
        movers=movers_of(asked or without(basis.case, considered(basis)), basis),
        break_even=even_of(asked, basis, options.reading, possible),
        odds=odds_of(asked, basis, options.reading),
        months=months_of(basis, outcomes.scenario, question, options.months),
        pools=pools_of(basis, question, outcomes.ceiling, options.months),
        burden=burden_of(basis, question, outcomes.ceiling, options),
        other_burdens=other_burdens(basis, question, outcomes.ceiling, options),
        promises=tuple(promise_line(basis, each, outcomes) for each in basis.promises.values()),
        left_out=tuple(left_out_lines(basis)),
        remarks=tuple(str(each) for each in remarks_on(asked_case(basis, considered_too=True) or basis.case)),
    )
    return replace(answer, sentences=sentences_of(answer))


def considered(basis: Basis) -> list[str]:
    return [name for name, each in basis.promises.items() if each.level == CONSIDERED]


def outcomes_of(basis: Basis, reading: Semantics) -> Outcomes:
    """The scenario with each level of promises."""
    propagator = Propagator(basis.case)
    firm = [name for name, each in basis.promises.items() if each.level == FIRM]
    offered = [name for name, each in basis.promises.items() if each.level != CONSIDERED]
    run = propagator.run
    return Outcomes(
        run(basis.scenario, reading, kept=firm),
        run(basis.scenario, reading, kept=offered),
        run(basis.scenario, reading),
    )


def totals_of(basis: Basis, outcomes: Outcomes) -> tuple[TotalLine, ...]:
    units = {each.commitment.measure: each.commitment.unit for each in basis.promises.values()}
    lines = []
    for measure in basis.case.measures:
        low, high = outcomes.scenario.total(measure)
        floor, ceiling = outcomes.floor.total(measure)[0], outcomes.ceiling.total(measure)[1]
        name = basis.measure_names.get(measure, measure)
        firm = outcomes.floor.total(measure)[1]
        lines.append(TotalLine(measure, name, units[measure], floor, low, high, ceiling, firm))
    return tuple(lines)


def joint_line(basis: Basis, together: Together) -> JointLine:
    total = together.sum
    named = basis.register.actor_name if basis.register else str
    evidences = tuple(map(evidence, together.entries))
    others = tuple(dict.fromkeys(speaker_of(each) for each in together.entries if not is_own(each)))
    voices = tuple(f"by {each}, not their own word: an upper bound only" for each in others)
    names = tuple(map(named, total.actors))
    return JointLine(
        total.measure,
        total.actors,
        names,
        total.low,
        total.high,
        together.unit,
        evidences,
        (*voices, *together.remarks),
        ", ".join(others),
    )


def requirement_line(basis: Basis, name: str, outcomes: Outcomes) -> RequirementLine:
    requirement, told = basis.requirements[name]
    low, high = outcomes.scenario.total(requirement.measure)
    (floor, firm), ceiling = outcomes.floor.total(requirement.measure), outcomes.ceiling.total(requirement.measure)[1]
    at_least = requirement.at_least
    return RequirementLine(
        id=name,
        name=requirement.name or name,
        measure=requirement.measure,
        unit=requirement.unit or (told.unit if told else ""),
        at_least=at_least,
        up_to=Fraction(str(told.high)) if told and told.high is not None else None,
        said_by=told.said_by if told else "",
        url=told.url if told else requirement.source,
        floor=reached(floor, ceiling, at_least).value,
        scenario=reached(low, high, at_least).value,
        ceiling=reached(low, ceiling, at_least).value,
        firm=reached(floor, firm, at_least).value,
    )


def estimate_line(told: CaseEstimate) -> EstimateLine:
    low, high = (None if bound is None else Fraction(str(bound)) for bound in (told.low, told.high))
    return EstimateLine(
        told.id,
        told.name,
        told.measure,
        told.unit,
        low,
        high,
        told.said_by,
        told.date,
        told.confidence,
        told.url,
    )


def reached(low: Fraction, high: Fraction | None, at_least: Fraction) -> Reached:
    """Whether a total between two bounds reaches a requirement."""
    if low >= at_least:
        return Reached.MET
    return Reached.OPEN if reaches(high, at_least) else Reached.MISSED


def asked_case(basis: Basis, *, considered_too: bool) -> ReckoningCase | None:
    """The case with the requirement in question alone, without what is merely considered unless that is asked for."""
    if basis.chosen is None:
        return None
    case = with_requirement(basis.case, basis.requirements[basis.chosen][0])
    return case if considered_too else without(case, considered(basis))


def certain_at_best(case: ReckoningCase, basis: Basis, reading: Semantics) -> bool:
    """Whether the requirement is certainly met with every open fact as it helps."""
    best = Propagator(case).run(favourable(case, basis.scenario), reading)
    return best.requirement() is Reached.MET or best_by_table(case, basis, reading)


def best_by_table(case: ReckoningCase, basis: Basis, reading: Semantics) -> bool:
    """Whether any combination of the open facts certainly meets the requirement, where facts work both ways."""
    try:
        return bool(sufficient(case, reading, basis.scenario).sets)
    except InvalidValue:
        return False


def reachable_at_best(case: ReckoningCase, basis: Basis, reading: Semantics) -> bool:
    best = Propagator(case).run(favourable(case, basis.scenario), reading)
    return best.requirement() is not Reached.MISSED


def attempt(build: Callable[[], Value], refused: Callable[[str], Value]) -> Value:
    """An answer, or the reason why there is none."""
    try:
        return build()
    except InvalidValue as error:
        return refused(str(error))


def sets_of(
    find: Callable[..., FactSets], case: ReckoningCase | None, basis: Basis, reading: Semantics, possible: bool
) -> Sets:
    """Minimal sets of facts, by `sufficient` or `cuts`."""
    if case is None:
        return Sets(refused="the case has no requirement")

    def found() -> Sets:
        sets = find(case, reading, basis.scenario, possible=possible)
        if sets.working_against and find is sufficient and not possible:
            # "true while all others are false" is no honest answer where a fact works against the goal
            sets = implicants(case, reading, basis.scenario)
        told = tuple(tuple(sorted(each)) for each in sets.sets)
        return Sets(told, sets.complete, possible, sets.working_against)

    return attempt(found, lambda why: Sets(refused=why))


def pivots_of(case: ReckoningCase | None, basis: Basis, reading: Semantics, possible: bool) -> Shares:
    """Who and what turns the requirement, counted over the combinations of the open facts; only who turns any."""
    if case is None:
        return Shares(refused="the case has no requirement")

    def found() -> Shares:
        actors = pivotal_actors(case, reading, basis.scenario, possible=possible)
        facts = power_of_facts(case, reading, basis.scenario, index="banzhaf", possible=possible)
        return Shares(ordered(actors), ordered(facts))

    return attempt(found, lambda why: Shares(refused=why))


def ordered(shares: dict[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
    """Shares that are not zero, the greatest first."""
    return tuple(sorted(((name, share) for name, share in shares.items() if share), key=lambda p: (-abs(p[1]), p[0])))


def movers_of(case: ReckoningCase, basis: Basis) -> Movers:
    """What holds only if all support one another, and who could start it, with every open fact as it helps."""
    best = favourable(case, basis.scenario)
    propagator = Propagator(case)
    gap = propagator.run(best, Semantics.HOPEFUL).certain - propagator.run(best, Semantics.CAUTIOUS).certain
    if not gap:
        return Movers()
    all_of_it = first_movers(case, best)
    enough = first_movers(case, best, to_requirement=True).sets if case.requirements else ()
    return Movers(
        tuple(sorted(gap)),
        tuple(tuple(sorted(each)) for each in all_of_it.sets),
        tuple(tuple(sorted(each)) for each in enough),
        idle_facts(case, basis),
        all_of_it.complete,
    )


def idle_facts(case: ReckoningCase, basis: Basis) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Unknown facts that alone bring nothing more for certain, though they would if promises supported one another."""
    propagator = Propagator(case)

    def certain(scenario: dict[str, bool | None], reading: Semantics) -> frozenset[str]:
        return propagator.run(scenario, reading).certain

    now = dict(basis.scenario)
    found = []
    for name in (fact.id for fact in basis.facts if fact.truth is None):
        then = now | {name: True}
        if certain(then, Semantics.CAUTIOUS) > certain(now, Semantics.CAUTIOUS):
            continue
        if certain(then, Semantics.HOPEFUL) > certain(now, Semantics.HOPEFUL):
            found.append((name, tuple(tuple(sorted(each)) for each in first_movers(case, then).sets)))
    return tuple(found)


def even_of(case: ReckoningCase | None, basis: Basis, reading: Semantics, possible: bool) -> Even | None:
    if case is None or case.odds:
        return None
    try:
        found = break_even(case, reading, basis.scenario, possible=possible)
    except InvalidValue:
        return None
    return Even(found.needed, found.common, found.met_in, found.combinations)


def odds_of(case: ReckoningCase | None, basis: Basis, reading: Semantics) -> Odd | None:
    """Probabilities by the user's odds; none where there are no odds or no requirement.

    Exact while a truth table holds the chances that matter, else drawn.
    """
    if case is None or not case.odds:
        return None
    try:
        return exact_odds(case, basis, reading)
    except TooManyChances:
        return drawn_odds(case, basis, reading)


def exact_odds(case: ReckoningCase, basis: Basis, reading: Semantics) -> Odd:
    likelihood = Likelihood(case, reading, basis.scenario)
    met = likelihood.met()
    exact = [name for name in sorted(case.odds.facts) if likelihood.fact(name).exact and likelihood.met({}).exact]
    lines = tuple(
        (
            name,
            likelihood.fact(name).low,
            likelihood.birnbaum(name),
            likelihood.value_of_knowing(name),
            likelihood.break_even(name),
        )
        for name in exact
    )
    return Odd(met.low, met.high, tuple(sorted(lines, key=lambda line: -line[3])))


def drawn_odds(case: ReckoningCase, basis: Basis, reading: Semantics) -> Odd:
    """Estimates from scenarios drawn by the odds, with the interval of the result."""
    from willing.reckoning.sampling import sample

    drawn = sample(case, reading, basis.scenario, scenarios=SCENARIOS)
    met = drawn.met()
    lines = []
    for name in sorted(case.odds.facts):
        turns = drawn.birnbaum(name)
        lines.append(
            (
                name,
                rounded(drawn.fact(name).value),
                rounded(turns.value) if turns else None,
                rounded(drawn.value_of_knowing(name).value),
                None,
            )
        )
    told = f"drawn {SCENARIOS:,} times with seed 0; the interval holds 19 times out of 20"
    return Odd(rounded(met.low), rounded(met.high), tuple(sorted(lines, key=lambda line: -line[3])), told)


def rounded(number: float) -> Fraction:
    """An estimate to six digits."""
    return Fraction(round(number * 10**6), 10**6)


def months_of(basis: Basis, outcome: Outcome, question: RequirementLine | None, months: int) -> tuple[MonthLine, ...]:
    """What is promised by month on the measure in question, where time or rotation is known of it."""
    measure = question.measure if question else next(iter(basis.case.measures), None)
    timed = any(each.start is not None or each.end is not None for each in basis.case.commitments)
    if measure is None or not (timed or basis.case.pools):
        return ()
    return tuple(
        MonthLine(
            each.start,
            each.end,
            each.low,
            each.high,
            each.steady,
            tuple(p.actor for p in each.promised if p.overpromised and p.high is not None),
            each.without_figure,
            tuple(p.actor for p in each.promised if p.high is None),
        )
        for each in by_month(basis.case, outcome.bounds, measure, months)
    )


def pools_of(basis: Basis, question: RequirementLine | None, ceiling: Outcome, months: int) -> tuple[PoolLine, ...]:
    """What each pool holds for good, by the rests that sources tell, and over the horizon."""
    willing = may_give(basis, question, ceiling) if question else {each.actor for each in basis.case.pools}
    told = {(each.actor, each.source): each for each in basis.rotation}
    lines = []
    for each in sustainment(basis.case.pools, months) if basis.case.pools else ():
        for pool in each.pools:
            alone = sustainment([pool], months)[0]
            figure = told.get((pool.actor, pool.source))
            rests = (exact(figure.rest_high), exact(figure.rest_low)) if figure else (pool.rest, pool.rest)
            longest, shortest = (steady(replace(pool, rest=rest)) for rest in rests)
            lines.append(
                PoolLine(
                    pool.actor,
                    pool.units,
                    pool.tour,
                    pool.rest,
                    alone.steady or Fraction(0),
                    alone.held or Fraction(0),
                    pool.source,
                    longest,
                    shortest,
                    figure.note if figure else "",
                    figure.basis if figure else "",
                    pool.actor in willing,
                )
            )
    return tuple(lines)


def promise_line(basis: Basis, promise: Promise, outcomes: Outcomes) -> PromiseLine:
    each = promise.commitment
    outcome = outcomes.of(promise.level)
    names = {fact.id: fact.name for fact in basis.facts}
    return PromiseLine(
        id=each.id,
        actor=each.actor,
        actor_name=basis.register.actor_name(each.actor) if basis.register else each.actor,
        measure=each.measure,
        low=each.amount.low,
        high=each.amount.high,
        unit=each.unit,
        condition=str(each.condition) if each.condition is not None else "",
        level=promise.level,
        stance=promise.stance.value if promise.stance else "",
        status=status_of(outcome, each.id).value,
        step=outcome.steps.get(each.id) if each.id in outcome.certain else None,
        reasons=tuple(
            ReasonLine(
                str(reason.part),
                names.get(reason.part.name, str(reason.part)) if isinstance(reason.part, Fact) else str(reason.part),
                reason.wanted,
                reason.status.value,
                reason.promises,
                reason.amounts[0] if reason.amounts else None,
                reason.amounts[1] if reason.amounts else None,
                reason.amounts is not None,
            )
            for reason in reasons_for(outcome, each.id)
        ),
        evidence=tuple(map(evidence, promise.entries)),
        remarks=promise.remarks,
        told_by=promise.told_by,
    )


def left_out_lines(basis: Basis) -> Sequence[LeftOutLine]:
    register = basis.register
    return [
        LeftOutLine(
            each.cell.actor_id,
            register.actor_name(each.cell.actor_id) if register else each.cell.actor_id,
            each.cell.measure_id,
            each.cell.stance.value,
            each.reason,
            each.cell.entries,
        )
        for each in basis.counted.left_out
    ]
