"""Version 7: what a feed told of an item whose page could not be had yet."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, Column, Text


def upgrade(operations: Operations) -> None:
    operations.create_table(
        "watched_words",
        Column("address", Text, primary_key=True),
        Column("item", Text, primary_key=True),
        Column("record", JSON, nullable=False),
    )
