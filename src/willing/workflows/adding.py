"""Adding texts to a case's ledger: sources -> reader -> ledger, one document at a time, safe to interrupt."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from willing.model import Problem
from willing.reading.reader import Reader, Reading

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.workflows.stories import StoryKeeper


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one document: whether its text was new, how many positions it brought, why it is unread."""

    doc_id: str
    sha256: str
    is_new: bool
    positions: int
    unread: str | None


def add_read(
    items: Iterable[Reading | Problem], ledger: Ledger, reader: Reader, *, stories: StoryKeeper
) -> Iterator[Kept | Problem]:
    """Keep what is being read. Each document is kept whole, with its reading, before the next is taken.

    Then it joins its story. Documents that an interrupted run left without one join theirs first.
    """
    stories.catch_up()
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        kept = keep(item, ledger, reader)
        stories.place(item.document.sha256)
        yield kept
    stories.catch_up()


def keep(
    reading: Reading,
    ledger: Ledger,
    reader: Reader,
    *,
    demo: bool = False,
    recorded_at: Callable[[], datetime.datetime] | None = None,
) -> Kept:
    """Keep one reading, by the clock of `recorded_at` if given; what the same reader has already read adds nothing."""
    added = ledger.add(
        reading.document,
        reading.positions,
        reader=f"{reader.name}/{reader.version}",
        status="read" if reading.unread is None else "unread",
        reason=reading.unread,
        demo=demo,
        recorded_at=recorded_at,
    )
    return Kept(reading.document.id, reading.document.sha256, added.is_new, len(added.positions), reading.unread)
