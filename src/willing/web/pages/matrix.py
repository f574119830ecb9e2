"""`/`: the matrix of who is willing to do what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Query, Response

from willing.cases import Meeting, load_meetings
from willing.views.matrix import cell_as_json
from willing.views.matrix_page import MatrixChoice, Sort, chosen_cells, matrix_page
from willing.views.slider import slider_of
from willing.views.trend import Since
from willing.web.asked import Asked, Question
from willing.web.page import Page, Pages, moved
from willing.workflows.asking import Standings, current_matrix, days_said
from willing.workflows.axes import TimeAxes, day_of

pages = Pages("matrix")


@pages.page("/", json_path="/matrix.json", kept=True)
def matrix(
    asked: Asked,
    group: Annotated[str, Query(description="Only actors with this role, or of this kind.", max_length=200)] = "",
    measure: Annotated[str, Query(description="Only this measure: its id.", max_length=200)] = "",
    stance: Annotated[str, Query(description="Only cells of this stance.", max_length=200)] = "",
    sort: Annotated[Sort, Query(description="Order of the actors.")] = Sort.SPOKEN,
    since: Annotated[
        str, Query(description="Trends since this day: YYYY-MM-DD; empty: the last meeting.", max_length=40)
    ] = "",
    day: Annotated[str, Query(description="The slider: days after the oldest statement.", max_length=8)] = "",
) -> Page | Response:
    """The current cells, as `willing who --json` gives them; of some actors, one measure or one stance if asked."""
    choice = MatrixChoice(group, measure, stance, sort, since)
    first_last = days_said(asked.folder)
    if day.isdecimal() and first_last is not None:
        chosen = first_last[0] + datetime.timedelta(days=min(int(day), 40_000))
        return moved(asked.link("", as_of=chosen.isoformat(), **choice.as_query()))
    meetings = load_meetings(asked.folder)
    compared = compared_with(since, meetings, asked.axes.day)
    found = standings(asked, asked.axes)
    before = standings(asked, TimeAxes(compared.day, asked.axes.known_at)).cells if compared else ()
    return Page(
        "matrix.html.jinja",
        "Who is willing to do what",
        matrix_page(
            found.cells,
            chosen_cells(found.cells, asked.case.members, asked.register, choice),
            asked.case.members,
            asked.register,
            choice,
            slider=slider_of(first_last, asked.axes.day, meetings),
            since=compared,
            before=before,
            abilities=found.abilities,
        ),
        machine=lambda: matrix_as_json(asked, choice),
    )


def matrix_as_json(asked: Question, choice: MatrixChoice) -> list[dict[str, Any]]:
    """The cells that are asked for, each as `willing who --json` has it."""
    found = standings(asked, asked.axes, with_entries=True)
    return [
        cell_as_json(cell, asked.register, found.abilities.get((cell.actor_id, cell.measure_id)))
        for cell in chosen_cells(found.cells, asked.case.members, asked.register, choice)
    ]


def standings(asked: Question, axes: TimeAxes, *, with_entries: bool = False) -> Standings:
    return current_matrix(asked.case, axes=axes, include_demo=asked.demo, with_entries=with_entries)


def compared_with(since: str, meetings: Iterable[Meeting], day: datetime.date) -> Since | None:
    """The day that is asked for, else the last meeting before `day`; raises UsageError for what is no date."""
    if since:
        chosen = day_of(since, "since")
        return Since(chosen, chosen.isoformat()) if chosen and chosen < day else None
    last = max((each for each in meetings if each.date.last < day), key=lambda each: each.date.last, default=None)
    return Since(last.date.last, last.in_words) if last else None
