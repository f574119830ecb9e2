"""Stories of documents, endings of positions and looks, as the ledger keeps them."""

from __future__ import annotations

from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger
from willing.model import PartialDate


@pytest.fixture
def added(ledger: Ledger, make: Any) -> tuple[str, ...]:
    return ledger.add(
        make["document"](), [make["promise"](), make["doubt"]()], reader="local 1", recorded_at="2026-02-01"
    ).positions


def test_a_document_joins_its_story_once_and_may_be_joined_better(ledger: Ledger, added: tuple[str, ...]) -> None:
    sha256 = ledger.documents()[0].sha256
    details = {"numbers": [["500", "600"]], "names": [], "negations": []}
    assert ledger.join_story(sha256, "s-1", "cut", similarity=0.75, details=details, recorded_at="2026-02-02")
    assert not ledger.join_story(sha256, "s-1", "cut", similarity=0.75, details=details)
    assert ledger.join_story(sha256, "s-1", "edition", similarity=0.75, details=details, recorded_at="2026-02-03")
    assert [(each.document, each.story, each.relation, each.similarity) for each in ledger.stories()] == [
        (sha256, "s-1", "cut", 0.75),
        (sha256, "s-1", "edition", 0.75),
    ]
    assert ledger.stories()[0].details == details
    assert [each.relation for each in ledger.stories(known_at="2026-02-02")] == ["cut"]


def test_a_story_needs_a_document_a_relation_and_a_likeness(ledger: Ledger, added: tuple[str, ...]) -> None:
    sha256 = ledger.documents()[0].sha256
    for arguments, similarity, message in [
        (("00" * 32, "s-1", "same"), 1.0, "not in this ledger"),
        ((sha256, "s-1", "alike"), 1.0, "expected same, cut, contained, edition, correction, origin"),
        ((sha256, "", "same"), 1.0, "without an id"),
        ((sha256, "s-1", "same"), 1.5, "expected 0 to 1"),
    ]:
        with pytest.raises(LedgerError, match=message):
            ledger.join_story(*arguments, similarity=similarity)
    assert ledger.stories() == ()


def test_endings_are_kept_with_both_dates(ledger: Ledger, added: tuple[str, ...]) -> None:
    promise, doubt = added
    first = ledger.end_position(
        promise, "withdrawn", PartialDate(2026, 3), by="A. Reader", reason="said so", by_position=doubt,
        recorded_at="2026-04-01",
    )  # fmt: skip
    second = ledger.end_position(
        promise, "stands", PartialDate(2026, 3), by="B. Reader", reason="a slip", source="the minister's office",
        recorded_at="2026-05-01",
    )  # fmt: skip
    assert ledger.endings() == (first, second)
    assert ledger.endings(doubt) == ()
    assert ledger.endings(promise, known_at="2026-04") == (first,)
    assert ledger.endings(as_of="2026-03-30") == ()
    assert [entry.endings for entry in ledger.entries(actor="FRA")] == [(first, second)]
    assert [entry.endings for entry in ledger.entries(actor="FRA", known_at="2026-03-31")] == [()]


def test_an_ending_must_be_complete(ledger: Ledger, added: tuple[str, ...]) -> None:
    promise = added[0]
    for position, kind, by, by_position, message in [
        ("none", "expired", "A", None, "no position none in this ledger"),
        (promise, "expired", "A", "none", "no position none in this ledger"),
        (promise, "over", "A", None, "expected withdrawn, superseded, expired, corrected, stands"),
        (promise, "expired", " ", None, "without a name"),
        (promise, "expired", "A", promise, "by itself"),
    ]:
        with pytest.raises(LedgerError, match=message):
            ledger.end_position(position, kind, PartialDate(2026), by=by, reason="", by_position=by_position)
    assert ledger.endings() == ()


def test_the_last_look_of_each_is_known(ledger: Ledger) -> None:
    assert ledger.last_look("A. Reader") is None
    ledger.look("A. Reader", recorded_at="2026-02-01")
    ledger.look("A. Reader", recorded_at="2026-03-01")
    ledger.look("B. Reader", recorded_at="2026-04-01")
    last = ledger.last_look("A. Reader")
    assert last is not None
    assert last.date().isoformat() == "2026-03-01"
    with pytest.raises(LedgerError, match="without a name"):
        ledger.look(" ")
