"""Judgements before they are recorded: complete, of a position that exists, with words that stand in its text."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Connection

from willing.errors import LedgerError
from willing.ledger.entry import Judgement, Verdict
from willing.ledger.moments import moment_text
from willing.ledger.queries import position_record, text_behind
from willing.ledger.record import as_record, words_of
from willing.ledger.writing import check_words
from willing.model import Position


def checked(
    position_id: str,
    verdict: Verdict | str,
    by: str,
    reason: str,
    corrected: Position | None,
    recorded_at: datetime.datetime,
) -> Judgement:
    """A judgement that is complete in itself; raises LedgerError with what is missing."""
    if verdict not in tuple(Verdict):
        raise LedgerError(f"judgement of {position_id}: {verdict!r}, expected accept, correct or reject")
    verdict = Verdict(verdict)
    if not by.strip():
        raise LedgerError(f"judgement of {position_id} without a name: expected who judges")
    if (corrected is not None) != (verdict is Verdict.CORRECT):
        raise LedgerError(
            f"judgement of {position_id}: {verdict} {'with' if corrected else 'without'} a corrected position, "
            "expected one exactly where the verdict is correct"
        )
    return Judgement(position_id, verdict, by, reason, recorded_at, corrected)


def row(connection: Connection, judgement: Judgement) -> dict[str, Any]:
    """The row to insert, once the position and the corrected words are found in the ledger."""
    place = f"judgement of {judgement.position_id}"
    judged = position_record(connection, judgement.position_id)
    if judged is None:
        raise LedgerError(f"{place}: no such position in this ledger")
    return {
        "position_id": judgement.position_id,
        "verdict": judgement.verdict.value,
        "by": judgement.by,
        "reason": judgement.reason,
        "corrected": corrected_record(connection, judgement, judged["basis"], place),
        "recorded_at": moment_text(judgement.recorded_at),
    }


def corrected_record(connection: Connection, judgement: Judgement, basis: str, place: str) -> dict[str, Any] | None:
    corrected = judgement.corrected
    if corrected is None:
        return None
    if corrected.basis.value != basis:
        raise LedgerError(f"{place}: the correction is {corrected.basis}, expected {basis} like the position")
    behind = text_behind(connection, judgement.position_id)
    if behind is None:
        return as_record(corrected, words_of(corrected, None))
    check_words(corrected, behind[1], place)
    return as_record(corrected, words_of(corrected, behind[1]))
