"""Asking the ledger: who stands where, and why."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Behind:
    """Positions behind an actor's cells, newest first; `older` where older ones were left out.

    `abilities` as in `Standings`.
    """

    entries: tuple[Met, ...]
    cells: tuple[Cell, ...]
    older: bool
    abilities: Mapping[tuple[str, str], Ability]


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
