"""The general register that ships with the package, and how register files are read.

Names of states, bodies and regions, office holders by date, issuers, and the annotation guide's measures and
conditions: tables and TOML under data/general, so that a person can read and correct them.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from willing.errors import CaseError
from willing.model import PartialDate
from willing.model.register import BORDER_BEFORE, Actor, ConditionKind, Issuer, Measure, OfficeHolder, Register

BORDER_AFTER = r"(?![\w])"


@cache
def load_general_register() -> Register:
    """The register used where there is no case; raises CaseError if the package's own files are damaged."""
    folder = resources.files("willing.cases").joinpath("data/general")
    return Register(
        actors=tuple(actors_from(rows_of(folder.joinpath("actors.csv")))),
        measures=tuple(measures_from(table_of(folder.joinpath("measures.toml")))),
        conditions=tuple(conditions_from(table_of(folder.joinpath("conditions.toml")))),
        office_holders=tuple(office_holders_from(rows_of(folder.joinpath("office_holders.csv")))),
        issuers=tuple(Issuer(row["words"], row["actor_id"]) for row in rows_of(folder.joinpath("issuers.csv"))),
    )


def rows_of(file: Traversable) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8, keyed by its header."""
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))


def table_of(file: Traversable) -> dict[str, Any]:
    """A TOML file; raises CaseError with its place where it cannot be parsed."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{file.name}: {error}; expected TOML") from error


def actors_from(rows: Iterable[dict[str, str]]) -> Iterator[Actor]:
    for row in rows:
        yield Actor(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            names=listed(row["names"]),
            demonyms=listed(row["demonyms"]),
            seats=listed(row["seats"]),
            members=listed(row["members"]),
        )


def office_holders_from(rows: Iterable[dict[str, str]]) -> Iterator[OfficeHolder]:
    for row in rows:
        yield OfficeHolder(
            person=row["person"],
            actor_id=row["actor_id"],
            office=row["office"],
            since=PartialDate.parse(row["since"]) if row["since"] else None,
            until=PartialDate.parse(row["until"]) if row["until"] else None,
        )


def measures_from(table: dict[str, Any]) -> Iterator[Measure]:
    for entry in table.get("measure", ()):
        yield Measure(entry["id"], entry["name"], bordered(entry.get("words", ())), entry.get("meaning", ""))


def conditions_from(table: dict[str, Any]) -> Iterator[ConditionKind]:
    for entry in table.get("condition", ()):
        yield ConditionKind(entry["id"], entry["name"], bordered(entry.get("words", ())), entry.get("meaning", ""))


def bordered(words: Iterable[str]) -> tuple[str, ...]:
    """The expressions with word borders around them, so that data files need not repeat them."""
    return tuple(f"{BORDER_BEFORE}(?:{word}){BORDER_AFTER}" for word in words)


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list separated by bars."""
    return tuple(part for part in cell.split("|") if part)
