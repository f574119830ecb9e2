"""`/search`: words in documents, quotes and coded summaries."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from willing.errors import UsageError
from willing.views.search_page import SearchChoice, search_as_json, search_page
from willing.web.asked import Asked
from willing.web.finding import actor_id, measure_id
from willing.web.page import Page, Pages
from willing.workflows.axes import starting_day_of
from willing.workflows.searching import search as search_ledger

pages = Pages("search")

SHOWN, MOST = 20, 640


@pages.page("/search")
def search(
    asked: Asked,
    q: Annotated[
        str, Query(description='Words that all stand there; "a phrase", begin*, or -word to leave out.', max_length=400)
    ] = "",
    actor: Annotated[str, Query(description="Only texts with a position of this actor.", max_length=200)] = "",
    measure: Annotated[str, Query(description="Only texts with a position on this measure.", max_length=200)] = "",
    since: Annotated[str, Query(description="Only what is of this day or later: YYYY-MM-DD.", max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many to give.")] = SHOWN,
) -> Page:
    """The best hits with their passages and positions, as `willing search --json` gives them."""
    choice = SearchChoice(
        q,
        actor_id(actor, asked.register) if actor else "",
        measure_id(measure, asked.register) if measure else "",
        since,
    )
    found, problem = None, ""
    day = starting_day_of(since or None, "since")
    if q.strip():
        try:
            found = search_ledger(
                asked.folder,
                q,
                actor=choice.actor or None,
                measure=choice.measure or None,
                since=day,
                axes=asked.axes,
                include_demo=asked.demo,
                limit=limit,
            )
        except UsageError as error:
            problem = str(error)
    page = search_page(choice, found, asked.register, min(limit, MOST // 2), problem=problem)
    return Page(
        "search.html.jinja",
        f"Search: {q[:100]}" if q.strip() else "Search",
        page,
        machine=lambda: search_as_json(found, asked.register),
    )
