"""Moves as an Atom feed (RFC 4287): one entry a move, with an id that stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree

from willing.views.changes import headline, word_for

if TYPE_CHECKING:
    import datetime

    from willing.model.register import Register
    from willing.views.changes import Change

NAMESPACE = "http://www.w3.org/2005/Atom"
NEWEST = 100
"""Moves that a feed holds, the newest."""
NO_DAY = "1970-01-01"


def atom_feed(
    moves: Iterable[tuple[datetime.date, Change]],
    register: Register,
    *,
    title: str,
    name: str,
    address: str | None = None,
) -> str:
    """The feed of moves, newest first; `name` tells it from the case's other feeds, `address` is where it is served.

    Its day is that of the newest move, so that the same moves give the same feed.
    """
    ElementTree.register_namespace("", NAMESPACE)
    shown = list(moves)[:NEWEST]
    feed = ElementTree.Element(f"{{{NAMESPACE}}}feed")
    add(feed, "id", f"urn:willing:feed:{quote(name, safe=':')}")
    add(feed, "title", title)
    add(feed, "updated", moment(shown[0][0].isoformat() if shown else NO_DAY))
    add(add(feed, "author"), "name", "willing")
    if address:
        add(feed, "link", rel="self", href=address)
    for day, change in shown:
        entry = add(feed, "entry")
        add(entry, "id", f"urn:willing:move:{move_id(day.isoformat(), change)}")
        measure = register.measure_name(change.cell.measure_id)
        add(entry, "title", f"{headline(change, register)} ({measure})")
        add(entry, "updated", moment(day.isoformat()))
        add(entry, "category", term=change.kind.value)
        source = change.entry
        words = source.quote_or_summary if source else ""
        # content, not summary: an entry without it must link to a page of its own
        add(entry, "content", "\n".join(part for part in (words, word_for(change, register)) if part), type="text")
        url = source.url if source else None
        if url and url.startswith(("https://", "http://")):
            add(entry, "link", rel="via", href=url)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def add(parent: ElementTree.Element, tag: str, words: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    if words:
        element.text = legal(words)
    return element


def legal(words: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(
        sign if sign in "\t\n\r" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
        else "\ufffd"
        for sign in words
    )  # fmt: skip


def moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def move_id(day: str, change: Change) -> str:
    """The same for the same move: a cell moves once a day at most, whichever words turn out to carry it."""
    cell = change.cell
    parts = [cell.actor_id, str(cell.quantifier or ""), cell.measure_id, day]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
