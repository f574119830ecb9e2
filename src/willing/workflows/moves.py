"""Every move of a case through time: at each day on which something was said or ended, what it changed of a cell."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.ledger import current_cells, ending_in_force
from willing.ledger.standing import Key, keys_of
from willing.views.changes import Change, change_of
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.ledger import Cell, Entry
    from willing.model.register import Register


@dataclass(frozen=True, slots=True)
class Move:
    """A change of a cell, and the day by whose end it had surely been said."""

    day: datetime.date
    change: Change


def moves_in(
    folder: Path,
    register: Register,
    *,
    actor: str | None = None,
    measure: str | None = None,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
) -> tuple[Move, ...]:
    """The moves of a case, newest first; only an actor's or a measure's if asked."""
    with open_ledger(folder) as ledger:
        entries = ledger.entries(
            actor=actor, measure=measure, as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo
        )
    found = moves_of(entries, register, axes.day)
    return tuple(each for each in found if actor in (None, each.change.cell.actor_id))


def moves_of(entries: Iterable[Entry], register: Register, until: datetime.date) -> tuple[Move, ...]:
    """The moves that entries make up to the end of a day, newest first."""
    groups: dict[Key, list[Entry]] = {}
    for entry in entries:
        for key in keys_of(entry):
            groups.setdefault(key, []).append(entry)
    found = [move for key, group in groups.items() for move in moves_of_cell(key, group, register, until)]
    return tuple(sorted(found, key=newest_first))


def moves_of_cell(key: Key, group: Sequence[Entry], register: Register, until: datetime.date) -> Iterator[Move]:
    """What each day changed of one cell, oldest first."""
    entries = {entry.id: entry for entry in group}
    before: Cell | None = None
    for day in days_that_may_change(group, until):
        known = [entry for entry in group if entry.days[1] <= day]
        cells = current_cells(known, as_of=day, register=register)
        after = next((cell for cell in cells if cell.actor_id == key[0]), None)
        if (before or after) is not None:
            endings = {
                each.id: ending for each in known if (ending := ending_in_force(each, day.isoformat())) is not None
            }
            change = change_of(before, after, entries, endings)
            if change is not None:
                yield Move(day, change)
        before = after


def days_that_may_change(group: Sequence[Entry], until: datetime.date) -> list[datetime.date]:
    """Days on which something was said or ended, up to a day."""
    said = {entry.days[1] for entry in group}
    ended = {ending.since.last for entry in group for ending in entry.endings}
    return sorted(day for day in said | ended if day <= until)


def newest_first(move: Move) -> tuple[int, str, str, str]:
    cell = move.change.cell
    return -move.day.toordinal(), cell.actor_id, cell.measure_id, str(cell.quantifier or "")
