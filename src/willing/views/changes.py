"""What changed between two matrices, said like news: who moved, from what to what, on what condition, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from willing.ledger import Cell, Ending, Entry
from willing.model import Relation, Stance
from willing.model.register import Register
from willing.views.matrix import row_name
from willing.views.wording import condition_in_words, joined, speaker_in_words

Condition = tuple[str, Relation, bool]
Key = tuple[str, str, str]


class ChangeKind(StrEnum):
    """Moved to another stance, spoke for the first time, bound or freed by a condition, or no longer stands."""

    MOVED = "moved"
    NEW = "new"
    CONDITIONS = "conditions"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs. `came` and `went` are the conditions that were added and dropped.

    `entry` is the statement that the new stance stands on; where none stands any more, the one that did, and `ending`
    what was recorded of its end, if anything was.
    """

    kind: ChangeKind
    before: Cell | None
    after: Cell | None
    came: tuple[Condition, ...]
    went: tuple[Condition, ...]
    entry: Entry | None
    ending: Ending | None = None

    @property
    def cell(self) -> Cell:
        """The cell after, or before where there is none after."""
        found = self.after or self.before
        assert found is not None
        return found


def changes_between(
    before: Iterable[Cell],
    after: Iterable[Cell],
    entries: Mapping[str, Entry],
    endings: Mapping[str, Ending],
) -> tuple[Change, ...]:
    """What differs, moves first and the newest word first within a kind.

    `entries` are known positions by id, `endings` those ended in force after, by position id.
    """
    old, new = by_key(before), by_key(after)
    found = [change_of(old.get(key), new.get(key), entries, endings) for key in old.keys() | new.keys()]
    order = list(ChangeKind)
    return tuple(
        sorted(
            (change for change in found if change is not None),
            key=lambda change: (
                order.index(change.kind),
                -(change.entry.days[1].toordinal() if change.entry else 0),
                change.cell.actor_id,
                change.cell.measure_id,
            ),
        )
    )


def by_key(cells: Iterable[Cell]) -> dict[Key, Cell]:
    return {(cell.actor_id, str(cell.quantifier or ""), cell.measure_id): cell for cell in cells}


def change_of(
    before: Cell | None, after: Cell | None, entries: Mapping[str, Entry], endings: Mapping[str, Ending]
) -> Change | None:
    """The change of one cell; None where stance and conditions are the same."""
    old, new = (cell.conditions if cell else () for cell in (before, after))
    came = tuple(condition for condition in new if condition not in old)
    went = tuple(condition for condition in old if condition not in new)
    if after is None:
        assert before is not None
        gone = before.standing_id
        return Change(ChangeKind.GONE, before, None, (), went, entries.get(gone), endings.get(gone))
    entry = entries.get(after.standing_id)
    if before is None:
        return Change(ChangeKind.NEW, None, after, came, (), entry)
    if (before.stance, before.own) != (after.stance, after.own):
        return Change(ChangeKind.MOVED, before, after, came, went, entry, endings.get(before.standing_id))
    if came or went:
        teller = next((known for known in told_by(after, came, entries)), entry)
        return Change(ChangeKind.CONDITIONS, before, after, came, went, teller)
    return None


def told_by(cell: Cell, came: tuple[Condition, ...], entries: Mapping[str, Entry]) -> list[Entry]:
    """The positions of a cell, newest first, that brought a condition."""
    known = [entries[each] for each in cell.entries if each in entries]
    bringing = [
        entry
        for entry in known
        if any((each.id, each.relation, each.negated) in came for each in entry.position.conditions)
    ]
    return sorted(bringing, key=lambda entry: entry.days[1], reverse=True)


def headline(change: Change, register: Register) -> str:
    """ "Spain: declined -> willing, if cease-fire and parliament"."""
    name = row_name(change.cell, register)
    if change.kind is ChangeKind.CONDITIONS:
        assert change.after is not None
        now = [f"now {tied_in_words(change.came, register)}"] if change.came else []
        gone = [f"no longer {tied_in_words(change.went, register)}"] if change.went else []
        return f"{name}: still {stance_in_words(change.after)}, {'; '.join(now + gone)}"
    if change.after is None:
        assert change.before is not None
        return f"{name}: {stance_in_words(change.before)} -> nothing that stands"
    tied = tied_in_words(change.after.conditions, register)
    now_stands = stance_in_words(change.after) + (f", {tied}" if tied else "")
    if change.before is None:
        return f"{name}: {now_stands}"
    return f"{name}: {stance_in_words(change.before)} -> {now_stands}"


def stance_in_words(cell: Cell) -> str:
    """The stance; where an actor spoke of others only, that it did."""
    return cell.stance.value if cell.own or cell.stance is Stance.REQUESTS else f"{cell.stance.value} (of others)"


def tied_in_words(conditions: Iterable[Condition], register: Register) -> str:
    """ "if cease-fire and parliament; after elections"."""
    known = list(conditions)
    needed = [
        ("no " if negated else "") + register.condition_name(name)
        for name, relation, negated in known
        if relation is Relation.REQUIRES
    ]
    others = [condition_in_words(*each, register) for each in known if each[1] is not Relation.REQUIRES]
    return "; ".join(([f"if {joined(needed)}"] if needed else []) + others)


def word_for(change: Change, register: Register) -> str:
    """On whose word: "A, prime minister, 3 April 2025, The Paper"; of what ended, how and when."""
    if change.ending is not None and change.after is None:
        reason = f": {change.ending.reason}" if change.ending.reason else ""
        source = f" ({change.ending.source})" if change.ending.source else ""
        return f"{change.ending.kind.value} {change.ending.since.in_words}{reason}{source}"
    if change.entry is None:
        return ""
    speaker = (change.entry.words.speaker or speaker_in_words(change.entry.position, None, register)).strip(" ,;")
    coding, document = change.entry.position.coding, change.entry.document
    outlet = document.outlet if document else (coding.publisher if coding else None)
    day = change.entry.said.in_words if change.entry.said else "undated"
    told = ", ".join(part for part in (speaker, day, outlet) if part)
    return f"last said by {told}" if change.after is None else told


def change_as_json(change: Change, register: Register) -> dict[str, Any]:
    """One change of `willing changes --json`."""
    cell = change.cell
    entry = change.entry
    return {
        "change": change.kind.value,
        "actor": cell.actor_id,
        "actor_name": row_name(cell, register),
        "measure": cell.measure_id,
        "claim": cell.claim,
        "before": change.before.stance.value if change.before else None,
        "after": change.after.stance.value if change.after else None,
        "conditions": conditions_as_json(change.after.conditions if change.after else ()),
        "came": conditions_as_json(change.came),
        "went": conditions_as_json(change.went),
        "headline": headline(change, register),
        "word": word_for(change, register),
        "said": str(entry.said) if entry and entry.said else None,
        "position": entry.id if entry else None,
        "ending": change.ending.kind.value if change.ending else None,
    }


def conditions_as_json(conditions: Iterable[Condition]) -> list[dict[str, Any]]:
    return [{"id": name, "relation": relation.value, "negated": negated} for name, relation, negated in conditions]
