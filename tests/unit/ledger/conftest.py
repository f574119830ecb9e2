"""Short documents and positions to keep, with the fields that matter to a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from willing.ledger import Ledger
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Document,
    PartialDate,
    Position,
    Quantity,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)

TEXT = "France will send 500 troops if a cease-fire holds, its minister said. Spain has not decided."


def document(**fields: Any) -> Document:
    known = {"id": "summit.txt", "text": TEXT, "outlet": "The Paper", "published": PartialDate(2026, 1, 6)}
    return Document(**(known | fields))


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def promise(**fields: Any) -> Position:
    known = {
        "doc_id": "summit.txt",
        "evidence": Quote.from_text(TEXT, span("France will send 500 troops if a cease-fire holds")),
        "actor": span("France"),
        "actor_ids": ("FRA",),
        "stance": Stance.COMMITTED,
        "measure": span("troops"),
        "measure_id": "troops",
        "quantity": Quantity(500, 500, "troops"),
        "conditions": (AttachedCondition(span("if a cease-fire holds"), "ceasefire", Relation.REQUIRES),),
        "speaker": span("its minister"),
        "speaker_ids": ("FRA",),
        "speaker_kind": SpeakerKind.NAMED,
        "confidence": 0.875,
        "reader": "local 1",
    }
    return Position(**(known | fields))


def doubt(**fields: Any) -> Position:
    known = {
        "doc_id": "summit.txt",
        "evidence": Quote.from_text(TEXT, span("Spain has not decided.")),
        "actor": span("Spain"),
        "actor_ids": ("ESP",),
        "stance": Stance.UNDECIDED,
        "measure": None,
        "measure_id": "troops",
        "confidence": 0.4,
        "sure": False,
        "reader": "local 1",
    }
    return Position(**(known | fields))


def coded(summary: str = "Offers a force.", **fields: Any) -> Position:
    told = {"summary": summary, "said": PartialDate(2026, 1), "speaker": "A, prime minister", "publisher": "The Paper"}
    coding = Coding(**(told | fields.pop("coding", {})))
    known = {
        "doc_id": "row-7",
        "evidence": None,
        "actor": None,
        "actor_ids": ("GBR",),
        "stance": Stance.WILLING,
        "measure": None,
        "measure_id": "troops",
        "speaker_kind": SpeakerKind.NAMED,
        "basis": Basis.CODED,
        "coding": coding,
    }
    return Position(**(known | fields))


@pytest.fixture
def make() -> dict[str, Callable[..., Any]]:
    """The factories by name: document, promise, doubt, coded."""
    return {"document": document, "promise": promise, "doubt": doubt, "coded": coded}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, path: Path) -> str | Path:
    """Where a ledger can be made: the file `path`, and once more in PostgreSQL."""
    return path if request.param == "sqlite" else request.getfixturevalue("new_schema")()


@pytest.fixture
def ledger(address: str | Path) -> Iterator[Ledger]:
    """A new, empty ledger in each of the two databases."""
    with Ledger.create(address) as new:
        yield new
