"""Documents joined to stories: what belongs together is an entry like any other, and nothing is joined twice."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from willing.errors import LedgerError
from willing.ledger.entry import StoryEntry, StoryRelation
from willing.ledger.moments import moment_text
from willing.ledger.schema import documents, stories


def checked(
    document: str,
    story: str,
    relation: StoryRelation | str,
    similarity: float,
    details: dict[str, Any],
    recorded_at: datetime.datetime,
) -> StoryEntry:
    """An entry that is complete in itself; raises LedgerError with what is wrong."""
    if relation not in tuple(StoryRelation):
        raise LedgerError(f"document {document[:12]} in a story: {relation!r}, expected {', '.join(StoryRelation)}")
    if not story:
        raise LedgerError(f"document {document[:12]} in a story without an id; expected one")
    if not 0 <= similarity <= 1:
        raise LedgerError(f"document {document[:12]} in story {story}: similarity {similarity}, expected 0 to 1")
    return StoryEntry(document, story, StoryRelation(relation), similarity, details, recorded_at)


def add_to_story(connection: Connection, entry: StoryEntry) -> bool:
    """Adds the entry unless the last one of this document in this story says the same; whether it was added."""
    if connection.execute(select(documents.c.sha256).where(documents.c.sha256 == entry.document)).first() is None:
        raise LedgerError(f"document {entry.document[:12]} in story {entry.story}: not in this ledger")
    content = {"relation": entry.relation.value, "similarity": entry.similarity, "details": entry.details}
    last = connection.execute(
        select(stories.c.relation, stories.c.similarity, stories.c.details)
        .where(stories.c.document == entry.document, stories.c.story == entry.story)
        .order_by(stories.c.recorded_at.desc(), stories.c.number.desc())
    ).first()
    if last is not None and last._asdict() == content:
        return False
    row = {"document": entry.document, "story": entry.story, "recorded_at": moment_text(entry.recorded_at)}
    connection.execute(insert(stories), row | content)
    return True
