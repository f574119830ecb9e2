"""Asking the ledger: who stands where, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.ledger import Cell, current_cells
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.ledger import Entry
    from willing.model.register import Register


def current_matrix(
    folder: Path,
    register: Register,
    *,
    actor: str | None = None,
    measure: str | None = None,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
) -> tuple[Cell, ...]:
    """The current cells of a case along both time axes, with only one actor's or measure's if asked."""
    with open_ledger(folder) as ledger:
        entries = ledger.entries(
            actor=actor, measure=measure, as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo
        )
    cells = current_cells(entries, as_of=axes.last_day, register=register)
    return tuple(
        cell
        for cell in cells
        if (actor is None or cell.actor_id == actor) and (measure is None or cell.measure_id == measure)
    )


def positions_behind(
    folder: Path,
    register: Register,
    actor: str,
    measure: str | None,
    *,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
) -> tuple[tuple[Entry, ...], tuple[Cell, ...]]:
    """Every position of an actor (on a measure), newest first, and the cells they make."""
    with open_ledger(folder) as ledger:
        entries = ledger.entries(
            actor=actor, measure=measure, as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo
        )
    found = current_cells(entries, as_of=axes.last_day, register=register)
    cells = tuple(cell for cell in found if cell.actor_id == actor)
    newest_first = sorted(entries, key=lambda entry: (entry.days[1], entry.recorded_at), reverse=True)
    return tuple(newest_first), cells


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
