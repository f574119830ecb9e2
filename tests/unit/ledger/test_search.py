"""Finding words: the same in both databases, whatever a user types."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from willing.ledger import Found, Ledger
from willing.ledger.snippet import snippet_of
from willing.ledger.words import folded, folded_words, terms_of
from willing.model import PartialDate

TEXTS = {
    "one.txt": "Jonas Gahr Støre said that a cease-fire must come first. Norway has two frigates.",
    "two.txt": "After the fire ceased, nobody spoke of ships. The fire brigade had ceased to hope.",
    "three.txt": "Varšava a Łódź: žádné jednotky. Солдаты не поедут. 停战之后再谈。",
}


@pytest.fixture
def filled(ledger: Ledger, make: Any) -> Ledger:
    ledger.add(make["document"](), [make["promise"](), make["doubt"]()], reader="local 1", recorded_at="2026-02-01")
    for name, text in TEXTS.items():
        ledger.add(
            make["document"](id=name, text=text, published=PartialDate(2026, 3)),
            [],
            reader="local 1",
            recorded_at="2026-04-01",
        )
    ledger.add_coded([make["coded"]("Offers a force after a cease-fire.")], recorded_at="2026-05-01")
    return ledger


def names(found: Found) -> list[str]:
    return sorted(hit.document.id if hit.document else hit.entries[0].position.doc_id for hit in found.hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("frigates", ["one.txt"]),
        ("FRIGATES norway", ["one.txt"]),
        ("frigates ships", []),
        ("store", ["one.txt"]),
        ("Störe", ["one.txt"]),
        ("lodz varsava", ["three.txt"]),
        ("солдаты", ["three.txt"]),
        ("停战", ["three.txt"]),
        ("战停", []),
        ("cease-fire", ["one.txt", "row-7", "summit.txt"]),
        ('"cease fire"', ["one.txt", "row-7", "summit.txt"]),
        ("cease* fire", ["one.txt", "row-7", "summit.txt", "two.txt"]),
        ("fire -ceased", ["one.txt", "row-7", "summit.txt"]),
        ('"cease-fire must', ["one.txt"]),
        ("frig*", ["one.txt"]),
        ("prime minister force", ["row-7"]),
    ],
)
def test_words_phrases_beginnings_and_what_to_leave_out(filled: Ledger, query: str, expected: list[str]) -> None:
    found = filled.search(query)
    assert names(found) == expected
    assert found.total == len(expected)


@pytest.mark.parametrize(
    "query",
    ['"', "''", "a AND", "NOT fire", "NEAR(fire ships)", "title:fire", "fire^2", "(fire", "fire)", "*", "-", '-"',
     "a:b", "🚀", "'; DROP TABLE documents", "%s", ":asked", "\\", "fire & | ! <-> ships", "\x00", "\ud800",
     "x" * 5000, "fire " * 500],
)  # fmt: skip
def test_nothing_a_user_types_breaks_the_search(filled: Ledger, query: str) -> None:
    assert filled.search(query).total >= 0


def test_what_names_no_word_asks_for_nothing(filled: Ledger) -> None:
    assert [filled.search(query).asked for query in ("🚀 !", "-fire", "fire")] == [False, False, True]


def test_a_hit_shows_the_passage_and_the_positions_there(filled: Ledger) -> None:
    (hit,) = filled.search("spain decided").hits
    assert hit.document is not None
    text = filled.document(hit.document.sha256).text
    assert hit.snippet.span.cut(text) == hit.snippet.text
    assert [mark.cut(text) for mark in hit.snippet.marks] == ["Spain", "decided"]
    assert [entry.position.actor_ids for entry in hit.entries] == [("ESP",), ("FRA",)]
    assert hit.snippet.marked("[", "]").endswith("[Spain] has not [decided].")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"actor": "FRA"}, ["summit.txt"]),
        ({"actor": "GBR"}, ["row-7"]),
        ({"actor": "GBR", "measure": "air"}, []),
        ({"measure": "troops"}, ["row-7", "summit.txt"]),
        ({"since": "2026-02"}, ["one.txt"]),
        ({"as_of": "2026-03-30"}, ["row-7", "summit.txt"]),
        ({"known_at": "2026-04-30"}, ["one.txt", "summit.txt"]),
    ],
)
def test_filters(filled: Ledger, filters: dict[str, str], expected: list[str]) -> None:
    assert names(filled.search("cease-fire", **filters)) == expected


def test_texts_written_for_the_project_are_found_only_when_asked_for(ledger: Ledger, make: Any) -> None:
    ledger.add(make["document"](), [], reader="local 1", demo=True)
    assert ledger.search("troops").total == 0
    assert ledger.search("troops", include_demo=True).total == 1


def test_a_text_is_found_by_its_title_too_and_first(ledger: Ledger, make: Any) -> None:
    for name, title, text in (("b", "Other news", "Frigates are ships."), ("a", "Frigates sail", "They left port.")):
        ledger.add(make["document"](id=name, title=title, text=text), [], reader="local 1")
    assert [hit.document.id for hit in ledger.search("frigates").hits if hit.document] == ["a", "b"]


def test_a_word_at_the_end_of_a_very_long_text_is_found(ledger: Ledger, make: Any) -> None:
    text = "The committee spoke of other things. " * 10_000 + "Then Norway offered a frigate."
    ledger.add(make["document"](text=text), [], reader="local 1")
    (hit,) = ledger.search("norway frigate").hits
    assert [mark.cut(text) for mark in hit.snippet.marks] == ["Norway", "frigate"]


def test_only_as_many_as_asked_for_and_the_number_of_all(ledger: Ledger, make: Any) -> None:
    for number in range(5):
        ledger.add(make["document"](id=str(number), text=f"Ships, {number} of them."), [], reader="local 1")
    found = ledger.search("ships", limit=2)
    assert (len(found.hits), found.total) == (2, 5)


def test_a_corrected_or_newer_reading_changes_the_positions_shown(filled: Ledger, make: Any) -> None:
    filled.add(make["document"](), [make["doubt"]()], reader="local 2")
    (hit,) = filled.search("troops").hits
    assert [entry.position.actor_ids for entry in hit.entries] == [("ESP",)]
    assert filled.search("troops", actor="FRA").total == 0


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_cut_into_words_and_any_passage_is_of_the_text(text: str, query: str) -> None:
    assert folded_words(text) == folded_words(" ".join(folded_words(text)))
    if text:
        snippet = snippet_of(text, terms_of(query))
        assert snippet.span.cut(text) == snippet.text
        assert snippet.marked("", "") == snippet.text


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Støre", "store"), ("Łódź", "lodz"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("e\u0301te\u0301", "ete")],
)
def test_words_are_folded(word: str, expected: str) -> None:
    assert folded(word) == expected
