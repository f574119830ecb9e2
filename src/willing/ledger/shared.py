"""A ledger that stays open for many: its users do not close it, and what stands is kept in memory between them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from sqlalchemy import Engine

from willing.ledger.cell import Cell
from willing.ledger.ledger import Day, Ledger, Moment
from willing.ledger.memory import CellsInMemory
from willing.ledger.moments import day_text
from willing.ledger.summary import Question
from willing.model.register import Register

KNOWN = 4
"""Earlier states of knowledge whose cells are kept."""


class SharedLedger(Ledger):
    """As `Ledger`, but that it stays open; `engine.dispose()` closes it for good."""

    def __init__(self, engine: Engine, address: str, *, people: int = 1) -> None:
        super().__init__(engine, address, people=people)
        self._in_memory = CellsInMemory(engine)
        self._known: OrderedDict[tuple[object, ...], tuple[tuple[int, ...], Register | None, tuple[Cell, ...]]]
        self._known = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path_or_url: str | Path, *, people: int = 1) -> SharedLedger:
        from willing.ledger.opening import opened

        return cls(*opened(path_or_url), people=people)

    def close(self) -> None:
        """Nothing: others use it."""

    def cells(
        self,
        register: Register | None = None,
        *,
        actor: str | None = None,
        measure: str | None = None,
        as_of: Day | None = None,
        known_at: Day | Moment | None = None,
        include_demo: bool = False,
        with_entries: bool = True,
    ) -> tuple[Cell, ...]:
        """The same as `Ledger.cells` gives."""
        if not known_at:
            question = Question(register, day_text(as_of) if as_of else None, include_demo, self.people)
            return self._in_memory.cells(question, actor, measure, with_entries=with_entries)
        key = (id(register), actor, measure, str(as_of), str(known_at), include_demo)
        state = self.extent()
        with self._lock:
            kept = self._known.get(key)
            if kept is not None and kept[0] == state:
                return kept[2]
        cells = super().cells(
            register, actor=actor, measure=measure, as_of=as_of, known_at=known_at, include_demo=include_demo
        )
        with self._lock:
            # the register is held, so that its identity stays its own
            self._known[key] = (state, register, cells)
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)
        return cells
