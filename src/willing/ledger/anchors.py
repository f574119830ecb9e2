"""Coded statements found again in their source: the quote takes the coded row's place where it carries all of it.

An anchor is a quoted position, kept with its document, that a person accepted as the words behind a coded one. The name
of its reader tells which (`Entry.row`). Both stay in the ledger: a rejected anchor gives the coded row its place back.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from willing.ledger.entry import Entry
from willing.ledger.place import Hosts, own_phase_of, own_place_of

ANCHOR = "anchor "
"""How the reader of an anchor's reading and position is called; the id of the coded position follows."""


def anchor_reader(coded_id: str) -> str:
    return f"{ANCHOR}{coded_id}"


def coded_id_in(reader: str) -> str | None:
    """The id of the coded position in the name of a position's reader; None for one that is no anchor's."""
    return reader.removeprefix(ANCHOR) if reader.startswith(ANCHOR) else None


def anchored_id(entry: Entry) -> str | None:
    """The id of the coded position that an entry is the quote of; None for every other entry."""
    return entry.row.id if entry.row else None


def anchors_of(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """The accepted anchor of each coded position that has one, the newest where there are several."""
    found: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: each.recorded_at):
        coded = anchored_id(entry)
        if coded is not None and entry.reviewed:
            found[coded] = entry
    return found


def superseded(entries: Iterable[Entry], hosts: Hosts | None = None) -> frozenset[str]:
    """Ids of the coded entries of which an accepted anchor carries all: they count no more.

    A coded entry that says more than its quotes (a condition, amount, place or phase) goes on standing beside them.
    """
    known = {entry.id: entry for entry in entries}
    return frozenset(
        coded
        for entry in known.values()
        if entry.reviewed and (coded := anchored_id(entry)) in known and carries(entry, known[coded], hosts)
    )


def carries(quoted: Entry, coded: Entry, hosts: Hosts | None = None) -> bool:
    """Whether a quote itself has every condition, the amount, place and phase of a coded entry, in each of its cells.

    A quote that was corrected to another actor or measure is not in the cells of its row and carries nothing there.
    """
    one, other = quoted.position, coded.position
    told = {(each.id, each.relation, each.negated) for each in one.conditions}
    wanted = {(each.id, each.relation, each.negated) for each in other.conditions}
    place, phase = own_place_of(coded, hosts), own_phase_of(coded)
    return (
        (one.measure_id, one.quantifier) == (other.measure_id, other.quantifier)
        and set(other.actor_ids) <= set(one.actor_ids)
        and wanted <= told
        and (other.quantity is None or other.quantity == one.quantity)
        and (place is None or place == own_place_of(quoted, hosts))
        and (phase is None or phase == own_phase_of(quoted))
    )


def in_order(entries: Sequence[Entry], hosts: Hosts | None = None) -> list[Entry]:
    """The entries of one cell, the oldest statement first, without those whose place a quote took.

    A coded one that goes on standing comes just before the quote that it was anchored in, which then bears.
    """
    if not any(entry.row for entry in entries):
        return sorted(entries, key=lambda each: (each.days[1], each.days[0], each.id))
    gone, anchors = superseded(entries, hosts), anchors_of(entries)

    def place(entry: Entry) -> tuple[datetime.date, datetime.date, bool, str]:
        days = anchors[entry.id].days if entry.id in anchors else entry.days
        return days[1], days[0], anchored_id(entry) is not None, entry.id

    return sorted((entry for entry in entries if entry.id not in gone), key=place)


def one_for_each(entries: Iterable[Entry], hosts: Hosts | None = None) -> list[Entry]:
    """The entries with each statement once, where statements are compared or counted one by one.

    That is the quote where it carries all of its coded row, else the coded row.
    """
    known = {entry.id: entry for entry in entries}
    gone = superseded(known.values(), hosts)
    return [entry for entry in known.values() if entry.id not in gone and not stands_beside(entry, known, gone)]


def stands_beside(entry: Entry, known: Mapping[str, Entry], gone: frozenset[str]) -> bool:
    """Whether an entry is the quote of a coded one that goes on standing."""
    coded = anchored_id(entry)
    return coded in known and coded not in gone
