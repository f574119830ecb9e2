"""What a case says of reckoning: which stances count as what, requirements, rotation, yardsticks, own commitments.

All of it is data with sources and can be edited (docs/explanation/reckoning.md); what is left out has a default.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from willing.cases.tables import read_table
from willing.errors import InvalidValue
from willing.model import PartialDate, Stance

REQUIREMENTS_FILE = "requirements.csv"
NEED, ESTIMATE = "need", "estimate"
TOLD_AS = (NEED, ESTIMATE)
"""What a figure of requirements.csv is: how much is needed, or somebody's estimate of how much could be given."""
UP_TO, FROM = {"up to", "at most", "fewer than"}, {"at least", "more than", "minimum"}
"""Words of a unit that leave a single figure open below, or above."""
COUNTRIES_FILE = "countries.csv"
LEVELS = ("firm", "offered", "considered")
VOICES = ("own", "outlet", "unnamed", "hearsay")
PLACES = ("front", "inside", "neighbour", "home", "sea", "air")
"""Where a force would be, as far as words tell it (docs/reference/ledger.md)."""
EACH_FOR_ITSELF = ("parliament", "law")
"""Conditions that every actor meets for itself, where a case names none: a vote at home, the own law."""

Table: TypeAlias = Mapping[str, Any]
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CommitmentRule:
    """How standing positions become commitments.

    `levels` gives for a stance its level: "firm" ones enter floor, scenario and ceiling, "offered" ones scenario and
    ceiling, "considered" ones the ceiling; a stance without a level promises nothing. `voices` are the voices that
    count. `bodies` are bodies whose promises are their own acts. `each_for_itself` are conditions that every actor
    meets for itself. `expressions` says a condition as an expression in which {actor} and {measure} stand for the
    promise's. `units` is what the amounts of a measure count; `elsewhere` lists, for a measure, places that do not
    count towards it. `requirement` is the id of the one that questions are about when none is named.
    """

    levels: Mapping[Stance, str]
    voices: tuple[str, ...] = ("own",)
    bodies: tuple[str, ...] = ()
    each_for_itself: tuple[str, ...] = EACH_FOR_ITSELF
    expressions: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    units: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    requirement: str = ""


DEFAULT_LEVELS: Mapping[Stance, str] = MappingProxyType(
    {
        Stance.DELIVERED: "firm",
        Stance.ALLOCATED: "firm",
        Stance.COMMITTED: "firm",
        Stance.WILLING: "offered",
        Stance.CONSIDERING: "considered",
    }
)


@dataclass(frozen=True, slots=True)
class OwnCommitment:
    """A commitment that the case states itself, beside what its positions give or `instead` of them.

    `low` and `high` bound the quantity (None: no upper end); `holds_if` is a condition's text ("": none). `positions`
    are ids of rows or positions that stand behind it, `note` says why it is stated.
    """

    id: str
    actor: str
    measure: str
    low: float
    high: float | None
    unit: str = ""
    holds_if: str = ""
    level: str = "firm"
    pact: str | None = None
    start: int | None = None
    end: int | None = None
    adds: bool = False
    instead: bool = False
    positions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnJointSum:
    """What the case states itself that several actors give together, in place of what statements tell of any of them.

    `low` and `high` bound the sum (None: no upper end); `positions` and `note` as in `OwnCommitment`.
    """

    measure: str
    actors: tuple[str, ...]
    low: float
    high: float | None
    positions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseRequirement:
    """A total that somebody says a measure must reach; `high` is the upper end of what was said, if any."""

    id: str
    name: str
    measure: str
    at_least: float
    high: float | None = None
    unit: str = ""
    said_by: str = ""
    url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class CaseEstimate:
    """How much of a measure somebody reckons could be given: nobody's promise, and nothing that is needed.

    `low` and `high` bound the estimate (None: open on that side); `confidence` is that of its row.
    """

    id: str
    name: str
    measure: str
    low: float | None
    high: float | None
    unit: str
    said_by: str
    url: str
    date: str
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class RotationFigure:
    """Units of an actor that take turns: `tour` months there, `rest` months before they can go again.

    `rest_low` and `rest_high` bound the rest where sources differ; `note` says what the units are, `basis` where
    tour, rest and the share that can go come from.
    """

    actor: str
    measure: str
    units: float
    tour: float
    rest: float
    source: str
    whole: bool = False
    rest_low: float = 0
    rest_high: float = 0
    note: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class BesideRule:
    """A figure of countries.csv that is shown beside every part of a burden, under a name."""

    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class YardstickRule:
    """What a cost is held against, from the columns of countries.csv.

    The figure itself; with `per_cent`, that share of it; with `debt`, the figure discounted for debt above `limit`.
    `source` is where a convention such as the limit comes from.
    """

    name: str
    figure: str
    unit: str = ""
    per_cent: str = ""
    debt: str = ""
    limit: float = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one unit of a measure costs a year, as a sourced range; `name` and `note` say what it is a figure of.

    A `comparison` is shown beside the result and nothing is reckoned with it.
    """

    measure: str
    low: float
    high: float
    currency: str
    per: str
    source: str
    note: str = ""
    name: str = ""
    comparison: bool = False


@dataclass(frozen=True, slots=True)
class ReckoningRules:
    """Everything that a case folder says of reckoning."""

    rule: CommitmentRule
    requirements: tuple[CaseRequirement, ...] = ()
    commitments: tuple[OwnCommitment, ...] = ()
    rotation: tuple[RotationFigure, ...] = ()
    yardsticks: tuple[YardstickRule, ...] = ()
    costs: tuple[UnitCost, ...] = ()
    beside: tuple[BesideRule, ...] = ()
    joint: tuple[OwnJointSum, ...] = ()
    estimates: tuple[CaseEstimate, ...] = ()


def reckoning_rules(table: Table, folder: Path) -> ReckoningRules:
    """What a checked `case.toml`, as a table, and the tables beside it say of reckoning. Raises InvalidValue."""
    return ReckoningRules(
        rule_from(table.get("reckoning", {})),
        (*map(requirement_from, table.get("requirement", ())), *requirements_in(folder)),
        tuple(map(commitment_from, table.get("commitment", ()))),
        tuple(map(rotation_from, table.get("pool", ()))),
        tuple(map(yardstick_from, table.get("yardstick", ()))),
        tuple(map(cost_from, table.get("unit_cost", ()))),
        tuple(map(beside_from, table.get("beside", ()))),
        tuple(map(joint_from, table.get("joint", ()))),
        estimates_in(folder),
    )


def rule_from(table: Table) -> CommitmentRule:
    """The `[reckoning]` of a case."""
    voices = words_of(table, "voices", ("own",))
    for voice in voices:
        if voice not in VOICES:
            raise InvalidValue(f"voices {voice!r}: expected one of {', '.join(VOICES)}")
    return CommitmentRule(
        levels_from(table),
        voices,
        words_of(table, "bodies", ()),
        words_of(table, "each_for_itself", EACH_FOR_ITSELF),
        texts_of(table, "conditions"),
        texts_of(table, "units"),
        {measure: words_of(table["elsewhere"], measure, ()) for measure in table.get("elsewhere", {})},
        str(table.get("requirement", "")),
    )


def levels_from(table: Table) -> Mapping[Stance, str]:
    """The level of each stance; a level that the case does not name keeps its default."""
    levels: dict[Stance, str] = {}
    for level in LEVELS:
        usual = [stance.value for stance, its in DEFAULT_LEVELS.items() if its == level]
        for word in words_of(table, level, tuple(usual)):
            try:
                stance = Stance(word)
            except ValueError:
                known = ", ".join(stance.value for stance in DEFAULT_LEVELS)
                raise InvalidValue(f"{level} {word!r}: expected one of {known}") from None
            if not stance.positive:
                raise InvalidValue(f"{level} {word!r}: expected a stance that promises something")
            levels.setdefault(stance, level)
    return levels


def words_of(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = table.get(key, default)
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) for word in value):
        raise InvalidValue(f"{key} {value!r}: expected a list of words")
    return tuple(value)


def texts_of(table: Table, key: str) -> Mapping[str, str]:
    value = table.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise InvalidValue(f"{key} {value!r}: expected a table of texts")
    return value


def commitment_from(entry: Table) -> OwnCommitment:
    """A `[[commitment]]` of a case."""
    low, high = range_of(entry, "quantity", (0, None))
    level = str(entry.get("level", "firm"))
    if level not in LEVELS:
        raise InvalidValue(f"level {level!r}: expected one of {', '.join(LEVELS)}")
    return OwnCommitment(
        id=entry["id"],
        actor=entry["actor"],
        measure=entry["measure"],
        low=low,
        high=high,
        unit=str(entry.get("unit", "")),
        holds_if=str(entry.get("holds_if", "")),
        level=level,
        pact=entry.get("pact"),
        start=entry.get("from"),
        end=entry.get("until"),
        adds=bool(entry.get("adds", False)),
        instead=bool(entry.get("instead", False)),
        positions=words_of(entry, "positions", ()),
        note=str(entry.get("note", "")),
    )


def joint_from(entry: Table) -> OwnJointSum:
    """A `[[joint]]` of a case."""
    actors = words_of(entry, "actors", ())
    if len(set(actors)) < 2 or len(set(actors)) < len(actors):
        raise InvalidValue(f"actors {list(actors)!r}: expected two or more, each once")
    if "quantity" not in entry:
        raise InvalidValue("quantity is not told: expected a number, [low, high], or [low] for no upper end")
    low, high = range_of(entry, "quantity", (0, None))
    positions = words_of(entry, "positions", ())
    return OwnJointSum(entry["measure"], actors, low, high, positions, str(entry.get("note", "")))


def range_of(entry: Table, key: str, default: tuple[float, float | None]) -> tuple[float, float | None]:
    """A number, or a list of two numbers; a third way, [n], has no upper end."""
    value = entry.get(key, list(default))
    bounds = value if isinstance(value, list) else [value, value]
    numbers = [bound for bound in bounds if bound is not None]
    if not 1 <= len(bounds) <= 2 or any(isinstance(n, bool) or not isinstance(n, (int, float)) for n in numbers):
        raise InvalidValue(f"{key} {value!r}: expected a number, [low, high], or [low] for no upper end")
    low = bounds[0] or 0
    high = bounds[1] if len(bounds) == 2 else None
    if low < 0 or (high is not None and high < low):
        raise InvalidValue(f"{key} {value!r}: expected 0 or more, the lower bound first")
    return low, high


def told_by(date: str, day: datetime.date | None) -> bool:
    """Whether a figure of a date (two with a slash: by the later one) had surely been told by the end of a day.

    One without a date always counts, and without a day everything does.
    """
    return day is None or not date or PartialDate.parse(date.rsplit("/", 1)[-1]).last <= day


def requirement_from(entry: Table) -> CaseRequirement:
    """A `[[requirement]]` of a case."""
    if "at_least" not in entry:
        raise InvalidValue("at_least is not told: expected a number, or [low, high]")
    low, high = range_of(entry, "at_least", (0, None))
    return CaseRequirement(
        entry["id"],
        str(entry.get("name", entry["id"])),
        entry["measure"],
        low,
        high if high != low else None,
        str(entry.get("unit", "")),
        str(entry.get("said_by", "")),
        str(entry.get("source", "")),
        str(entry.get("date", "")),
    )


def requirements_in(folder: Path) -> tuple[CaseRequirement, ...]:
    """The rows of requirements.csv that say how much of a measure is needed: those with a measure and a figure.

    Rows of low confidence are left out, as low positions are; so are estimates of what could be given.
    """
    return tuple(
        CaseRequirement(
            row.get("id") or f"row-{number}",
            row.get("tasks") or row["kind"],
            row["measure"],
            float(row["low_or_value"]),
            float(row["high"]) if row.get("high") else None,
            row.get("counted_in", ""),
            row["source"],
            row["url"],
            row["date"],
        )
        for number, row in enumerate(figures_in(folder), start=1)
        if is_measured(row) and row.get("told_as") != ESTIMATE and row.get("confidence") != "low"
    )


def estimates_in(folder: Path) -> tuple[CaseEstimate, ...]:
    """The rows of requirements.csv that say how much could be given.

    Those of low confidence too, marked, for nothing is reckoned with them.
    """
    return tuple(
        CaseEstimate(
            row.get("id") or f"row-{number}",
            row.get("tasks") or row["kind"],
            row["measure"],
            *estimate_bounds(row),
            row.get("counted_in", ""),
            row["source"],
            row["url"],
            row["date"],
            row.get("confidence", ""),
        )
        for number, row in enumerate(figures_in(folder), start=1)
        if is_measured(row) and row.get("told_as") == ESTIMATE
    )


def estimate_bounds(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Low and high of an estimate; a single figure is "at most" or "at least" where its unit says so."""
    low = float(row["low_or_value"])
    if row.get("high"):
        return low, float(row["high"])
    words = {word.strip() for word in row.get("unit", "").split(",")}
    return (None if words & UP_TO else low), (None if words & FROM else low)


def is_measured(row: Mapping[str, str]) -> bool:
    return bool(row.get("measure") and row.get("low_or_value"))


def figures_in(folder: Path) -> list[Mapping[str, str]]:
    file = folder / REQUIREMENTS_FILE
    return [row.cells for row in read_table(file).rows] if file.is_file() else []


def rotation_from(entry: Table) -> RotationFigure:
    """A `[[pool]]` of a case."""
    if (tour := above(entry, "tour")) == 0:
        raise InvalidValue("tour 0: expected a number of months above 0")
    rest = above(entry, "rest")
    low, high = range_of(entry, "rest_range", (rest, rest))
    if high is None or not low <= rest <= high:
        raise InvalidValue(f"rest_range {entry.get('rest_range')!r}: expected [low, high] with the rest between them")
    return RotationFigure(
        entry["actor"],
        entry["measure"],
        above(entry, "units"),
        tour,
        rest,
        str(entry["source"]),
        bool(entry.get("whole", False)),
        low,
        high,
        str(entry.get("note", "")),
        str(entry.get("basis", "")),
    )


def above(entry: Table, key: str) -> float:
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise InvalidValue(f"{key} {value!r}: expected a number of 0 or more")
    return value


def yardstick_from(entry: Table) -> YardstickRule:
    """A `[[yardstick]]` of a case."""
    return YardstickRule(
        entry["name"],
        entry["figure"],
        str(entry.get("unit", "")),
        str(entry.get("per_cent", "")),
        str(entry.get("debt", "")),
        above(entry, "limit") if "limit" in entry else 0,
        str(entry.get("source", "")),
    )


def beside_from(entry: Table) -> BesideRule:
    """A `[[beside]]` of a case."""
    return BesideRule(str(entry["name"]), str(entry["figure"]))


def cost_from(entry: Table) -> UnitCost:
    """A `[[unit_cost]]` of a case."""
    if "cost" not in entry:
        raise InvalidValue("cost is not told: expected a number, or [low, high]")
    low, high = range_of(entry, "cost", (0, 0))
    return UnitCost(
        entry["measure"],
        low,
        low if high is None else high,
        str(entry.get("currency", "")),
        str(entry.get("per", "")),
        str(entry["source"]),
        str(entry.get("note", "")),
        str(entry.get("name", "")),
        bool(entry.get("comparison", False)),
    )
