"""Readings that the browser asked for: one after the other, beside the pages, each watched by its name.

A reading that a stopped server leaves unfinished is lost; what it had kept by then is kept whole.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from willing.errors import UsageError, WillingError
from willing.model import Problem
from willing.web.errors import error_page
from willing.workflows.adding import Kept, add_read
from willing.workflows.ledgers import open_ledger
from willing.workflows.reading import local_reader, read_items

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.model import Document
    from willing.model.register import Register
    from willing.reading.reader import Reader, Reading
    from willing.web.open_case import OpenCase
    from willing.workflows.stories import StoryKeeper

WAITING = 10
"""Readings that may wait; each holds what was sent in memory."""
REMEMBERED = 200
MOST_TOLD = 200
"""Documents, and problems, that are told of one reading."""
LOG = logging.getLogger("willing.web")

Items = Callable[[], Iterable["Document | Problem"]]
"""Gives what is to be read, once its turn has come: an address is fetched then."""


class Stage(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"


@dataclass(slots=True)
class Progress:
    """How far a reading is: what was kept and which problems were met. `total` counts the documents, where known."""

    id: str
    what: str
    total: int | None
    stage: Stage = Stage.WAITING
    kept: list[Kept] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    read: int = 0


class Readings:
    """The readings of one server. One is read at a time, by a reader that stays loaded."""

    def __init__(self, case: OpenCase) -> None:
        self.case = case
        self._known: dict[str, Progress] = {}
        self._known_lock = threading.Lock()
        self._turn = threading.Lock()
        self._reader: tuple[Register, Reader] | None = None
        self._stories: tuple[Ledger, StoryKeeper] | None = None

    def begin(self, items: Items, what: str, total: int | None) -> Progress:
        """Read and keep `items`, beside; raises UsageError where too many wait already."""
        with self._known_lock:
            if sum(each.stage is not Stage.DONE for each in self._known.values()) >= WAITING:
                raise UsageError(f"{WAITING} readings are waiting already; send this again when some are done")
            progress = Progress(secrets.token_urlsafe(12), what, total)
            self._known[progress.id] = progress
            for done in [each.id for each in self._known.values() if each.stage is Stage.DONE][:-REMEMBERED]:
                del self._known[done]
        threading.Thread(target=self._read, args=(progress, items), daemon=True).start()
        return progress

    def known(self, reading_id: str) -> Progress | None:
        return self._known.get(reading_id)

    def _read(self, progress: Progress, items: Items) -> None:
        with self._turn:
            progress.stage = Stage.READING
            try:
                for item in self._kept(items):
                    note(progress, item)
            except Exception as error:
                # nobody waits for this thread: whatever happens is told on the page of the reading
                if not isinstance(error, WillingError):
                    LOG.exception("reading %s failed", progress.what)
                progress.problems.append(error_page(error).message)
            progress.stage = Stage.DONE

    def _kept(self, items: Items) -> Iterator[Kept | Problem]:
        case = self.case.current()
        if self._reader is None or self._reader[0] is not case.register:
            self._reader = (case.register, local_reader(case.register))
        reader = self._reader[1]
        with open_ledger(case.folder) as ledger:
            yield from add_read(one_by_one(items(), reader), ledger, reader, stories=self._story_keeper(ledger))
            ledger.sum_up(case.register)

    def _story_keeper(self, ledger: Ledger) -> StoryKeeper:
        """What has been compared before is not read again, as long as the ledger is the same."""
        from willing.workflows.stories import StoryKeeper

        if self._stories is None or self._stories[0] is not ledger:
            self._stories = (ledger, StoryKeeper(ledger))
        return self._stories[1]


def one_by_one(items: Iterable[Document | Problem], reader: Reader) -> Iterator[Reading | Problem]:
    """Readings of documents each by itself, so that somebody who watches sees each one done."""
    for item in items:
        yield from read_items([item], reader)


def note(progress: Progress, item: Kept | Problem) -> None:
    if isinstance(item, Kept):
        progress.read += 1
        if len(progress.kept) < MOST_TOLD:
            progress.kept.append(item)
    elif len(progress.problems) < MOST_TOLD:
        progress.problems.append(str(item))


def readings_of(request: Request) -> Readings:
    readings: Readings = request.app.state.readings
    return readings


Watched = Annotated[Readings, Depends(readings_of)]
