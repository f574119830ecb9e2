"""From an older form of the ledger to this program's, one step per version.

A step is a module with `upgrade(operations)`, written once and never changed: it names its tables itself, because
those of `schema.py` go on changing. The version is a row of `ledger_format`, added like everything else; the table in
which alembic would keep it is updated in place, which a ledger refuses. This package alone imports alembic.
"""

from __future__ import annotations

from collections.abc import Callable

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, insert

from willing.ledger.migrations import version_2, version_3, version_4, version_5, version_6, version_7
from willing.ledger.moments import moment_text
from willing.ledger.schema import ledger_format

STEPS: dict[int, Callable[[Operations], None]] = {
    2: version_2.upgrade,
    3: version_3.upgrade,
    4: version_4.upgrade,
    5: version_5.upgrade,
    6: version_6.upgrade,
    7: version_7.upgrade,
}
"""The version that a step leads to, from the one before."""


def upgrade(connection: Connection, version: int) -> None:
    """Takes all steps that lead on from `version`, in the caller's transaction."""
    operations = Operations(MigrationContext.configure(connection))
    for reached in sorted(STEPS):
        if reached > version:
            STEPS[reached](operations)
            connection.execute(insert(ledger_format), {"version": reached, "created_at": moment_text(None)})
