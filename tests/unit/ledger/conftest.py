"""Short documents and positions to keep, with the fields that matter to a ledger."""

from __future__ import annotations

import os
import uuid
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


POSTGRESQL = os.environ.get("WILLING_POSTGRESQL")
"""Address of a PostgreSQL database on which the same tests run too, each in a schema of its own."""


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
def ledger(request: pytest.FixtureRequest, path: Path) -> Iterator[Ledger]:
    """A new, empty ledger in the file `path`, and once more in PostgreSQL where there is one."""
    address: str | Path = path if request.param == "sqlite" else new_schema()
    with Ledger.create(address) as new:
        yield new


def new_schema() -> str:
    import sqlalchemy

    assert POSTGRESQL
    name = f"test_{uuid.uuid4().hex}"
    with sqlalchemy.create_engine(POSTGRESQL).begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    return f"{POSTGRESQL}?options=-csearch_path%3D{name}"
