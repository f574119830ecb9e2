"""Entries that say that a position ended, before they are recorded: complete, and of positions that exist."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, insert

from willing.errors import LedgerError
from willing.ledger.entry import Ending, EndingKind
from willing.ledger.moments import moment_text
from willing.ledger.queries import position_record
from willing.ledger.schema import endings
from willing.model import PartialDate


def checked(
    position_id: str,
    kind: EndingKind | str,
    since: PartialDate,
    by: str,
    reason: str,
    by_position: str | None,
    source: str,
    recorded_at: datetime.datetime,
) -> Ending:
    """An ending that is complete in itself; raises LedgerError with what is missing."""
    if kind not in tuple(EndingKind):
        raise LedgerError(f"ending of {position_id}: {kind!r}, expected {', '.join(EndingKind)}")
    if not by.strip():
        raise LedgerError(f"ending of {position_id} without a name: expected who records it")
    if by_position == position_id:
        raise LedgerError(f"ending of {position_id} by itself: expected another position, or a source")
    return Ending(position_id, EndingKind(kind), since, by, reason, recorded_at, by_position, source)


def add_ending(connection: Connection, ending: Ending) -> None:
    """Adds the row, once the positions that it names are found in the ledger."""
    for each in (ending.position_id, ending.by_position):
        if each is not None and position_record(connection, each) is None:
            raise LedgerError(f"ending of {ending.position_id}: no position {each} in this ledger")
    row = {
        "position_id": ending.position_id,
        "kind": ending.kind.value,
        "since": str(ending.since),
        "since_last": ending.since.last.isoformat(),
        "by": ending.by,
        "reason": ending.reason,
        "by_position": ending.by_position,
        "source": ending.source,
        "recorded_at": moment_text(ending.recorded_at),
    }
    connection.execute(insert(endings), row)
