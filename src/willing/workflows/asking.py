"""Asking the ledger: who stands where, and why."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.ledger import Cell
from willing.views.copies import folded
from willing.workflows.ability import abilities_of
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Entry
    from willing.model import Stance
    from willing.model.register import Register
    from willing.views.ability import Ability
    from willing.views.copies import Met


@dataclass(frozen=True, slots=True)
class Standings:
    """Cells, and of those who are willing whether they are able to, by actor and measure, where the case tells."""

    cells: tuple[Cell, ...]
    abilities: Mapping[tuple[str, str], Ability]


def current_matrix(
    case: Case,
    *,
    actor: str | None = None,
    measure: str | None = None,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
    with_entries: bool = True,
) -> Standings:
    """The current cells of a case along both time axes, with only one actor's or measure's if asked.

    Without `with_entries` the cells' `entries` may be empty.
    """
    with open_ledger(case.folder, case.people) as ledger:
        cells = ledger.cells(
            case.register,
            actor=actor,
            measure=measure,
            as_of=axes.as_of,
            known_at=axes.known_at,
            include_demo=include_demo,
            with_entries=with_entries,
        )
        return Standings(cells, abilities_of(cells, case, ledger, axes))


def days_said(folder: Path) -> tuple[datetime.date, datetime.date] | None:
    """The days by which the oldest and the newest statement were said; None where the ledger has none."""
    with open_ledger(folder) as ledger:
        return ledger.days_said()


@dataclass(frozen=True, slots=True)
class Behind:
    """Positions behind an actor's cells, newest first; `older` where older ones were left out.

    `abilities` as in `Standings`.
    """

    entries: tuple[Met, ...]
    cells: tuple[Cell, ...]
    older: bool
    abilities: Mapping[tuple[str, str], Ability]


@dataclass(frozen=True, slots=True)
class Stand:
    """Cells, and by id the statements that they rest on."""

    cells: tuple[Cell, ...]
    statements: dict[str, Entry]


def standing_in(
    folder: Path,
    register: Register,
    *,
    actor: str | None = None,
    measure: str | None = None,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
) -> Stand:
    """The cells of an actor or a measure with the words that stand behind each, and behind each of its parts."""
    with open_ledger(folder) as ledger:
        cells = ledger.cells(
            register,
            actor=actor,
            measure=measure,
            as_of=axes.as_of,
            known_at=axes.known_at,
            include_demo=include_demo,
            with_entries=False,
        )
        needed = {cell.standing_id for cell in cells} | {part.standing_id for cell in cells for part in cell.parts}
        found = ledger.entries(ids=needed, known_at=axes.known_at, include_demo=include_demo) if needed else ()
    return Stand(cells, {entry.id: entry for entry in found})


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What somebody asks of an actor, objects to in it or accepts from it: the asking cell, and the statement.

    `by_name` is False where it is not told of whom it is asked.
    """

    cell: Cell
    stance: Stance
    by_name: bool
    statement: Entry


def asked_of(
    folder: Path, register: Register, actor: str, *, axes: TimeAxes = NOW, include_demo: bool = False
) -> tuple[AskedOf, ...]:
    """What others ask of an actor by name, then what they ask without telling of whom; the newest first."""
    with open_ledger(folder) as ledger:
        cells = ledger.cells(
            register, as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo, with_entries=False
        )
        asks = [
            (cell, ask)
            for cell in cells
            for ask in cell.asks
            if cell.actor_id != actor and (not ask.by_ids or actor in ask.by_ids)
        ]
        needed = {ask.position_id for _, ask in asks}
        found = ledger.entries(ids=needed, known_at=axes.known_at, include_demo=include_demo) if needed else ()
    statements = {entry.id: entry for entry in found}
    told = [
        AskedOf(cell, ask.stance, bool(ask.by_ids), statements[ask.position_id])
        for cell, ask in asks
        if ask.position_id in statements
    ]
    newest_first = sorted(told, key=lambda each: said_and_recorded(each.statement), reverse=True)
    return tuple(sorted(newest_first, key=lambda each: not each.by_name))


def positions_behind(
    case: Case,
    actor: str,
    measure: str | None,
    *,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
    newest: int | None = None,
) -> Behind:
    """Every position of an actor (on a measure), or the `newest` and those that stand, and the cells they make.

    What copies of one text say in the same words is one of them, with the names of the others.
    """
    with open_ledger(case.folder, case.people) as ledger:
        entries = ledger.entries(
            actor=actor,
            measure=measure,
            as_of=axes.as_of,
            known_at=axes.known_at,
            include_demo=include_demo,
            newest=newest + 1 if newest else None,
        )
        cells = ledger.cells(
            case.register,
            actor=actor,
            measure=measure,
            as_of=axes.as_of,
            known_at=axes.known_at,
            include_demo=include_demo,
            with_entries=False,
        )
        newest_first = sorted(entries, key=said_and_recorded, reverse=True)
        shown = newest_first[:newest]
        missing = {cell.standing_id for cell in cells} - {entry.id for entry in shown}
        standing = ledger.entries(ids=missing, known_at=axes.known_at, include_demo=include_demo) if missing else ()
        texts = {entry.document.sha256 for entry in (*shown, *standing) if entry.document}
        stories = ledger.stories_told(texts, axes.known_at)
        abilities = abilities_of(cells, case, ledger, axes)
    older = sorted(standing, key=said_and_recorded, reverse=True)
    met = folded((*shown, *older), stories, [cell.standing_id for cell in cells])
    return Behind(met, cells, older=len(newest_first) > len(shown), abilities=abilities)


def said_and_recorded(entry: Entry) -> tuple[datetime.date, datetime.datetime]:
    return entry.days[1], entry.recorded_at


def find_actor(words: str, register: Register) -> str:
    """The id meant by an id, name or demonym; raises UsageError with near names where there is none."""
    # what is one's id may be another's name
    if any(actor.id == words for actor in register.actors):
        return words
    wanted = words.casefold()
    for actor in register.actors:
        names = (actor.id, actor.name, *actor.names, *actor.demonyms, *actor.seats)
        if any(wanted == name.casefold() for name in names):
            return actor.id
    raise UsageError(_unknown("actor", words, [name for a in register.actors for name in (a.id, a.name)]))


def find_measure(words: str, register: Register) -> str:
    """The id meant by a measure's id or name; raises UsageError with near names where there is none."""
    wanted = words.casefold()
    for measure in register.measures:
        if wanted in (measure.id.casefold(), measure.name.casefold()):
            return measure.id
    raise UsageError(_unknown("measure", words, [measure.id for measure in register.measures]))


def _unknown(what: str, words: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(words, known, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(known[:8])} ..."
    return f"{what} {words!r}: not in the case; {hint}"
