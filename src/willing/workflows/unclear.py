"""What is unclear, ranked by what knowing it would change in the reckoning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import InvalidValue
from willing.ledger import Cell
from willing.ledger.authority import Voice
from willing.model import Stance, facts
from willing.reckoning.commitment import Amount, Commitment
from willing.reckoning.importance import power_of_facts
from willing.reckoning.propagation import Propagator
from willing.reckoning.semantics import Semantics
from willing.reckoning.variants import favourable
from willing.views.claim import evidence
from willing.views.unclear import Unclear, UnclearLine, UnclearView
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.commitments import FIRM
from willing.workflows.reckoning import Basis, ReckonOptions, folder_basis
from willing.workflows.reckoning_answers import asked_case

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Entry
    from willing.reckoning.case import ReckoningCase
    from willing.views.reckoned import Evidence

VAGUE = (Stance.CONSIDERING, Stance.UNDECIDED, Stance.RELUCTANT)
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


def unclear(folder: Path, *, measure: str | None = None, axes: TimeAxes = NOW, case: Case | None = None) -> UnclearView:
    """What nobody has said, or said clearly, about a measure (default: that of the case's requirement).

    `case` is the folder's, where it is loaded already.
    """
    setting = setting_of(folder, measure, axes, case)
    lines = [*unknown_facts(setting), *untold_amounts(setting), *unclear_actors(setting)]
    firm = {name for name, each in setting.basis.promises.items() if each.level == FIRM}
    ranked = sorted(
        lines,
        key=lambda line: (-line.turns, -len(firm & set(line.moves)), ORDER[line.kind], -len(line.moves), line.name),
    )
    name = setting.case.register.measure_name(setting.measure)
    return UnclearView(setting.measure, name, setting.basis.chosen or "", tuple(ranked))


def setting_of(folder: Path, measure: str | None, axes: TimeAxes, case: Case | None) -> Setting:
    from willing.cases import load_case
    from willing.ledger import current_cells
    from willing.workflows.ledgers import open_ledger

    case = case or load_case(folder)
    with open_ledger(folder, case.people) as ledger:
        entries = ledger.entries(as_of=axes.as_of, known_at=axes.known_at)
    cells = current_cells(entries, as_of=axes.last_day, register=case.register)
    basis = folder_basis(folder, ReckonOptions(axes=axes), case)
    asked = asked_case(basis, considered_too=True) or basis.case
    wanted = measure or (asked.requirements[0].measure if asked.requirements else next(iter(asked.measures), ""))
    if asked.requirements and asked.requirements[0].measure != wanted:
        asked = replace(asked, requirements=())
    return Setting(case, cells, {entry.id: entry for entry in entries}, basis, asked, wanted)


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
    asked = [actor for actor, roles in setting.case.members.items() if set(roles) & set(ASKED_ROLES)]
    bodies = {actor.id for actor in register.actors if actor.kind != "state"}
    for actor in sorted({*asked, *own} - bodies):
        cell = own.get(actor)
        kind = kind_of(cell)
        if kind is None:
            continue
        moves = followers(setting, actor)
        told = evidence(setting.entries[cell.standing_id]) if cell is not None else None
        why = so_far(cell, setting)
        if moves:
            why = joined(f"{counted(len(moves), 'promise')} would follow if it promised", why)
        yield UnclearLine(kind, actor, register.actor_name(actor), Fraction(0), moves, why, told)


def kind_of(cell: Cell | None) -> Unclear | None:
    """Why an actor's part is unclear; None where it is clear."""
    if cell is None or not cell.own:
        return Unclear.SILENCE
    if cell.voice is not Voice.OWN:
        return Unclear.HEARSAY
    return Unclear.STANCE if cell.stance in VAGUE else None


def so_far(cell: Cell | None, setting: Setting) -> str:
    if cell is None:
        return "has said nothing about it"
    if not cell.own:
        return "has spoken of others only"
    names = [setting.case.register.condition_name(name) for name, _, _ in cell.conditions]
    return f"{cell.stance.value} so far{f', tied to {chr(44).join(names)}' if names else ''}"


def followers(setting: Setting, actor: str) -> tuple[str, ...]:
    """Promises that would hold too if the actor promised the measure unconditionally, open facts as they help."""
    case = setting.asked
    added = Commitment(f"if-{actor}", actor, setting.measure, Amount.of(0, None))
    scenario = favourable(case, setting.basis.scenario)
    before = Propagator(case).run(scenario).certain
    after = Propagator(replace(case, commitments=(*case.commitments, added))).run(scenario).certain
    return tuple(sorted(after - before - {added.id}))


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
