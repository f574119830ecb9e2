"""What is unclear, ranked by what knowing it would change in the reckoning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import InvalidValue
from willing.ledger import Cell
from willing.model import facts
from willing.reckoning.commitment import Amount, Commitment
from willing.reckoning.importance import power_of_facts
from willing.reckoning.propagation import Propagator
from willing.reckoning.semantics import Semantics
from willing.reckoning.variants import favourable
from willing.views.claim import evidence
from willing.views.unclear import Unclear, UnclearLine, UnclearView
from willing.views.unclear_page import kind_of
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.commitments import FIRM
from willing.workflows.reckoning import Basis, ReckonOptions, folder_basis
from willing.workflows.reckoning_answers import asked_case

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Entry
    from willing.reckoning.case import ReckoningCase, Scenario
    from willing.views.reckoned import Evidence
    from willing.workflows.snapshot import Snapshot

ORDER = {kind: number for number, kind in enumerate(Unclear)}
ASKED_ROLES = ("lead", "member", "host")
"""Roles in a case whose silence is worth telling."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the questions are asked of: case, cells and entries, the basis of the reckoning, the measure."""

    case: Case
    cells: tuple[Cell, ...]
    entries: dict[str, Entry]
    basis: Basis
    asked: ReckoningCase
    measure: str


def unclear(
    folder: Path, *, measure: str | None = None, axes: TimeAxes = NOW, read: Snapshot | None = None
) -> UnclearView:
    """What nobody has said, or said clearly, about a measure (default: that of the case's requirement).

    `read` is the folder's ledger as of `axes`, where it has been read already.
    """
    setting = setting_of(folder, measure, axes, read)
    lines = ranked([*unknown_facts(setting), *untold_amounts(setting), *unclear_actors(setting)], setting)
    name = setting.case.register.measure_name(setting.measure)
    return UnclearView(setting.measure, name, setting.basis.chosen or "", lines)


def unclear_facts(read: Snapshot, folder: Path, measure: str) -> tuple[UnclearLine, ...]:
    """Of what is unclear about a measure the facts alone, in the order of `unclear`."""
    setting = setting_of(folder, measure, read.axes, read)
    return ranked(unknown_facts(setting), setting)


def ranked(lines: Iterable[UnclearLine], setting: Setting) -> tuple[UnclearLine, ...]:
    """The lines, what knowing would change most first."""
    firm = {name for name, each in setting.basis.promises.items() if each.level == FIRM}
    return tuple(
        sorted(
            lines,
            key=lambda line: (-line.turns, -len(firm & set(line.moves)), ORDER[line.kind], -len(line.moves), line.name),
        )
    )


def setting_of(folder: Path, measure: str | None, axes: TimeAxes, read: Snapshot | None) -> Setting:
    from willing.cases import load_case
    from willing.workflows.briefing import measure_of
    from willing.workflows.snapshot import snapshot

    read = read or snapshot(folder, load_case(folder), axes)
    basis = folder_basis(folder, ReckonOptions(axes=axes), read.case, read)
    asked = asked_case(basis, considered_too=True) or basis.case
    if measure:
        wanted = measure
    elif asked.requirements:
        wanted = asked.requirements[0].measure
    else:
        # a case whose requirements were all told later is about their measure all the same
        wanted = measure_of(read.case) if read.case.reckoning.requirements else next(iter(asked.measures), "")
    if asked.requirements and asked.requirements[0].measure != wanted:
        asked = replace(asked, requirements=())
    return Setting(read.case, read.cells, {entry.id: entry for entry in read.entries}, basis, asked, wanted)


def unknown_facts(setting: Setting) -> Iterator[UnclearLine]:
    """Facts on which promises of the measure hang and that nobody knows."""
    shares = turning(setting)
    for fact in setting.basis.facts:
        waiting = [
            each.id
            for each in setting.asked.commitments
            if each.measure == setting.measure and each.condition is not None and fact.id in facts(each.condition)
        ]
        if fact.truth is None and waiting:
            turns = abs(shares.get(fact.id, Fraction(0)))
            status = f"{fact.since}: {fact.status}" if fact.status else ""
            why = f"{counted(len(waiting), 'promise')} {'hang' if len(waiting) > 1 else 'hangs'} on it"
            said = None if fact.url else first_said(waiting, setting)
            yield UnclearLine(
                Unclear.FACT, fact.id, fact.name, turns, tuple(waiting), joined(why, status), said, fact.url
            )


def first_said(waiting: Iterable[str], setting: Setting) -> Evidence | None:
    """The statement behind the first promise that has one: where a fact has no source, it is what makes it matter."""
    behind = (entry for each in waiting for entry in setting.basis.promises[each].entries)
    return next(map(evidence, behind), None)


def turning(setting: Setting) -> dict[str, Fraction]:
    """For each fact the share of scenarios in which it turns the requirement, or makes it possible."""
    case = asked_case(setting.basis, considered_too=False)
    if case is None or not setting.asked.requirements:
        return {}
    shares: dict[str, Fraction] = {}
    for possible in (True, False):
        try:
            found = power_of_facts(case, Semantics.CAUTIOUS, setting.basis.scenario, index="banzhaf", possible=possible)
        except InvalidValue:
            continue
        shares |= {name: share for name, share in found.items() if share}
    return shares


def untold_amounts(setting: Setting) -> Iterator[UnclearLine]:
    """Promises of the measure whose amount nobody has told."""
    for promise in setting.basis.promises.values():
        each = promise.commitment
        if each.measure != setting.measure or each.amount.high is not None or promise.level == "considered":
            continue
        told = evidence(promise.entries[0]) if promise.entries else None
        why = f"its {promise.level} promise tells no amount: without it no total follows"
        yield UnclearLine(
            Unclear.AMOUNT, each.actor, setting.case.register.actor_name(each.actor), Fraction(0), (each.id,), why, told
        )


def unclear_actors(setting: Setting) -> Iterator[UnclearLine]:
    """Actors of the case that are silent, vague, or known by the word of others only."""
    register = setting.case.register
    own = {cell.actor_id: cell for cell in setting.cells if cell.measure_id == setting.measure and not cell.claim}
    asked = asked_actors(setting.case)
    bodies = {actor.id for actor in register.actors if actor.kind != "state"}
    scenario = favourable(setting.asked, setting.basis.scenario)
    certain = Propagator(setting.asked).run(scenario).certain
    for actor in sorted({*asked, *own} - bodies):
        cell = own.get(actor)
        kind = kind_of(cell)
        if kind is None:
            continue
        moves = followers(setting, actor, scenario, certain)
        told = evidence(setting.entries[cell.standing_id]) if cell is not None else None
        why = so_far(cell, setting)
        if moves:
            why = joined(f"{counted(len(moves), 'promise')} would follow if it promised", why)
        yield UnclearLine(kind, actor, register.actor_name(actor), Fraction(0), moves, why, told)


def asked_actors(case: Case) -> tuple[str, ...]:
    """Actors of the case whose silence is worth telling, by their role."""
    return tuple(actor for actor, roles in case.members.items() if set(roles) & set(ASKED_ROLES))


def so_far(cell: Cell | None, setting: Setting) -> str:
    if cell is None:
        return "has said nothing about it"
    if not cell.own:
        return "has spoken of others only"
    names = [setting.case.register.condition_name(name) for name, _, _ in cell.conditions]
    return f"{cell.stance.value} so far{f', tied to {chr(44).join(names)}' if names else ''}"


def followers(setting: Setting, actor: str, scenario: Scenario, certain: Set[str]) -> tuple[str, ...]:
    """Promises that would hold in a scenario beside those `certain` in it, if the actor promised unconditionally."""
    case = setting.asked
    added = Commitment(f"if-{actor}", actor, setting.measure, Amount.of(0, None))
    after = Propagator(replace(case, commitments=(*case.commitments, added))).run(scenario).certain
    return tuple(sorted(after - certain - {added.id}))


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
