"""A case: one question about who is willing to do what, with its members, measures, conditions and facts, as data.

A case folder holds `case.toml` and tables beside it (docs/reference/case-folder.md). Loading checks the folder first,
so a `Case` never holds half of what its folder says: it is whole, or there is a CaseError with every mistake.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from willing.cases.builtin import CASE_FILE
from willing.cases.constitution import Constitution, constitutions_of
from willing.cases.reckoning_rule import DEFAULT_LEVELS, CommitmentRule, ReckoningRules, reckoning_rules
from willing.cases.register import actors_from, bordered, load_general_register
from willing.cases.tables import read_table
from willing.errors import CaseError, InvalidValue
from willing.model import PartialDate
from willing.model.register import Actor, ConditionKind, Measure, Register

ACTOR_COLUMNS = ("id", "name", "kind", "names", "demonyms", "seats", "members")
KINDS = {"organisation": "body"}
"""Words for a kind of actor that people write, and the register's own word."""


class Identified(Protocol):
    """An entry of the register."""

    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=Identified)


@dataclass(frozen=True, slots=True)
class CaseFact:
    """Something that is so or not, on which promises depend.

    `condition` is the condition of the register that it settles, `since` the newest day its status speaks of.
    """

    id: str
    name: str
    condition: str
    status: str = ""
    since: PartialDate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Demo:
    """What `willing demo` shows of the case: the matrix as of a day, and one measure to look at."""

    as_of: PartialDate
    measure_id: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case folder in memory.

    `register` is the general one with the case's own entries over it; `members` maps an actor's id to its roles (an
    actor may have none); the code maps turn the words of the case's tables into ids of the register, and its words for
    a unit into one; `reckoning` is what the case says of adding up, `people` how many must agree before a judgement of
    a position counts; `as_of_note` tells how far the tables reach; `constitutions` say by actor what must be so before
    it may send forces.
    """

    id: str
    name: str
    question: str
    folder: Path
    register: Register
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: tuple[CaseFact, ...] = ()
    demo: Demo | None = None
    measure_codes: Mapping[str, str] = field(default_factory=dict)
    condition_codes: Mapping[str, str] = field(default_factory=dict)
    unit_codes: Mapping[str, str] = field(default_factory=dict)
    reckoning: ReckoningRules = field(default_factory=lambda: ReckoningRules(CommitmentRule(DEFAULT_LEVELS)))
    people: int = 1
    as_of_note: str = ""
    constitutions: Mapping[str, Constitution] = field(default_factory=dict)


def load_case(folder: Path) -> Case:
    """The case in a folder; raises CaseError with every mistake in it."""
    from willing.cases.check import check_case

    mistakes = check_case(folder, texts=False)
    if mistakes:
        raise CaseError("\n\n".join(str(mistake) for mistake in mistakes))
    try:
        return case_from(tomllib.loads((folder / CASE_FILE).read_text(encoding="utf-8")), folder)
    except InvalidValue as error:
        raise CaseError(f"{folder / CASE_FILE}: {error}") from error


def find_case(start: Path) -> Path | None:
    """The folder of the nearest `case.toml`, from `start` upwards; None where there is none."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / CASE_FILE).is_file()), None)


def case_from(table: Mapping[str, Any], folder: Path) -> Case:
    """The case that a checked `case.toml` and the `actors.csv` beside it describe."""
    rows = [row.cells for row in read_table(folder / "actors.csv").rows] if (folder / "actors.csv").is_file() else []
    facts = tuple(fact_from(entry) for entry in table.get("fact", ()))
    codes = table.get("codes", {})
    return Case(
        id=table["id"],
        name=table["name"],
        question=table["question"],
        folder=folder,
        register=register_of(table, rows),
        members={row["id"]: split(row.get("roles", ""), "|") for row in rows},
        facts=facts,
        demo=demo_from(table["demo"]) if "demo" in table else None,
        measure_codes=dict(codes.get("measures", {})),
        condition_codes={fact.id: fact.condition for fact in facts},
        unit_codes=dict(codes.get("units", {})),
        reckoning=reckoning_rules(table, folder),
        people=people_of(table),
        as_of_note=table.get("as_of_note", ""),
        constitutions=constitutions_of(rows),
    )


def people_of(table: Mapping[str, Any]) -> int:
    """How many people must agree on a judgement: `[review] people`, one where nothing is said."""
    return int(table.get("review", {}).get("people", 1))


def register_of(table: Mapping[str, Any], actor_rows: Iterable[Mapping[str, str]]) -> Register:
    """The general register with the case's actors, measures and conditions over it."""
    general = load_general_register()
    known = {actor.id: actor for actor in general.actors}
    return replace(
        general,
        actors=overlaid(general.actors, [actor_over(known.get(row["id"]), row) for row in actor_rows]),
        measures=overlaid(
            tuple(measure for measure in general.measures if measure.id in kept_measures(table, general)),
            [Measure(*entry_parts(entry)) for entry in table.get("measure", ())],
        ),
        conditions=overlaid(
            general.conditions, [ConditionKind(*entry_parts(entry)) for entry in table.get("condition", ())]
        ),
    )


def kept_measures(table: Mapping[str, Any], general: Register) -> frozenset[str]:
    """The general measures that a case keeps: those of `general_measures`, all where it says nothing."""
    listed = table.get("general_measures")
    return frozenset(measure.id for measure in general.measures) if listed is None else frozenset(listed)


def actor_over(known: Actor | None, row: Mapping[str, str]) -> Actor:
    """The actor of a row; what the row leaves empty stays as in the general register."""
    cells = {column: row.get(column, "") for column in ACTOR_COLUMNS}
    if known is None:
        return next(actors_from([cells | {"kind": kind_of(cells["kind"] or "state")}]))
    names = split(cells["names"], "|") or known.names
    shown = cells["name"] or known.name
    # the name to show may be the case's own; the one that the general register knows must still be found in texts
    if shown != known.name and known.name not in names:
        names = (*names, known.name)
    return replace(
        known,
        name=shown,
        names=names,
        demonyms=split(cells["demonyms"], "|") or known.demonyms,
        seats=split(cells["seats"], "|") or known.seats,
        members=split(cells["members"], "|") or known.members,
    )


def overlaid(general: tuple[Entry, ...], own: list[Entry]) -> tuple[Entry, ...]:
    """The general entries, each replaced by the case's own of the same id; the case's new ones come first.

    Words are tried in order, and a case's words are more exact than general ones.
    """
    by_id = {entry.id: entry for entry in own}
    known = {entry.id for entry in general}
    return (*(entry for entry in own if entry.id not in known), *(by_id.get(entry.id, entry) for entry in general))


def entry_parts(entry: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...], str]:
    """Id, name, words and meaning of a [[measure]] or [[condition]]."""
    return entry["id"], entry["name"], bordered(entry.get("words", ())), entry.get("meaning", "")


def fact_from(entry: Mapping[str, Any]) -> CaseFact:
    return CaseFact(
        id=entry["id"],
        name=entry["name"],
        condition=entry.get("condition", entry["id"]),
        status=entry.get("status", ""),
        since=PartialDate.parse(str(entry["since"])) if entry.get("since") else None,
        source=entry.get("source", ""),
    )


def demo_from(entry: Mapping[str, Any]) -> Demo:
    return Demo(PartialDate.parse(str(entry["as_of"])), entry["measure"])


def kind_of(word: str) -> str:
    """The register's word for a kind of actor."""
    return KINDS.get(word, word)


def split(cell: str, sign: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list, without blanks around them."""
    return tuple(part.strip() for part in cell.split(sign) if part.strip())
