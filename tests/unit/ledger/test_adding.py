"""What `add` and `add_coded` keep, and what they refuse to keep."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger
from willing.model import Document, PartialDate, Quote, Span


def test_a_document_comes_back_as_it_was_kept(ledger: Ledger, make: Any) -> None:
    kept = make["document"](
        title="Summit",
        author="A. Writer",
        url="https://paper.example/1",
        language="en",
        raw=b"<p>\x00\xff",
        retrieved="x",
    )
    ledger.add(kept, [], reader="local 1")
    assert ledger.document("summit.txt") == kept
    assert ledger.document(kept.sha256) == kept
    assert ledger.document(kept.sha256[:12]) == kept


@pytest.mark.parametrize(
    "text", ["Zażółć gęślą jaźń 🇺🇦 𝔘nicode\u0301", "one\x00two", "tabs\t\r\n\u2028lines", "'; --\"%s ?"]
)
def test_any_text_comes_back_unchanged(ledger: Ledger, text: str) -> None:
    if "\x00" in text and ledger.engine.dialect.name == "postgresql":
        with pytest.raises(LedgerError, match="NUL"):
            ledger.add(Document("odd", text), [], reader="local 1")
        return
    ledger.add(Document("odd", text), [], reader="local 1")
    assert ledger.document("odd").text == text


def test_half_a_character_is_refused_with_its_place(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"half a character at 3 of a text"):
        ledger.add(Document("odd", "abc\ud83d"), [], reader="local 1")
    assert ledger.counts().documents == 0


def test_a_position_comes_back_with_every_field(ledger: Ledger, make: Any) -> None:
    added = ledger.add(make["document"](), [make["promise"](), make["doubt"]()], reader="local 1")
    by_id = {entry.id: entry for entry in ledger.entries()}
    assert [by_id[each].position for each in added.positions] == [make["promise"](), make["doubt"]()]
    first = by_id[added.positions[0]]
    assert (first.words.actor, first.words.speaker) == ("France", "its minister")
    assert first.words.conditions == ("if a cease-fire holds",)
    assert first.document is not None
    assert (first.document.id, first.document.outlet) == ("summit.txt", "The Paper")


def test_a_coded_position_comes_back_with_its_coding(ledger: Ledger, make: Any) -> None:
    (added,) = ledger.add_coded([make["coded"]()])
    (entry,) = ledger.entries()
    assert (entry.id, entry.position, entry.document) == (added, make["coded"](), None)
    assert entry.said == PartialDate(2026, 1)


def test_the_same_text_by_the_same_reader_adds_nothing(ledger: Ledger, make: Any) -> None:
    first = ledger.add(make["document"](), [make["promise"]()], reader="local 1")
    before = (ledger.counts(), ledger.entries(), ledger.documents())
    again = ledger.add(make["document"](), [make["promise"]()], reader="local 1")
    renamed = ledger.add(make["document"](id="copy.txt"), [make["promise"](doc_id="copy.txt")], reader="local 1")
    assert (first.is_new, len(first.positions)) == (True, 1)
    assert (again.is_new, again.positions, renamed.document_id) == (False, (), "summit.txt")
    assert (ledger.counts(), ledger.entries(), ledger.documents()) == before


def test_a_newer_reader_adds_a_reading_that_the_views_use(ledger: Ledger, make: Any) -> None:
    old = ledger.add(
        make["document"](), [make["promise"](), make["doubt"]()], reader="local 1", recorded_at="2026-02-01"
    )
    new = ledger.add(make["document"](), [make["promise"](confidence=0.9)], reader="local 2", recorded_at="2026-03-01")
    assert not new.is_new
    assert new.positions == old.positions[:1], "the same position keeps its id"
    assert [(entry.id, entry.position.confidence) for entry in ledger.entries()] == [(new.positions[0], 0.9)]
    assert len(ledger.entries(known_at="2026-02-15")) == 2


def test_an_unread_document_is_kept_with_its_reason_and_read_later(ledger: Ledger, make: Any) -> None:
    ledger.add(
        make["document"](), [], reader="local 1", status="unread", reason="language: Polish", recorded_at="2026-02-01"
    )
    assert [(line.status, line.reason) for line in ledger.documents()] == [("unread", "language: Polish")]
    assert ledger.counts().unread == 1
    ledger.add(make["document"](), [make["promise"]()], reader="local 2", recorded_at="2026-03-01")
    assert [line.status for line in ledger.documents()] == ["read"]


def test_unread_needs_a_reason(ledger: Ledger, make: Any) -> None:
    with pytest.raises(LedgerError, match="without a reason"):
        ledger.add(make["document"](), [], reader="local 1", status="unread")


def test_a_quote_that_is_not_in_the_text_is_refused_and_nothing_is_kept(ledger: Ledger, make: Any) -> None:
    wrong = make["promise"](evidence=Quote(Span(0, 6), "Frence"))
    with pytest.raises(LedgerError, match=r"quotes 'Frence' at 0, but the text has 'France' there; nothing was kept"):
        ledger.add(make["document"](), [make["doubt"](), wrong], reader="local 1")
    assert ledger.counts().documents == 0


def test_a_span_outside_the_text_is_refused(ledger: Ledger, make: Any) -> None:
    with pytest.raises(LedgerError, match="ends after the text"):
        ledger.add(make["document"](), [make["promise"](speaker=Span(5000, 5010))], reader="local 1")
    assert ledger.counts().documents == 0


@pytest.mark.parametrize("wrong", ["promise_of_another_text", "coded"])
def test_what_does_not_belong_to_the_document_is_refused(ledger: Ledger, make: Any, wrong: str) -> None:
    position = make["coded"](doc_id="summit.txt") if wrong == "coded" else make["promise"](doc_id="other.txt")
    with pytest.raises(LedgerError, match="nothing was kept"):
        ledger.add(make["document"](), [position], reader="local 1")
    assert ledger.counts().documents == 0


def test_a_position_that_the_database_refuses_takes_its_document_back(ledger: Ledger, make: Any) -> None:
    half = make["doubt"](actor_ids=("ESP\ud83d",))
    with pytest.raises(LedgerError):
        ledger.add(make["document"](), [make["promise"](), half], reader="local 1")
    assert ledger.counts() == type(ledger.counts())(0, 0, 0, 0, 0, 0, 0, 0)
    assert ledger.add(make["document"](), [make["promise"]()], reader="local 1").is_new


def test_two_positions_in_the_same_words_are_both_kept(ledger: Ledger, make: Any) -> None:
    twins = [make["promise"](), make["promise"](conditions=())]
    added = ledger.add(make["document"](), twins, reader="local 1")
    assert len(set(added.positions)) == 2
    assert len(ledger.entries()) == 2


def test_coding_twice_adds_what_is_new_only(ledger: Ledger, make: Any) -> None:
    first = ledger.add_coded([make["coded"]("One."), make["coded"]("Two.")])
    again = ledger.add_coded(
        [make["coded"]("Two.", doc_id="row-9", coding={"note": "seen again"}), make["coded"]("3.")]
    )
    assert (len(first), len(again)) == (2, 1)
    assert ledger.counts().coded == 3
    assert ledger.add_coded([make["coded"]("One.")] * 2) == ()


def test_coding_is_all_or_nothing(ledger: Ledger, make: Any) -> None:
    with pytest.raises(LedgerError, match="has a quote"):
        ledger.add_coded([make["coded"]("One."), make["promise"]()])
    with pytest.raises(LedgerError, match="half a character"):
        ledger.add_coded([make["coded"]("One."), make["coded"]("Two.", actor_ids=("\ud83d",))])
    assert ledger.counts().coded == 0


def test_the_day_said_comes_from_the_coding_the_text_or_the_recording(ledger: Ledger, make: Any) -> None:
    recorded = datetime.datetime(2026, 5, 4, 22, tzinfo=datetime.UTC)
    ledger.add(make["document"](), [make["promise"]()], reader="local 1", recorded_at=recorded)
    undated = make["document"](id="u", text=make["document"]().text + " ", published=None)
    ledger.add(undated, [make["promise"](doc_id="u")], reader="local 1", recorded_at=recorded)
    ledger.add_coded([make["coded"]()], recorded_at=recorded)
    said = [(str(entry.said), entry.said_basis.value) for entry in ledger.entries()]
    assert said == [("2026-01-06", "published"), ("2026-01", "said"), ("2026-05-04", "recorded")]


def test_an_undated_text_read_again_keeps_its_day(ledger: Ledger, make: Any) -> None:
    undated = make["document"](published=None)
    ledger.add(undated, [make["promise"]()], reader="local 1", recorded_at="2026-05-04")
    ledger.add(undated, [make["promise"]()], reader="local 2", recorded_at="2026-09-09")
    assert [str(entry.said) for entry in ledger.entries()] == ["2026-05-04"]
