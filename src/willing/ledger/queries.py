"""Questions to the tables, and the values made of the rows. Only SELECT."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, or_, select
from sqlalchemy.sql.expression import Subquery

from willing.ledger.anchors import ANCHOR
from willing.ledger.entry import Counts, DocumentLine, Entry, FactEntry, Judgement, SaidBasis, Verdict
from willing.ledger.moments import moment_of
from willing.ledger.record import dated, from_record
from willing.ledger.schema import documents, facts, judgements, position_actors, positions, readings
from willing.model import Basis, Document, PartialDate

LINE_COLUMNS = tuple(
    documents.c[name].label(f"document_{name}")
    for name in ("sha256", "doc_id", "title", "outlet", "author", "url", "language", "published", "demo", "recorded_at")
)


def is_anchor() -> ColumnElement[bool]:
    """Readings that hold one quote which a person anchored a coded position in; a reader's pass hides them not."""
    return readings.c.reader.like(f"{ANCHOR}%")


def newest_readings(known_at: str | None = None) -> Subquery:
    """The newest reading of each document, as known at a moment (the reader's name decides at equal moments).

    An anchor is the newest reading only of a document that no reader has read.
    """
    newest_first = [case((is_anchor(), 1), else_=0), readings.c.recorded_at.desc(), readings.c.reader.desc()]
    place = func.row_number().over(partition_by=readings.c.document, order_by=newest_first).label("place")
    known = [readings.c.recorded_at <= known_at] if known_at else []
    ranked = select(readings, place).where(readings.c.document.is_not(None), *known).subquery()
    return select(ranked).where(ranked.c.place == 1).subquery("newest")


def newest_judgements(known_at: str | None = None) -> Subquery:
    """The last judgement of each position, as known at a moment."""
    newest_first = [judgements.c.recorded_at.desc(), judgements.c.number.desc()]
    place = func.row_number().over(partition_by=judgements.c.position_id, order_by=newest_first).label("place")
    known = [judgements.c.recorded_at <= known_at] if known_at else []
    ranked = select(judgements, place).where(*known).subquery()
    return select(ranked).where(ranked.c.place == 1).subquery("judged")


def entries_query(
    actor: str | None, measure: str | None, as_of: str | None, known_at: str | None, include_demo: bool
) -> Select[Any]:
    newest, judged = newest_readings(known_at), newest_judgements(known_at)
    query = (
        select(
            positions.c.id,
            positions.c.said,
            positions.c.said_basis,
            positions.c.record,
            readings.c.recorded_at,
            func.coalesce(newest.c.status, readings.c.status).label("status"),
            newest.c.reason,
            judged.c.verdict,
            judged.c.corrected,
            *LINE_COLUMNS,
        )
        .select_from(positions)
        .join(readings, readings.c.number == positions.c.reading)
        .outerjoin(newest, newest.c.number == readings.c.number)
        .outerjoin(documents, documents.c.sha256 == readings.c.document)
        .outerjoin(judged, judged.c.position_id == positions.c.id)
        .where(or_(readings.c.document.is_(None), newest.c.number.is_not(None), is_anchor()))
        .order_by(positions.c.said_last, positions.c.said_first, positions.c.id)
    )
    corrected = judged.c.verdict == Verdict.CORRECT.value
    if actor:
        query = query.where(or_(names(actor), corrected))
    if measure:
        query = query.where(or_(positions.c.measure_id == measure, corrected))
    if as_of:
        query = query.where(positions.c.said_last <= as_of)
    if known_at:
        query = query.where(readings.c.recorded_at <= known_at)
    if not include_demo:
        query = query.where(or_(documents.c.demo.is_(None), documents.c.demo.is_(False)))
    return query


def names(actor: str) -> ColumnElement[bool]:
    same = and_(position_actors.c.reading == positions.c.reading, position_actors.c.id == positions.c.id)
    return select(position_actors.c.id).where(same, position_actors.c.actor_id == actor).exists()


def entry_of(row: Row[Any]) -> Entry:
    line = line_of(row) if row.document_sha256 else None
    position, words = from_record(row.corrected or row.record, line.id if line else None)
    return Entry(
        id=row.id,
        position=position,
        document=line,
        said=PartialDate.parse(row.said),
        recorded_at=moment_of(row.recorded_at),
        verdict=row.verdict,
        said_basis=SaidBasis(row.said_basis),
        words=words,
    )


def line_of(row: Row[Any]) -> DocumentLine:
    return DocumentLine(
        id=row.document_doc_id,
        title=row.document_title,
        outlet=row.document_outlet,
        published=dated(row.document_published),
        url=row.document_url,
        sha256=row.document_sha256,
        demo=row.document_demo,
        author=row.document_author,
        language=row.document_language,
        recorded_at=moment_of(row.document_recorded_at),
        status=row.status,
        reason=row.reason,
    )


def lines_query(include_demo: bool) -> Select[Any]:
    newest = newest_readings()
    query = select(newest.c.status, newest.c.reason, *LINE_COLUMNS).join(
        newest, newest.c.document == documents.c.sha256
    )
    if not include_demo:
        query = query.where(documents.c.demo.is_(False))
    return query.order_by(documents.c.recorded_at, documents.c.doc_id, documents.c.sha256)


def find_document(connection: Connection, document_id: str) -> Document | None:
    """By the id it was given (the newest text of that id), else by its sha256 or at least 8 digits of it."""
    by_name = documents.c.doc_id == document_id
    newest_first = (documents.c.recorded_at.desc(), documents.c.sha256)
    row = connection.execute(select(documents).where(by_name).order_by(*newest_first)).first()
    if row is None and len(document_id) >= 8 and set(document_id) <= set("0123456789abcdef"):
        by_hash = documents.c.sha256.startswith(document_id)
        row = connection.execute(select(documents).where(by_hash).order_by(*newest_first)).first()
    return document_of(row) if row else None


def document_of(row: Row[Any]) -> Document:
    return Document(
        id=row.doc_id,
        text=row.text,
        title=row.title,
        outlet=row.outlet,
        author=row.author,
        published=dated(row.published),
        retrieved=row.retrieved,
        url=row.url,
        language=row.language,
        media_type=row.media_type,
        raw=row.raw,
    )


def position_record(connection: Connection, position_id: str) -> dict[str, Any] | None:
    """The record behind an id; whichever reading it is from, the quote is the same."""
    row = connection.execute(select(positions.c.record).where(positions.c.id == position_id)).first()
    return row.record if row else None


def text_behind(connection: Connection, position_id: str) -> tuple[str, str] | None:
    """The name and text of the document that a position quotes; None where no words are stored."""
    query = (
        select(documents.c.doc_id, documents.c.text)
        .join(readings, readings.c.document == documents.c.sha256)
        .join(positions, positions.c.reading == readings.c.number)
        .where(positions.c.id == position_id)
    )
    row = connection.execute(query).first()
    return (row.doc_id, row.text) if row else None


def judgements_of(connection: Connection, position_id: str | None) -> tuple[Judgement, ...]:
    query = select(judgements).order_by(judgements.c.recorded_at, judgements.c.number)
    if position_id:
        query = query.where(judgements.c.position_id == position_id)
    return tuple(
        Judgement(
            position_id=row.position_id,
            verdict=Verdict(row.verdict),
            by=row.by,
            reason=row.reason,
            recorded_at=moment_of(row.recorded_at),
            corrected=from_record(row.corrected)[0] if row.corrected else None,
        )
        for row in connection.execute(query)
    )


def facts_of(connection: Connection, as_of: str | None, known_at: str | None) -> tuple[FactEntry, ...]:
    """All that was said of facts, oldest first, as of either time axis."""
    query = select(facts).order_by(facts.c.since_last, facts.c.recorded_at, facts.c.number)
    if as_of:
        query = query.where(facts.c.since_last <= as_of)
    if known_at:
        query = query.where(facts.c.recorded_at <= known_at)
    return tuple(
        FactEntry(
            fact_id=row.fact_id,
            holds=row.holds,
            since=PartialDate.parse(row.since),
            by=row.by,
            source=row.source,
            recorded_at=moment_of(row.recorded_at),
        )
        for row in connection.execute(query)
    )


def counts_of(connection: Connection) -> Counts:
    newest = newest_readings()
    quoted = positions.c.basis == Basis.QUOTED.value
    read = select(func.count()).select_from(positions).join(readings, readings.c.number == positions.c.reading)
    current = read.outerjoin(newest, newest.c.number == readings.c.number).where(
        or_(newest.c.number.is_not(None), is_anchor())
    )
    every = select(func.count())

    def number(query: Select[Any]) -> int:
        return int(connection.execute(query).scalar_one())

    return Counts(
        documents=number(every.select_from(documents)),
        unread=number(every.select_from(newest).where(newest.c.status == "unread")),
        demo=number(every.select_from(documents).where(documents.c.demo.is_(True))),
        positions=number(current),
        coded=number(every.select_from(positions).where(~quoted)),
        unsure=number(current.where(positions.c.sure.is_(False))),
        judgements=number(every.select_from(judgements)),
        facts=number(every.select_from(facts)),
    )
