"""Reckoning what promises add up to: case and ledger -> commitments -> what holds, what must go right, who must move.

A case folder is reckoned by its ledger and its rule, a reckoning case file (JSON) as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.model.mistake import near
from willing.reckoning.semantics import Semantics
from willing.workflows.axes import NOW, TimeAxes

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.cases.constitution import Constitution
    from willing.cases.figures import CountryFigures
    from willing.cases.reckoning_rule import CaseEstimate, CaseRequirement, RotationFigure, UnitCost
    from willing.ledger.entry import FactEntry
    from willing.model.register import Register
    from willing.reckoning.burden import Yardstick
    from willing.reckoning.case import Pool, ReckoningCase
    from willing.reckoning.commitment import Requirement
    from willing.views.reckoned import FactLine, Reckoned
    from willing.workflows.commitments import Counted, FactMeaning, Promise
    from willing.workflows.snapshot import Snapshot

TRUTHS: Mapping[str, bool | None] = {
    **dict.fromkeys(("yes", "true"), True),
    **dict.fromkeys(("no", "false"), False),
    "unknown": None,
}
"""Words for the truth of a fact."""

MONTHS = 24


@dataclass(frozen=True, slots=True)
class ReckonOptions:
    """What is assumed and asked.

    `assume` gives truths to facts, or to all facts of a condition. `requirement` is the id of the one to ask about.
    `voices` are counted beside the actors' own ("unnamed", "hearsay", "outlet"). `odds` is a file of the user's.
    `burden_months` is how long a burden is borne (None: `months`), `burden_of` what more is to be split among those
    who may give.
    """

    assume: Mapping[str, bool | None] = field(default_factory=dict)
    reading: Semantics = Semantics.CAUTIOUS
    requirement: str | None = None
    voices: Sequence[str] = ()
    odds: Path | None = None
    months: int = MONTHS
    burden_months: int | None = None
    burden_of: Sequence[int] = ()
    axes: TimeAxes = NOW


def assumptions(words: Sequence[str]) -> dict[str, bool | None]:
    """Truths from words such as "ceasefire=yes". Raises UsageError."""
    found: dict[str, bool | None] = {}
    for word in words:
        name, equals, truth = word.partition("=")
        if not name or not equals or truth.lower() not in TRUTHS:
            raise UsageError(f"--assume {word}: expected FACT=yes, FACT=no or FACT=unknown")
        found[name] = TRUTHS[truth.lower()]
    return found


def reading_named(word: str) -> Semantics:
    """The reading of a name; raises UsageError."""
    try:
        return Semantics(word)
    except ValueError:
        raise UsageError(f"--reading {word}: expected one of {', '.join(Semantics)}{near(word, Semantics)}") from None


def voices_named(words: Sequence[str]) -> tuple[str, ...]:
    """Voices that count beside an actor's own; raises UsageError."""
    from willing.cases.reckoning_rule import VOICES

    for word in words:
        if word not in VOICES[1:]:
            raise UsageError(f"--include {word}: expected one of {', '.join(VOICES[1:])}{near(word, VOICES[1:])}")
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Basis:
    """All that the answers are reckoned from: the case, what stands behind its promises, names, and the scenario."""

    case: ReckoningCase
    title: str
    promises: Mapping[str, Promise]
    counted: Counted
    scenario: Mapping[str, bool | None]
    facts: tuple[FactLine, ...]
    requirements: Mapping[str, tuple[Requirement, CaseRequirement | None]]
    register: Register | None = None
    measure_names: Mapping[str, str] = field(default_factory=dict)
    yardsticks: tuple[Yardstick, ...] = ()
    costs: tuple[UnitCost, ...] = ()
    beside: tuple[tuple[str, CountryFigures], ...] = ()
    rotation: tuple[RotationFigure, ...] = ()
    estimates: tuple[CaseEstimate, ...] = ()
    chosen: str | None = None


def reckon(
    place: Path, options: ReckonOptions | None = None, case: Case | None = None, read: Snapshot | None = None
) -> Reckoned:
    """What the promises of a case folder, or of a reckoning case file, add up to.

    `case` is the folder's and `read` its ledger as of the options' axes, where they are at hand already. Raises
    CaseError for a case that is wrong, LedgerError, and UsageError for an assumption or requirement that the case does
    not know.
    """
    from willing.workflows.reckoning_answers import answered

    options = options or ReckonOptions()
    basis = folder_basis(place, options, case, read) if place.is_dir() else file_basis(place, options)
    return answered(with_odds(basis, options), options)


def folder_basis(folder: Path, options: ReckonOptions, case: Case | None = None, read: Snapshot | None = None) -> Basis:
    """The basis of a case folder: its ledger as of a day, its rule, its requirements. Arguments as for `reckon`."""
    from willing.cases import load_case
    from willing.cases.reckoning_rule import told_by

    case = case or load_case(folder)
    return replace(
        scenario_basis(folder, options, case, read),
        yardsticks=yardsticks_of(case),
        costs=case.reckoning.costs,
        beside=beside_of(case),
        rotation=case.reckoning.rotation,
        estimates=tuple(each for each in case.reckoning.estimates if told_by(each.date, options.axes.last_day)),
    )


def scenario_basis(folder: Path, options: ReckonOptions, case: Case, read: Snapshot | None = None) -> Basis:
    """What a single scenario is reckoned from, without the figures that burdens are held against."""
    from willing.reckoning.case import ReckoningCase
    from willing.workflows.counting import COUNTINGS

    recorded = COUNTINGS.recorded(folder, case, options.axes, tuple(options.voices), read)
    counted = recorded.counted
    facts, scenario = fact_lines(counted, case, recorded.known, options)
    requirements, chosen = asked_requirements(case, options)
    return Basis(
        case=ReckoningCase(
            facts=tuple(counted.facts),
            commitments=tuple(each.commitment for each in counted.promises),
            pools=pools_of(case, requirements[chosen][0].measure) if chosen else (),
            id=case.id,
            title=case.name,
            joint=tuple(each.sum for each in counted.together),
        ),
        title=case.name,
        promises={each.commitment.id: each for each in counted.promises},
        counted=counted,
        scenario=scenario,
        facts=facts,
        requirements=requirements,
        register=case.register,
        measure_names={measure.id: measure.name for measure in case.register.measures},
        chosen=chosen,
    )


def file_basis(file: Path, options: ReckonOptions) -> Basis:
    """The basis of a reckoning case file; all of its promises are firm."""
    from willing.reckoning.case_file import read_case_file
    from willing.workflows.commitments import FIRM, Counted, FactMeaning, Promise
    from willing.workflows.joint_amounts import Together

    if not file.is_file():
        raise UsageError(
            f"{file}: no such file; expected a case folder or a reckoning case file (docs/explanation/reckoning.md)"
        )
    case = read_case_file(file).case
    units = {each.measure: each.unit for each in case.commitments}
    counted = Counted(
        [Promise(each, FIRM, None, ()) for each in case.commitments],
        [Together(each, units.get(each.measure, ""), ()) for each in case.joint],
        facts={name: FactMeaning(name, name) for name in case.facts},
    )
    facts, scenario = fact_lines(counted, None, {}, options)
    names = [
        each.name or (f"{each.measure}-{number}" if number else each.measure)
        for number, each in enumerate(case.requirements)
    ]
    requirements = {name: (each, None) for name, each in zip(names, case.requirements, strict=True)}
    return Basis(
        case=replace(case, requirements=()),
        title=case.title or case.id,
        promises={each.commitment.id: each for each in counted.promises},
        counted=counted,
        scenario=scenario,
        facts=facts,
        requirements=requirements,
        chosen=chosen_requirement(options.requirement or "", requirements),
    )


def with_odds(basis: Basis, options: ReckonOptions) -> Basis:
    """The basis with the user's odds in place of those that a case file has."""
    from willing.reckoning.odds_file import read_odds

    if options.odds is None:
        return basis
    odds = read_odds(options.odds, basis.case.facts, [each.id for each in basis.case.commitments])
    return replace(basis, case=replace(basis.case, odds=odds))


def fact_lines(
    counted: Counted, case: Case | None, known: Mapping[str, FactEntry], options: ReckonOptions
) -> tuple[tuple[FactLine, ...], dict[str, bool | None]]:
    """Every fact that matters, and its truth: as assumed, else as the ledger knows it, else unknown."""
    from willing.model import facts as facts_in
    from willing.views.reckoned import FactLine

    read = {name for each in counted.promises if (c := each.commitment.condition) for name in facts_in(c)}
    meanings = counted.facts
    for key in options.assume:
        if not any(key in (name, meaning.condition) for name, meaning in meanings.items()):
            ids = sorted({*meanings, *(meaning.condition for meaning in meanings.values())})
            raise UsageError(f"{key}: the case has no such fact{near(key, ids)}")
    lines = []
    scenario: dict[str, bool | None] = {}
    for name, meaning in meanings.items():
        keys = [key for key in (name, meaning.condition) if key in options.assume]
        told = [key for key in (name, meaning.condition) if key in known]
        entry = known[told[0]] if told else None
        truth = options.assume[keys[0]] if keys else entry.holds if entry else None
        scenario[name] = truth
        # one that nothing hangs on is no assumption of the user's only because another has the name of its condition
        if name in read or name in options.assume or (keys and meaning.condition not in meanings):
            origin = "assumed" if keys else "ledger" if truth is not None else ""
            told_of = constitution_of(meaning, case)
            status = (
                (entry.note, str(entry.since), entry.source) if entry else ("", "", told_of.source if told_of else "")
            )
            lines.append(FactLine(name, fact_name(name, counted, case), truth, origin, *status))
    return tuple(lines), scenario


def constitution_of(meaning: FactMeaning, case: Case | None) -> Constitution | None:
    """The constitution that asks for a fact of one actor, where the case tells of it."""
    told = case.constitutions.get(meaning.actor or "") if case is not None else None
    if case is None or told is None:
        return None
    return told if any(case.condition_codes.get(need, need) == meaning.condition for need in told.needs) else None


def fact_name(fact: str, counted: Counted, case: Case | None) -> str:
    """A fact in words: the condition that it settles, and whose it is where everybody has its own."""
    meaning = counted.facts[fact]
    if case is None:
        return fact
    own = next((each.name for each in case.facts if each.id == fact and each.id != each.condition), None)
    name = own or case.register.condition_name(meaning.condition)
    return f"{name} ({case.register.actor_name(meaning.actor)})" if meaning.actor else name


def requirements_of(case: Case) -> dict[str, tuple[Requirement, CaseRequirement | None]]:
    """The requirements of a case by id, in the order of what they ask."""
    from willing.reckoning.commitment import Requirement, exact

    ordered = sorted(case.reckoning.requirements, key=lambda each: (each.measure, each.at_least, each.id))
    return {
        each.id: (Requirement(each.measure, exact(each.at_least), each.unit, each.name, each.url), each)
        for each in ordered
    }


def asked_requirements(
    case: Case, options: ReckonOptions
) -> tuple[dict[str, tuple[Requirement, CaseRequirement | None]], str | None]:
    """The requirements that had been told by the day of the options, and the id of the one to ask about.

    One that the options name is asked about whenever it was told; where the case's own was told only later, the
    smallest of the same measure stands in for it. Raises UsageError for one that the case does not have.
    """
    from willing.cases.reckoning_rule import told_by

    known, day = requirements_of(case), options.axes.last_day
    named = chosen_requirement(options.requirement, known) if options.requirement else None
    usual = chosen_requirement(case.reckoning.rule.requirement, known)
    told = {
        name: each for name, each in known.items() if name == named or each[1] is None or told_by(each[1].date, day)
    }
    if named or usual is None or usual in told:
        return told, named or usual
    measure = known[usual][0].measure
    return told, next((name for name, (each, _) in told.items() if each.measure == measure), next(iter(told), None))


def chosen_requirement(wanted: str, known: Mapping[str, object]) -> str | None:
    """The id of the requirement to ask about: the one named, else the first. Raises UsageError for an unknown one."""
    if wanted and wanted not in known:
        raise UsageError(f"requirement {wanted!r}: not in the case{near(wanted, known)}")
    return wanted or next(iter(known), None)


def pools_of(case: Case, measure: str) -> tuple[Pool, ...]:
    """The rotation figures of a case for a measure, as pools."""
    from willing.reckoning.case import Pool
    from willing.reckoning.commitment import exact

    return tuple(
        Pool(each.actor, exact(each.units), exact(each.tour), exact(each.rest), each.whole, each.source)
        for each in case.reckoning.rotation
        if each.measure == measure
    )


def beside_of(case: Case) -> tuple[tuple[str, CountryFigures], ...]:
    """The figures that a case shows beside every part of a burden, each under its name."""
    from willing.cases.figures import figures_of

    return tuple((each.name, figures_of(case.folder, each.figure)) for each in case.reckoning.beside)


def yardsticks_of(case: Case) -> tuple[Yardstick, ...]:
    """The yardsticks of a case, from the columns of countries.csv."""
    from willing.cases.figures import figures_of
    from willing.reckoning.burden import Figures, discounted_for_debt, from_figures, share_of
    from willing.reckoning.commitment import exact

    found = []
    for each in case.reckoning.yardsticks:
        columns = {
            name: Figures(name, told.unit, {a: exact(n) for a, n in told.values.items()}, told.sources, told.flags)
            for name in (each.figure, each.per_cent, each.debt)
            if name and (told := figures_of(case.folder, name))
        }
        whole = columns[each.figure]
        if each.per_cent:
            found.append(share_of(whole, columns[each.per_cent], each.name))
        elif each.debt:
            found.append(discounted_for_debt(whole, columns[each.debt], exact(each.limit), each.name))
        else:
            found.append(replace(from_figures(whole), name=each.name))
    return tuple(
        replace(
            yardstick,
            unit=rule.unit or whole_unit(case, rule.figure) or yardstick.unit,
            note="; ".join(filter(None, (yardstick.note, rule.source))),
        )
        for yardstick, rule in zip(found, case.reckoning.yardsticks, strict=True)
    )


def whole_unit(case: Case, figure: str) -> str:
    """The unit that another yardstick of the case gives the same figure."""
    return next((each.unit for each in case.reckoning.yardsticks if each.figure == figure and each.unit), "")
