"""What moved between two looks at a ledger, as alerts that are recorded once and handed out once."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.ledger import watching as state
from willing.workflows.axes import TimeAxes
from willing.workflows.watch_rules import News

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.ledger.contradictions import Contradiction
    from willing.ledger.entry import FactEntry
    from willing.model.register import Register
    from willing.views.changes import Change

Alert = dict[str, Any]


def news_between(
    folder: Path, register: Register, ledger: Ledger, before: datetime.datetime | None, after: datetime.datetime
) -> Iterator[tuple[str, Alert, News]]:
    """What the ledger knew at `after` and not at `before`: moves, contradictions, facts; each with an id that stays."""
    from willing.workflows.comparing import differing

    earlier, later = TimeAxes(None, before), TimeAxes(None, after)
    for change in differing(ledger, register, earlier, later, False):
        yield change_told(change, register)
    for pair in contradicted(folder, register, earlier, later):
        yield contradiction_told(pair, register)
    # a fact's entries come oldest first, so the newest stays
    known = {each.fact_id: each.holds for each in ledger.facts(known_at=before)}
    for fact in {each.fact_id: each for each in ledger.facts(known_at=after)}.values():
        if fact.fact_id in known and known[fact.fact_id] != fact.holds:
            yield fact_told(fact, register)


def contradicted(folder: Path, register: Register, before: TimeAxes, after: TimeAxes) -> list[Contradiction]:
    from willing.workflows.contradicting import contradictions_in

    then = {pair_id(each) for each in contradictions_in(folder, register, axes=before)}
    now = contradictions_in(folder, register, axes=after)
    return [each for each in now if pair_id(each) not in then]


def change_told(change: Change, register: Register) -> tuple[str, Alert, News]:
    from willing.views.changes import ChangeKind, change_as_json
    from willing.views.trend import trend

    kinds = {change.kind.value}
    if change.kind is ChangeKind.CONDITIONS or change.came or change.went:
        kinds.add("condition-turns")
    if change.after is not None and (moved := trend(change.before, change.after)) is not None:
        kinds.add(moved.value)
    told, entry = change_as_json(change, register), change.entry
    record = {
        "kinds": sorted(kinds),
        "headline": f"{told['headline']} ({register.measure_name(change.cell.measure_id)})",
        "word": told["word"],
        "quote": entry.position.evidence.exact if entry and entry.position.evidence else None,
        "url": entry.url if entry else None,
        **{name: told[name] for name in ("actor", "measure", "before", "after", "said", "position")},
    }
    key = [told[name] for name in ("actor", "measure", "before", "after", "position", "came", "went")]
    return named(key), record, News(frozenset(kinds), frozenset([change.cell.actor_id]), change.cell.measure_id)


def contradiction_told(pair: Contradiction, register: Register) -> tuple[str, Alert, News]:
    from willing.views.contradictions import contradiction_as_json
    from willing.workflows.contradicting import actors_of

    told = contradiction_as_json(pair, register)
    name, measure = register.actor_name(pair.actor_id), register.measure_name(pair.measure_id)
    record = {
        "kinds": ["contradicted"],
        "headline": f"{name}: two statements that cannot both stand ({measure})",
        "actor": pair.actor_id,
        "measure": pair.measure_id,
        "contradiction": told,
    }
    news = News(frozenset(["contradicted"]), frozenset(actors_of(pair)), pair.measure_id)
    return named(list(pair_id(pair))), record, news


def fact_told(fact: FactEntry, register: Register) -> tuple[str, Alert, News]:
    truth = {True: "true", False: "false", None: "unknown"}[fact.holds]
    record = {
        "kinds": ["condition-turns"],
        "headline": f"{register.condition_name(fact.fact_id)}: now {truth}, since {fact.since}",
        "fact": fact.fact_id,
        "holds": fact.holds,
        "word": fact.note,
        "url": fact.source,
    }
    key = [fact.fact_id, fact.holds, str(fact.since)]
    return named(key), record, News(frozenset(["condition-turns"]), frozenset(), "")


def deliver(ledger: Ledger, file: Path | None) -> Iterator[Mapping[str, Any]]:
    """The alerts that were not handed out, each once: with a file, a JSON line there before it counts as told.

    A line that was written before a crash is found in the file by its id and not written again.
    """
    from willing.ledger import database

    with database.looking(ledger.engine) as connection:
        waiting = list(state.alerts_to_tell(connection))
    written = ids_in(file) if file and waiting else set()
    for alert in waiting:
        record = {"id": alert.id, "found_at": alert.found_at.isoformat()} | alert.record
        if file is not None and alert.id not in written:
            append_line(file, json.dumps(record, ensure_ascii=False))
        with database.writing(ledger.engine) as connection:
            state.alert_told(connection, alert.id)
        yield record


def ids_in(file: Path) -> set[str]:
    """The ids of the alerts in a file; a last line that was cut is left out, and ended."""
    if not file.exists():
        return set()
    found = set()
    raw = file.read_bytes()
    for line in raw.splitlines():
        try:
            found.add(json.loads(line)["id"])
        except (ValueError, KeyError, TypeError):
            continue
    if raw and not raw.endswith(b"\n"):
        append_line(file, "")
    return found


def append_line(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as lines:
        lines.write(line + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def pair_id(pair: Contradiction) -> tuple[str, ...]:
    return (pair.kind.value, *sorted((pair.one.id, pair.other.id)))


def named(key: list[Any]) -> str:
    """An id that is the same for the same news."""
    return hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()[:16]
