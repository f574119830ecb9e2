"""What a cell of a case's table may hold, column by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeAlias

from willing.cases.case import KINDS, split
from willing.cases.coded import (
    CONFIDENCE,
    SPEAKER_KINDS,
    SPEAKS_FOR,
    STRENGTHS,
    quantifier_from,
    quantity_from,
)
from willing.cases.constitution import COLUMNS, MEASURES, SOURCE
from willing.cases.facts import TRUTHS
from willing.cases.known import Known
from willing.cases.reckoning_rule import TOLD_AS
from willing.errors import InvalidValue
from willing.model import PartialDate, Stance
from willing.model.condition_atoms import NAME
from willing.model.mistake import near
from willing.model.register import ACTOR_KINDS


class Wrong(NamedTuple):
    """What is wrong with a cell, what was expected, and the word of the cell that is meant ("": all of it)."""

    what: str
    expected: str
    word: str = ""


Check: TypeAlias = Callable[[str, Mapping[str, str]], Iterator[Wrong]]
"""From a cell that is not empty, and the row around it, to what is wrong."""

NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
FIGURES = ("gdp_usd_bn", "real_growth_pct", "debt_pct_gdp", "defence_pct_gdp", "active_personnel", "population")
SOURCES = {"real_growth_pct": "growth_url", "active_personnel": "personnel_url"}
ABOVE_NOTHING = ("gdp_usd_bn", "population")
"""Figures of which there is always some: a share of none, or a division by it, would follow."""
OF_EITHER_SIGN = ("real_growth_pct",)
STATED_CONFIDENCE = tuple(word for word in CONFIDENCE if word)


def checks_for(file: str, known: Known) -> dict[str, Check]:
    """The checks of a table's columns; a column without one may hold anything."""
    actor = partial(one_of, "actor", known.actors)
    actors = partial(each_of, "actor", known.actors, ";")
    confidence = partial(one_of, "confidence", STATED_CONFIDENCE)
    tables: dict[str, dict[str, Check]] = {
        "actors.csv": {
            "id": name,
            "kind": partial(one_of, "kind", (*ACTOR_KINDS, *KINDS)),
            "members": partial(members, known.actors),
            "membership_seen": date,
            "membership_url": address,
            "constraint_url": address,
            "constraint_for": partial(each_of, "measure", known.measures, "|"),
            "needs": partial(needs, known.facts | known.conditions),
            **{column: partial(told_of, column) for column in COLUMNS if column != "needs"},
            "confidence": confidence,
        },
        "positions.csv": {
            "date_said": said,
            "date_published": date,
            "actor_id": actors,
            "speaker_kind": partial(one_of, "speaker_kind", tuple(SPEAKER_KINDS)),
            "speaks_for": partial(one_of, "speaks_for", SPEAKS_FOR),
            "stance": partial(one_of, "stance", tuple(stance.value for stance in Stance)),
            "measure": partial(one_of, "measure", known.measures | known.measure_codes),
            "quantity": quantity,
            "beneficiary": actors,
            "conditions": partial(conditions, known.facts | known.conditions),
            "url": address,
            "corroborating_urls": addresses,
            "confidence": confidence,
        },
        "facts.csv": {
            "fact": partial(fact, known.facts | known.conditions, known.actors),
            "since": date,
            "holds": partial(one_of, "truth", tuple(word for word in TRUTHS if word)),
            "url": address,
        },
        "meetings.csv": {"date": date, "conveners": actors, "url": address, "confidence": confidence},
        "countries.csv": {
            "id": actor,
            "confidence": confidence,
            **{figure: partial(sourced, figure) for figure in FIGURES},
        },
        "requirements.csv": {
            "measure": partial(one_of, "measure", known.measures),
            "low_or_value": amount,
            "high": high,
            "told_as": partial(one_of, "kind of figure", TOLD_AS),
            "date": interval,
            "url": address,
            "confidence": confidence,
        },
        "index.csv": {
            "file": partial(one_of, "text", known.texts),
            "date": date,
            "retells": addresses,
            "positions": partial(each_of, "position", known.positions, " "),
        },
    }
    return tables[file]


def one_of(what: str, known: Iterable[str], cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    if cell not in known:
        yield Wrong(f"unknown {what} {cell!r}", f"a known {what}{near(cell, known)}")


def each_of(what: str, known: Iterable[str], sign: str, cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    for part in split(cell, sign):
        if part not in known:
            yield Wrong(f"unknown {what} {part!r}", f"a known {what}{near(part, known)}", part)


def members(known: Iterable[str], cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """Actors between bars; none is a member of itself."""
    yield from each_of("actor", known, "|", cell, row)
    if row.get("id") in split(cell, "|"):
        yield Wrong(f"{row['id']!r} is a member of itself", "other actors between bars", row["id"])


def needs(known: Iterable[str], cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """Facts or conditions between bars."""
    yield from each_of("condition", known, "|", cell, row)
    yield from told_of("needs", cell, row)


def told_of(column: str, cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """Of which measures a constitution speaks, and where that was read; told at the first column that is filled."""
    if column != next(each for each in COLUMNS if row.get(each, "").strip()):
        return
    if not row.get(MEASURES, "").strip():
        yield Wrong(f"no {MEASURES}", "the measures that this is said of, between bars")
    if not row.get(SOURCE, "").strip():
        yield Wrong(f"no {SOURCE}", "the address where it was read")


def fact(known: Iterable[str], actors: Iterable[str], cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """A fact or condition, or that of one actor (`parliament-ID`), where every actor has its own."""
    whole, hyphen, actor = cell.rpartition("-")
    if not (hyphen and whole in known and actor in actors):
        yield from one_of("fact", known, cell, row)


def name(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    if not NAME.fullmatch(cell):
        yield Wrong(f"bad id {cell!r}", "letters, digits, _ and -, so that conditions can name it")


def conditions(known: Iterable[str], cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """`code:strength` parts between semicolons, each code once."""
    met: set[str] = set()
    for part in split(cell, ";"):
        code, colon, strength = part.partition(":")
        if code not in known:
            yield Wrong(f"unknown condition {code!r}", f"a fact or condition of the case{near(code, known)}", code)
        if strength not in STRENGTHS:
            told = f"strength {strength!r}" if colon else f"condition {part!r} without a strength"
            yield Wrong(f"{told}", f"code:strength with one of {', '.join(STRENGTHS)}", part)
        if code in met:
            yield Wrong(f"condition {code!r} met twice", "one strength for each", part)
        met.add(code)


def quantity(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """A number of 0 or more with a unit that bounds it from one side at most."""
    faults = list(amount(cell, row))
    yield from faults
    unit = row.get("unit", "").strip()
    if not unit:
        yield Wrong(f"quantity {cell!r} without a unit", "a unit such as soldiers or EUR m in the column 'unit'")
    elif not faults:
        try:
            quantifier_from(cell, unit)
            quantity_from(cell, unit, {})
        except InvalidValue as error:
            what, _, expected = str(error).partition(": expected ")
            yield Wrong(f"quantity {cell!r} {unit!r}: {what}", expected)


def amount(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """A number of 0 or more."""
    yield from number(cell, row) if not is_number(cell) else at_least(0, cell)


def high(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """The upper end of a requirement, no lower than its lower one."""
    yield from amount(cell, row)
    low = row.get("low_or_value", "")
    if is_number(cell) and is_number(low) and float(cell) < float(low):
        yield Wrong(f"high {cell!r} below low_or_value {low!r}", "the lower bound first")


def number(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    if not is_number(cell):
        yield Wrong(f"bad number {cell!r}", "digits with a decimal point, such as 5000 or 2.5; words go into the unit")


def is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell.strip()) is not None


def at_least(least: float, cell: str) -> Iterator[Wrong]:
    if float(cell) < least:
        yield Wrong(f"number {cell!r}", f"{least:g} or more")


def sourced(figure: str, cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """A figure with the source it is from."""
    yield from number(cell, row)
    if is_number(cell) and figure in ABOVE_NOTHING and float(cell) <= 0:
        yield Wrong(f"number {cell!r}", "a number above 0")
    elif is_number(cell) and figure not in (*ABOVE_NOTHING, *OF_EITHER_SIGN):
        yield from at_least(0, cell)
    source = source_of(figure)
    if not row.get(source, "").strip():
        yield Wrong(f"figure {cell!r} without a source", f"where it is from, in the column {source!r}")


def source_of(figure: str) -> str:
    """The column that holds where a figure is from."""
    return SOURCES.get(figure, f"{figure.partition('_')[0]}_url")


def date(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    if not is_date(cell):
        yield Wrong(f"bad date {cell!r}", "YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists")


def said(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """The day of a statement, which is not after the day on which its source was published."""
    yield from date(cell, row)
    published = row.get("date_published", "")
    dated = is_date(cell) and published and is_date(published)
    if dated and PartialDate.parse(cell).first > PartialDate.parse(published).last:
        yield Wrong(f"said {cell}, but published {published}", "a day not after that of its source")


def interval(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    """A date, or two with a slash between them."""
    if not all(is_date(part) for part in cell.split("/", 1)):
        yield Wrong(f"bad date {cell!r}", "a date such as 2025-03, or two with a slash: 2025/2026")


def is_date(cell: str) -> bool:
    try:
        PartialDate.parse(cell)
    except InvalidValue:
        return False
    return True


def address(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    if not ADDRESS.fullmatch(cell):
        yield Wrong(f"no address {cell!r}", "the address of the source (http:// or https://)")


def addresses(cell: str, row: Mapping[str, str]) -> Iterator[Wrong]:
    for part in cell.split():
        for wrong in address(part, row):
            yield wrong._replace(word=part)
