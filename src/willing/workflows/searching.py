"""Searching a case's ledger for words."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.ledger import Found


def search(
    folder: Path,
    query: str,
    *,
    actor: str | None = None,
    measure: str | None = None,
    since: datetime.date | None = None,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
    limit: int = 20,
) -> Found:
    """What the documents and coded summaries of a case say in these words; raises UsageError where there are none."""
    with open_ledger(folder) as ledger:
        found = ledger.search(
            query,
            actor=actor,
            measure=measure,
            since=since,
            as_of=axes.as_of,
            known_at=axes.known_at,
            include_demo=include_demo,
            limit=limit,
        )
    if not found.asked:
        raise UsageError(f"search {query!r}: no word to look for; expected at least one, for example: frigates")
    return found
