"""A record damaged anywhere is refused by name of its row, or harmless: never a traceback, never half of it kept."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.errors import LedgerError
from willing.ledger import Ledger
from willing.model import Basis, Coding, Document, PartialDate, Position, Quote, Span, SpeakerKind, Stance

TEXT = "France sends troops, said Paris."
ODD: tuple[Any, ...] = (
    None, "", 0, -1, 1.5, 10**30, [], {}, [[]], True, "x", "2026-13-01", {"id": 1}, ["a", 1], "quoted",
)  # fmt: skip


def position(document: str, *, quoted: bool) -> Position:
    return Position(
        doc_id=document,
        evidence=Quote.from_text(TEXT, Span(0, 19)) if quoted else None,
        actor=Span(0, 6) if quoted else None,
        actor_ids=("FRA",),
        stance=Stance.COMMITTED,
        measure=None,
        measure_id="troops",
        speaker_ids=("FRA",),
        speaker_kind=SpeakerKind.NAMED,
        reader="local 1" if quoted else "coding",
        basis=Basis.QUOTED if quoted else Basis.CODED,
        coding=None if quoted else Coding("It will.", "A Paper", "https://a.example", PartialDate(2026, 1)),
    )


@cache
def record() -> list[dict[str, Any]]:
    """The rows of a ledger with something of every kind."""
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "ledger.db") as ledger:
        document = Document("text", TEXT, published=PartialDate(2026, 1, 2), raw=b"raw")
        (kept,) = ledger.add(document, [position("text", quoted=True)], reader="local 1").positions
        (coded,) = ledger.add_coded([position("row", quoted=False)])
        ledger.judge(kept, "correct", "A", "so", position("text", quoted=True))
        ledger.end_position(coded, "withdrawn", PartialDate(2026, 2), by="A", reason="")
        ledger.state_fact("ceasefire", None, PartialDate(2026), by="A")
        ledger.join_story(document.sha256, "s", "origin", details={"numbers": []})
        return list(ledger.rows())


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*above, key)
        yield from places(each, (*above, key))


@st.composite
def damaged(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = copy.deepcopy(record())
    place = draw(st.sampled_from(list(places(rows))))
    holder: Any = rows
    for key in place[:-1]:
        holder = holder[key]
    how = draw(st.sampled_from(["replace", "drop", "wrap", "twice"]))
    if how == "replace":
        holder[place[-1]] = draw(st.sampled_from(ODD))
    elif how == "drop":
        del holder[place[-1]]
    elif how == "wrap":
        holder[place[-1]] = [holder[place[-1]]]
    elif isinstance(holder, list):
        holder.append(holder[place[-1]])
    return rows


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.create(tmp_path_factory.mktemp("empty") / "ledger.db") as ledger:
        yield ledger


@settings(max_examples=300, deadline=None)
@given(rows=damaged())
def test_a_damaged_record_is_refused_or_harmless(empty: Ledger, rows: list[dict[str, Any]]) -> None:
    try:
        told = f"row {sum(empty.take_in(rows, keep=False).values())}"
    except LedgerError as error:
        told = str(error)
    assert told.startswith("row ")
    assert not any(empty.extent())


def test_the_record_itself_is_taken_in_whole(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        assert dict(ledger.take_in(record())) == {
            "document": 1, "reading": 2, "position": 2, "judgement": 1, "ending": 1, "fact": 1, "story": 1,
        }  # fmt: skip
        assert list(ledger.rows()) == record()
        assert not any(ledger.take_in(record()).values())
