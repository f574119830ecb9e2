"""A move as a page tells it: who, from what to what, on what condition, on whose word."""

from __future__ import annotations

from dataclasses import dataclass

from willing.model import Stance
from willing.model.register import Register
from willing.views.changes import Change, ChangeKind, headline, tied_in_words, word_for
from willing.views.matrix import row_name

KIND_HEADINGS = {
    ChangeKind.MOVED: "Moved",
    ChangeKind.NEW: "Spoke for the first time",
    ChangeKind.CONDITIONS: "Tied to other conditions",
    ChangeKind.GONE: "No longer stands",
}
"""In the order shown."""


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One change of a cell. `before` and `after` are None where nothing stood; `came` and `went` are conditions.

    `day` is the one by whose end it had surely been said, `said` what is told of it; `of_others` where the stance is
    about others' acts; `statement` is the id of the statement that brought it.
    """

    kind: ChangeKind
    day: str
    said: str
    actor: str
    actor_name: str
    measure: str
    measure_name: str
    claim: bool
    before: Stance | None
    after: Stance | None
    before_coded: bool
    coded: bool
    of_others: bool
    tied: str
    came: str
    went: str
    headline: str
    word: str
    statement: str


def move_line(change: Change, register: Register, day: str = "") -> MoveLine:
    """The line of a change; without a `day` it is that of its statement."""
    cell, entry, after = change.cell, change.entry, change.after
    return MoveLine(
        change.kind,
        day or (entry.days[1].isoformat() if entry else ""),
        entry.said.in_words if entry and entry.said else "",
        cell.actor_id,
        row_name(cell, register),
        cell.measure_id,
        register.measure_name(cell.measure_id),
        cell.claim,
        change.before.stance if change.before else None,
        after.stance if after else None,
        change.before is not None and change.before.basis.value != "quoted",
        cell.basis.value != "quoted",
        not cell.own and cell.stance is not Stance.REQUESTS,
        tied_in_words(after.conditions, register) if after else "",
        tied_in_words(change.came, register),
        tied_in_words(change.went, register),
        headline(change, register),
        word_for(change, register),
        entry.id if entry else "",
    )
