"""Rows of a table as positions: every mistake of every row at once, or all positions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from willing.cases.case import Case
from willing.cases.coded import CONFIDENCE, OWN_WORD, SPEAKS_FOR, quantifier_from, quantity_from, speaker_ids
from willing.cases.imports.amounts import amount_of
from willing.cases.imports.columns import FIELDS, NEEDED, SOURCES, Columns
from willing.cases.imports.days import date_of, order_of
from willing.cases.imports.vocabulary import NotUnderstood, meant, plain
from willing.cases.imports.words import actors_of, conditions_of, measure_of, stance_named
from willing.errors import ConditionSyntaxError, InvalidValue
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Directness,
    PartialDate,
    Position,
    Quantifier,
    Quantity,
    SpeakerKind,
    Stance,
)
from willing.model.sheet import Sheet, SheetRow

READER = "import"
RECURRING = ("actor", "measure", "stance", "for", "by")
"""Fields whose words come again and again in a large table, and mean the same in every row: looked up once."""
WITHOUT_CONFIDENCE = ("medium", CONFIDENCE["medium"])
"""Taken where a table has no such column: whoever keeps it vouches for its rows. An empty cell of the column is low."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ImportMistake:
    """One mistake: where, what was met, what was expected; `cell` is the cell's text and `word` what of it is wrong."""

    place: str
    what: str
    expected: str
    cell: str = ""
    word: str = ""

    def __str__(self) -> str:
        head = f"{self.place}: {self.what}\n"
        if self.cell:
            start = max(self.cell.find(self.word), 0) if self.word else 0
            end = start + len(self.word or self.cell)
            shown, start, end = ConditionSyntaxError(self.cell, start, end, "").visible_line()
            head += f"    {shown}\n    {' ' * start}{'~' * (end - start)}^\n"
        return f"{head}expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the person who imports has said beside the table.

    `columns` maps headers to fields, `fixed` gives fields that no column has, `values` by field the meaning of words
    that only this table uses, `date_order` is dmy or mdy, `by` who imports.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_order: str | None = None
    by: str = ""


class RowReader:
    """Reads the rows of one table; `mistakes` are those met so far."""

    def __init__(self, sheet: Sheet, columns: Columns, case: Case, told: Told) -> None:
        self.sheet, self.columns, self.case, self.told = sheet, columns, case, told
        self.mistakes: list[ImportMistake] = []
        self.rows = sheet.rows[columns.first :]
        self.orders = {name: told.date_order or self.order_in(name) for name in ("date", "published")}
        self.met: dict[str, int] = {}
        self.meant: dict[tuple[str, str], Any] = {}

    def order_in(self, name: str) -> str | None:
        column = self.columns.by_field.get(name)
        return order_of(row.cell(column) for row in self.rows) if column is not None else None

    def positions(self) -> tuple[Position, ...]:
        """A position for each row that has no mistake; the mistakes are kept."""
        self.check_columns()
        if self.mistakes:
            return ()
        return tuple(position for row in self.rows if (position := self.position(row)))

    def check_columns(self) -> None:
        if not self.sheet.rows:
            self.mistakes.append(ImportMistake(self.sheet.file, "no table", "a header, and a row for each position"))
            return
        place = self.sheet.place(self.sheet.rows[self.columns.first - 1]) if self.sheet.rows else self.sheet.file
        known = set(self.columns.by_field) | set(self.told.fixed)
        header = ", ".join(each for each in self.columns.headers if each)
        for name in NEEDED:
            if name not in known:
                self.mistakes.append(
                    ImportMistake(place, f"no column for {name!r} among: {header}", f"one, or --map COLUMN={name}")
                )
        if not known & set(SOURCES):
            self.mistakes.append(
                ImportMistake(place, f"no column for the source among: {header}", f"one of {', '.join(SOURCES)}")
            )
        if not self.rows:
            self.mistakes.append(ImportMistake(self.sheet.file, "no rows below the header", "a row for each position"))

    def position(self, row: SheetRow) -> Position | None:
        before = len(self.mistakes)
        for column, met in row.broken:
            if column in self.columns.by_field.values():
                self.mistakes.append(
                    ImportMistake(self.sheet.place(row, column), met, "a value; open and save the workbook once")
                )
        self.check_width(row)
        cells = {name: self.cell(row, name) for name in FIELDS}
        for name in NEEDED:
            if not cells[name]:
                self.mistake(row, name, NotUnderstood(f"no {name}", f"a {name} in each row"))
        if not any(cells[name] for name in SOURCES):
            self.mistake(row, "url", NotUnderstood("no source", "an address or the name of a publisher"))
        self.check_id(row, cells["row"])
        read = Fields(self, row, cells)
        parts = read.parts()
        if len(self.mistakes) > before:
            return None
        try:
            return position_of(parts, cells, self.case, self.told, self.row_id(row, cells["row"]))
        except (InvalidValue, AssertionError) as error:
            self.mistakes.append(ImportMistake(self.sheet.place(row), str(error), "a row that makes a position"))
            return None

    def cell(self, row: SheetRow, name: str) -> str:
        """The text of a field's cell, or what was fixed; words that only this table uses by what they mean."""
        column = self.columns.by_field.get(name)
        text = row.cell(column) if column is not None else ""
        text = text or self.told.fixed.get(name, "")
        meanings = {plain(word): meaning for word, meaning in self.told.values.get(name, {}).items()}
        return meanings.get(plain(text), text)

    def check_width(self, row: SheetRow) -> None:
        """A cell beyond the header means that some sign parted a cell in two, and the fields would be shifted."""
        for column in range(len(self.columns.headers), len(row.cells)):
            if row.cell(column):
                expected = (
                    f"{len(self.columns.headers)} cells, as in the header; a cell with the separator in quotation marks"
                )
                self.mistakes.append(
                    ImportMistake(self.sheet.place(row, column), "a cell beyond the header", expected, row.cell(column))
                )
                return

    def check_id(self, row: SheetRow, name: str) -> None:
        if name and name in self.met:
            self.mistake(
                row, "row", NotUnderstood(f"id {name!r} met twice", f"one for each; the first is in {self.met[name]}")
            )
        if name:
            self.met.setdefault(name, row.line)

    def row_id(self, row: SheetRow, name: str) -> str:
        return name or f"{self.sheet.file}:{row.line}"

    def mistake(self, row: SheetRow, name: str, error: NotUnderstood) -> None:
        column = self.columns.by_field.get(name)
        place = self.sheet.place(row, column)
        header = f" ({self.columns.headers[column]})" if column is not None else ""
        cell = row.cell(column) if column is not None else ""
        self.mistakes.append(ImportMistake(f"{place}{header}", error.what, error.expected, cell, error.word))


@dataclass(frozen=True, slots=True)
class Parts:
    """The fields of a row as values."""

    actors: tuple[str, ...]
    stance: Stance
    measure: str
    said: PartialDate
    published: PartialDate | None
    conditions: tuple[AttachedCondition, ...]
    size: Quantifier | None
    quantity: Quantity | None
    for_ids: tuple[str, ...]
    by_ids: tuple[str, ...]
    kind: SpeakerKind
    speaks_for: str
    confidence: tuple[str, float]


class Fields:
    """One row's cells, read one by one; a mistake is told to the reader and leaves an empty value."""

    def __init__(self, reader: RowReader, row: SheetRow, cells: Mapping[str, str]) -> None:
        self.reader, self.row, self.cells = reader, row, cells

    def parts(self) -> Parts:
        case, serials = self.reader.case, self.reader.sheet.serials_from
        register = case.register
        return Parts(
            actors=self.read("actor", lambda text: actors_of(text, register), ()),
            stance=self.read("stance", stance_of, Stance.UNDECIDED),
            measure=self.read("measure", lambda text: measure_of(text, case), ""),
            said=self.read("date", lambda text: self.day("date", text, serials), PartialDate(1)),
            published=self.read("published", lambda text: self.day("published", text, serials), None),
            conditions=self.read("conditions", lambda text: conditions_of(text, case), ()),
            size=self.read("quantity", self.size, None),
            quantity=self.read("quantity", self.quantity, None),
            for_ids=self.read("for", lambda text: actors_of(text, register), ()),
            by_ids=self.read("by", lambda text: actors_of(text, register), ()),
            kind=self.read("speaker_kind", speaker_kind_of, self.kind_untold()),
            speaks_for=self.read("speaks_for", speaks_for_of, "actor"),
            confidence=self.read("confidence", confidence_of, self.confidence_untold()),
        )

    def read(self, name: str, how: Callable[[str], Value], otherwise: Value) -> Value:
        text = self.cells[name]
        if not text:
            return otherwise
        met = self.reader.meant.get((name, text))
        if met is None:
            try:
                met = how(text)
            except NotUnderstood as error:
                met = error
            except InvalidValue as error:
                what, _, expected = str(error).partition(": expected ")
                met = NotUnderstood(what, expected or "a value")
            if name in RECURRING:
                self.reader.meant[name, text] = met
        if isinstance(met, NotUnderstood):
            self.reader.mistake(self.row, name, met)
            return otherwise
        understood: Value = met
        return understood

    def day(self, name: str, text: str, serials_from: datetime.date) -> PartialDate:
        return date_of(text, self.reader.orders[name], serials_from)

    def size(self, text: str) -> Quantifier | None:
        """How many of an unnamed set, where the number counts actors ("26" beside "states", "26 states")."""
        number, unit = counted(text, self.cells["unit"])
        return quantifier_from(number, unit)

    def quantity(self, text: str) -> Quantity | None:
        text, unit = counted(text, self.cells["unit"])
        try:
            float(text)
        except ValueError:
            return amount_of(text, unit, decimal_comma=self.reader.sheet.decimal_comma)
        if not unit:
            raise NotUnderstood(
                f"quantity {text!r} without a unit", "a unit such as troops or EUR m, beside it or within"
            )
        return quantity_from(text, unit, self.reader.case.unit_codes)

    def kind_untold(self) -> SpeakerKind:
        """Where no column tells: a named speaker where there is one, else the outlet's own words."""
        return SpeakerKind.NAMED if self.cells["speaker"] else SpeakerKind.OUTLET

    def confidence_untold(self) -> tuple[str, float]:
        told = "confidence" in self.reader.columns.by_field
        return ("", CONFIDENCE[""]) if told else WITHOUT_CONFIDENCE


def counted(text: str, unit: str) -> tuple[str, str]:
    """Number and unit of a cell; a number of actors may carry its unit with it ("26 states")."""
    number, _, rest = text.partition(" ")
    return (number, rest) if number.isdecimal() and quantifier_from(number, rest) else (text, unit)


def stance_of(text: str) -> Stance:
    return Stance(stance_named(text, tuple(stance.value for stance in Stance)))


def speaker_kind_of(text: str) -> SpeakerKind:
    return SpeakerKind(meant("kind of speaker", text, tuple(kind.value for kind in SpeakerKind), "speaker_kind"))


def speaks_for_of(text: str) -> str:
    # these words are a coder's own; synonyms would guess at whose word it is
    for known in SPEAKS_FOR:
        if plain(text) == plain(known):
            return known
    raise NotUnderstood(f"unknown speaks_for {text!r}", f"one of {', '.join(SPEAKS_FOR)}")


def confidence_of(text: str) -> tuple[str, float]:
    word = meant("confidence", text, tuple(word for word in CONFIDENCE if word), "confidence")
    return word, CONFIDENCE[word]


def position_of(parts: Parts, cells: Mapping[str, str], case: Case, told: Told, row_id: str) -> Position:
    word, confidence = parts.confidence
    summary = cells["summary"] or f"{cells['actor']}: {cells['stance']}, {cells['measure']}"
    return Position(
        doc_id=row_id,
        evidence=None,
        actor=None,
        actor_ids=parts.actors,
        stance=parts.stance,
        measure=None,
        measure_id=parts.measure,
        by_ids=parts.by_ids,
        for_ids=parts.for_ids,
        quantifier=parts.size,
        quantity=parts.quantity,
        conditions=parts.conditions,
        speaker_ids=whose_word(parts, cells, case),
        speaker_kind=parts.kind,
        directness=Directness.ASSERTED if parts.kind is SpeakerKind.OUTLET else Directness.REPORTED,
        confidence=confidence,
        sure=word not in ("low", ""),
        reader=READER,
        basis=Basis.IMPORTED,
        coding=Coding(
            summary=summary,
            publisher=cells["publisher"] or None,
            url=cells["url"] or None,
            said=parts.said,
            published=parts.published,
            speaker=cells["speaker"] or None,
            speaks_for=parts.speaks_for,
            coder=told.by or READER,
            source_confidence=word,
            note="; ".join(part for part in (cells["role"], cells["note"]) if part),
        ),
    )


def whose_word(parts: Parts, cells: Mapping[str, str], case: Case) -> tuple[str, ...]:
    """Whose word it is: of several actors named together each one's own; else as for a case's coded positions."""
    if parts.speaks_for in OWN_WORD and parts.kind is not SpeakerKind.OUTLET:
        return parts.actors
    row = {
        "actor_id": parts.actors[0],
        "speaks_for": parts.speaks_for,
        "speaker": cells["speaker"],
        "date_said": str(parts.said),
    }
    return speaker_ids(row, parts.kind, case.register)
