"""The current cells of a large ledger, without going through all of it each time.

What `current_cells` gives for an actor on a measure is a function of what was recorded of this pair, of the register
and of the day. It is kept in `standing_cells`, with how far the record had come (`standing_scopes`); what was added
since tells which pairs to compute again, by the same rule. Nothing depends on it: emptied or lost, it is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, Text, bindparam, delete, func, insert, select

from willing.errors import LedgerError
from willing.ledger import database, queries
from willing.ledger.cell import Cell
from willing.ledger.cell_record import cell_from, cell_record
from willing.ledger.moments import moment_text, now
from willing.ledger.queries import Pairs, pairs_of
from willing.ledger.schema import (
    endings,
    judgements,
    positions,
    readings,
    standing_cells,
    standing_scopes,
    statements,
    stories,
)
from willing.ledger.standing import current_cells, place_in_matrix
from willing.ledger.stored_stories import Origins, documents_together
from willing.model.register import Register

SMALL = 2_000
"""Positions up to which the plain way is as fast, so that nothing is kept."""
KEPT_SCOPES = 12
"""Summaries kept side by side: one for now, others for the days asked for."""
CHUNK = 500
"""Ids asked for in one query, rows written in one."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How far the record had come: the last numbers of what the rule looks at."""

    reading: int
    judgement: int
    ending: int
    story: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a register, the day up to which statements count (None: today), and whether demo texts count.

    `people` is how many must agree before a judgement counts.
    """

    register: Register | None
    as_of: str | None
    include_demo: bool
    people: int = 1

    @property
    def scope(self) -> str:
        """A name for all that the answer depends on but the record: the rule itself, the register, the day."""
        told = (rule_digest(), repr(self.register), self.as_of, self.include_demo, self.people)
        return hashlib.sha256("\n".join(map(str, told)).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def day(self) -> str:
        return self.as_of or now().date().isoformat()


@cache
def rule_digest() -> str:
    """Changes with any change of this package, so that no summary outlives the rule it was made by."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def summed_up(
    engine: Engine,
    question: Question,
    actor: str | None = None,
    measure: str | None = None,
    *,
    with_entries: bool = True,
    small: int = SMALL,
) -> tuple[Cell, ...]:
    """What `current_cells` gives for all entries, of one actor or measure if asked.

    Brings the summary up to date on the way. Where nothing can be written, that is left out and the answer is the same.
    """
    scope = question.scope
    with database.looking(engine) as connection:
        seen = marks_of(connection)
        kept = scope_of(connection, scope)
        if kept is None and (actor or measure or positions_up_to(connection, small)):
            return plain(connection, question, actor, measure)
        to_do = touched(connection, kept, question) if kept else all_pairs(connection)
        fresh = computed(connection, to_do, question, Origins(connection, everything=kept is None))
        known = stored(connection, scope, actor, measure, with_entries) if kept else {}
    if to_do or kept is None or kept[0] != seen or kept[1] != question.day:
        keep(engine, scope, question, kept, seen, fresh)
    wanted = known | {
        pair: cells for pair, cells in fresh.items() if actor in (None, pair[0]) and measure in (None, pair[1])
    }
    return tuple(sorted((cell for cells in wanted.values() for cell in cells), key=place_in_matrix))


def sum_up(engine: Engine, question: Question) -> None:
    """Brings the summary up to date; nothing where the ledger is small."""
    with database.looking(engine) as connection:
        small = positions_up_to(connection, SMALL)
    if not small:
        summed_up(engine, question, with_entries=False)


def plain(connection: Connection, question: Question, actor: str | None, measure: str | None) -> tuple[Cell, ...]:
    """The same without a summary: from all entries of the actor and the measure."""
    corrected = queries.corrected_to(queries.corrections(connection, None), actor, measure)
    counting = queries.counting_judgements(connection, None, question.people)
    query = queries.entries_query(actor, measure, question.as_of, None, question.include_demo, corrected, counting)
    entries = Origins(connection).told(queries.entries_of(connection, query, None))
    cells = current_cells(entries, as_of=question.as_of, register=question.register)
    return tuple(cell for cell in cells if actor in (None, cell.actor_id) and measure in (None, cell.measure_id))


def marks_of(connection: Connection) -> Marks:
    last = (select(func.coalesce(func.max(table.c.number), 0)) for table in (readings, judgements, endings, stories))
    return Marks(*(int(connection.execute(query).scalar_one()) for query in last))


def scope_of(connection: Connection, scope: str) -> tuple[Marks, str] | None:
    """How far the record had come when a summary was made, and the day on which; None where there is none."""
    row = connection.execute(select(standing_scopes).where(standing_scopes.c.scope == scope)).first()
    return (Marks(row.reading, row.judgement, row.ending, row.story), row.day) if row else None


def positions_up_to(connection: Connection, number: int) -> bool:
    return len(connection.execute(select(positions.c.reading).limit(number + 1)).all()) <= number


def all_pairs(connection: Connection) -> set[tuple[str, str]]:
    said = connection.execute(select(statements.c.actor_id, statements.c.measure_id).distinct())
    corrected = queries.corrections(connection, None).values()
    return {(row.actor_id, row.measure_id) for row in said} | {pair for pairs in corrected for pair in pairs}


def touched(connection: Connection, kept: tuple[Marks, str], question: Question) -> set[tuple[str, str]]:
    """The pairs that what was recorded since, or the days gone by, bear on."""
    marks, day = kept
    new = select(readings.c.document).where(readings.c.number > marks.reading, readings.c.document.is_not(None))
    # a new reading of a text takes the place of the older ones
    bearing = select(readings.c.number).where((readings.c.number > marks.reading) | readings.c.document.in_(new))
    found = set(pairs_in(connection, select(positions.c.record).where(positions.c.reading.in_(bearing))))
    judged = select(judgements.c.position_id).where(judgements.c.number > marks.judgement)
    ended = select(endings.c.position_id).where(
        (endings.c.number > marks.ending) | ((endings.c.since_last > day) & (endings.c.since_last <= question.day))
    )
    ids = {*connection.scalars(judged), *connection.scalars(ended)}
    joined = connection.scalars(select(stories.c.document).where(stories.c.number > marks.story).distinct())
    copies = documents_together(connection, set(joined))
    return found | pairs_about(connection, sorted(ids)) | pairs_said_in(connection, copies)


def pairs_said_in(connection: Connection, texts: Collection[str]) -> set[tuple[str, str]]:
    """The pairs that any reading of some texts (by sha256) has found."""
    query = select(positions.c.record).join(readings, readings.c.number == positions.c.reading)
    found: set[tuple[str, str]] = set()
    for some in queries.narrowed(query, readings.c.document, texts):
        found |= pairs_in(connection, some)
    return found


def pairs_about(connection: Connection, ids: list[str]) -> set[tuple[str, str]]:
    """All pairs that positions were read or corrected to, by their ids."""
    found: set[tuple[str, str]] = set()
    for first in range(0, len(ids), CHUNK):
        some = ids[first : first + CHUNK]
        found |= pairs_in(connection, select(positions.c.record).where(positions.c.id.in_(some)))
        corrected = judgements.c.corrected.label("record")
        was_corrected = judgements.c.verdict == "correct"
        found |= pairs_in(connection, select(corrected).where(judgements.c.position_id.in_(some), was_corrected))
    return found


def pairs_in(connection: Connection, records: Select[Any]) -> Pairs:
    return frozenset(pair for row in connection.execute(records) for pair in pairs_of(row.record))


def computed(
    connection: Connection, pairs: Iterable[tuple[str, str]], question: Question, origins: Origins
) -> dict[tuple[str, str], list[Cell]]:
    """The cells of pairs, computed from their entries one pair at a time; a pair may have none."""
    corrections = queries.corrections(connection, None)
    ended = queries.endings_by_position(connection, None)
    # making a query costs more than a small pair: one is made for all, with the names left open
    names = bindparam("actor", type_=Text), bindparam("measure", type_=Text)
    counting = queries.counting_judgements(connection, None, question.people)
    for_all = queries.entries_query(*names, question.as_of, None, question.include_demo, (), counting)
    found: dict[tuple[str, str], list[Cell]] = {}
    for actor, measure in sorted(pairs):
        query, values = for_all, {"actor": actor, "measure": measure}
        if corrected := queries.corrected_to(corrections, actor, measure):
            told = (question.as_of, None, question.include_demo)
            query = queries.entries_query(actor, measure, *told, corrected, counting)
            values = {}
        entries = origins.told(queries.entries_ended(connection, query, ended, values))
        cells = current_cells(entries, as_of=question.as_of, register=question.register)
        found[actor, measure] = [cell for cell in cells if (cell.actor_id, cell.measure_id) == (actor, measure)]
    return found


def stored(
    connection: Connection, scope: str, actor: str | None, measure: str | None, with_entries: bool
) -> dict[tuple[str, str], list[Cell]]:
    columns = [standing_cells.c.actor_id, standing_cells.c.measure_id, standing_cells.c.cells]
    query = select(*columns, *([standing_cells.c.entries] if with_entries else []))
    query = query.where(standing_cells.c.scope == scope)
    if actor:
        query = query.where(standing_cells.c.actor_id == actor)
    if measure:
        query = query.where(standing_cells.c.measure_id == measure)
    return {
        (row.actor_id, row.measure_id): [
            cell_from(record, tuple(row.entries[number]) if with_entries else ())
            for number, record in enumerate(row.cells)
        ]
        for row in connection.execute(query)
    }


def keep(
    engine: Engine,
    scope: str,
    question: Question,
    kept: tuple[Marks, str] | None,
    seen: Marks,
    fresh: dict[tuple[str, str], list[Cell]],
) -> None:
    """Writes what was computed, unless another process has been here meanwhile or nothing can be written."""
    try:
        with database.writing(engine) as connection:
            if scope_of(connection, scope) != kept:
                return
            forget(connection, scope, fresh)
            for rows in rows_of(scope, fresh):
                connection.execute(insert(standing_cells), rows)
            row = {"scope": scope, "day": question.day, "made_at": moment_text(None)} | asdict(seen)
            connection.execute(insert(standing_scopes), row)
            drop_old(connection)
    except LedgerError:
        return


def forget(connection: Connection, scope: str, fresh: Iterable[tuple[str, str]]) -> None:
    connection.execute(delete(standing_scopes).where(standing_scopes.c.scope == scope))
    for actor, measure in fresh:
        connection.execute(
            delete(standing_cells).where(
                standing_cells.c.scope == scope,
                standing_cells.c.actor_id == actor,
                standing_cells.c.measure_id == measure,
            )
        )


def rows_of(scope: str, fresh: dict[tuple[str, str], list[Cell]]) -> Iterator[list[dict[str, Any]]]:
    rows = [
        {
            "scope": scope,
            "actor_id": actor,
            "measure_id": measure,
            "cells": [cell_record(cell) for cell in cells],
            "entries": [list(cell.entries) for cell in cells],
        }
        for (actor, measure), cells in fresh.items()
        if cells
    ]
    for first in range(0, len(rows), CHUNK):
        yield rows[first : first + CHUNK]


def drop_old(connection: Connection) -> None:
    """Keeps the summaries made last."""
    newest_first = select(standing_scopes.c.scope).order_by(standing_scopes.c.made_at.desc()).offset(KEPT_SCOPES)
    for scope in connection.scalars(newest_first.limit(CHUNK)).all():
        connection.execute(delete(standing_cells).where(standing_cells.c.scope == scope))
        connection.execute(delete(standing_scopes).where(standing_scopes.c.scope == scope))
