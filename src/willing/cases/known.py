"""What a case's files may name: the ids of the general register and of the case, as far as they can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willing.cases.damaged import Readable, read_as_far_as_possible
from willing.cases.register import load_general_register


class AnyWord(frozenset[str]):
    """Ids that could not be read: whatever is named may be one of them, and no word is told as unknown."""

    def __contains__(self, word: object) -> bool:
        return True

    def __or__(self, other: object) -> AnyWord:
        return self

    __ror__ = __or__


@dataclass(frozen=True, slots=True)
class Known:
    """Ids by what they name. `measure_codes` are the case's own words for measures, `facts` its facts, `requirements`
    and `positions` the ids of rows, `figures` the columns of countries.csv; `texts` are the names of the text files."""

    actors: frozenset[str]
    measures: frozenset[str]
    conditions: frozenset[str]
    facts: frozenset[str]
    measure_codes: frozenset[str]
    requirements: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


def known_ids(table: Mapping[str, Any], tables: Mapping[str, Readable], *, whole: bool = True) -> Known:
    """Ids that may be used; a part that cannot be read adds none, and is a mistake told elsewhere.

    Where `case.toml` could not be read as a whole, what it would name may be any word.
    """
    general = load_general_register()
    lost: frozenset[str] = frozenset() if whole else AnyWord()
    codes = table.get("codes")
    measures = codes.get("measures") if isinstance(codes, dict) else None
    return Known(
        actors=frozenset(actor.id for actor in general.actors) | rows_named(tables, "actors.csv", "id"),
        measures=lost
        | kept_of(table, frozenset(measure.id for measure in general.measures))
        | ids_of(table, "measure"),
        conditions=lost | frozenset(kind.id for kind in general.conditions) | ids_of(table, "condition"),
        facts=lost | ids_of(table, "fact"),
        measure_codes=lost | frozenset(measures if isinstance(measures, dict) else ()),
        requirements=lost | ids_of(table, "requirement") | rows_named(tables, "requirements.csv", "id"),
        positions=rows_named(tables, "positions.csv", "position_id") if "positions.csv" in tables else AnyWord(),
        figures=frozenset(tables["countries.csv"].table.columns if "countries.csv" in tables else ()),
    )


def tables_in(folder: Path, names: tuple[str, ...]) -> dict[str, Readable]:
    """The tables that are there, by name, as far as they can be read."""
    return {name: read_as_far_as_possible(folder / name) for name in names if (folder / name).is_file()}


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


def rows_named(tables: Mapping[str, Readable], name: str, column: str) -> frozenset[str]:
    """The ids of a table's rows; any word where the table is there and nothing of it can be read."""
    if name not in tables:
        return frozenset()
    found = tables[name]
    return AnyWord() if not found.table.columns else found.ids(column)
