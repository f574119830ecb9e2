"""Answers kept between requests: what a page says is a function of its address, the case, the ledger and the day.

Each request looks first how far the ledger's record has come and whether the case is still the same; then the answer
made last for this address may be given again, compressed already. Of many who ask at once one makes it. Pages that
hold a form's token are never kept.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import Request
from fastapi.responses import Response

from willing.web.asked import Question
from willing.workflows.ledgers import open_ledger

ADDRESSES = 128
"""Addresses whose answers are kept, the ones asked for last."""
MOST_BYTES = 2 * 1024 * 1024
"""Answers larger than this are made anew each time."""
LEVEL = 6


@dataclass(frozen=True, slots=True)
class State:
    """What an answer was made from, all told: the case, which ledger, how far its record had come, the day."""

    question: Question
    ledger: int
    numbers: tuple[int, ...]
    day: datetime.date

    def covers(self, asked: State) -> bool:
        """Whether what was made from this is as good for one who asked then: the record only grows."""
        # a case that was loaded again is another one; comparing its contents would cost more than the page
        same = self.question.case is asked.question.case and self.ledger == asked.ledger and self.day == asked.day
        return same and all(mine >= theirs for mine, theirs in zip(self.numbers, asked.numbers, strict=True))


@dataclass(frozen=True, slots=True)
class Made:
    """An answer as sent, plain and compressed; `tag` names it for a browser that has it already."""

    state: State
    body: bytes
    zipped: bytes
    kind: str
    tag: str


@dataclass(slots=True)
class Place:
    """Where an address's answer is kept."""

    made: Made | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class KeptPages:
    """The answers of one server, shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: OrderedDict[tuple[str, bytes], Place] = OrderedDict()

    def answer(self, request: Request, question: Question, make: Callable[[], Response]) -> Response:
        """The answer as it would be made now; what is no plain success, or too large, is passed on and not kept."""
        place = self.place(request)
        # before anything is read: what is recorded while the answer is made is looked at next time
        state = state_of(question)
        made = place.made
        if made is None or not made.state.covers(state):
            with place.lock:
                made = place.made
                if made is None or not made.state.covers(state):
                    state = state_of(question)
                    response = make()
                    made = made_of(response, state)
                    if made is None:
                        return response
                    place.made = made
        return given(request, made)

    def place(self, request: Request) -> Place:
        key = (request.url.path, request.scope["query_string"])
        with self._lock:
            found = self._places.setdefault(key, Place())
            self._places.move_to_end(key)
            while len(self._places) > ADDRESSES:
                self._places.popitem(last=False)
        return found


def state_of(question: Question) -> State:
    with open_ledger(question.folder) as ledger:
        return State(question, id(ledger), ledger.extent(), datetime.datetime.now(datetime.UTC).date())


def made_of(response: Response, state: State) -> Made | None:
    body = bytes(response.body)
    if response.status_code != 200 or len(body) > MOST_BYTES:
        return None
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    return Made(state, body, gzip.compress(body, LEVEL, mtime=0), response.headers["content-type"], tag)


def given(request: Request, made: Made) -> Response:
    headers = {"etag": made.tag, "vary": "Accept-Encoding", "content-type": made.kind}
    if made.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": made.tag, "vary": "Accept-Encoding"})
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(made.zipped, headers=headers | {"content-encoding": "gzip"})
    # the bytes are there: no middleware is to compress them once more
    return Response(made.body, headers=headers)
