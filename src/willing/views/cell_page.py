"""A cell as a page shows it: what stands and why, then every statement behind it, newest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from willing.ledger import Ask, Cell, Part
from willing.model import Stance
from willing.model.register import Register
from willing.views.ability import Ability, Reason, reasons_not_able
from willing.views.copies import Met
from willing.views.matrix import cell_as_json, conditions_of, row_name
from willing.views.statements import Statement, statements_of
from willing.views.wording import joined, where_in_words


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for the cell, or for one place or phase of it (`where`), and the reason. `row` is that of the rule.

    `standing` is the id of the statement it rests on; `sources` counts independent outlets.
    """

    name: str
    where: str
    stance: Stance
    conditions: str
    reason: str
    row: int | None
    own: bool
    coded: bool
    reviewed: bool
    sources: int
    standing: str


@dataclass(frozen=True, slots=True)
class AskLine:
    """What the actor asks of others, objects to in others, or accepts from them."""

    stance: Stance
    of: str
    statement: str


@dataclass(frozen=True, slots=True)
class CellPage:
    """An actor on a measure: `standings` (none where it said nothing), `asks`, `statements`, newest first.

    `older` where statements older than those were left out; `waits` why the actor is not yet able to what it is willing
    to, a reason each with its source.
    """

    actor: str
    actor_name: str
    measure: str
    measure_name: str
    standings: tuple[Standing, ...]
    asks: tuple[AskLine, ...]
    statements: tuple[Statement, ...]
    older: bool
    waits: tuple[Reason, ...] = ()


def cell_page(
    cells: Sequence[Cell],
    met: Iterable[Met],
    actor: str,
    measure: str,
    register: Register,
    day: datetime.date,
    *,
    abilities: Mapping[tuple[str, str], Ability] | None = None,
    older: bool = False,
) -> CellPage:
    """The page of the cells of one actor on one measure: its own, and those of the sets and claims it stands for."""
    resting = {cell.standing_id for cell in cells} | {part.standing_id for cell in cells for part in cell.parts}
    ability = (abilities or {}).get((actor, measure))
    return CellPage(
        actor,
        register.actor_name(actor),
        measure,
        register.measure_name(measure),
        tuple(each for cell in cells for each in standings_of(cell, register)),
        tuple(asked_of(ask, register) for cell in cells for ask in cell.asks),
        statements_of(met, resting, register, day),
        older,
        tuple(reasons_not_able(ability)) if ability else (),
    )


def standings_of(cell: Cell, register: Register) -> list[Standing]:
    """The cell, or its parts where the actor told places or phases apart."""
    told = row_name(cell, register)
    if not cell.parts:
        where = where_in_words(cell.place, cell.phase)
        return [standing(cell, cell, told, "" if where == "as such" else where, register)]
    return [standing(cell, part, told, where_in_words(part.place, part.phase), register) for part in cell.parts]


def standing(cell: Cell, part: Cell | Part, name: str, where: str, register: Register) -> Standing:
    return Standing(
        name,
        where,
        part.stance,
        conditions_of(part, register),
        part.reason,
        cell.row if part.standing_id == cell.standing_id else None,
        cell.own,
        part.basis.value != "quoted",
        part.reviewed,
        cell.origins,
        part.standing_id,
    )


def asked_of(ask: Ask, register: Register) -> AskLine:
    return AskLine(ask.stance, joined([register.actor_name(each) for each in ask.by_ids]), ask.position_id)


def cell_page_as_json(
    page: CellPage, cells: Iterable[Cell], register: Register, abilities: Mapping[tuple[str, str], Ability]
) -> dict[str, Any]:
    """The machine form: the cells as in the matrix, and the statements behind them."""
    return {
        "actor": page.actor,
        "actor_name": page.actor_name,
        "measure": page.measure,
        "measure_name": page.measure_name,
        "cells": [cell_as_json(cell, register, abilities.get((cell.actor_id, cell.measure_id))) for cell in cells],
        "statements": [asdict(each) for each in page.statements],
        "older": page.older,
    }
