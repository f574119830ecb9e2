"""Questions to the tables, and the values made of the rows. Only SELECT."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    desc,
    func,
    or_,
    select,
)
from sqlalchemy.sql.expression import Subquery

from willing.ledger.agreement import agreed
from willing.ledger.anchors import ANCHOR, coded_id_in
from willing.ledger.entry import (
    CodedRow,
    Counts,
    DocumentLine,
    Ending,
    EndingKind,
    Entry,
    FactEntry,
    Judgement,
    SaidBasis,
    StoryEntry,
    StoryRelation,
    Verdict,
)
from willing.ledger.moments import moment_of
from willing.ledger.record import dated, from_record
from willing.ledger.schema import (
    documents,
    endings,
    facts,
    judgements,
    looks,
    positions,
    readings,
    statements,
    stories,
)
from willing.model import Basis, Document, PartialDate, Position

Name = str | BindParameter[str] | None
"""An id, one to be told when the query is run, or None for any."""
Pairs = frozenset[tuple[str, str]]
"""Actor and measure ids."""
CHUNK = 500
"""Values asked for in one query."""

KEPT_VERDICTS = (Verdict.ACCEPT.value, Verdict.CORRECT.value)
LINE_COLUMNS = tuple(
    documents.c[name].label(f"document_{name}")
    for name in ("sha256", "doc_id", "title", "outlet", "author", "url", "language", "published", "demo", "recorded_at")
)


def is_anchor(read: FromClause = readings) -> ColumnElement[bool]:
    """Readings that hold one quote which a person anchored a coded position in; a reader's pass hides them not."""
    return func.substr(read.c.reader, 1, len(ANCHOR)) == ANCHOR


def is_later(newer: FromClause) -> ColumnElement[bool]:
    """Whether one reading was recorded after another (the reader's name decides equals)."""
    return or_(
        newer.c.recorded_at > readings.c.recorded_at,
        and_(newer.c.recorded_at == readings.c.recorded_at, newer.c.reader > readings.c.reader),
    )


def is_newest(known_at: str | None = None) -> ColumnElement[bool]:
    """Whether a reading is the newest one of its document, as known at a moment.

    One lookup per reading, not a pass over all of them. A reading without a document is always its own newest. An
    anchor is the newest reading only of a document that no reader has read.
    """
    newer = readings.alias("newer")
    comes_first = or_(and_(is_later(newer), or_(is_anchor(), ~is_anchor(newer))), and_(is_anchor(), ~is_anchor(newer)))
    known = [newer.c.recorded_at <= known_at] if known_at else []
    return ~select(newer.c.number).where(newer.c.document == readings.c.document, comes_first, *known).exists()


def is_shown(known_at: str | None = None) -> ColumnElement[bool]:
    """Whether the positions of a reading are shown without anybody's judgement: of the newest, and of every anchor."""
    return or_(is_newest(known_at), is_anchor())


def kept_by_a_person(judged: FromClause, known_at: str | None = None) -> ColumnElement[bool]:
    """Whether a person accepted or corrected a position that no newer reading of its text has found again."""
    newer, again = readings.alias("newer_reading"), positions.alias("again")
    known = [newer.c.recorded_at <= known_at] if known_at else []
    found_again = (
        select(again.c.id)
        .join(newer, newer.c.number == again.c.reading)
        .where(again.c.id == positions.c.id, newer.c.document == readings.c.document, *known)
        .where(is_later(newer))
    )
    return and_(judged.c.verdict.in_(KEPT_VERDICTS), ~found_again.exists())


def last_judgement(known_at: str | None = None) -> ColumnElement[int]:
    """The number of the last judgement of a position, as known at a moment."""
    of_position = judgements.alias("of_position")
    known = [of_position.c.recorded_at <= known_at] if known_at else []
    return (
        select(of_position.c.number)
        .where(of_position.c.position_id == positions.c.id, *known)
        .order_by(of_position.c.recorded_at.desc(), of_position.c.number.desc())
        .limit(1)
        .correlate(positions)
        .scalar_subquery()
    )


def entries_query(
    actor: Name,
    measure: Name,
    as_of: str | None,
    known_at: str | None,
    include_demo: bool,
    corrected: Collection[str] = (),
    counting: Collection[int] | None = None,
    newest: int | None = None,
) -> Select[Any]:
    """The current positions along both time axes, oldest first, or so many of the `newest`, newest first.

    `corrected` are ids to look at too, whatever they were read as. `counting` are the numbers of the judgements that
    count, where two people must agree; None: each position's last.
    """
    judged = judgements.alias("judged")
    counts = (
        judged.c.number == last_judgement(known_at)
        if counting is None
        else and_(judged.c.position_id == positions.c.id, judged.c.number.in_(counting))
    )
    query = (
        select(
            positions.c.id,
            positions.c.said,
            positions.c.said_basis,
            positions.c.record,
            readings.c.recorded_at,
            readings.c.status,
            readings.c.reason,
            judged.c.verdict,
            judged.c.corrected,
            *LINE_COLUMNS,
        )
        .select_from(positions)
        .join(readings, readings.c.number == positions.c.reading)
        .outerjoin(documents, documents.c.sha256 == readings.c.document)
        .outerjoin(judged, counts)
        .where(or_(is_shown(known_at), kept_by_a_person(judged, known_at)))
    )
    last_day: ColumnElement[str] = positions.c.said_last
    if actor is not None or measure is not None:
        wanted = wanted_keys(actor, measure, corrected)
        same = and_(wanted.c.reading == positions.c.reading, wanted.c.id == positions.c.id)
        query = query.join(wanted, same)
        # in the order in which statements lie, so that the newest are found without looking at the others
        last_day = wanted.c.said_last
    order = (last_day, positions.c.said_first, positions.c.id)
    query = query.order_by(*order) if newest is None else query.order_by(*map(desc, order)).limit(newest)
    if as_of:
        query = query.where(positions.c.said_last <= as_of)
    if known_at:
        query = query.where(readings.c.recorded_at <= known_at)
    if not include_demo:
        query = query.where(or_(documents.c.demo.is_(None), documents.c.demo.is_(False)))
    return query


def of_these(query: Select[Any], ids: Collection[str]) -> Select[Any]:
    """Only the positions of these ids."""
    return query.where(positions.c.id.in_(ids))


def wanted_keys(actor: Name, measure: Name, corrected: Collection[str]) -> Subquery:
    """The keys of the positions of an actor or on a measure, and of those that were corrected to these."""
    if actor is not None:
        query = select(statements.c.reading, statements.c.id, statements.c.said_last).where(
            statements.c.actor_id == actor
        )
        if measure is not None:
            query = query.where(statements.c.measure_id == measure)
    else:
        query = select(positions.c.reading, positions.c.id, positions.c.said_last).where(
            positions.c.measure_id == measure
        )
    if not corrected:
        return query.subquery("wanted")
    also = select(positions.c.reading, positions.c.id, positions.c.said_last).where(positions.c.id.in_(corrected))
    return query.union(also).subquery("wanted")


def corrections(connection: Connection, known_at: str | None) -> dict[str, Pairs]:
    """The corrected positions as known at a moment, each with what (actor, measure) it was corrected to."""
    query = select(judgements).order_by(judgements.c.recorded_at, judgements.c.number)
    if known_at:
        query = query.where(judgements.c.recorded_at <= known_at)
    query = query.where(judgements.c.verdict == Verdict.CORRECT.value)
    return {row.position_id: pairs_of(row.corrected) for row in connection.execute(query)}


def measures_of(connection: Connection, actor: str) -> list[str]:
    """The measures on which anything of an actor was read or corrected to."""
    said = connection.scalars(select(statements.c.measure_id).where(statements.c.actor_id == actor).distinct())
    corrected = corrections(connection, None).values()
    return sorted({*said, *(measure for pairs in corrected for one, measure in pairs if one == actor)})


def pairs_of(record: dict[str, Any]) -> Pairs:
    """What a position's record is about: each of its actors, on its measure."""
    return frozenset((actor, record["measure_id"]) for actor in record["actor_ids"])


def corrected_to(known: dict[str, Pairs], actor: str | None, measure: str | None) -> list[str]:
    return [
        position_id
        for position_id, pairs in known.items()
        if any(actor in (None, one) and measure in (None, other) for one, other in pairs)
    ]


def entries_of(connection: Connection, query: Select[Any], known_at: str | None) -> tuple[Entry, ...]:
    """The entries that a query made by `entries_query` finds, with what was recorded of their ends."""
    return tuple(entries_ended(connection, query, endings_by_position(connection, known_at)))


def entries_ended(
    connection: Connection,
    query: Select[Any],
    ended: Mapping[str, tuple[Ending, ...]],
    values: Mapping[str, str] | None = None,
) -> list[Entry]:
    """The entries that a query finds, with their ends; an anchor with its coded row and that one's ends."""
    found: list[Entry] = []
    anchors: dict[int, str] = {}
    for row in connection.execute(query, values or {}):
        if coded := coded_id_in(row.record["reader"]):
            anchors[len(found)] = coded
        found.append(entry_of(row, ended.get(row.id, ())))
    rows = coded_positions(connection, set(anchors.values())) if anchors else {}
    for place, coded in anchors.items():
        if coded in rows:
            found[place] = anchor_of(found[place], coded, rows[coded], ended.get(coded, ()))
    return found


def coded_positions(connection: Connection, ids: Collection[str]) -> dict[str, Position]:
    """Coded positions by their ids, as they were recorded."""
    query = select(positions.c.id, positions.c.record)
    query = query.where(positions.c.id.in_(ids), positions.c.basis != Basis.QUOTED.value)
    return {row.id: from_record(row.record)[0] for row in connection.execute(query)}


def anchor_of(entry: Entry, coded_id: str, coded: Position, endings: tuple[Ending, ...]) -> Entry:
    """A quote with the coded row that it was anchored for.

    What ended that one ended the quote, which is the same statement, unless it was corrected to another matter.
    """
    position = entry.position
    if (set(position.actor_ids), position.measure_id) == (set(coded.actor_ids), coded.measure_id):
        both = (*entry.endings, *(replace(each, position_id=entry.id) for each in endings))
        entry = replace(entry, endings=tuple(sorted(both, key=lambda each: each.recorded_at)))
    return replace(entry, row=CodedRow(coded_id, coded))


def entry_of(row: Row[Any], endings: tuple[Ending, ...] = ()) -> Entry:
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
        endings=endings,
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
    query = (
        select(readings.c.status, readings.c.reason, *LINE_COLUMNS)
        .join_from(documents, readings, readings.c.document == documents.c.sha256)
        .where(is_newest())
    )
    if not include_demo:
        query = query.where(documents.c.demo.is_(False))
    return query.order_by(documents.c.recorded_at, documents.c.doc_id, documents.c.sha256)


def lines_of(connection: Connection, of_documents: Collection[str] | None = None) -> list[DocumentLine]:
    """The lines of documents, but for those written for the project; of some (by sha256) or of all."""
    queries = narrowed(lines_query(False), documents.c.sha256, of_documents)
    return [line_of(row) for query in queries for row in connection.execute(query)]


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
    return tuple(judgement_of(row) for row in connection.execute(query))


def judgement_of(row: Row[Any]) -> Judgement:
    return Judgement(
        position_id=row.position_id,
        verdict=Verdict(row.verdict),
        by=row.by,
        reason=row.reason,
        recorded_at=moment_of(row.recorded_at),
        corrected=from_record(row.corrected)[0] if row.corrected else None,
    )


def counting_judgements(connection: Connection, known_at: str | None, people: int) -> tuple[int, ...] | None:
    """The numbers of the judgements that enough people share, as known at a moment; None where one person is enough."""
    if people == 1:
        return None
    query = select(judgements).order_by(judgements.c.recorded_at, judgements.c.number)
    if known_at:
        query = query.where(judgements.c.recorded_at <= known_at)
    grouped: dict[str, dict[int, Judgement]] = {}
    for row in connection.execute(query):
        grouped.setdefault(row.position_id, {})[row.number] = judgement_of(row)
    numbers = []
    for found in grouped.values():
        shared = agreed(tuple(found.values()), people)
        numbers += [number for number, judgement in found.items() if judgement is shared]
    return tuple(numbers)


def every_reading_of(connection: Connection, document_sha256: str) -> tuple[tuple[str, str, Position], ...]:
    query = (
        select(readings.c.reader, positions.c.id, positions.c.record)
        .join(readings, readings.c.number == positions.c.reading)
        .where(readings.c.document == document_sha256)
        .order_by(readings.c.recorded_at.desc(), readings.c.reader.desc(), positions.c.quote_start)
    )
    return tuple((row.reader, row.id, from_record(row.record)[0]) for row in connection.execute(query))


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
            note=row.note or "",
        )
        for row in connection.execute(query)
    )


def endings_of(
    connection: Connection, position_id: str | None, as_of: str | None, known_at: str | None
) -> tuple[Ending, ...]:
    """What was recorded of the ends of positions, oldest record first, as of either time axis."""
    query = select(endings).order_by(endings.c.recorded_at, endings.c.number)
    if position_id:
        query = query.where(endings.c.position_id == position_id)
    if as_of:
        query = query.where(endings.c.since_last <= as_of)
    if known_at:
        query = query.where(endings.c.recorded_at <= known_at)
    return tuple(
        Ending(
            position_id=row.position_id,
            kind=EndingKind(row.kind),
            since=PartialDate.parse(row.since),
            by=row.by,
            reason=row.reason,
            recorded_at=moment_of(row.recorded_at),
            by_position=row.by_position,
            source=row.source,
        )
        for row in connection.execute(query)
    )


def endings_by_position(connection: Connection, known_at: str | None) -> dict[str, tuple[Ending, ...]]:
    ended: dict[str, tuple[Ending, ...]] = {}
    for each in endings_of(connection, None, None, known_at):
        ended[each.position_id] = (*ended.get(each.position_id, ()), each)
    return ended


def stories_of(
    connection: Connection, known_at: str | None, of_documents: Collection[str] | None = None
) -> tuple[StoryEntry, ...]:
    query = select(stories).order_by(stories.c.recorded_at, stories.c.number)
    if known_at:
        query = query.where(stories.c.recorded_at <= known_at)
    rows = [row for some in narrowed(query, stories.c.document, of_documents) for row in connection.execute(some)]
    if of_documents is not None:
        rows.sort(key=lambda row: (row.recorded_at, row.number))
    return tuple(
        StoryEntry(
            document=row.document,
            story=row.story,
            relation=StoryRelation(row.relation),
            similarity=row.similarity,
            details=row.details,
            recorded_at=moment_of(row.recorded_at),
        )
        for row in rows
    )


def narrowed(query: Select[Any], column: Column[str], values: Collection[str] | None) -> Iterator[Select[Any]]:
    """The query for these values of a column only, so many at a time; None: the query itself."""
    if values is None:
        yield query
        return
    ordered = sorted(values)
    for first in range(0, len(ordered), CHUNK):
        yield query.where(column.in_(ordered[first : first + CHUNK]))


def last_look(connection: Connection, name: str) -> datetime.datetime | None:
    moment = connection.execute(select(func.max(looks.c.recorded_at)).where(looks.c.name == name)).scalar()
    return moment_of(moment) if moment else None


def counts_of(connection: Connection) -> Counts:
    quoted = positions.c.basis == Basis.QUOTED.value
    read = readings.c.document.is_not(None)
    current = (
        select(func.count())
        .select_from(positions)
        .join(readings, readings.c.number == positions.c.reading)
        .where(read, is_shown())
    )
    every = select(func.count())

    def number(query: Select[Any]) -> int:
        return int(connection.execute(query).scalar_one())

    return Counts(
        documents=number(every.select_from(documents)),
        unread=number(every.select_from(readings).where(read, is_newest(), readings.c.status == "unread")),
        demo=number(every.select_from(documents).where(documents.c.demo.is_(True))),
        positions=number(current),
        coded=number(every.select_from(positions).where(~quoted)),
        unsure=number(current.where(positions.c.sure.is_(False))),
        judgements=number(every.select_from(judgements)),
        facts=number(every.select_from(facts)),
    )
