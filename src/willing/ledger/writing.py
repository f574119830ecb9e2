"""Rows for what is kept: checks first, then one transaction. Nothing here changes a row that exists."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from willing.errors import InvalidValue, LedgerError
from willing.ledger.anchors import anchor_reader
from willing.ledger.entry import Added, SaidBasis, days_of, said_of
from willing.ledger.identity import anchor_id, coded_id, position_ids
from willing.ledger.indexing import index_coded, index_document
from willing.ledger.moments import moment_of
from willing.ledger.record import as_record, words_of
from willing.ledger.schema import documents, positions, readings, statements
from willing.model import Basis, Document, PartialDate, Position

CODING_READER = "coding"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a document, as it will be recorded."""

    reader: str
    status: str
    reason: str | None
    demo: bool
    recorded_at: str

    def __post_init__(self) -> None:
        if not self.reader:
            raise LedgerError("reading without a reader: expected a name and version, for example 'local 1'")
        if self.status not in ("read", "unread"):
            raise LedgerError(f"reading with status {self.status!r}: expected 'read' or 'unread'")
        if self.status == "unread" and not self.reason:
            raise LedgerError("an unread document without a reason: expected why it was not read")


def check_quoted(document: Document, found: Sequence[Position]) -> None:
    """Raises LedgerError unless every position is of this document and every span and quote stands in its text."""
    for position in found:
        place = f"document {document.id}: position of {', '.join(position.actor_ids)} on {position.measure_id}"
        if position.doc_id != document.id:
            raise LedgerError(f"{place} belongs to document {position.doc_id}; nothing was kept")
        if position.basis is not Basis.QUOTED or position.evidence is None:
            raise LedgerError(f"{place} is {position.basis}, expected one with a quote; nothing was kept")
        check_words(position, document.text, place)


def check_words(position: Position, text: str, place: str) -> None:
    quote = position.evidence
    if quote is not None and not quote.stands_in(text):
        met = text[quote.span.start : quote.span.end]
        raise LedgerError(
            f"{place} quotes {shortened(quote.exact)} at {quote.span.start}, "
            f"but the text has {shortened(met)} there; nothing was kept"
        )
    try:
        words_of(position, text)
    except InvalidValue as error:
        raise LedgerError(f"{place}: {error}; nothing was kept") from error


def add_document(connection: Connection, document: Document, found: Sequence[Position], reading: Reading) -> Added:
    """Adds what is not there yet of a document, its reading and its positions."""
    known = connection.execute(
        select(documents.c.doc_id, documents.c.published, documents.c.recorded_at).where(
            documents.c.sha256 == document.sha256
        )
    ).one_or_none()
    doc_id = known.doc_id if known else document.id
    if known and was_read(connection, document.sha256, reading.reader):
        return Added(doc_id, is_new=False)
    if not known:
        row = document_row(document, reading)
        connection.execute(insert(documents), row)
        index_document(connection, row)
    stored = known.published if known else (str(document.published) if document.published else None)
    published = PartialDate.parse(stored) if stored else None
    # an undated text counts from the day it was first recorded, also where a newer reader reads it again
    first_recorded = known.recorded_at if known else reading.recorded_at
    number = add_reading(connection, document.sha256, reading)
    ids = position_ids(found, document.sha256)
    rows = [
        position_row(number, each_id, each, document.text, published, first_recorded)
        for each_id, each in zip(ids, found, strict=True)
    ]
    add_rows(connection, rows)
    return Added(doc_id, is_new=not known, positions=ids)


def add_coded(connection: Connection, coded: Sequence[Position], recorded_at: str) -> tuple[str, ...]:
    """Adds the positions without stored words that are not there yet; their ids, in the order given."""
    by_id = {coded_id(position): position for position in coded}
    known = set(connection.scalars(select(positions.c.id).where(positions.c.basis != Basis.QUOTED.value)))
    new = {each_id: position for each_id, position in by_id.items() if each_id not in known}
    if not new:
        return ()
    number = add_reading(connection, None, Reading(CODING_READER, "read", None, False, recorded_at))
    rows = [position_row(number, each_id, each, None, None, recorded_at) for each_id, each in new.items()]
    add_rows(connection, rows)
    index_coded(connection, rows, recorded_at)
    return tuple(new)


def add_anchor(connection: Connection, coded_id: str, document: Document, position: Position, recorded_at: str) -> str:
    """Adds a document and the quote in it that a coded position stands on; the quote's id.

    The statement keeps the day that its coder gave. The same quote met again adds nothing.
    """
    known = select(positions.c.said, positions.c.said_basis).where(
        positions.c.id == coded_id, positions.c.basis != Basis.QUOTED.value
    )
    coded = connection.execute(known).first()
    if coded is None:
        raise LedgerError(f"coded position {coded_id}: not in this ledger; nothing was kept")
    position_id = anchor_id(position, document.sha256, coded_id)
    reading = Reading(f"{anchor_reader(coded_id)} {position_id}", "read", None, False, recorded_at)
    if was_read(connection, document.sha256, reading.reader):
        return position_id
    stored = connection.execute(
        select(documents.c.published, documents.c.recorded_at).where(documents.c.sha256 == document.sha256)
    ).one_or_none()
    if stored is None:
        stored_now = document_row(document, reading)
        connection.execute(insert(documents), stored_now)
        index_document(connection, stored_now)
    published = PartialDate.parse(stored.published) if stored and stored.published else document.published
    said = (PartialDate.parse(coded.said), SaidBasis(coded.said_basis))
    told = said if said[1] is not SaidBasis.RECORDED else None
    first_recorded = stored.recorded_at if stored else recorded_at
    number = add_reading(connection, document.sha256, reading)
    row = position_row(number, position_id, position, document.text, published, first_recorded, told)
    add_rows(connection, [row])
    return position_id


def was_read(connection: Connection, sha256: str, reader: str) -> bool:
    same = select(readings.c.number).where(readings.c.document == sha256, readings.c.reader == reader)
    return connection.execute(same).first() is not None


def add_reading(connection: Connection, sha256: str | None, reading: Reading) -> int:
    row = {
        "document": sha256,
        "reader": reading.reader,
        "status": reading.status,
        "reason": reading.reason,
        "recorded_at": reading.recorded_at,
    }
    number: int = connection.execute(insert(readings).returning(readings.c.number), row).scalar_one()
    return number


def add_rows(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    connection.execute(insert(positions), rows)
    connection.execute(
        insert(statements),
        [
            {"actor_id": actor} | {name: row[name] for name in ("measure_id", "said_last", "reading", "id")}
            for row in rows
            for actor in dict.fromkeys(row["record"]["actor_ids"])
        ],
    )


def document_row(document: Document, reading: Reading) -> dict[str, Any]:
    return {
        "sha256": document.sha256,
        "doc_id": document.id,
        "text": document.text,
        "raw": document.raw,
        "media_type": document.media_type,
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "url": document.url,
        "language": document.language,
        "published": str(document.published) if document.published else None,
        "retrieved": document.retrieved,
        "demo": reading.demo,
        "recorded_at": reading.recorded_at,
    }


def position_row(
    reading: int,
    position_id: str,
    position: Position,
    text: str | None,
    published: PartialDate | None,
    recorded_at: str,
    told: tuple[PartialDate, SaidBasis] | None = None,
) -> dict[str, Any]:
    """One row of positions; `told` is when it was said, where that is known from elsewhere than text and coding."""
    day: datetime.date = moment_of(recorded_at).date()
    said, said_basis = told or said_of(position, published, day)
    first, last = days_of(position, said, published, day)
    quote = position.evidence
    return {
        "reading": reading,
        "id": position_id,
        "basis": position.basis.value,
        "measure_id": position.measure_id,
        "stance": position.stance.value,
        "said": str(said),
        "said_basis": said_basis.value,
        "said_first": first.isoformat(),
        "said_last": last.isoformat(),
        "quote_start": quote.span.start if quote else None,
        "quote_end": quote.span.end if quote else None,
        "quote_exact": quote.exact if quote else None,
        "quote_prefix": quote.prefix if quote else None,
        "quote_suffix": quote.suffix if quote else None,
        "confidence": position.confidence,
        "sure": position.sure,
        "record": as_record(position, words_of(position, text)),
    }


def shortened(words: str, length: int = 40) -> str:
    return repr(words if len(words) <= length else words[: length - 3] + "...")
