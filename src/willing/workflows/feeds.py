"""Atom feeds of a case's moves: of all, of each actor, of each measure."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.views.atom import atom_feed
from willing.workflows.axes import NOW
from willing.workflows.moves import Move, moves_of

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.model.register import Register

NAME = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(slots=True)
class Feeds:
    """The feeds of a case in a folder, written anew where the ledger or the day has changed since."""

    folder: Path
    register: Register
    ledger: Ledger
    place: Path
    written: tuple[object, ...] = ()

    def renew(self) -> None:
        """Writes the feeds of all moves, whatever the rules tell. Raises OSError where the folder cannot be written."""
        state = (self.ledger.extent(), NOW.day)
        if state != self.written:
            write_feeds(self.folder, self.place, self.ledger, self.register)
            self.written = state


def write_feeds(folder: Path, place: Path, ledger: Ledger, register: Register) -> None:
    """Write case.atom, actor-ID.atom and measure-ID.atom into a folder, each put in place whole."""
    place.mkdir(parents=True, exist_ok=True)
    moves = moves_of(ledger.entries(), register, NOW.day)
    for name, title, chosen in feeds_of(moves, register):
        new = place / f".{name}.new"
        words = atom_feed(
            ((each.day, each.change) for each in chosen), register, title=title, name=feed_name(folder, name)
        )
        new.write_text(words, encoding="utf-8")
        os.replace(new, place / f"{name}.atom")


def feeds_of(moves: Iterable[Move], register: Register) -> list[tuple[str, str, list[Move]]]:
    """(file name, title, moves) of each feed."""
    every = list(moves)
    by_actor: dict[str, list[Move]] = {}
    by_measure: dict[str, list[Move]] = {}
    for each in every:
        by_actor.setdefault(each.change.cell.actor_id, []).append(each)
        by_measure.setdefault(each.change.cell.measure_id, []).append(each)
    found = [("case", "Who moved", every)]
    found += [
        (f"actor-{NAME.sub('-', name)}", f"Who moved: {register.actor_name(name)}", their)
        for name, their in by_actor.items()
    ]
    return found + [
        (f"measure-{NAME.sub('-', name)}", f"Who moved: {register.measure_name(name)}", their)
        for name, their in by_measure.items()
    ]


def feed_name(folder: Path, name: str) -> str:
    return f"{NAME.sub('-', folder.resolve().name)}:{name}"


def feed_of(
    moves: Iterable[Move], folder: Path, register: Register, actor: str, measure: str, address: str | None = None
) -> str:
    """The feed of a case's moves, narrowed to an actor or a measure where they are named; `address`: where it is."""
    about = [register.actor_name(actor)] if actor else []
    about += [register.measure_name(measure)] if measure else []
    title = "Who moved" + (f": {', '.join(about)}" if about else "")
    name = ":".join(part for part in ("case", actor, measure) if part)
    told = (
        (each.day, each.change)
        for each in moves
        if actor in ("", each.change.cell.actor_id) and measure in ("", each.change.cell.measure_id)
    )
    return atom_feed(told, register, title=title, name=feed_name(folder, name), address=address)
