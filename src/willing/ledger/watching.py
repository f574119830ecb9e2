"""Where watching has come: what each source is asked by next, which items are settled, which alerts were told."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from willing.ledger.moments import moment_of, moment_text
from willing.ledger.schema import alerts, looks, watched, watched_items, watched_words


@dataclass(frozen=True, slots=True)
class Watched:
    """A source: what to ask it by, when it is due, how often in a row it failed and why."""

    address: str
    due: datetime.datetime
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    problem: str | None = None
    checked_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class WatchedItem:
    """An item of a source. `mark` changes when the source says that the item did; `settled`: nothing is left to do."""

    address: str
    item: str
    mark: str
    failures: int
    settled: bool
    seen_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """An alert as recorded; `told` once it has been handed out."""

    id: str
    found_at: datetime.datetime
    told: bool
    record: dict[str, Any]


def sources(connection: Connection) -> dict[str, Watched]:
    """The sources that were ever watched, by address."""
    rows = connection.execute(select(watched)).mappings()
    return {
        row["address"]: Watched(
            row["address"],
            moment_of(row["due"]),
            row["etag"],
            row["modified"],
            row["failures"],
            row["problem"],
            moment_of(row["checked_at"]) if row["checked_at"] else None,
        )
        for row in rows
    }


def keep_source(connection: Connection, source: Watched) -> None:
    values = {
        "etag": source.etag,
        "modified": source.modified,
        "due": moment_text(source.due),
        "failures": source.failures,
        "problem": source.problem,
        "checked_at": moment_text(source.checked_at) if source.checked_at else None,
    }
    put(connection, watched, {"address": source.address}, values)


def items_of(connection: Connection, address: str) -> dict[str, WatchedItem]:
    """The items of a source that it has shown lately, by name."""
    rows = connection.execute(select(watched_items).where(watched_items.c.address == address)).mappings()
    return {
        row["item"]: WatchedItem(
            address, row["item"], row["mark"], row["failures"], row["settled"], moment_of(row["seen_at"])
        )
        for row in rows
    }


def seen(connection: Connection, address: str, items: Sequence[str], seen_at: datetime.datetime) -> None:
    """Notes that a source still shows items."""
    which = (watched_items.c.address == address, watched_items.c.item == bindparam("name"))
    changed = update(watched_items).where(*which).values(seen_at=moment_text(seen_at))
    connection.execute(changed, [{"name": item} for item in items])


def words_of(connection: Connection, address: str) -> dict[str, dict[str, Any]]:
    """What a source told of the items that are not settled, by name."""
    rows = connection.execute(select(watched_words).where(watched_words.c.address == address)).mappings()
    return {row["item"]: row["record"] for row in rows}


def keep_item(
    connection: Connection, item: WatchedItem, seen_at: datetime.datetime, words: dict[str, Any] | None = None
) -> None:
    """Where an item is now; `words` is what its source told of it, kept until nothing is left to do."""
    key = {"address": item.address, "item": item.item}
    if item.settled:
        which = (watched_words.c.address == item.address, watched_words.c.item == item.item)
        connection.execute(delete(watched_words).where(*which))
    elif words is not None:
        put(connection, watched_words, key, {"record": words})
    values = {
        "mark": item.mark,
        "failures": item.failures,
        "settled": item.settled,
        "seen_at": moment_text(seen_at),
    }
    put(connection, watched_items, key, values)


def forget_items(connection: Connection, address: str, before: datetime.datetime) -> None:
    """Drops items that the source has not shown since a moment: it shows them no more, and the table must not grow."""
    connection.execute(
        delete(watched_items).where(
            watched_items.c.address == address, watched_items.c.seen_at < moment_text(before), watched_items.c.settled
        )
    )


def record_alerts(connection: Connection, found: Iterable[tuple[str, dict[str, Any]]], at: datetime.datetime) -> int:
    """Records alerts by their ids; one that is there already is not recorded again. How many were new."""
    count = 0
    for alert_id, record in found:
        if connection.execute(select(alerts.c.id).where(alerts.c.id == alert_id)).first() is None:
            row = {"id": alert_id, "found_at": moment_text(at), "told": False, "record": record}
            connection.execute(insert(alerts), row)
            count += 1
    return count


def record_look(
    connection: Connection, name: str, found: Iterable[tuple[str, dict[str, Any]]], at: datetime.datetime
) -> int:
    """Records alerts, and that somebody looked, at once; how many alerts are new."""
    connection.execute(insert(looks), {"name": name, "recorded_at": moment_text(at)})
    return record_alerts(connection, found, at)


def alerts_to_tell(connection: Connection) -> Iterator[StoredAlert]:
    """Those that were not handed out yet, in the order of their finding."""
    rows = connection.execute(select(alerts).where(~alerts.c.told).order_by(alerts.c.found_at, alerts.c.id)).mappings()
    for row in rows.all():
        yield StoredAlert(row["id"], moment_of(row["found_at"]), row["told"], row["record"])


def alert_told(connection: Connection, alert_id: str) -> None:
    connection.execute(update(alerts).where(alerts.c.id == alert_id).values(told=True))


def put(connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    """A row under a key, new or in place of the old one; within one writing transaction nobody comes between."""
    where = [table.c[name] == value for name, value in key.items()]
    if connection.execute(update(table).where(*where).values(**values)).rowcount == 0:
        connection.execute(insert(table), key | values)
