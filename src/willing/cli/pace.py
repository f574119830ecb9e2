"""What a long run says beside its bar: documents a second, and memory."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY_SECONDS = 1.0
"""How often memory is looked at."""


class Pace:
    """Counts what is done since it was made; `memory` gives bytes held by the processes at work, 0 where unknown."""

    def __init__(self, memory: Callable[[], int]) -> None:
        self._memory = memory
        self._began = time.monotonic()
        self._done = 0
        self._looked = 0.0
        self._held = 0

    def note(self, done: int = 1) -> str:
        """So many more are done: the pace until now, "12.3/s, 840 MB"."""
        self._done += done
        now = time.monotonic()
        if now - self._looked > EVERY_SECONDS:
            self._looked, self._held = now, self._memory()
        held = f", {self._held / 1_000_000:,.0f} MB" if self._held else ""
        return f"{self._done / max(now - self._began, 0.001):.1f}/s{held}"
