"""Asking a case's ledger for statements that cannot both stand: entries and stories -> contradictions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from willing.ledger.contradictions import Contradiction, contradictions
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.model.register import Register
    from willing.workflows.snapshot import Snapshot


def contradictions_in(
    folder: Path,
    register: Register,
    *,
    actor: str | None = None,
    measure: str | None = None,
    axes: TimeAxes = NOW,
    include_demo: bool = False,
    read: Snapshot | None = None,
) -> tuple[Contradiction, ...]:
    """The contradictions of a case, newest first; only those that are about an actor or by it, or about a measure.

    All entries are compared, since a claim about one actor is another one's statement; then the rest is left out.
    `read` is the ledger as of `axes`, without texts of the demo, where it has been read already.
    """
    with open_ledger(folder) as ledger:
        entries = (
            ledger.entries(as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo)
            if read is None
            else read.entries
        )
        stories = ledger.stories_told(known_at=axes.known_at)
    story = {member.document.sha256: each.id for each in stories for member in each.members}
    found = contradictions(entries, as_of=axes.last_day, register=register, story=story)
    return tuple(
        each
        for each in found
        if (actor is None or actor in actors_of(each)) and (measure is None or measure == each.measure_id)
    )


def actors_of(found: Contradiction) -> set[str]:
    return {found.actor_id, *found.one.position.actor_ids, *found.other.position.actor_ids}
