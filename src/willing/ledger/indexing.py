"""What a text or a coded position is found by. Rows for `searchable` and their words, in the writer's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert

from willing.ledger import fulltext
from willing.ledger.record import dated
from willing.ledger.schema import searchable
from willing.ledger.words import folded_words

PART_WORDS = 15_000
"""Words of a text that are found together; PostgreSQL counts places up to 16,383."""
OVERLAP = 20
TITLE_WORDS = 1_000


def index_document(connection: Connection, row: Mapping[str, Any]) -> None:
    """Makes a row of `documents` findable by its title and text."""
    published = dated(row["published"])
    day = published.last.isoformat() if published else str(row["recorded_at"])[:10]
    common = {"document": row["sha256"], "day": day, "demo": row["demo"], "recorded_at": row["recorded_at"]}
    title = folded_words(row["title"])[:TITLE_WORDS]
    for part, words in enumerate(parts_of(folded_words(row["text"]))):
        number = add_searchable(connection, common | {"part": part})
        fulltext.add(connection, [(number, title, words)])


def index_coded(connection: Connection, rows: Iterable[Mapping[str, Any]], recorded_at: str) -> None:
    """Makes rows of `positions` without stored words findable by summary, speaker and publisher."""
    for row in rows:
        coding = row["record"]["coding"]
        common = {"part": 0, "position_id": row["id"], "day": row["said_last"], "demo": False}
        number = add_searchable(connection, common | {"recorded_at": recorded_at})
        who = folded_words(f"{coding['speaker'] or ''} {coding['publisher'] or ''}")[:TITLE_WORDS]
        summary = folded_words(f"{coding['summary'] or ''} {coding['note'] or ''}")[:PART_WORDS]
        fulltext.add(connection, [(number, who, summary)])


def add_searchable(connection: Connection, row: Mapping[str, Any]) -> int:
    number: int = connection.execute(insert(searchable).returning(searchable.c.number), dict(row)).scalar_one()
    return number


def parts_of(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """At least one part; the next begins a little before the end of one, so that few phrases are cut in two."""
    start = 0
    while True:
        yield words[start : start + PART_WORDS]
        start += PART_WORDS - OVERLAP
        if start + OVERLAP >= len(words):
            return
