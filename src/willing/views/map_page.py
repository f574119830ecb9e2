"""Stances on a measure as a map: every state filled by its stance, with its sign; those no map shows stand beside it.

Claims about many are nobody's own stance and are never drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from willing.ledger import Cell
from willing.model import Basis, Stance
from willing.model.register import Register
from willing.views.matrix import cell_as_json, conditions_of, row_name
from willing.views.matrix_page import Abilities, in_words
from willing.views.outlines import EUROPE, SOURCE, WORLD, Outline, OutlineMap, map_for, outline_map

TINY = 130
"""Area of a state, in square units of the map, below which a circle marks it."""
SIGN_HEIGHT = 15
SIGN_WIDTHS: Mapping[Stance, int] = {Stance.DECLINED: 15, Stance.OPPOSED: 27, Stance.REQUESTS: 30}
SIGN_WIDTH = 37
STEP = 6
FARTHEST = 16
"""Steps that a sign may stand away from its state, so that no two lie over one another."""
MAP_WORDS = {"": "as fits the case", EUROPE: "Europe", WORLD: "the world"}


@dataclass(frozen=True, slots=True)
class Sign:
    """Where the sign of a state stands: the middle of its box and its size; `led` where a line leads to the state."""

    x: float
    y: float
    width: int
    height: int
    led: bool

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 1)

    @property
    def top(self) -> float:
        return round(self.y - self.height / 2, 1)

    def inside(self, width: int, height: int) -> bool:
        """Whether the whole box is on the map."""
        return 0 <= self.left <= width - self.width and 0 <= self.top <= height - self.height

    def over(self, other: Sign) -> bool:
        """Whether two boxes lie over one another."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )


@dataclass(frozen=True, slots=True)
class MapState:
    """A state that has a stance, as it is drawn; `told` is all of its cell in words, `marked` by a circle."""

    actor: str
    name: str
    stance: Stance
    told: str
    path: str
    at: tuple[float, float]
    marked: bool
    sign: Sign


@dataclass(frozen=True, slots=True)
class MapRow:
    """A line of the table: an actor's stance on the measure. `drawn` whether the map shows it."""

    actor: str
    name: str
    stance: Stance
    conditions: str
    sources: int
    coded: bool
    drawn: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map of a measure: `states` with a stance, `silent` members (name, path), `land` of all others.

    `elsewhere` are actors with a stance whom the map does not show, `claims` what is said of many (name, stance);
    `legend` are the stances that there are with their numbers of actors, `outlines` says where the
    outlines are from.
    """

    measure: str
    measure_name: str
    measures: tuple[tuple[str, str, int], ...]
    map: str
    chosen_map: str
    maps: tuple[tuple[str, str], ...]
    width: int
    height: int
    states: tuple[MapState, ...]
    silent: tuple[tuple[str, str], ...]
    land: tuple[str, ...]
    rows: tuple[MapRow, ...]
    claims: tuple[tuple[str, Stance], ...]
    legend: tuple[tuple[Stance, int], ...]
    outlines: str = SOURCE

    @property
    def elsewhere(self) -> tuple[MapRow, ...]:
        return tuple(row for row in self.rows if not row.drawn)


def map_page(
    cells: Sequence[Cell],
    measure: str,
    members: Collection[str],
    register: Register,
    wanted: str = "",
) -> MapPage:
    """The page of a measure from all `cells` of a case; `wanted` names a map, "" for the one that fits."""
    here = [cell for cell in cells if cell.measure_id == measure]
    own = {cell.actor_id: cell for cell in here if not cell.claim and cell.quantifier is None}
    drawing = outline_map(wanted) if wanted else map_for([*own, *members])
    drawn = {actor: cell for actor, cell in own.items() if actor in drawing.states}
    signs = signs_of({actor: (drawing.states[actor], cell.stance) for actor, cell in drawn.items()}, drawing)
    silent = [actor for actor in members if actor in drawing.states and actor not in own]
    counts = Counter(cell.measure_id for cell in cells)
    return MapPage(
        measure,
        register.measure_name(measure),
        tuple((each.id, each.name, counts[each.id]) for each in register.measures if counts[each.id]),
        drawing.name,
        wanted,
        tuple(MAP_WORDS.items()),
        drawing.width,
        drawing.height,
        tuple(
            MapState(
                actor,
                register.actor_name(actor),
                cell.stance,
                in_words(cell, register),
                drawing.states[actor].path,
                drawing.states[actor].at,
                drawing.states[actor].area < TINY,
                signs[actor],
            )
            for actor, cell in sorted(drawn.items(), key=lambda item: -drawing.states[item[0]].area)
        ),
        tuple((register.actor_name(actor), drawing.states[actor].path) for actor in silent),
        tuple(state.path for code, state in drawing.states.items() if code not in drawn and code not in silent),
        rows_of(own.values(), drawn, register),
        tuple((row_name(cell, register), cell.stance) for cell in here if cell.claim or cell.quantifier is not None),
        tuple((stance, number) for stance in Stance if (number := sum(c.stance is stance for c in own.values()))),
    )


def rows_of(cells: Iterable[Cell], drawn: Collection[str], register: Register) -> tuple[MapRow, ...]:
    """The table: by stance, the firmest first, then by name."""
    order = list(Stance)
    rows = [
        MapRow(
            cell.actor_id,
            register.actor_name(cell.actor_id),
            cell.stance,
            conditions_of(cell, register),
            cell.origins,
            cell.basis is not Basis.QUOTED,
            cell.actor_id in drawn,
        )
        for cell in cells
    ]
    return tuple(sorted(rows, key=lambda row: (order.index(row.stance), row.name)))


def signs_of(states: Mapping[str, tuple[Outline, Stance]], drawing: OutlineMap) -> dict[str, Sign]:
    """A place for the sign of each state: on it, or near by where signs would lie over one another or off the map.

    Small states choose first, since larger ones have room elsewhere. A state marked by a circle has its sign beside it.
    """
    placed: dict[str, Sign] = {}
    for actor, (state, stance) in sorted(states.items(), key=lambda item: (item[1][0].area, item[0])):
        width = SIGN_WIDTHS.get(stance, SIGN_WIDTH)
        away = width / 2 + 9 if state.area < TINY else 0.0
        for x, y in places_around(state.at, away):
            led = abs(x - state.at[0]) > away + STEP or abs(y - state.at[1]) > STEP * 2
            sign = Sign(x, y, width, SIGN_HEIGHT, led)
            if sign.inside(drawing.width, drawing.height) and not any(sign.over(other) for other in placed.values()):
                placed[actor] = sign
                break
        else:
            placed[actor] = Sign(*state.at, width, SIGN_HEIGHT, False)
    return placed


def places_around(at: tuple[float, float], away: float) -> Iterable[tuple[float, float]]:
    """The point itself (or `away` to its right), then points around it, the nearest first."""
    steps = range(-FARTHEST, FARTHEST + 1)
    offsets = sorted(((x * STEP, y * STEP) for x in steps for y in steps), key=lambda p: (p[0] ** 2 + p[1] ** 2, p))
    for right, down in offsets:
        yield round(at[0] + away + right, 1), round(at[1] + down, 1)


def map_as_json(page: MapPage, cells: Iterable[Cell], register: Register, abilities: Abilities) -> dict[str, Any]:
    """The machine form: the cells of the measure as in the matrix, and which of their actors the map shows."""
    return {
        "measure": page.measure,
        "measure_name": page.measure_name,
        "map": page.map,
        "on_map": [row.actor for row in page.rows if row.drawn],
        "cells": [
            cell_as_json(cell, register, abilities.get((cell.actor_id, cell.measure_id)))
            for cell in cells
            if cell.measure_id == page.measure
        ],
    }
