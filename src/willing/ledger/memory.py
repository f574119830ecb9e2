"""The current cells kept in the memory of a process that answers many times from one ledger.

What is kept is never old: each question looks first how far the record has come, and what was recorded since tells
which pairs of actor and measure to compute again, by the rule of `summary`. Nothing is written. Of many who ask at once
one computes, and the others wait for it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from typing import TypeAlias

from sqlalchemy import Engine

from willing.ledger import database
from willing.ledger.cell import Cell
from willing.ledger.standing import place_in_matrix
from willing.ledger.stored_stories import Origins
from willing.ledger.summary import Marks, Question, computed, joined_since, marks_of, summed_up, touched

VIEWS = 12
"""Questions whose cells are kept: one for now, others for days that somebody looks back to."""
MOST_ENTRIES = 300_000
"""Ids of positions kept with the cells of one question; beyond, they are fetched anew each time."""

ByPair: TypeAlias = dict[tuple[str, str], tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """The cells as of a state of the record, by pair and in the order of the matrix."""

    marks: Marks
    day: str
    by_pair: ByPair
    cells: tuple[Cell, ...]

    def covers(self, marks: Marks, day: str) -> bool:
        """Whether nothing was recorded since that this does not know, on the same day."""
        pairs = zip(astuple(self.marks), astuple(marks), strict=True)
        return self.day == day and all(mine >= asked for mine, asked in pairs)


@dataclass(slots=True)
class View:
    """A question with what is held for it. The question holds its register, so that its identity stays its own.

    `origins` are where the documents met so far come from; `with_entries` tells whether the cells held have theirs,
    `too_many` that these would be too many to hold.
    """

    question: Question
    held: Held | None = None
    origins: Origins | None = None
    with_entries: bool = False
    too_many: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class CellsInMemory:
    """Answers as `summary.summed_up`, for threads that share it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._lock = threading.Lock()
        self._views: OrderedDict[tuple[object, ...], View] = OrderedDict()

    def cells(
        self, question: Question, actor: str | None, measure: str | None, *, with_entries: bool
    ) -> tuple[Cell, ...]:
        """What `current_cells` gives for all entries, of one actor or measure if asked."""
        key = (id(question.register), question.as_of, question.include_demo, question.people)
        alone = actor is not None or measure is not None
        with self._lock:
            view = self._views.get(key)
            if view is None and not alone:
                view = self._views[key] = View(question)
                while len(self._views) > VIEWS:
                    self._views.popitem(last=False)
            elif view is not None:
                self._views.move_to_end(key)
        if view is None or (alone and view.held is None) or (with_entries and view.too_many):
            # one pair alone is computed faster than all
            return summed_up(self.engine, question, actor, measure, with_entries=with_entries)
        return narrowed(self.up_to_date(view, with_entries), actor, measure)

    def up_to_date(self, view: View, with_entries: bool) -> Held:
        with database.looking(self.engine) as connection:
            asked = marks_of(connection)
        day = view.question.day
        held = view.held
        if held is None or not held.covers(asked, day) or (with_entries and not view.with_entries):
            with view.lock:
                held = view.held
                if with_entries and not view.with_entries:
                    held, view.with_entries = None, True
                if held is None or not held.covers(asked, day):
                    held = self.computed_anew(view, held, asked)
                    if view.with_entries and sum(len(cell.entries) for cell in held.cells) > MOST_ENTRIES:
                        view.too_many, view.with_entries, view.held = True, False, None
                        return held
                    view.held = held
        return held

    def computed_anew(self, view: View, old: Held | None, asked: Marks) -> Held:
        """What is held, brought up to date by the one thread that holds the view's lock."""
        question = view.question
        day = question.day
        if old is None:
            # the marks are from before: what came since is looked at again next time
            cells = summed_up(self.engine, question, with_entries=view.with_entries)
            return Held(asked, day, by_pair_of(cells), cells)
        with database.looking(self.engine) as connection:
            seen = marks_of(connection)
            to_do = touched(connection, (old.marks, old.day), question)
            origins = view.origins = view.origins or Origins(connection)
            origins.connection = connection
            origins.forget(joined_since(connection, old.marks))
            fresh = computed(connection, to_do, question, origins)
        pairs = old.by_pair | {pair: tuple(cells) for pair, cells in fresh.items()}
        return Held(seen, day, pairs, in_order(cell for cells in pairs.values() for cell in cells))


def narrowed(held: Held, actor: str | None, measure: str | None) -> tuple[Cell, ...]:
    if actor is None and measure is None:
        return held.cells
    if actor is not None and measure is not None:
        return in_order(held.by_pair.get((actor, measure), ()))
    return tuple(cell for cell in held.cells if actor in (None, cell.actor_id) and measure in (None, cell.measure_id))


def by_pair_of(cells: Iterable[Cell]) -> ByPair:
    pairs: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        pairs.setdefault((cell.actor_id, cell.measure_id), []).append(cell)
    return {pair: tuple(some) for pair, some in pairs.items()}


def in_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=place_in_matrix))
