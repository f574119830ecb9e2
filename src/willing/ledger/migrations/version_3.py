"""Version 3: words of documents and coded positions to be searched."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Text, UniqueConstraint, select

from willing.ledger import fulltext
from willing.ledger.database import forbid_changes
from willing.ledger.indexing import index_coded, index_document
from willing.ledger.schema import documents, positions, readings


def upgrade(operations: Operations) -> None:
    connection = operations.get_bind()
    table = operations.create_table(
        "searchable",
        Column("number", Integer, primary_key=True),
        Column("document", String(64), ForeignKey("documents.sha256")),
        Column("part", Integer, nullable=False),
        Column("position_id", Text, unique=True),
        Column("day", Text, nullable=False),
        Column("demo", Boolean, nullable=False),
        Column("recorded_at", Text, nullable=False),
        UniqueConstraint("document", "part"),
    )
    forbid_changes(connection, [table], fulltext.create(connection))
    index_all(operations)


def index_all(operations: Operations) -> None:
    """Makes findable what was recorded before, a document at a time."""
    connection = operations.get_bind()
    for sha256 in connection.scalars(select(documents.c.sha256)).all():
        row = connection.execute(select(documents).where(documents.c.sha256 == sha256)).one()
        index_document(connection, row._asdict())
    coded = (
        select(positions.c.id, positions.c.said_last, positions.c.record, readings.c.recorded_at)
        .join(readings, readings.c.number == positions.c.reading)
        .where(positions.c.basis != "quoted")
    )
    for row in connection.execute(coded).all():
        index_coded(connection, [row._asdict()], row.recorded_at)
