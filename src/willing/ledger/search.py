"""Finding words in documents and coded summaries, with the positions that stand there. Only SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from willing.ledger import fulltext, queries
from willing.ledger.entry import Entry
from willing.ledger.found import Found, Hit
from willing.ledger.schema import documents, positions, readings, searchable, statements
from willing.ledger.snippet import snippet_of
from willing.ledger.words import Term, folded_words, terms_of


@dataclass(frozen=True, slots=True)
class Filters:
    """An actor, a measure, days (YYYY-MM-DD) from `since` to `as_of`, what was recorded by the moment `known_at`."""

    actor: str | None = None
    measure: str | None = None
    since: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    include_demo: bool = False


def search(connection: Connection, query: str, filters: Filters, limit: int) -> Found:
    """The best hits for what a user typed; any text is a query."""
    terms = terms_of(query)
    if not any(not term.excluded for term in terms):
        return Found((), 0, asked=False)
    rows = connection.execute(ranked(connection, terms, filters, limit)).all()
    in_documents = entries_in(connection, [row.document for row in rows if row.document], filters)
    coded = entries_coded(connection, [row.position_id for row in rows if row.position_id], filters)
    texts = texts_of(connection, [row.document for row in rows if row.document], filters)
    hits = []
    for row in rows:
        if row.document:
            line, text = texts[row.document]
            entries = those_said_first(in_documents.get(row.document, []), terms)
            hits.append(Hit(line, entries, snippet_of(text, terms)))
        elif entry := coded.get(row.position_id):
            coding = entry.position.coding
            hits.append(Hit(None, (entry,), snippet_of(coding.summary if coding else "", terms)))
    return Found(tuple(hits), rows[0].total if rows else 0)


def ranked(connection: Connection, terms: Sequence[Term], filters: Filters, limit: int) -> Select[Any]:
    """The best of each document and coded position, the best first, each row with the number of all."""
    # computed once, and before anything is grouped: SQLite ranks within a plain search only
    matched = fulltext.found(connection, terms).cte("matched").prefix_with("MATERIALIZED")
    rank = func.min(matched.c.rank).label("rank")
    grouped = (
        select(searchable.c.document, searchable.c.position_id, rank)
        .join_from(matched, searchable, searchable.c.number == matched.c.number)
        .where(*conditions(connection, filters))
        .group_by(searchable.c.document, searchable.c.position_id)
        .subquery("grouped")
    )
    everything = func.count().over().label("total")
    order = (grouped.c.rank, func.coalesce(grouped.c.document, grouped.c.position_id))
    return select(grouped, everything).order_by(*order).limit(limit)


def conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.since:
        found.append(searchable.c.day >= filters.since)
    if filters.as_of:
        found.append(searchable.c.day <= filters.as_of)
    if filters.known_at:
        found.append(searchable.c.recorded_at <= filters.known_at)
    if not filters.include_demo:
        found.append(searchable.c.demo.is_(False))
    if filters.actor or filters.measure:
        found.append(has_position(filters, read_once=was_read_once(connection)))
    return found


def has_position(filters: Filters, *, read_once: bool) -> ColumnElement[bool]:
    """Whether a document's newest reading (or an anchored quote), or the coded position itself, fits actor and measure.

    All such documents are found once, in the compact table of statements; one by one the many texts of a frequent word
    would take seconds. Where every document was `read_once`, no reading needs to be asked whether it is the newest.
    """
    wanted = [
        column == value
        for column, value in ((statements.c.actor_id, filters.actor), (statements.c.measure_id, filters.measure))
        if value
    ]
    in_readings = select(statements.c.reading).where(*wanted).distinct()
    newest = [] if read_once else [queries.is_shown(filters.known_at)]
    in_documents = select(readings.c.document).where(
        readings.c.number.in_(in_readings), readings.c.document.is_not(None), *newest
    )
    coding = select(readings.c.number).where(readings.c.document.is_(None))
    themselves = select(statements.c.id).where(*wanted, statements.c.reading.in_(coding))
    return or_(searchable.c.document.in_(in_documents), searchable.c.position_id.in_(themselves))


def was_read_once(connection: Connection) -> bool:
    """Whether no document has a second reading."""
    of_documents = select(func.count()).select_from(readings).where(readings.c.document.is_not(None))
    every = select(func.count()).select_from(documents)
    return bool(connection.execute(of_documents).scalar_one() <= connection.execute(every).scalar_one())


def entries_in(connection: Connection, sha256s: Sequence[str], filters: Filters) -> dict[str, list[Entry]]:
    """The positions in documents that the filters let through, by their sha256."""
    found: dict[str, list[Entry]] = {}
    if not sha256s:
        return found
    query = queries.entries_query(None, None, None, filters.known_at, filters.include_demo)
    for entry in queries.entries_of(connection, query.where(readings.c.document.in_(sha256s)), filters.known_at):
        of_actor = filters.actor is None or filters.actor in entry.position.actor_ids
        if entry.document and of_actor and filters.measure in (None, entry.position.measure_id):
            found.setdefault(entry.document.sha256, []).append(entry)
    return found


def entries_coded(connection: Connection, ids: Sequence[str], filters: Filters) -> dict[str, Entry]:
    if not ids:
        return {}
    query = queries.entries_query(None, None, None, filters.known_at, filters.include_demo)
    found = queries.entries_of(connection, query.where(positions.c.id.in_(ids)), filters.known_at)
    return {entry.id: entry for entry in found}


def texts_of(connection: Connection, sha256s: Sequence[str], filters: Filters) -> dict[str, tuple[Any, str]]:
    """The line and the text of documents, by sha256."""
    if not sha256s:
        return {}
    query = queries.lines_query(include_demo=True).add_columns(documents.c.text).where(documents.c.sha256.in_(sha256s))
    return {row.document_sha256: (queries.line_of(row), row.text) for row in connection.execute(query)}


def those_said_first(entries: Sequence[Entry], terms: Sequence[Term]) -> tuple[Entry, ...]:
    """The positions whose quotes have most of the terms first, else in the order of the text."""

    def order(entry: Entry) -> tuple[int, int]:
        quote = entry.position.evidence
        words = folded_words(quote.exact) if quote else []
        met = sum(any(term.matches(words, place) for place in range(len(words))) for term in terms if not term.excluded)
        return -met, quote.span.start if quote else 0

    return tuple(sorted(entries, key=order))
