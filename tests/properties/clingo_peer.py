"""Reckoning cases as logic programs, and what clingo makes of them: a second opinion that shares no code with ours.

Under the cautious reading a case is a normal logic program with monotone sums. Where no promise waits for another to
fail, the program has one stable model, and it must be what we say holds. Where one does, our answer is the well-founded
model, which clingo does not compute; but every stable model lies between what is certain and what is possible, and
where those are the same it is the only one (`differences`).

clingo knows true and false only. Unknown facts and ranges can still be asked about as long as no promise waits for
another to fail: the certain side reads both low, the possible side both high, and neither needs the other (`bounds`).

Needs clingo: `pytest.importorskip("clingo")` before this is imported. `rules_of` also serves other solvers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import TypeAlias

import clingo

from willing.model import All, Any, Atom, Condition, Does, Fact, Holds, Not, Others, Total, all_of, any_of, atoms
from willing.model.condition_atoms import Number
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.commitment import Commitment
from willing.reckoning.semantics import Bounds

LARGEST_SUM = 2**31 - 1
"""clingo's numbers are integers of 32 bits; sums beyond it cannot be said."""


@dataclass(frozen=True, slots=True)
class Literal:
    """An atom, or that it is not so."""

    atom: str
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """The head is so if the whole body is."""

    head: str
    body: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The head is so if the weights of the atoms that are so reach `at_least`; a part without an atom always counts."""

    head: str
    at_least: int
    parts: tuple[tuple[int, str | None], ...]


Part: TypeAlias = Rule | Threshold


def say(case: ReckoningCase, possible: bool = False) -> str | None:
    """The case as a program of clingo, None where it cannot be said (a sum beyond its integers).

    Whether a fact is so, `fact(f)`, and whether a promise is kept, `kept(p)`, is put in from outside; that a fact is
    not so is an atom of its own, `denied(f)`, so that an unknown fact can be neither or both. Amounts are low or, with
    `possible`, high.
    """
    rules = [with_denials(rule) for rule in rules_of(case, possible)]
    if any(sum(weight for weight, _ in rule.parts) > LARGEST_SUM for rule in rules if isinstance(rule, Threshold)):
        return None
    inputs = [*map(fact, case.facts), *map(denied, case.facts), *(kept_atom(each.id) for each in case.commitments)]
    return "\n".join([*(f"#external {atom}." for atom in inputs), *map(clingo_text, rules), "#show holds/1."])


def holding(case: ReckoningCase, scenario: Scenario, kept: Collection[str] | None = None) -> frozenset[str] | None:
    """The promises that hold; None where a fact is unknown, an amount a range or a promise waits for one to fail."""
    found = bounds(case, scenario, kept) if nothing_open(case, scenario) else None
    return None if found is None else found.certain


def bounds(case: ReckoningCase, scenario: Scenario, kept: Collection[str] | None = None) -> Bounds | None:
    """What certainly and what possibly holds; None where some promise waits for another to fail."""
    if waits_for_failure(case):
        return None
    sides = []
    for possible in (False, True):
        models = models_of(case, inputs_of(case, scenario, kept, possible), possible)
        if models is None:
            return None
        (only,) = models
        sides.append(only)
    return Bounds(*sides)


def stable_models(
    case: ReckoningCase, scenario: Scenario, kept: Collection[str] | None = None
) -> list[frozenset[str]] | None:
    """The promises of each stable model; None where a fact is unknown or an amount is a range."""
    if not nothing_open(case, scenario):
        return None
    return models_of(case, inputs_of(case, scenario, kept, possible=False))


def differences(
    case: ReckoningCase, scenario: Scenario, ours: Bounds, kept: Collection[str] | None = None
) -> list[str] | None:
    """Where clingo contradicts our cautious reading, in words; None where it has nothing to say."""
    theirs = bounds(case, scenario, kept)
    if theirs is not None:
        return [] if theirs == ours else [f"clingo: {shown(theirs)}; ours: {shown(ours)}"]
    models = stable_models(case, scenario, kept)
    if models is None:
        return None
    found = [
        f"stable model {sorted(model)} outside of {shown(ours)}"
        for model in models
        if not ours.certain <= model <= ours.possible
    ]
    if ours.certain == ours.possible and models != [ours.certain]:
        found.append(f"{len(models)} stable models, expected the one of {sorted(ours.certain)}")
    return found


def shown(side: Bounds) -> str:
    return f"certain {sorted(side.certain)}, possible {sorted(side.possible)}"


def nothing_open(case: ReckoningCase, scenario: Scenario) -> bool:
    """Whether every fact is known and every amount exact."""
    known = all(scenario.get(name) is not None for name in case.facts)
    return known and all(each.amount.exact for each in case.commitments)


def waits_for_failure(case: ReckoningCase) -> bool:
    """Whether any condition has a promise, a count or a sum inside a negation."""
    return any(
        isinstance(part, Not) and not isinstance(part.part, Fact)
        for each in case.commitments
        if each.condition is not None
        for part in leaves(pushed(each.condition))
    )


def inputs_of(case: ReckoningCase, scenario: Scenario, kept: Collection[str] | None, possible: bool) -> set[str]:
    """The atoms that a scenario makes true on one side: an unknown fact is neither so nor not so, or possibly both."""
    promises = (each.id for each in case.commitments if kept is None or each.id in kept)
    return {
        *(fact(name) for name in case.facts if reads(scenario.get(name), possible)),
        *(denied(name) for name in case.facts if reads(negated(scenario.get(name)), possible)),
        *map(kept_atom, promises),
    }


def reads(truth: bool | None, possible: bool) -> bool:
    return possible if truth is None else truth


def negated(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def models_of(case: ReckoningCase, inputs: Iterable[str], possible: bool = False) -> list[frozenset[str]] | None:
    """All stable models, each as the promises that hold in it."""
    text = say(case, possible)
    if text is None:
        return None
    control = clingo.Control(["--models=0", "--warn=none"])
    control.add("base", [], text)
    control.ground([("base", [])])
    for atom in inputs:
        control.assign_external(clingo.parse_term(atom), True)
    with control.solve(yield_=True) as found:
        return [frozenset(atom.arguments[0].string for atom in model.symbols(shown=True)) for model in found]


def rules_of(case: ReckoningCase, possible: bool = False) -> list[Part]:
    """The rules of a case, for any solver that knows least models; inputs are `fact` and `kept`, facts may be negated.

    `holds(p)`: the promise holds. `met`: the requirements are reached. Amounts are low or, with `possible`, high.
    """
    return Translation(case, possible).rules


class Translation:
    """Turns conditions into rules; what is asked about twice gets its rules once."""

    def __init__(self, case: ReckoningCase, possible: bool) -> None:
        self.rules: list[Part] = []
        self.named: dict[object, str] = {}
        self.alternatives = 0
        highest = max(thresholds(case), default=Fraction(0))
        self.amounts = {measure: Amounts(case, measure, possible, highest) for measure in measures(case)}
        for amounts in self.amounts.values():
            self.rules += amounts.rules()
        for each in case.commitments:
            body = () if each.condition is None else self.literals(pushed(each.condition), each)
            self.rules.append(Rule(holds(each.id), (Literal(kept_atom(each.id)), *body)))
        if case.requirements:
            reached = [self.total(each.measure, each.at_least) for each in case.requirements]
            self.rules.append(Rule("met", tuple(map(Literal, reached))))

    def literals(self, condition: Condition, speaker: Commitment) -> tuple[Literal, ...]:
        """Literals that are together what the condition says; `or` becomes an atom with one rule for each part."""
        match condition:
            case All(parts):
                return tuple(literal for part in parts for literal in self.literals(part, speaker))
            case Any(parts):
                self.alternatives += 1
                name = f"either({self.alternatives})"
                self.rules += [Rule(name, self.literals(part, speaker)) for part in parts]
                return (Literal(name),)
            case Not(part):
                return (Literal(self.atom(part, speaker), positive=False),)
            case _:
                return (Literal(self.atom(condition, speaker)),)

    def atom(self, condition: Condition, speaker: Commitment) -> str:
        match condition:
            case Fact(name):
                return fact(name)
            case Holds(promise):
                return holds(promise)
            case Does(actor, measure, at_least) if at_least is not None:
                return self.total(measure, written(at_least), self.amounts[measure].actors & {actor})
            case Does(actor, measure):
                return does(actor, measure)
            case Total(measure, at_least, True):
                return self.total(measure, written(at_least), given=speaker)
            case Total(measure, at_least, False):
                return self.total(measure, written(at_least), self.amounts[measure].actors - {speaker.actor})
            case Others(measure, at_least, of):
                actors = self.amounts[measure].actors - {speaker.actor}
                counted = sorted(actors if of is None else actors & set(of))
                return self.threshold(at_least, tuple((1, does(actor, measure)) for actor in counted))
        raise TypeError(f"{condition}: expected one without parts")

    def total(
        self, measure: str, at_least: Fraction, actors: Collection[str] | None = None, given: Commitment | None = None
    ) -> str:
        """The atom that a sum is reached, over some actors (None: all), with a promise that counts in any case."""
        amounts = self.amounts[measure]
        parts = amounts.parts(amounts.actors if actors is None else actors, given)
        return self.threshold(ceil(at_least * amounts.scale), tuple(parts))

    def threshold(self, at_least: int, parts: tuple[tuple[int, str | None], ...]) -> str:
        # a threshold beyond everything stays so when it is cut down, and fits clingo's integers
        reachable = min(at_least, sum(weight for weight, _ in parts) + 1)
        key = (reachable, parts)
        if key not in self.named:
            self.named[key] = f"reached({len(self.named)})"
            self.rules.append(Threshold(self.named[key], reachable, parts))
        return self.named[key]


class Amounts:
    """What promises on one measure bring, in whole numbers of a unit that divides them all (`scale` to one).

    Of several promises of one actor the largest that holds counts. As a sum: `gives(actor, measure, amount)` is so if
    a promise of at least that amount holds, and each amount weighs what it is more than the next smaller one. A
    promise without an upper end brings more than any threshold of the case asks for.
    """

    def __init__(self, case: ReckoningCase, measure: str, possible: bool, highest: Fraction) -> None:
        self.measure = measure
        self.promises = [each for each in case.commitments if each.measure == measure]
        self.actors = frozenset(each.actor for each in self.promises)
        bare = {each.id: each.amount.high if possible else each.amount.low for each in self.promises}
        finite = [amount for amount in bare.values() if amount is not None]
        self.scale = lcm(*(amount.denominator for amount in finite))
        endless = max([highest, *finite]) + 1
        whole = {promise: endless if amount is None else amount for promise, amount in bare.items()}
        self.amount = {promise: ceil(amount * self.scale) for promise, amount in whole.items()}

    def rules(self) -> Iterator[Rule]:
        for each in self.promises:
            yield Rule(does(each.actor, self.measure), (Literal(holds(each.id)),))
            for amount in [] if each.adds else self.steps(each.actor):
                if amount <= self.amount[each.id]:
                    yield Rule(self.gives(each.actor, amount), (Literal(holds(each.id)),))

    def parts(self, actors: Collection[str], given: Commitment | None) -> Iterator[tuple[int, str | None]]:
        """Weights and atoms of the sum over some actors, in which the promise `given` counts in any case."""
        for actor in sorted(actors):
            sure = self.amount.get(given.id, 0) if given is not None and given.actor == actor and not given.adds else 0
            below = 0
            for amount in self.steps(actor):
                yield amount - below, None if amount <= sure else self.gives(actor, amount)
                below = amount
        for each in self.promises:
            if each.adds and each.actor in actors:
                yield self.amount[each.id], None if given is not None and each.id == given.id else holds(each.id)

    def steps(self, actor: str) -> list[int]:
        """The different amounts of an actor's promises that do not add, smallest first."""
        return sorted({self.amount[each.id] for each in self.promises if each.actor == actor and not each.adds} - {0})

    def gives(self, actor: str, amount: int) -> str:
        return f'gives("{actor}","{self.measure}",{amount})'


def measures(case: ReckoningCase) -> list[str]:
    """Measures that promises, conditions and requirements are about."""
    named = {atom.measure for atom in asked(case) if isinstance(atom, (Does, Others, Total))}
    return sorted({*case.measures, *named, *(each.measure for each in case.requirements)})


def thresholds(case: ReckoningCase) -> Iterator[Fraction]:
    """Every amount that a condition or a requirement asks for."""
    yield from (each.at_least for each in case.requirements)
    for atom in asked(case):
        if isinstance(atom, (Does, Total)) and atom.at_least is not None:
            yield written(atom.at_least)


def asked(case: ReckoningCase) -> Iterator[Atom]:
    """All that conditions ask about, repeats included."""
    for each in case.commitments:
        if each.condition is not None:
            yield from atoms(each.condition)


def written(number: Number) -> Fraction:
    """The number as it is written: 0.1 is a tenth."""
    return Fraction(str(number))


def pushed(condition: Condition, positive: bool = True) -> Condition:
    """The same condition, or its opposite, with `not` only on what has no parts.

    Two negations within one another read the same side again, so they cancel; under stable models alone they would not.
    """
    match condition:
        case Not(part):
            return pushed(part, not positive)
        case All(parts) | Any(parts):
            joined = all_of if isinstance(condition, All) is positive else any_of
            return joined(pushed(part, positive) for part in parts)
        case _:
            return condition if positive else Not(condition)


def leaves(condition: Condition) -> Iterator[Condition]:
    """What a condition with its negations pushed inwards is made of, negations included."""
    if isinstance(condition, (All, Any)):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def with_denials(rule: Part) -> Part:
    """The rule with "the fact is not so" as an atom of its own."""
    return rule if isinstance(rule, Threshold) else Rule(rule.head, tuple(map(denial, rule.body)))


def denial(literal: Literal) -> Literal:
    if literal.positive or not literal.atom.startswith("fact("):
        return literal
    return Literal(literal.atom.replace("fact(", "denied(", 1))


def clingo_text(rule: Part) -> str:
    if isinstance(rule, Rule):
        body = ", ".join(literal.atom if literal.positive else f"not {literal.atom}" for literal in rule.body)
        return f"{rule.head} :- {body}."
    parts = (f"{weight},{place}" + (f": {atom}" if atom else "") for place, (weight, atom) in enumerate(rule.parts))
    return f"{rule.head} :- {rule.at_least} <= #sum {{ {'; '.join(parts)} }}."


def fact(name: str) -> str:
    return f'fact("{name}")'


def denied(name: str) -> str:
    return f'denied("{name}")'


def kept_atom(promise: str) -> str:
    return f'kept("{promise}")'


def holds(promise: str) -> str:
    return f'holds("{promise}")'


def does(actor: str, measure: str) -> str:
    return f'does("{actor}","{measure}")'
