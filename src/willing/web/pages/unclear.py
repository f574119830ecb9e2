"""`/unclear`: what nobody has said, or said clearly, ranked by what knowing it would change."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from willing.views.unclear import unclear_as_json
from willing.views.unclear_page import unclear_page
from willing.web.asked import Asked
from willing.web.finding import measure_id
from willing.web.page import Page, Pages
from willing.workflows.asking import current_matrix
from willing.workflows.unclear import asked_actors
from willing.workflows.unclear import unclear as unclear_in

pages = Pages("unclear")

SHOWN = 20


@pages.page("/unclear")
def unclear(
    asked: Asked,
    measure: Annotated[str, Query(description="The measure: its id; empty: the requirement's.", max_length=200)] = "",
    everything: Annotated[bool, Query(alias="all", description=f"More than the first {SHOWN}.")] = False,
) -> Page:
    """Facts that nobody knows, amounts that nobody told, the vague and the silent, as `willing unclear --json`."""
    wanted = measure_id(measure, asked.register) if measure else None
    view = asked.once("unclear", wanted, reckon=lambda: unclear_in(asked.folder, measure=wanted, axes=asked.axes))
    cells = current_matrix(asked.case, axes=asked.axes, include_demo=asked.demo, with_entries=False).cells
    actors = asked_actors(asked.case) or tuple(asked.case.members)
    return Page(
        "unclear.html.jinja",
        f"Unclear about {view.measure_name}",
        unclear_page(view, cells, actors, asked.register, None if everything else SHOWN),
        machine=lambda: unclear_as_json(view),
    )
