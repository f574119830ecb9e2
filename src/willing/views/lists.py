"""Lists of actors and of measures: each with its address and how often it was spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from willing.ledger import Cell
from willing.model import Stance
from willing.model.register import Register


@dataclass(frozen=True, slots=True)
class ListLine:
    """One entry: `parts` make its address; `note` are roles or a meaning; `count` cells, by stance in `stances`."""

    parts: tuple[str, str]
    name: str
    note: str
    count: int
    stances: tuple[tuple[Stance, int], ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list; `note` and `counted` head its columns."""

    what: str
    note: str
    counted: str
    lines: tuple[ListLine, ...]


def actor_list(cells: Iterable[Cell], members: Mapping[str, Sequence[str]], register: Register) -> ListPage:
    """The actors of the case and all who have spoken, the most spoken first."""
    told = stances_by(cells, lambda cell: cell.actor_id)
    lines = [
        line(("actors", actor), register.actor_name(actor), ", ".join(members.get(actor, ())), told.get(actor))
        for actor in dict.fromkeys((*members, *told))
    ]
    return ListPage("Actor", "role", "measures spoken of", tuple(sorted(lines, key=most_first)))


def measure_list(cells: Iterable[Cell], register: Register) -> ListPage:
    """The measures of the case, the most spoken of first."""
    told = stances_by(cells, lambda cell: cell.measure_id)
    lines = [line(("measures", each.id), each.name, each.meaning, told.get(each.id)) for each in register.measures]
    return ListPage("Measure", "meaning", "actors and sets that spoke", tuple(sorted(lines, key=most_first)))


def stances_by(cells: Iterable[Cell], key: Callable[[Cell], str]) -> dict[str, Counter[Stance]]:
    found: dict[str, Counter[Stance]] = {}
    for cell in cells:
        found.setdefault(key(cell), Counter())[cell.stance] += 1
    return found


def line(parts: tuple[str, str], name: str, note: str, told: Counter[Stance] | None) -> ListLine:
    counted = told or Counter()
    return ListLine(
        parts, name, note, counted.total(), tuple((stance, counted[stance]) for stance in Stance if counted[stance])
    )


def most_first(each: ListLine) -> tuple[int, str]:
    return -each.count, each.name
