"""The tables of the ledger. Rows are only ever added; `database.py` makes the database itself refuse anything else.

(The tables of `SUMMARIES` and `WATCHING` are no part of the record and are not guarded.)

A text is one row of `documents`, whatever it was called. Each time a reader (name and version) reads it, one row of
`readings` and that reading's `positions` are added; the newest reading of a document is the one that views use.
A quote that a coded position was anchored in is a reading of its own beside them (`anchors.py`). Positions coded by a
person belong to a reading without a document. Dates and moments are ISO 8601 text, which sorts as time does and keeps
"2025-03" a month. The version below is written into the ledger when it is created; a change here needs a step in
`migrations` that makes an older ledger the same.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

SCHEMA_VERSION = 7

metadata = MetaData()

ledger_format = Table(
    "ledger_format",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("created_at", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("doc_id", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary),
    Column("media_type", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("url", Text),
    Column("language", Text),
    Column("published", Text),
    Column("retrieved", Text),
    Column("demo", Boolean, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.sha256")),
    Column("reader", Text, nullable=False),
    Column("status", Text, CheckConstraint("status in ('read', 'unread')"), nullable=False),
    Column("reason", Text),
    Column("recorded_at", Text, nullable=False),
    UniqueConstraint("document", "reader"),
)

positions = Table(
    "positions",
    metadata,
    Column("reading", ForeignKey("readings.number"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("basis", Text, nullable=False),
    Column("measure_id", Text, nullable=False, index=True),
    Column("stance", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("said_basis", Text, nullable=False),
    Column("said_first", Text, nullable=False),
    Column("said_last", Text, nullable=False, index=True),
    Column("quote_start", Integer),
    Column("quote_end", Integer),
    Column("quote_exact", Text),
    Column("quote_prefix", Text),
    Column("quote_suffix", Text),
    Column("confidence", Float, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("record", JSON, nullable=False),
    CheckConstraint("(basis = 'quoted') = (quote_exact is not null)"),
    Index("positions_by_id", "id"),
)

NOT_QUOTED = text("basis <> 'quoted'")
# a statement coded twice is one statement, whichever import brought it
coded_once = Index("coded_once", positions.c.id, unique=True, sqlite_where=NOT_QUOTED)


@event.listens_for(positions, "before_create")
def only_what_is_coded(table: Table, connection: Connection, **told: object) -> None:
    """The same index on PostgreSQL; named above, its dialect would be loaded by every command on a file."""
    if connection.dialect.name == "postgresql":
        coded_once.dialect_options["postgresql"]["where"] = NOT_QUOTED


statements = Table(
    "statements",
    metadata,
    Column("actor_id", Text, primary_key=True),
    Column("measure_id", Text, primary_key=True),
    Column("said_last", Text, primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("id", Text, primary_key=True),
    ForeignKeyConstraint(["reading", "id"], ["positions.reading", "positions.id"]),
    # the key is the table: what an actor said on a measure lies together, in the order of its saying
    sqlite_with_rowid=False,
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("position_id", Text, nullable=False, index=True),
    Column("verdict", Text, CheckConstraint("verdict in ('accept', 'correct', 'reject')"), nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("corrected", JSON(none_as_null=True)),
    Column("recorded_at", Text, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("fact_id", Text, nullable=False, index=True),
    Column("holds", Boolean),
    Column("since", Text, nullable=False),
    Column("since_last", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("note", Text),
)

stories = Table(
    "stories",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("story", Text, nullable=False, index=True),
    Column(
        "relation",
        Text,
        CheckConstraint("relation in ('same', 'cut', 'contained', 'edition', 'correction', 'origin')"),
        nullable=False,
    ),
    Column("similarity", Float, nullable=False),
    Column("details", JSON, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

endings = Table(
    "endings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("position_id", Text, nullable=False, index=True),
    Column(
        "kind",
        Text,
        CheckConstraint("kind in ('withdrawn', 'superseded', 'expired', 'corrected', 'stands')"),
        nullable=False,
    ),
    Column("since", Text, nullable=False),
    Column("since_last", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by_position", Text),
    Column("source", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("recorded_at", Text, nullable=False),
)

searchable = Table(
    "searchable",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.sha256")),
    Column("part", Integer, nullable=False),
    Column("position_id", Text, unique=True),
    Column("day", Text, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("recorded_at", Text, nullable=False),
    UniqueConstraint("document", "part"),
)
"""What can be searched: a part of a document's text, or a coded position. Its words are in `fulltext.py`'s table."""

standing_scopes = Table(
    "standing_scopes",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("reading", Integer, nullable=False),
    Column("judgement", Integer, nullable=False),
    Column("ending", Integer, nullable=False),
    Column("story", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

standing_cells = Table(
    "standing_cells",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("actor_id", Text, primary_key=True),
    Column("measure_id", Text, primary_key=True),
    Column("cells", JSON, nullable=False),
    Column("entries", JSON, nullable=False),
    sqlite_with_rowid=False,
)

watched = Table(
    "watched",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("due", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("checked_at", Text),
)

watched_items = Table(
    "watched_items",
    metadata,
    Column("address", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("mark", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("seen_at", Text, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("found_at", Text, nullable=False, index=True),
    Column("told", Boolean, nullable=False),
    Column("record", JSON, nullable=False),
)

watched_words = Table(
    "watched_words",
    metadata,
    Column("address", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("record", JSON, nullable=False),
)

WATCHING = (watched, watched_items, watched_words, alerts)
"""How far `willing watch` has come with its sources. No part of the record, which holds what they brought: this says
where to go on."""

SUMMARIES = (standing_scopes, standing_cells)
"""What was computed from the record, kept to be fast. No part of the record: it may be emptied at any time."""

RECORD = tuple(table for table in metadata.sorted_tables if table not in (*SUMMARIES, *WATCHING))
"""The tables whose rows are never changed or deleted."""
