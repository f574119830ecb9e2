"""Stories from the database: those that hold some documents, whole, and the origin of each document.

A story is told by what was recorded of all its documents, so those that share a story, or a story with one that does,
are looked up together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Column, Connection, select

from willing.ledger import queries
from willing.ledger.entry import Entry
from willing.ledger.origins import Story, stories_told, with_origin
from willing.ledger.schema import stories


def stories_holding(
    connection: Connection, documents: Collection[str] | None, known_at: str | None = None
) -> tuple[Story, ...]:
    """The stories that hold some documents (by sha256; None: all), with all their documents, as known at a moment."""
    together = None if documents is None else documents_together(connection, documents, known_at)
    joined = queries.stories_of(connection, known_at, together)
    return stories_told(joined, queries.lines_of(connection, together)) if joined else ()


def documents_together(connection: Connection, documents: Collection[str], known_at: str | None = None) -> set[str]:
    """The documents with all that share a story with them, or with those that do."""
    found: set[str] = set()
    met: set[str] = set()
    new = set(documents)
    while new:
        found |= new
        told = set(values(connection, stories.c.story, stories.c.document, new, known_at)) - met
        met |= told
        new = set(values(connection, stories.c.document, stories.c.story, told, known_at)) - found
    return found


def values(
    connection: Connection, wanted: Column[str], key: Column[str], keys: Collection[str], known_at: str | None
) -> Iterator[str]:
    query = select(wanted).distinct()
    if known_at:
        query = query.where(stories.c.recorded_at <= known_at)
    for some in queries.narrowed(query, key, keys):
        yield from connection.scalars(some)


class Origins:
    """Where documents come from, looked up once each. With `everything`, all stories are told at the first question."""

    def __init__(self, connection: Connection, *, everything: bool = False, known_at: str | None = None) -> None:
        self.connection = connection
        self.known_at = known_at
        self.everything = everything
        self.origin: dict[str, str] = {}
        self.asked: set[str] = set()

    def told(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """The entries, each document with the origin of its story."""
        unknown = {entry.document.sha256 for entry in entries if entry.document} - self.asked
        if unknown and not (self.everything and self.asked):
            self.asked |= unknown
            for story in stories_holding(self.connection, None if self.everything else unknown, self.known_at):
                self.origin |= {member.document.sha256: story.origin for member in story.members}
        return tuple(with_origin(entry, self.origin) for entry in entries)
