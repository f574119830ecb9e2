"""A measure as a page shows it: who stands where, the firmest first; what they wait for; how much is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from willing.ledger import Cell
from willing.model import Stance
from willing.model.register import Register
from willing.views.stand_lines import StandLine
from willing.views.wording import condition_in_words


@dataclass(frozen=True, slots=True)
class CountedCondition:
    """A condition, and the actors whose stance is tied to it, as (id, name)."""

    id: str
    words: str
    actors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RequirementFigure:
    """A total that somebody says the measure must reach; `up_to` is the upper end of what was said, if any."""

    id: str
    name: str
    at_least: float
    up_to: float | None
    unit: str
    said_by: str
    date: str
    url: str
    asked_about: bool


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure of the case.

    `own` are actors' own acts by firmness, `claims` rows of bodies and sets, `others` what is only asked of others;
    `silent` are actors of the case, as (id, name), that have said nothing of it.
    """

    measure: str
    name: str
    meaning: str
    own: tuple[StandLine, ...]
    claims: tuple[StandLine, ...]
    others: tuple[StandLine, ...]
    silent: tuple[tuple[str, str], ...]
    counts: tuple[tuple[Stance, int], ...]
    conditions: tuple[CountedCondition, ...]
    requirements: tuple[RequirementFigure, ...]


def counted_conditions(cells: Iterable[Cell], register: Register) -> tuple[CountedCondition, ...]:
    """The conditions of actors' own stances, those of most actors first; claims about many are not counted."""
    tied: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for cell in cells:
        if cell.own and not cell.claim:
            for condition in cell.conditions:
                words = condition_in_words(*condition, register)
                tied.setdefault((condition[0], words), []).append((cell.actor_id, register.actor_name(cell.actor_id)))
    found = [CountedCondition(key[0], key[1], tuple(actors)) for key, actors in tied.items()]
    return tuple(sorted(found, key=lambda each: (-len(each.actors), each.words)))


def counted_stances(lines: Sequence[StandLine]) -> tuple[tuple[Stance, int], ...]:
    """How many lines have each stance, the firmest first."""
    counted = Counter(line.standing.stance for line in lines)
    return tuple((stance, counted[stance]) for stance in Stance if counted[stance])
