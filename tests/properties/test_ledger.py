"""A ledger is a set: neither order nor repetition changes what it holds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from willing.ledger import Ledger, current_cells
from willing.model import Document, PartialDate, Position, Quote, Span, SpeakerKind, Stance

Reading = tuple[Document, list[Position], str]

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
DATES = st.none() | st.builds(PartialDate, st.integers(2024, 2026), st.none() | st.integers(1, 12))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A document with what one of two reader versions found in it."""
    text = draw(WORDS)
    document = Document(f"d-{text}", text, outlet=draw(st.sampled_from(["The Paper", None])), published=draw(DATES))
    found = draw(st.lists(positions(document), max_size=3))
    return document, found, draw(st.sampled_from(["local 1", "local 2"]))


@st.composite
def positions(draw: st.DrawFn, document: Document) -> Position:
    start = draw(st.integers(0, len(document.text) - 1))
    end = draw(st.integers(start + 1, len(document.text)))
    actors = draw(st.lists(st.sampled_from(["FRA", "GBR", "COW"]), min_size=1, max_size=2, unique=True))
    return Position(
        doc_id=document.id,
        evidence=Quote.from_text(document.text, Span(start, end)),
        actor=None,
        actor_ids=tuple(actors),
        stance=draw(st.sampled_from(Stance)),
        measure=None,
        measure_id=draw(st.sampled_from(["troops", "air"])),
        speaker_ids=("FRA",),
        speaker_kind=SpeakerKind.NAMED,
        confidence=draw(st.floats(0, 1)),
        sure=draw(st.booleans()),
    )


def distinct(several: list[Reading]) -> list[Reading]:
    """One reading of a text by a version, and one date and outlet of a text: the first met is what a ledger keeps."""
    documents = {document.text: document for document, *_ in several}
    by_reading = {(document.text, reader): (found, reader) for document, found, reader in several}
    return [(documents[text], *reading) for (text, _), reading in by_reading.items()]


def content(several: list[Reading]) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "ledger.db") as ledger:
        for document, found, reader in several:
            ledger.add(document, found, reader=reader, recorded_at="2026-02-01")
        entries = ledger.entries()
        check_quotes(ledger)
        return entries, current_cells(entries), ledger.documents(), ledger.counts()


def check_quotes(ledger: Ledger) -> None:
    for entry in ledger.entries():
        assert entry.document is not None
        assert entry.position.evidence is not None
        assert entry.position.evidence.stands_in(ledger.document(entry.document.sha256).text)


@settings(max_examples=40, deadline=None)
@given(several=st.lists(readings(), max_size=6), data=st.data())
def test_any_order_and_any_repetition_keep_the_same(several: list[Reading], data: st.DataObject) -> None:
    kept = distinct(several)
    shuffled = data.draw(st.permutations(kept))
    repeated = data.draw(st.lists(st.sampled_from(kept), max_size=4)) if kept else []
    assert content(kept) == content([*shuffled, *repeated])
