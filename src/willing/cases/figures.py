"""Figures per country, from a case's countries.csv: each with its year, source and, where it has one, a caution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from willing.cases.cells import source_of
from willing.cases.reckoning_rule import COUNTRIES_FILE
from willing.cases.tables import read_table
from willing.errors import CaseError

LOW_CONFIDENCE = "low"


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """One column: the figure of each actor, where it is from, and why it cannot be compared, where that is so."""

    name: str
    unit: str
    values: Mapping[str, str]
    sources: Mapping[str, str]
    flags: Mapping[str, str]


def figures_of(folder: Path, column: str) -> CountryFigures:
    """The figures of a column of countries.csv. Raises CaseError where there is no such column."""
    file = folder / COUNTRIES_FILE
    if not file.is_file():
        raise CaseError(f"{file}: not there; a yardstick names its column {column!r}")
    table = read_table(file)
    if column not in table.columns:
        raise CaseError(f"{file}: no column {column!r}, which a yardstick names; columns: {', '.join(table.columns)}")
    rows = [row.cells for row in table.rows if row.cells.get(column)]
    source = source_of(column)
    stem = source.removesuffix("_url")
    year = f"{stem}_year"
    return CountryFigures(
        column,
        "",
        {row["id"]: row[column] for row in rows},
        {row["id"]: ", ".join(part for part in (row.get(year, ""), row.get(source, "")) if part) for row in rows},
        {row["id"]: told for row in rows if (told := caution(row, stem))},
    )


def caution(row: Mapping[str, str], stem: str) -> str:
    """Why a figure cannot be compared with the others', as its row tells: of low confidence, by another definition."""
    if row.get(f"{stem}_confidence") != LOW_CONFIDENCE:
        return ""
    return row.get(f"{stem}_definition") or row.get("note") or "low confidence"
