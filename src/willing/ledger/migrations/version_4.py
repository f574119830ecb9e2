"""Version 4: what an actor said on a measure lies together (`statements`, in place of `position_actors`); summaries.

`statements` holds every row of `position_actors` with the measure and the last possible day of its position beside it.
How a fact stood can be noted in words.
"""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, Column, ForeignKeyConstraint, Integer, Text

from willing.ledger.database import forbid_changes

FILL = """
INSERT INTO statements (actor_id, measure_id, said_last, reading, id)
SELECT position_actors.actor_id, positions.measure_id, positions.said_last, positions.reading, positions.id
FROM position_actors
JOIN positions ON positions.reading = position_actors.reading AND positions.id = position_actors.id
ORDER BY position_actors.actor_id, positions.measure_id, positions.said_last
"""


def upgrade(operations: Operations) -> None:
    operations.add_column("facts", Column("note", Text))
    table = operations.create_table(
        "statements",
        Column("actor_id", Text, primary_key=True),
        Column("measure_id", Text, primary_key=True),
        Column("said_last", Text, primary_key=True),
        Column("reading", Integer, primary_key=True),
        Column("id", Text, primary_key=True),
        ForeignKeyConstraint(["reading", "id"], ["positions.reading", "positions.id"]),
        sqlite_with_rowid=False,
    )
    operations.execute(FILL)
    operations.drop_table("position_actors")
    forbid_changes(operations.get_bind(), [table])
    summaries(operations)


def summaries(operations: Operations) -> None:
    operations.create_table(
        "standing_scopes",
        Column("scope", Text, primary_key=True),
        Column("reading", Integer, nullable=False),
        Column("judgement", Integer, nullable=False),
        Column("ending", Integer, nullable=False),
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
