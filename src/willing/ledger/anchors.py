"""Coded statements found again in their source: the quote takes the coded row's place where it carries all of it.

An anchor is a quoted position, kept with its document, that a person accepted as the words behind a coded one. Its
reader's name tells which. Both stay in the ledger: a rejected anchor gives the coded row its place back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from willing.ledger.entry import Entry
from willing.ledger.place import place_of
from willing.model import Basis, Position

ANCHOR = "anchor "
"""How the reader of an anchor's reading and position is called; the id of the coded position follows."""


def anchor_reader(coded_id: str) -> str:
    return f"{ANCHOR}{coded_id}"


def anchored_id(entry: Entry) -> str | None:
    """The id of the coded position that an entry is the quote of; None for every other entry."""
    reader = entry.position.reader
    return reader.removeprefix(ANCHOR) if entry.position.basis is Basis.QUOTED and reader.startswith(ANCHOR) else None


def anchors_of(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """The accepted anchor of each coded position that has one, the newest where there are several."""
    found: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: each.recorded_at):
        coded = anchored_id(entry)
        if coded is not None and entry.reviewed:
            found[coded] = entry
    return found


def superseded(entries: Iterable[Entry]) -> frozenset[str]:
    """Ids of the coded entries whose accepted anchor carries all of them: they count no more.

    A coded entry that says more than its quote (a condition, an amount, a place) goes on standing beside it.
    """
    known = {entry.id: entry for entry in entries}
    anchors = anchors_of(known.values())
    return frozenset(
        coded for coded, anchor in anchors.items() if coded in known and carries(anchor.position, known[coded].position)
    )


def carries(quoted: Position, coded: Position) -> bool:
    """Whether the quoted position has every condition, the amount and the place of the coded one."""
    told = {(each.id, each.relation, each.negated) for each in quoted.conditions}
    wanted = {(each.id, each.relation, each.negated) for each in coded.conditions}
    place = place_of(coded)
    return (
        wanted <= told
        and (coded.quantity is None or coded.quantity == quoted.quantity)
        and (place is None or place == place_of(quoted))
    )
