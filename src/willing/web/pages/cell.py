"""`/cells/ACTOR/MEASURE`: what stands in a cell, and every statement behind it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from willing.views.cell_page import cell_page, cell_page_as_json
from willing.web.asked import Asked
from willing.web.finding import actor_id, measure_id
from willing.web.page import Page, Pages
from willing.workflows.asking import positions_behind

pages = Pages("cells")

SHOWN = 50


@pages.page("/cells/{actor}/{measure}", kept=True)
def cell(
    asked: Asked,
    actor: str,
    measure: str,
    everything: Annotated[bool, Query(alias="all", description=f"More than the {SHOWN} newest.")] = False,
) -> Page:
    """What stands for an actor on a measure and why, with every statement behind it, newest first."""
    who, what = actor_id(actor, asked.register), measure_id(measure, asked.register)
    behind = positions_behind(
        asked.case,
        who,
        what,
        axes=asked.axes,
        include_demo=asked.demo,
        newest=None if everything else SHOWN,
    )
    page = cell_page(
        behind.cells,
        behind.entries,
        who,
        what,
        asked.register,
        asked.axes.day,
        abilities=behind.abilities,
        older=behind.older,
    )
    return Page(
        "cell.html.jinja",
        f"{page.actor_name}: {page.measure_name}",
        page,
        machine=lambda: cell_page_as_json(page, behind.cells, asked.register, behind.abilities),
        trail=(
            ("Matrix", asked.link("")),
            (page.actor_name, asked.link("actors", who)),
            (page.measure_name, asked.link("measures", what)),
        ),
    )
