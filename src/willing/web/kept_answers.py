"""Answers that take long to reckon, kept until the case, its ledger or the day changes."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

from willing.web.open_case import signature_of
from willing.workflows.ledgers import state_of

Answer = TypeVar("Answer")
KEPT = 48
"""Answers kept side by side; the one not asked for the longest time goes first."""


class KeptAnswers:
    """The answers about one case folder, shared by threads. Two that ask at once may both reckon: no one waits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._answers: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()

    def answer(self, question: tuple[Hashable, ...], reckon: Callable[[], Answer]) -> Answer:
        """The answer to a question, as kept or reckoned now; it must not be changed by whoever gets it."""
        today = datetime.datetime.now(datetime.UTC).date()
        # what is written while the answer is reckoned changes the state, so that the next one asks anew
        key = (today, signature_of(self.folder), state_of(self.folder), *question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                kept: Answer = self._answers[key]
                return kept
        made = reckon()
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return made
