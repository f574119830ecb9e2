"""Positions as event rows in PLOVER's classes (openeventdata/PLOVER, PLOVER_MANUAL), our own fields beside them.

Stances are finer than the classes: willing, allocated and committed all become AGREE, and three stances no event at
all. So a row carries the stance that it came from, and the auxiliary mode that the manual provides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from willing.export.columns import Column, Table, Type, text
from willing.export.rows import BETWEEN, Row, conditions_in_words
from willing.model import Stance

if TYPE_CHECKING:
    from willing.ledger import Entry

EVENTS = Table(
    "events",
    "One row for each position that has an event class, or a mode of one.",
    (
        text("event_id", "the position's id", required=True),
        text("date", "when it was said", required=True),
        text("source", "id of who acts", required=True),
        text("target", "ids of who it is for or asked of; empty where none is told"),
        text("event", "PLOVER class; empty where the class has none for the stance"),
        text("mode", "auxiliary mode: hypothetical; empty: historical"),
        text("context", "PLOVER context", required=True),
        text("stance", "our own stance, which the class cannot hold", required=True),
        text("measure", "our measure", required=True),
        text("conditions", "our conditions"),
        Column("probability", Type.NUMBER, "that actor, stance and measure are right", True),
        text("text", "the quote or summary", required=True),
        text("url", "address of the source"),
        text("origin", "whom the story of its text comes from: reports of one event from copies have the same"),
    ),
    key="event_id",
)

MODES: dict[Stance, tuple[str, str]] = {
    Stance.ALLOCATED: ("AGREE", ""),
    Stance.COMMITTED: ("AGREE", ""),
    Stance.WILLING: ("AGREE", ""),
    Stance.CONSIDERING: ("", "hypothetical"),
    Stance.UNDECIDED: ("", "hypothetical"),
    Stance.RELUCTANT: ("", "hypothetical"),
    Stance.DECLINED: ("REJECT", ""),
    Stance.OPPOSED: ("REJECT", ""),
    Stance.REQUESTS: ("REQUEST", ""),
}
"""Class and mode of each stance but delivered, whose class is that of what was done."""


def event_rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Rows of EVENTS: one for each actor of each position."""
    for entry in entries:
        position = entry.position
        event, mode = event_of(position.stance, position.measure_id)
        for actor in position.actor_ids:
            yield {
                "event_id": entry.id if len(position.actor_ids) == 1 else f"{entry.id}:{actor}",
                "date": str(entry.said) if entry.said else entry.recorded_at.date().isoformat(),
                "source": actor,
                "target": BETWEEN.join(position.by_ids or position.for_ids) or None,
                "event": event or None,
                "mode": mode or None,
                "context": context_of(position.measure_id),
                "stance": position.stance.value,
                "measure": position.measure_id,
                "conditions": conditions_in_words(position.conditions),
                "probability": round(position.confidence, 4),
                "text": entry.quote_or_summary,
                "url": entry.url,
                "origin": entry.document.origin if entry.document else None,
            }


def event_of(stance: Stance, measure: str) -> tuple[str, str]:
    """PLOVER's class and mode; an act that is done has the class of the act."""
    if stance is not Stance.DELIVERED:
        return MODES[stance]
    return listed("delivered").get(measure, "SUPPORT"), ""


def context_of(measure: str) -> str:
    return listed("context").get(measure, "diplomatic")


@cache
def listed(part: str) -> dict[str, str]:
    """The measures of `data/plover.toml`, each with its class or context."""
    file = resources.files("willing.export").joinpath("data/plover.toml")
    lists = tomllib.loads(file.read_text(encoding="utf-8"))[part]
    return {measure: name for name, measures in lists.items() for measure in measures}
