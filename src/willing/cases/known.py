"""What a case's files may name: the ids of the general register and of the case, as far as they can be read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willing.cases.register import load_general_register
from willing.cases.tables import read_table


@dataclass(frozen=True, slots=True)
class Known:
    """Ids by what they name. `measure_codes` are the case's own words for measures, `facts` its facts."""

    actors: frozenset[str]
    measures: frozenset[str]
    conditions: frozenset[str]
    facts: frozenset[str]
    measure_codes: frozenset[str]


def known_ids(table: Mapping[str, Any], folder: Path) -> Known:
    """Ids that may be used; a part that cannot be read adds none, and is a mistake told elsewhere."""
    general = load_general_register()
    codes = table.get("codes")
    measures = codes.get("measures") if isinstance(codes, dict) else None
    return Known(
        actors=frozenset(actor.id for actor in general.actors) | actor_ids(folder / "actors.csv"),
        measures=kept_of(table, frozenset(measure.id for measure in general.measures)) | ids_of(table, "measure"),
        conditions=frozenset(kind.id for kind in general.conditions) | ids_of(table, "condition"),
        facts=ids_of(table, "fact"),
        measure_codes=frozenset(measures if isinstance(measures, dict) else ()),
    )


def kept_of(table: Mapping[str, Any], general: frozenset[str]) -> frozenset[str]:
    """The general measures that the case keeps; all of them where it says nothing, or nothing that can be read."""
    listed = table.get("general_measures")
    return general & {word for word in listed if isinstance(word, str)} if isinstance(listed, list) else general


def ids_of(table: Mapping[str, Any], name: str) -> frozenset[str]:
    entries = table.get(name, ())
    listed = entries if isinstance(entries, list) else ()
    return frozenset(
        entry["id"] for entry in listed if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry["id"]
    )


def actor_ids(file: Path) -> frozenset[str]:
    try:
        return frozenset(row.cells.get("id", "") for row in read_table(file).rows) - {""}
    except (OSError, UnicodeDecodeError, csv.Error):
        return frozenset()
