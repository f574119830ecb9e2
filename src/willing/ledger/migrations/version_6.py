"""Version 6: where `willing watch` has come with its sources, and what it has told."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, Boolean, Column, Integer, Text


def upgrade(operations: Operations) -> None:
    operations.create_table(
        "watched",
        Column("address", Text, primary_key=True),
        Column("etag", Text),
        Column("modified", Text),
        Column("due", Text, nullable=False),
        Column("failures", Integer, nullable=False),
        Column("problem", Text),
        Column("checked_at", Text),
    )
    operations.create_table(
        "watched_items",
        Column("address", Text, primary_key=True),
        Column("item", Text, primary_key=True),
        Column("mark", Text, nullable=False),
        Column("failures", Integer, nullable=False),
        Column("settled", Boolean, nullable=False),
        Column("seen_at", Text, nullable=False),
    )
    operations.create_table(
        "alerts",
        Column("id", Text, primary_key=True),
        Column("found_at", Text, nullable=False),
        Column("told", Boolean, nullable=False),
        Column("record", JSON, nullable=False),
    )
    operations.create_index("ix_alerts_found_at", "alerts", ["found_at"])
