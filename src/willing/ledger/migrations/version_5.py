"""Version 5: summaries count origins by story and keep how far the stories had come; the old ones are made anew."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, Column, Integer, Text


def upgrade(operations: Operations) -> None:
    operations.drop_table("standing_cells")
    operations.drop_table("standing_scopes")
    operations.create_table(
        "standing_scopes",
        Column("scope", Text, primary_key=True),
        Column("reading", Integer, nullable=False),
        Column("judgement", Integer, nullable=False),
        Column("ending", Integer, nullable=False),
        Column("story", Integer, nullable=False),
        Column("day", Text, nullable=False),
        Column("made_at", Text, nullable=False),
    )
    operations.create_table(
        "standing_cells",
        Column("scope", Text, primary_key=True),
        Column("actor_id", Text, primary_key=True),
        Column("measure_id", Text, primary_key=True),
        Column("cells", JSON, nullable=False),
        Column("entries", JSON, nullable=False),
        sqlite_with_rowid=False,
    )
