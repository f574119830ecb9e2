"""Cells as JSON and back without loss, for the summaries."""

from __future__ import annotations

from typing import Any

from willing.ledger.authority import Voice
from willing.ledger.cell import Ask, Cell, Part
from willing.model import Basis, Quantifier, Relation, Stance

Conditions = tuple[tuple[str, Relation, bool], ...]


def cell_record(cell: Cell) -> dict[str, Any]:
    """Every field but `entries`, which are many and not always wanted."""
    return {
        "actor_id": cell.actor_id,
        "quantifier": cell.quantifier.as_json() if cell.quantifier else None,
        "measure_id": cell.measure_id,
        "stance": cell.stance.value,
        "conditions": conditions_record(cell.conditions),
        "place": cell.place,
        "claim": cell.claim,
        "basis": cell.basis.value,
        "reviewed": cell.reviewed,
        "origins": cell.origins,
        "standing_id": cell.standing_id,
        "reason": cell.reason,
        "voice": int(cell.voice),
        "own": cell.own,
        "asks": [[ask.stance.value, list(ask.by_ids), ask.position_id] for ask in cell.asks],
        "phase": cell.phase,
        "row": cell.row,
        "parts": [part_record(part) for part in cell.parts],
    }


def cell_from(record: dict[str, Any], entries: tuple[str, ...]) -> Cell:
    """Inverse of `cell_record`."""
    return Cell(
        **record
        | {
            "quantifier": Quantifier.from_json(record["quantifier"]) if record["quantifier"] is not None else None,
            "stance": Stance(record["stance"]),
            "conditions": conditions_from(record["conditions"]),
            "basis": Basis(record["basis"]),
            "voice": Voice(record["voice"]),
            "asks": tuple(Ask(Stance(stance), tuple(by_ids), each) for stance, by_ids, each in record["asks"]),
            "parts": tuple(map(part_from, record["parts"])),
            "entries": entries,
        }
    )


def part_record(part: Part) -> dict[str, Any]:
    return {
        "place": part.place,
        "phase": part.phase,
        "stance": part.stance.value,
        "conditions": conditions_record(part.conditions),
        "reviewed": part.reviewed,
        "basis": part.basis.value,
        "voice": int(part.voice),
        "standing_id": part.standing_id,
        "reason": part.reason,
    }


def part_from(record: dict[str, Any]) -> Part:
    return Part(
        **record
        | {
            "stance": Stance(record["stance"]),
            "conditions": conditions_from(record["conditions"]),
            "basis": Basis(record["basis"]),
            "voice": Voice(record["voice"]),
        }
    )


def conditions_record(conditions: Conditions) -> list[list[Any]]:
    return [[name, relation.value, negated] for name, relation, negated in conditions]


def conditions_from(record: list[list[Any]]) -> Conditions:
    return tuple((name, Relation(relation), negated) for name, relation, negated in record)
