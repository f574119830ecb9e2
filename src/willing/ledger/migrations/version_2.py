"""Version 2: stories of documents, endings of positions, and who looked when."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, CheckConstraint, Column, Float, ForeignKey, Integer, String, Table, Text

from willing.ledger.database import forbid_changes

RELATIONS = "relation in ('same', 'cut', 'contained', 'edition', 'correction', 'origin')"
KINDS = "kind in ('withdrawn', 'superseded', 'expired', 'corrected', 'stands')"


def upgrade(operations: Operations) -> None:
    forbid_changes(operations.get_bind(), [stories(operations), endings(operations), looks(operations)])


def stories(operations: Operations) -> Table:
    return operations.create_table(
        "stories",
        Column("number", Integer, primary_key=True),
        Column("document", String(64), ForeignKey("documents.sha256"), nullable=False, index=True),
        Column("story", Text, nullable=False, index=True),
        Column("relation", Text, CheckConstraint(RELATIONS), nullable=False),
        Column("similarity", Float, nullable=False),
        Column("details", JSON, nullable=False),
        Column("recorded_at", Text, nullable=False),
    )


def endings(operations: Operations) -> Table:
    return operations.create_table(
        "endings",
        Column("number", Integer, primary_key=True),
        Column("position_id", Text, nullable=False, index=True),
        Column("kind", Text, CheckConstraint(KINDS), nullable=False),
        Column("since", Text, nullable=False),
        Column("since_last", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("by_position", Text),
        Column("source", Text, nullable=False),
        Column("recorded_at", Text, nullable=False),
    )


def looks(operations: Operations) -> Table:
    return operations.create_table(
        "looks",
        Column("number", Integer, primary_key=True),
        Column("name", Text, nullable=False, index=True),
        Column("recorded_at", Text, nullable=False),
    )
