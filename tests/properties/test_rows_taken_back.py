"""Any position that a ledger can hold, as a row of the exported table and back: nothing that a row holds is lost."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.cases import Case, load_case
from willing.cases.builtin import case_source
from willing.cases.coded import CONFIDENCE, SPEAKS_FOR
from willing.export.columns import POSITIONS
from willing.export.csv_files import cell, guarded
from willing.export.rows import position_row
from willing.export.workbook import held_in_cell
from willing.ledger.entry import DocumentLine, Entry, Verdict, said_of
from willing.ledger.identity import coded_id
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Directness,
    PartialDate,
    Position,
    Quantifier,
    Quantity,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)
from willing.model.quantity import SCALES, SET_SIZES
from willing.model.sheet import Sheet, SheetRow
from willing.sources.workbooks import text_of
from willing.workflows.importing_exported import is_exported, taken_back

MOMENT = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
NO_WORKBOOK_HOLDS = "\ufffe\uffff"
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=NO_WORKBOOK_HOLDS)
WORDS = st.text(LETTERS, min_size=1, max_size=20).map(lambda words: " ".join(words.split())).filter(
    bool
) | st.sampled_from(["=1+1", "-", "'@", 'a "b", c; d'])
DAYS = st.builds(PartialDate, st.just(2025), st.integers(1, 12), st.integers(1, 28)) | st.builds(
    PartialDate, st.just(2025), st.none() | st.integers(1, 12)
)
NUMBERS = st.integers(1, 10**9) | st.floats(0.5, 1e6).map(lambda number: round(number, 3))


@cache
def the_case() -> Case:
    return load_case(case_source("ukraine-coalition"))


def ids(kind: str, *, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    known = [each.id for each in getattr(the_case().register, kind)]
    return st.lists(st.sampled_from(known), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    bounds = draw(st.sampled_from([(low, high), (low, low), (None, high), (low, None)]))
    unit = draw(st.sampled_from(["troops", "EUR", "fighter jets", "km"]))
    return Quantity(*bounds, unit, draw(st.none() | st.sampled_from(list(SCALES))))


@st.composite
def sizes(draw: st.DrawFn) -> Quantifier:
    count = draw(st.integers(0, 40))
    of = draw(st.none() | st.integers(count, 60))
    return draw(
        st.sampled_from([Quantifier(exactly=count, of=of), Quantifier(at_least=count, of=of)])
        | st.sampled_from([Quantifier(word=word) for word in SET_SIZES])
    )


@st.composite
def conditions(draw: st.DrawFn) -> tuple[AttachedCondition, ...]:
    (known,) = [draw(ids("conditions"))]
    relation = st.sampled_from(list(Relation))
    return tuple(AttachedCondition(None, each, draw(relation), draw(st.booleans())) for each in known)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    quoted = draw(st.booleans())
    kind = draw(st.sampled_from(list(SpeakerKind)))
    stance = draw(st.sampled_from(list(Stance)))
    has_addressee = stance in (Stance.REQUESTS, Stance.OPPOSED, Stance.WILLING)
    words, word = draw(WORDS), draw(st.sampled_from(list(CONFIDENCE)))
    coding = Coding(
        summary=words,
        publisher=draw(WORDS),
        url=draw(st.none() | st.just("https://outlet.example/a?b=1")),
        said=draw(st.none() | DAYS),
        published=draw(st.none() | DAYS),
        speaker=draw(st.none() | WORDS),
        speaks_for=draw(st.sampled_from(SPEAKS_FOR)),
        coder="import",
        source_confidence=word,
        note=draw(st.just("") | WORDS),
    )
    position = Position(
        doc_id="row-1",
        evidence=Quote(Span(0, len(words)), words) if quoted else None,
        actor=None,
        actor_ids=draw(ids("actors", least=1)),
        stance=stance,
        measure=None,
        measure_id=draw(ids("measures", least=1))[0],
        quantifier=draw(st.none() | sizes()),
        able=draw(st.none() | st.booleans()),
        by_ids=draw(ids("actors")) if has_addressee else (),
        for_ids=draw(ids("actors")),
        quantity=draw(st.none() | quantities()),
        conditions=draw(conditions()),
        speaker_ids=draw(ids("actors")) if kind is not SpeakerKind.OUTLET else (),
        speaker_kind=kind,
        directness=draw(st.sampled_from(list(Directness))),
        confidence=round(draw(st.floats(0, 1)), 4) if quoted else CONFIDENCE[word],
        sure=draw(st.booleans()) if quoted else word not in ("low", ""),
        reader="local 2" if quoted else "import",
        basis=Basis.QUOTED if quoted else Basis.IMPORTED,
        coding=None if quoted else coding,
    )
    document = DocumentLine("text", None, draw(WORDS), draw(st.none() | DAYS), None, "0" * 64) if quoted else None
    said, basis = said_of(position, document.published if document else None, MOMENT.date())
    name = f"{draw(st.integers(0, 2**48 - 1)):012x}" if quoted else coded_id(position)
    return Entry(name, position, document, said, MOMENT, None, basis)


def in_csv(value: object) -> str:
    return guarded(value) if isinstance(value, str) else cell(value)


def in_workbook(value: object) -> str:
    return held_in_cell(value) if isinstance(value, str) else text_of(value)


@pytest.mark.parametrize(("form", "name"), [(in_csv, None), (in_workbook, "positions")])
@settings(max_examples=300, deadline=None)
@given(found=st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.id))
def test_a_position_comes_back_from_its_row(
    form: Callable[[object], str], name: str | None, found: list[Entry]
) -> None:
    sheet = sheet_of(found, form, name)
    assert is_exported(sheet)
    back = taken_back(sheet, the_case(), ())
    assert back.mistakes == []
    assert (back.known, back.left_out) == (0, 0)
    for entry, again in zip(found, back.positions, strict=True):
        for field in (
            "actor_ids", "stance", "measure_id", "quantifier", "able", "by_ids", "for_ids", "quantity", "conditions",
            "speaker_ids", "speaker_kind", "directness", "confidence", "sure",
        ):  # fmt: skip
            assert getattr(again, field) == getattr(entry.position, field), field
        if entry.coding:
            assert (again.coding, coded_id(again)) == (entry.coding, entry.id)
        elif again.coding:
            assert said_of(again, None, MOMENT.date())[0] == entry.said
    at_home = taken_back(sheet, the_case(), found)
    assert (at_home.known, at_home.positions, at_home.left_out, at_home.mistakes) == (len(found), [], 0, [])


@pytest.mark.parametrize(("form", "name"), [(in_csv, None), (in_workbook, "positions")])
@settings(max_examples=20, deadline=None)
@given(entry=entries().filter(lambda entry: entry.coding is not None))
def test_a_row_whose_words_no_workbook_holds_is_known_at_home_all_the_same(
    form: Callable[[object], str], name: str | None, entry: Entry
) -> None:
    assert entry.coding is not None
    coding = dataclasses.replace(entry.coding, summary=f"stays {NO_WORKBOOK_HOLDS} away")
    position = dataclasses.replace(entry.position, coding=coding)
    entry = dataclasses.replace(entry, id=coded_id(position), position=position)
    at_home = taken_back(sheet_of([entry], form, name), the_case(), [entry])
    assert (at_home.known, at_home.positions, at_home.left_out, at_home.mistakes) == (1, [], 0, [])


@settings(max_examples=50, deadline=None)
@given(entry=entries())
def test_a_rejected_statement_does_not_come_back(entry: Entry) -> None:
    rejected = dataclasses.replace(entry, verdict=Verdict.REJECT.value)
    back = taken_back(sheet_of([rejected], in_csv, None), the_case(), ())
    assert (back.positions, back.left_out) == ([], 1)


def sheet_of(found: list[Entry], form: Callable[[object], str], name: str | None) -> Sheet:
    rows = [position_row(entry, stands=False, register=the_case().register) for entry in found]
    lines = [tuple(form(row[column]) for column in POSITIONS.names) for row in rows]
    return Sheet(
        "table", name, tuple(SheetRow(number, line) for number, line in enumerate([POSITIONS.names, *lines], 1))
    )
