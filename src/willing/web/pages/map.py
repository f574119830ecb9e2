"""`/map`: who stands where on a measure, as a map."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import Query

from willing.cases import Case
from willing.ledger import Cell
from willing.views.map_page import map_as_json, map_page
from willing.views.matrix import matrix_of
from willing.web.asked import Asked
from willing.web.errors import Missing
from willing.web.finding import measure_id
from willing.web.page import Page, Pages
from willing.workflows.asking import current_matrix
from willing.workflows.reckoning import chosen_requirement, requirements_of

pages = Pages("map")


class Drawn(StrEnum):
    """Which map; empty for the one that fits the case."""

    FITTING = ""
    EUROPE = "europe"
    WORLD = "world"


@pages.page("/map")
def stances_map(
    asked: Asked,
    measure: Annotated[str, Query(description="The measure: its id or name.", max_length=200)] = "",
    drawn: Annotated[Drawn, Query(alias="map", description="Europe or the world; empty: as fits.")] = Drawn.FITTING,
) -> Page:
    """The stances of all actors on one measure; without one, on that of the case's requirement."""
    found = current_matrix(asked.case, axes=asked.axes, include_demo=asked.demo)
    wanted = measure_id(measure, asked.register) if measure else usual_measure(asked.case, found.cells)
    value = map_page(found.cells, wanted, tuple(asked.case.members), asked.register, drawn.value)
    return Page(
        "map.html.jinja",
        f"Who stands where: {value.measure_name}",
        value,
        machine=lambda: map_as_json(value, found.cells, asked.register, found.abilities),
    )


def usual_measure(case: Case, cells: tuple[Cell, ...]) -> str:
    """The measure of the case's requirement, else that of its demo, else the one most spoken of."""
    requirements = requirements_of(case)
    chosen = chosen_requirement(case.reckoning.rule.requirement, requirements)
    if chosen is not None:
        return requirements[chosen][0].measure
    if case.demo is not None:
        return case.demo.measure_id
    spoken_of = matrix_of(cells, case.register).measures
    if spoken_of:
        return spoken_of[0][0]
    if not case.register.measures:
        raise Missing("map: the case has no measure")
    return case.register.measures[0].id
