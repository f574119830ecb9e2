"""The maps: whose land is drawn as whose, and that every state of the register is on one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from scripts.build_map import EUROPE, FRAMES, WORLD, Frame
from willing.cases.register import load_general_register
from willing.views.outlines import map_for, outline_map

PLACES = {
    "Simferopol": (34.10, 44.95, "UKR"),
    "Yalta, a little inland": (34.15, 44.60, "UKR"),
    "Kerch peninsula": (35.6, 45.25, "UKR"),
    "Donetsk": (37.80, 48.0, "UKR"),
    "Krasnodar": (39.0, 45.05, "RUS"),
    "Kaliningrad": (20.9, 54.6, "RUS"),
    "Pristina": (21.1, 42.6, "XKX"),
    "Northern Cyprus": (33.5, 35.25, "CYP"),
    "Paris": (2.35, 48.85, "FRA"),
    "Belfast, a little inland": (-6.6, 54.6, "GBR"),
}
FAR = {
    "Chukotka beyond the date line": (-172.5, 66.0, "RUS"),
    "Yakutsk": (129.7, 62.0, "RUS"),
    "Ottawa": (-75.7, 45.4, "CAN"),
    "Alice Springs": (133.9, -23.7, "AUS"),
}
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def rings(path: str) -> Iterator[list[tuple[float, float]]]:
    for part in path.split("z"):
        if part:
            start, steps = part[1:].split("l")
            x, y = map(float, NUMBER.findall(start))
            ring = [(x, y)]
            numbers = list(map(float, NUMBER.findall(steps)))
            for right, down in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + right, y + down
                ring.append((x, y))
            yield ring


def holds(path: str, x: float, y: float) -> bool:
    """Whether a point is inside a path, by the even-odd rule."""
    crossings = 0
    for ring in rings(path):
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


def drawn_as(frame: Frame, longitude: float, latitude: float) -> list[str]:
    x, y = frame.place(longitude, latitude)
    return [code for code, state in outline_map(frame.name).states.items() if holds(state.path, x, y)]


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_drawn_on_the_map_of_europe_with_the_state_it_belongs_to(place: str) -> None:
    *where, state = PLACES[place]
    assert drawn_as(EUROPE, *where) == [state]


@pytest.mark.parametrize("place", ["Simferopol", "Paris", *FAR])
def test_a_place_is_drawn_on_the_map_of_the_world_with_the_state_it_belongs_to(place: str) -> None:
    *where, state = (PLACES | FAR)[place]
    assert drawn_as(WORLD, *where) == [state]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_the_point_of_a_state_lies_in_it_and_on_the_map(frame: Frame) -> None:
    drawn = outline_map(frame.name)
    outside = [code for code, state in drawn.states.items() if state.area > 20 and not holds(state.path, *state.at)]
    assert outside == []
    assert all(-9 <= state.at[0] <= drawn.width + 9 for state in drawn.states.values())


def test_every_state_of_the_general_register_is_on_the_map_of_the_world_but_the_smallest_within_others() -> None:
    states = {actor.id for actor in load_general_register().actors if actor.kind == "state"}
    assert sorted(states - set(outline_map("world").states)) == ["AND", "LIE", "MCO", "VAT"]
    assert {"AND", "LIE", "MCO"} <= set(outline_map("europe").states)


def test_a_case_of_european_states_is_shown_on_the_map_of_europe_and_another_on_that_of_the_world() -> None:
    assert map_for(["FRA", "GBR", "POL", "USA"]).name == "europe"
    assert map_for(["FRA", "BRA", "IND", "USA"]).name == "world"
    assert map_for([]).name == "world"
