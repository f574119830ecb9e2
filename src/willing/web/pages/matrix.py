"""`/`: the matrix of who is willing to do what."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import Query, Response

from willing.cases import load_meetings
from willing.views.matrix import cell_as_json
from willing.views.matrix_page import MatrixChoice, Sort, chosen_cells, matrix_page
from willing.views.slider import slider_of
from willing.web.asked import Asked
from willing.web.page import Page, Pages, moved
from willing.workflows.asking import current_matrix, days_said

pages = Pages("matrix")

Choice = Annotated[str, Query(max_length=200)]


@pages.page("/", json_path="/matrix.json")
def matrix(
    asked: Asked,
    group: Annotated[str, Query(description="Only actors with this role, or of this kind.", max_length=200)] = "",
    measure: Annotated[str, Query(description="Only this measure: its id.", max_length=200)] = "",
    stance: Annotated[str, Query(description="Only cells of this stance.", max_length=200)] = "",
    sort: Annotated[Sort, Query(description="Order of the actors.")] = Sort.SPOKEN,
    day: Annotated[str, Query(description="The slider: days after the oldest statement.", max_length=8)] = "",
) -> Page | Response:
    """The current cells, as `willing who --json` gives them; of some actors, one measure or one stance if asked."""
    choice = MatrixChoice(group, measure, stance, sort)
    first_last = days_said(asked.folder)
    if day.isdecimal() and first_last is not None:
        chosen = first_last[0] + datetime.timedelta(days=min(int(day), 40_000))
        return moved(asked.link("", as_of=chosen.isoformat(), **choice.as_query()))
    cells = current_matrix(asked.folder, asked.register, axes=asked.axes, include_demo=asked.demo)
    kept = chosen_cells(cells, asked.case.members, asked.register, choice)
    return Page(
        "matrix.html.jinja",
        "Who is willing to do what",
        matrix_page(
            cells,
            kept,
            asked.case.members,
            asked.register,
            choice,
            slider=slider_of(first_last, asked.axes.day, load_meetings(asked.folder)),
        ),
        machine=lambda: [cell_as_json(cell, asked.register) for cell in kept],
    )
