"""Random histories: a plain Python ledger, SQLite and PostgreSQL agree; a look back equals the history at that time.

Each step of a history is recorded a day after the one before. After every step the summed-up cells equal those that
the rule gives for all entries.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties.reference_ledger import ReferenceLedger
from willing.export.data_package import read_package, write_record
from willing.export.json_lines import read_rows, write_rows
from willing.ledger import Ledger, current_cells
from willing.ledger.summary import Question, summed_up
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Document,
    PartialDate,
    Position,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)

Step = tuple[str, Any]
TEXTS = ("France sends troops.", "Spain waits, says Madrid.", "Nobody knows.")
STANCES = (Stance.COMMITTED, Stance.WILLING, Stance.UNDECIDED, Stance.DECLINED, Stance.REQUESTS)
DAYS = st.builds(PartialDate, st.just(2026), st.integers(1, 3), st.none() | st.integers(1, 28))


@st.composite
def quoted(draw: st.DrawFn, document: Document) -> Position:
    start = draw(st.integers(0, len(document.text) - 4))
    condition = draw(st.none() | st.sampled_from(["ceasefire", "mandate"]))
    return Position(
        doc_id=document.id,
        evidence=Quote.from_text(document.text, Span(start, start + 3)),
        actor=None,
        actor_ids=tuple(draw(st.lists(st.sampled_from(["FRA", "ESP"]), min_size=1, max_size=2, unique=True))),
        stance=draw(st.sampled_from(STANCES)),
        measure=None,
        measure_id=draw(st.sampled_from(["troops", "air"])),
        conditions=(AttachedCondition(None, condition, Relation.REQUIRES),) if condition else (),
        speaker_ids=("FRA",),
        speaker_kind=SpeakerKind.NAMED,
        sure=draw(st.booleans()),
    )


@st.composite
def coded(draw: st.DrawFn) -> Position:
    return Position(
        doc_id="row",
        evidence=None,
        actor=None,
        actor_ids=(draw(st.sampled_from(["FRA", "ESP"])),),
        stance=draw(st.sampled_from(STANCES)),
        measure=None,
        measure_id="troops",
        speaker_kind=SpeakerKind.NAMED,
        basis=Basis.CODED,
        coding=Coding(
            summary="A summary.",
            said=draw(DAYS),
            speaker=draw(st.sampled_from(["A, prime minister", "B, minister"])),
            speaks_for="actor",
        ),
    )


@st.composite
def readings(draw: st.DrawFn) -> Step:
    text = draw(st.sampled_from(TEXTS))
    document = Document(text, text, outlet=f"Paper {text[0]}", published=PartialDate(2026, 1, len(text)))
    found = draw(st.lists(quoted(document), max_size=3))
    return "read", (document, found, draw(st.sampled_from(["local 1", "local 2"])))


@st.composite
def quotes(draw: st.DrawFn) -> Step:
    """A sentence that somebody takes for the words of a coded position; it may be about somebody else."""
    _, (document, _, _) = draw(readings())
    return "anchor", (draw(st.integers(0, 9)), document, draw(quoted(document)))


STEPS = st.one_of(
    readings(),
    quotes(),
    st.tuples(st.just("code"), coded()),
    st.tuples(
        st.just("judge"), st.tuples(st.integers(0, 9), st.sampled_from(["accept", "reject", "correct"]), coded())
    ),
    st.tuples(
        st.just("end"),
        st.tuples(st.integers(0, 9), st.sampled_from(["withdrawn", "expired", "corrected", "stands"]), DAYS),
    ),
    st.tuples(st.just("state"), st.tuples(st.sampled_from([True, False, None]), DAYS)),
    st.tuples(
        st.just("join"),
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["s-1", "s-2"]),
            st.sampled_from(["origin", "same", "contained"]),
            st.sampled_from([{}, {"credit": "An Agency"}]),
        ),
    ),
)
HISTORIES = st.lists(STEPS, min_size=1, max_size=8)


def moment(number: int) -> str:
    return f"2026-04-{number + 1:02}T12:00:00.000000Z"


def take(step: Step, number: int, ledger: Ledger, reference: ReferenceLedger) -> None:
    """One step in both ledgers; a judgement or an end is of one of the positions that are there, if any."""
    kind, value = step
    at = moment(number)
    known = sorted(reference.entries(at))
    if kind == "read":
        document, found, reader = value
        ledger.add(document, found, reader=reader, recorded_at=at)
        reference.add(document, found, reader, at)
    elif kind == "code":
        ledger.add_coded([value], recorded_at=at)
        reference.add_coded(value, at)
    elif kind == "anchor":
        place, document, quote = value
        if rows := sorted(reference.coded()):
            coded_id = rows[place % len(rows)]
            ledger.anchor(coded_id, document, quote, by="A. Reader", reason="its words", recorded_at=at)
            reference.anchor(coded_id, document, quote, at)
    elif kind == "state":
        holds, since = value
        ledger.state_fact("ceasefire", holds, since, by="A. Reader", recorded_at=at)
        reference.facts.append(("ceasefire", holds, str(since), at))
    elif kind == "join":
        place, story, relation, details = value
        texts = sorted(reference.documents)
        if texts:
            ledger.join_story(texts[place % len(texts)], story, relation, details=details, recorded_at=at)
    elif known and kind == "end":
        place, how, since = value
        position_id = known[place % len(known)]
        ledger.end_position(position_id, how, since, by="A. Reader", reason="", recorded_at=at)
        reference.endings.append((position_id, how, str(since), at))
    elif known and kind == "judge":
        place, verdict, correction = value
        position_id = known[place % len(known)]
        is_coded = reference.entries(at)[position_id][0].basis is Basis.CODED
        if verdict == "correct" and not is_coded:
            verdict = "accept"
        corrected = correction if verdict == "correct" else None
        ledger.judge(position_id, verdict, "A. Reader", "", corrected, recorded_at=at)
        reference.judgements.append((position_id, verdict, corrected, at))


def seen(ledger: Ledger, known_at: str | None = None) -> dict[str, Any]:
    import datetime

    at = datetime.datetime.fromisoformat(known_at) if known_at else None
    return {
        entry.id: (
            entry.position,
            entry.verdict,
            tuple((ending.kind.value, str(ending.since)) for ending in entry.endings),
        )
        for entry in ledger.entries(known_at=at)
    }


def check(history: list[Step], ledger: Ledger) -> None:
    reference = ReferenceLedger()
    for number, step in enumerate(history):
        take(step, number, ledger, reference)
        assert seen(ledger) == reference.entries(moment(number))
        for as_of in (None, "2026-02-10"):
            entries = ledger.with_origins(ledger.entries(as_of=as_of))
            assert summed_up(ledger.engine, Question(None, as_of, False), small=0) == current_cells(
                entries, as_of=as_of
            )
        stories = ledger.stories_told()
        for sha256 in reference.documents:
            holding = [each for each in stories if sha256 in {member.document.sha256 for member in each.members}]
            assert list(ledger.stories_told([sha256])) == holding
    for number in range(len(history)):
        assert seen(ledger, moment(number)) == reference.entries(moment(number))
    assert [(each.holds, str(each.since)) for each in sorted(ledger.facts(), key=lambda each: each.recorded_at)] == [
        (holds, since) for _, holds, since, _ in reference.facts
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=HISTORIES)
def test_any_history_in_sqlite(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "ledger.db") as ledger:
        check(history, ledger)


@pytest.fixture(scope="module")
def a_schema(postgresql_address: str) -> Callable[[], str]:
    from tests.conftest import schema_maker

    return schema_maker(postgresql_address)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=HISTORIES)
def test_any_history_in_postgresql(a_schema: Callable[[], str], history: list[Step]) -> None:
    with Ledger.create(a_schema()) as ledger:
        check(history, ledger)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=HISTORIES)
def test_any_history_is_taken_in_elsewhere_without_loss(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with Ledger.create(place / "one.db") as one, Ledger.create(place / "other.db") as other:
            reference = ReferenceLedger()
            for number, step in enumerate(history):
                take(step, number, one, reference)
            write_rows(place / "record.jsonl", one.rows())
            other.take_in(read_rows(place / "record.jsonl"))
            assert list(other.rows()) == list(one.rows())
            for number in range(len(history)):
                assert seen(other, moment(number)) == reference.entries(moment(number))
            assert not +other.take_in(read_rows(place / "record.jsonl")), "what is there adds nothing"
            (place / "package").mkdir()
            write_record(place / "package", one.rows())
            with Ledger.create(place / "third.db") as third:
                third.take_in(read_package(place / "package"))
                assert list(third.rows()) == list(one.rows())
