"""Who decides in an actor on sending forces, what stands in the way by law, and what parliament has to do with it.

From the columns of `actors.csv`. Nothing follows from a constitution about what an actor wants: it may be willing and
not able.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COLUMNS = ("decides", "parliament", "bar", "needs")
"""Columns that say something, each with the measures that it is said of and a source."""
MEASURES, WORDS, SOURCE = "constraint_for", "constraint", "constraint_url"


@dataclass(frozen=True, slots=True)
class Constitution:
    """What must be so before an actor may do one of the measures.

    `decides`, `parliament` and `bar` are in words; `needs` are facts or conditions that must be so first. A bar with
    needs is lifted by them, one without stands. `words` is what the source says, in a sentence of the case.
    """

    actor: str
    measures: tuple[str, ...]
    decides: str = ""
    parliament: str = ""
    bar: str = ""
    needs: tuple[str, ...] = ()
    words: str = ""
    source: str = ""


def constitutions_of(rows: Iterable[Mapping[str, str]]) -> dict[str, Constitution]:
    """The constitutions that checked rows of `actors.csv` tell, by actor."""
    return {
        row["id"]: Constitution(
            row["id"],
            parts(row, MEASURES),
            row.get("decides", ""),
            row.get("parliament", ""),
            row.get("bar", ""),
            parts(row, "needs"),
            row.get(WORDS, ""),
            row.get(SOURCE, ""),
        )
        for row in rows
        if any(row.get(column) for column in COLUMNS)
    }


def parts(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.get(column, "").split("|") if part.strip())
