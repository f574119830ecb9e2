"""The rows of the positions that `willing export` wrote, taken back from a workbook or CSV file, maybe edited.

The columns are known, so nothing is guessed: an id of the ledger is known, whatever else the row says of it. Words are
understood as in any other table where a person has typed some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from willing.cases.coded import CONFIDENCE
from willing.cases.imports.amounts import amount_of
from willing.cases.imports.days import date_of
from willing.cases.imports.rows import READER, ImportMistake, confidence_of, speaker_kind_of, speaks_for_of, stance_of
from willing.cases.imports.vocabulary import NotUnderstood
from willing.cases.imports.words import actors_of, conditions_of, measure_of
from willing.errors import InvalidValue
from willing.export.columns import POSITIONS
from willing.export.csv_files import cell, unguarded
from willing.export.rows import BETWEEN, position_row
from willing.export.workbook import held_in_cell
from willing.ledger.authority import THIRD_PARTY, UNTOLD
from willing.ledger.entry import SaidBasis, Verdict
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Directness,
    Position,
    Quantifier,
    Quantity,
    Relation,
    SpeakerKind,
    Stance,
)
from willing.model.quantity import SCALES, SET_SIZES, count_from, plain

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Entry
    from willing.model import PartialDate
    from willing.model.register import Register
    from willing.model.sheet import Sheet, SheetRow

COMPARED = (
    "date", "actor", "set", "stance", "measure", "speaker", "speaker_kind", "speaks_for", "quantity", "unit",
    "conditions", "for", "by", "summary", "publisher", "url", "published", "confidence", "note",
)  # fmt: skip
"""Columns by which a row of a known position is told to have been edited."""
SET = re.compile(r"(?P<least>at least )?(?P<count>\d+)(?: of (?P<of>\d+))?")
AMOUNT = re.compile(r"(?:(?P<bound>up to|at least) )?(?P<low>-?[\d.]+)(?: to (?P<high>-?[\d.]+))?")
YES, NO = ("true", "yes", "1"), ("false", "no", "0")

Value = TypeVar("Value")


@dataclass(slots=True)
class TakenBack:
    """What the rows bring: `positions` to add, how many are `known`, how many were `left_out`, and every mistake."""

    positions: list[Position] = field(default_factory=list)
    known: int = 0
    left_out: int = 0
    mistakes: list[ImportMistake] = field(default_factory=list)


def is_exported(sheet: Sheet) -> bool:
    """Whether a table has the columns of an export's positions, in whatever order."""
    return bool(sheet.rows) and set(POSITIONS.names) <= set(sheet.rows[0].cells)


def taken_back(sheet: Sheet, case: Case, entries: Iterable[Entry], by: str = "") -> TakenBack:
    """The positions of an exported table. `entries` are those of the ledger, `by` who imports.

    Left out are rows of rejected and ended statements, which would stand again, and quotes whose coded row is there.
    """
    reader = RowsBack(sheet, case, by)
    known = {entry.id: entry for entry in entries}
    ids = {reader.text(row, "id") for row in sheet.rows[1:]} - {""}
    for row in sheet.rows[1:]:
        entry = known.get(reader.text(row, "id"))
        if entry is not None and reader.is_as_exported(row, entry):
            reader.found.known += 1
        elif entry is not None and entry.position.basis is Basis.QUOTED:
            expected = f"the row as exported; to correct it: willing review --correct {entry.id} --set FIELD=VALUE"
            reader.found.mistakes.append(ImportMistake(sheet.place(row), "a quoted position was edited", expected))
        elif reader.says_no_more(row) or reader.text(row, "coded_as") in ids:
            reader.found.left_out += 1
        else:
            reader.take(row)
    return reader.found


class RowsBack:
    """Reads rows one by one; what they bring is in `found`."""

    def __init__(self, sheet: Sheet, case: Case, by: str) -> None:
        self.sheet, self.case, self.by = sheet, case, by
        self.columns = {name: sheet.rows[0].cells.index(name) for name in POSITIONS.names}
        self.found = TakenBack()
        self.meant: dict[tuple[str, str, str], Any] = {}

    def text(self, row: SheetRow, name: str) -> str:
        text = row.cell(self.columns[name])
        # only CSV has no other way to keep a spreadsheet program from taking text for a formula
        return unguarded(text) if self.sheet.name is None else text

    def is_as_exported(self, row: SheetRow, entry: Entry) -> bool:
        told = position_row(entry, stands=False, register=self.case.register)
        for name in COMPARED:
            met, expected = self.text(row, name), cell(told[name])
            # a workbook cannot hold every character, and a CSV file may have been saved from one
            if not alike(met, expected) and not alike(met, held_in_cell(expected)):
                return False
        return True

    def says_no_more(self, row: SheetRow) -> bool:
        """Whether a person rejected the statement, or it ended."""
        return self.text(row, "verdict") == Verdict.REJECT.value or bool(self.text(row, "ended"))

    def take(self, row: SheetRow) -> None:
        before = len(self.found.mistakes)
        try:
            position = self.position(row)
        except InvalidValue as error:
            self.found.mistakes.append(ImportMistake(self.sheet.place(row), str(error), "a row that makes a position"))
            return
        if position is not None and len(self.found.mistakes) == before:
            self.found.positions.append(position)

    def read(self, row: SheetRow, name: str, how: Callable[[str], Value], otherwise: Value) -> Value:
        """What a cell means; a mistake in it is kept, and an empty one is `otherwise`."""
        text = self.text(row, name)
        if not text:
            return otherwise
        # words that recur mean the same in every row, and looking for what is near an unknown one takes long
        key = (name, text, self.text(row, "unit") if name == "quantity" else "")
        if key not in self.meant:
            try:
                self.meant[key] = how(text)
            except (NotUnderstood, InvalidValue) as error:
                self.meant[key] = error
        met = self.meant[key]
        if isinstance(met, Exception):
            expected = met.expected if isinstance(met, NotUnderstood) else "as in docs/reference/exports.md"
            what = met.what if isinstance(met, NotUnderstood) else str(met)
            place = f"{self.sheet.place(row, self.columns[name])} ({name})"
            self.found.mistakes.append(ImportMistake(place, what, expected, text))
            return otherwise
        understood: Value = met
        return understood

    def position(self, row: SheetRow) -> Position | None:
        """The position of a row; None where the words that make one are not there or not understood."""
        register = self.case.register

        def ids(name: str) -> tuple[str, ...]:
            return self.read(row, name, lambda text: ids_in(text, register), ())

        before = len(self.found.mistakes)
        for name in ("date", "actor", "stance", "measure", "summary"):
            if not self.text(row, name):
                place = f"{self.sheet.place(row, self.columns[name])} ({name})"
                self.found.mistakes.append(ImportMistake(place, f"no {name}", f"a {name} in each row"))
        actors, stance = ids("actor"), self.read(row, "stance", stance_of, Stance.UNDECIDED)
        measure = self.read(row, "measure", lambda text: measure_in(text, self.case), "")
        kind = self.read(row, "speaker_kind", speaker_kind_of, SpeakerKind.OUTLET)
        speakers = ids("speaker_ids") if kind is not SpeakerKind.OUTLET else ()
        size = self.read(row, "set", size_of, None)
        was_quoted = self.text(row, "words") == "quote"
        word, confidence = self.read(row, "confidence", confidence_of, ("", CONFIDENCE[""]))
        sure = word not in ("low", "")
        if was_quoted:
            confidence = self.read(row, "probability", probability_of, confidence)
            sure = self.read(row, "sure", truth_of, sure)
        nothing: tuple[AttachedCondition, ...] = ()
        conditions = self.read(row, "conditions", lambda text: conditions_in(text, self.case), nothing)
        quantity, able = self.quantity(row, size), self.read(row, "able", truth_of, None)
        by_ids, for_ids = ids("by"), ids("for")
        directness = self.read(row, "directness", directness_of, Directness.REPORTED)
        whose = whose_word(kind, actors, speakers, size) if was_quoted else "actor"
        coding = self.coding(row, whose, word)
        if len(self.found.mistakes) > before:
            return None
        return Position(
            doc_id=self.text(row, "row") or self.text(row, "id") or f"{self.sheet.file}:{row.line}",
            evidence=None,
            actor=None,
            actor_ids=actors,
            stance=stance,
            measure=None,
            measure_id=measure,
            quantifier=size,
            able=able,
            by_ids=by_ids,
            for_ids=for_ids,
            quantity=quantity,
            conditions=conditions,
            speaker_ids=speakers,
            speaker_kind=kind,
            directness=directness,
            confidence=confidence,
            sure=sure,
            reader=READER,
            basis=Basis.IMPORTED,
            coding=coding,
        )

    def coding(self, row: SheetRow, whose: str, word: str) -> Coding:
        def day(name: str) -> PartialDate | None:
            return self.read(row, name, lambda text: date_of(text, None, self.sheet.serials_from), None)

        said, basis = day("date"), self.text(row, "date_basis")
        return Coding(
            summary=self.text(row, "summary"),
            publisher=self.text(row, "publisher") or None,
            url=self.text(row, "url") or None,
            # what is only known by its source's date, or by its recording, was not told by anybody
            said=said if basis in (SaidBasis.SAID.value, "") else None,
            published=day("published"),
            speaker=self.text(row, "speaker") or None,
            speaks_for=self.read(row, "speaks_for", speaks_for_of, whose),
            coder=self.by or READER,
            source_confidence=word,
            note=self.text(row, "note"),
        )

    def quantity(self, row: SheetRow, size: Quantifier | None) -> Quantity | None:
        """How much; the number beside an unnamed set is the set's own."""
        unit = self.text(row, "unit")
        if size is not None and unit.startswith("states"):
            return None
        return self.read(row, "quantity", lambda text: amount_in(text, unit), None)


def alike(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks, which files and programs treat in their own ways."""
    return one.split() == other.split()


def whose_word(kind: SpeakerKind, actors: tuple[str, ...], speakers: tuple[str, ...], size: Quantifier | None) -> str:
    """Whose word a quote is, as a coder tells it: own only where all actors speak themselves, else it is hearsay."""
    if kind in (SpeakerKind.OUTLET, SpeakerKind.ANONYMOUS) or not speakers:
        return UNTOLD
    return "actor" if set(actors) <= set(speakers) or size is not None else THIRD_PARTY


def ids_in(text: str, register: Register) -> tuple[str, ...]:
    """As the export writes them, else by the names that people use: ids together may be one's name ("NATO allies")."""
    told = tuple(part.strip() for part in text.split(BETWEEN.strip()))
    return told if set(told) <= {actor.id for actor in register.actors} else actors_of(text, register)


def measure_in(text: str, case: Case) -> str:
    return text if text in {measure.id for measure in case.register.measures} else measure_of(text, case)


def size_of(text: str) -> Quantifier:
    if text in SET_SIZES:
        return Quantifier(word=text)
    match = SET.fullmatch(text)
    if match is None:
        raise NotUnderstood(f"set {text!r}", f"{', '.join(SET_SIZES)}, or 26, 26 of 35, at least 3")
    count, of = count_from(match["count"]), count_from(match["of"]) if match["of"] else None
    return Quantifier(at_least=count, of=of) if match["least"] else Quantifier(exactly=count, of=of)


def amount_in(text: str, unit: str) -> Quantity:
    """As the export writes it, else as people do."""
    match = AMOUNT.fullmatch(text)
    try:
        low = float(match["low"]) if match else None
        high = float(match["high"]) if match and match["high"] else None
    except ValueError:
        match = None
    if match is None or not unit:
        return amount_of(text, unit, decimal_comma=False)
    kind, _, last = unit.rpartition(" ")
    what, scale = (kind, last) if kind and last in SCALES else (unit, None)
    if match["bound"]:
        low, high = (None, low) if match["bound"] == "up to" else (low, None)
    else:
        high = low if high is None else high
    return Quantity(plain(low), plain(high), what, scale)


def conditions_in(text: str, case: Case) -> tuple[AttachedCondition, ...]:
    """ "after:ceasefire; not:requires:mandate" as the export writes them, each else as people do."""
    known = {kind.id for kind in case.register.conditions}
    found: list[AttachedCondition] = []
    for part in filter(None, map(str.strip, text.split(BETWEEN.strip()))):
        told = part.removeprefix("not:")
        relation, _, name = told.partition(":")
        if relation in tuple(Relation) and name in known:
            found.append(AttachedCondition(None, name, Relation(relation), told != part))
        else:
            found += conditions_of(part, case)
    return tuple(dict.fromkeys(found))


def truth_of(text: str) -> bool:
    for words, truth in ((YES, True), (NO, False)):
        if text.casefold() in words:
            return truth
    raise NotUnderstood(f"{text!r}", "true or false")


def probability_of(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise NotUnderstood(f"probability {text!r}", "a number from 0 to 1") from None


def directness_of(text: str) -> Directness:
    try:
        return Directness(text)
    except ValueError:
        raise NotUnderstood(f"directness {text!r}", "direct, reported or asserted") from None


def notes_of(found: TakenBack) -> tuple[str, ...]:
    """How an exported table was understood."""
    notes = ["a table that willing export wrote"]
    if found.left_out:
        notes.append(f"{found.left_out} rows left out: rejected or ended, or a quote whose coded row is there")
    return tuple(notes)
