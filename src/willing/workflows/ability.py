"""Willing, not able: which cells wait for a decider, a parliament or a law of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from willing.model import Stance
from willing.views.ability import Ability, Wait

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.cases.constitution import Constitution
    from willing.ledger import Cell, FactEntry, Ledger
    from willing.workflows.axes import TimeAxes

WILLING = frozenset({Stance.WILLING, Stance.COMMITTED, Stance.ALLOCATED})
"""Who wants to act and has not acted yet: of these it is asked whether they may."""
Key = tuple[str, str]
"""Actor and measure."""


def abilities_of(cells: Iterable[Cell], case: Case, ledger: Ledger, axes: TimeAxes) -> dict[Key, Ability]:
    """For cells that are willing, in the whole or for one place or phase, and of whose constitution the case tells.

    The ledger is asked for facts only where there is such a cell.
    """
    asked = [cell for cell in cells if is_asked(cell, case.constitutions)]
    if not asked:
        return {}
    known = {each.fact_id: each for each in ledger.facts(as_of=axes.as_of, known_at=axes.known_at)}
    now = axes.as_of is None and axes.known_at is None
    return {
        (cell.actor_id, cell.measure_id): ability(case.constitutions[cell.actor_id], case, known, now=now)
        for cell in asked
    }


def is_asked(cell: Cell, constitutions: Mapping[str, Constitution]) -> bool:
    told = constitutions.get(cell.actor_id)
    if told is None or cell.measure_id not in told.measures or cell.claim or not cell.own:
        return False
    return cell.stance in WILLING or any(part.stance in WILLING for part in cell.parts)


def ability(told: Constitution, case: Case, known: Mapping[str, FactEntry], *, now: bool) -> Ability:
    """What an actor waits for: each need that is not known to be so."""
    found = [(need, fact_known(need, told.actor, case, known)) for need in told.needs]
    waits = tuple(waited(need, entry, case, now=now) for need, entry in found if entry is None or not entry.holds)
    barred = bool(told.bar) and not told.needs
    bar = told.bar if waits or barred else ""
    return Ability(not waits and not barred, waits, told.decides, told.parliament, bar, told.words, told.source)


def fact_known(need: str, actor: str, case: Case, known: Mapping[str, FactEntry]) -> FactEntry | None:
    """What is known of a need: of the actor's own (`parliament-ID`), else of the fact that is one for all."""
    condition = case.condition_codes.get(need, need)
    names = [f"{need}-{actor}", f"{condition}-{actor}"]
    if condition not in case.reckoning.rule.each_for_itself:
        names += [need, condition]
    return next((known[name] for name in names if name in known), None)


def waited(need: str, entry: FactEntry | None, case: Case, *, now: bool) -> Wait:
    """A need with how it stands: as the ledger knows it, else, looking at today, as the case says of the fact."""
    condition = case.condition_codes.get(need, need)
    name = case.register.condition_name(condition)
    if entry is not None:
        return Wait(need, name, entry.holds is False, entry.note, str(entry.since), entry.source)
    fact = next((each for each in case.facts if need in (each.id, each.condition)), None) if now else None
    if fact is None:
        return Wait(need, name, barred=False)
    return Wait(need, name, False, fact.status, str(fact.since or ""), fact.source)
