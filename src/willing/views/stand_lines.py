"""What stands, one line for each cell or part of it, with the words it rests on; the firmest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from willing.ledger import Cell, Entry
from willing.model.register import Register
from willing.views.cell_page import Standing, standings_of
from willing.views.copies import Met
from willing.views.statements import Statement, statement_of

LAST = 99
"""Behind all ranks of stances: what is only asked of others."""


@dataclass(frozen=True, slots=True)
class StandLine:
    """What stands for an actor on a measure; `statement` is the one it rests on."""

    actor: str
    actor_name: str
    measure: str
    measure_name: str
    claim: bool
    standing: Standing
    statement: Statement | None


def stand_lines(
    cells: Iterable[Cell], statements: Mapping[str, Entry], register: Register, day: datetime.date
) -> tuple[StandLine, ...]:
    """The lines of the cells, own acts by firmness, then what is only asked of others; equals by name."""
    found = [line for cell in cells for line in lines_of(cell, statements, register, day)]
    return tuple(sorted(found, key=firmest_first))


def lines_of(
    cell: Cell, statements: Mapping[str, Entry], register: Register, day: datetime.date
) -> Iterable[StandLine]:
    for standing in standings_of(cell, register):
        entry = statements.get(standing.standing)
        yield StandLine(
            cell.actor_id,
            standing.name,
            cell.measure_id,
            register.measure_name(cell.measure_id),
            cell.claim,
            standing,
            statement_of(Met(entry), register, stands=True, day=day) if entry is not None else None,
        )


def firmest_first(line: StandLine) -> tuple[bool, int, str, str, str]:
    rank = line.standing.stance.rank
    own = line.standing.own and rank is not None
    return (not own, rank if rank is not None else LAST, line.actor_name, line.measure_name, line.standing.where)
