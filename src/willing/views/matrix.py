"""The matrix: actors down, measures across, the current stance in each cell, the most spoken of first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from willing.ledger import Cell, Part
from willing.model import Relation
from willing.model.register import Register
from willing.views.ability import Ability, ability_as_json
from willing.views.wording import condition_in_words


@dataclass(frozen=True, slots=True)
class Row:
    """One actor, or one unnamed set or claim about many, with its cells by measure id."""

    key: str
    name: str
    claim: bool
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`measures` are (id, name), in the order of columns; `rows` in the order of rows."""

    measures: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


def matrix_of(cells: Iterable[Cell], register: Register) -> Matrix:
    """The matrix of the cells. Claims and unnamed sets stand in rows of their own, below the named actors."""
    known = list(cells)
    columns = Counter(cell.measure_id for cell in known)
    order = {measure.id: place for place, measure in enumerate(register.measures)}
    measures = sorted(columns, key=lambda each: (-columns[each], order.get(each, len(order))))
    rows: dict[str, dict[str, Cell]] = {}
    names: dict[str, tuple[str, bool]] = {}
    for cell in known:
        name = row_name(cell, register)
        key = f"{cell.actor_id}|{cell.quantifier or ''}|{cell.claim}"
        rows.setdefault(key, {})[cell.measure_id] = cell
        names[key] = (name, cell.claim)
    ordered = sorted(rows, key=lambda key: (names[key][1], -len(rows[key]), names[key][0]))
    return Matrix(
        tuple((measure, register.measure_name(measure)) for measure in measures),
        tuple(Row(key, *names[key], rows[key]) for key in ordered),
    )


def row_name(cell: Cell, register: Register) -> str:
    """The actor's name; for an unnamed set its size too ("most: Europe")."""
    name = register.actor_name(cell.actor_id)
    return f"{cell.quantifier}: {name}" if cell.quantifier else name


def cell_as_json(cell: Cell, register: Register, ability: Ability | None = None) -> dict[str, Any]:
    """One cell of `willing who --json`; `ability`: whether one that is willing is able to, where it is told."""
    return {
        "actor": cell.actor_id,
        "measure": cell.measure_id,
        "actor_name": register.actor_name(cell.actor_id),
        "quantifier": cell.quantifier.as_json() if cell.quantifier else None,
        "stance": cell.stance.value if cell.stance else None,
        "conditions": conditions_as_json(cell.conditions),
        "place": cell.place,
        "phase": cell.phase,
        "parts": [part_as_json(part) for part in cell.parts],
        "claim": cell.claim,
        "basis": cell.basis.value if cell.basis else None,
        "reviewed": cell.reviewed,
        "origins": cell.origins,
        "positions": list(cell.entries),
        "asks": [each if isinstance(each, str) else getattr(each, "id", str(each)) for each in cell.asks],
        "standing": cell.standing_id,
        "reason": cell.reason,
        "row": cell.row,
        **ability_as_json(ability),
    }


def part_as_json(part: Part) -> dict[str, Any]:
    """What stands for one place or phase, where the actor told them apart."""
    return {
        "place": part.place,
        "phase": part.phase,
        "stance": part.stance.value,
        "conditions": conditions_as_json(part.conditions),
        "basis": part.basis.value,
        "reviewed": part.reviewed,
        "standing": part.standing_id,
        "reason": part.reason,
    }


def conditions_as_json(conditions: Iterable[tuple[str, Relation, bool]]) -> list[dict[str, Any]]:
    return [{"id": name, "relation": relation.value, "negated": negated} for name, relation, negated in conditions]


def conditions_of(cell: Cell | Part, register: Register) -> str:
    """The cell's conditions in words, empty where there are none."""
    return "; ".join(condition_in_words(*condition, register) for condition in cell.conditions)
