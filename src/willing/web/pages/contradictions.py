"""`/contradictions`: statements that cannot both stand, the two side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from willing.ledger.contradictions import ContradictionKind
from willing.views.contradictions import contradiction_as_json
from willing.views.contradictions_page import contradictions_page
from willing.web.asked import Asked
from willing.web.finding import actor_id, measure_id
from willing.web.page import Page, Pages
from willing.workflows.contradicting import actors_of, contradictions_in

pages = Pages("contradictions")


@pages.page("/contradictions")
def contradictions(
    asked: Asked,
    actor: Annotated[str, Query(description="Only about this actor: its id or name.", max_length=200)] = "",
    measure: Annotated[str, Query(description="Only about this measure: its id or name.", max_length=200)] = "",
    kind: Annotated[ContradictionKind | None, Query(description="Only this kind.")] = None,
    first: Annotated[int, Query(ge=0, le=10_000_000, description="How many of the kind to skip.")] = 0,
) -> Page:
    """Statements that cannot both stand, by kind, with both quotes, days and speakers; as `willing contradictions`."""
    who = actor_id(actor, asked.register) if actor else ""
    what = measure_id(measure, asked.register) if measure else ""
    every = asked.once(
        "contradictions",
        reckon=lambda: contradictions_in(asked.folder, asked.register, axes=asked.axes, include_demo=asked.demo),
    )
    shown = [
        each
        for each in every
        if (not who or who in actors_of(each)) and what in ("", each.measure_id) and kind in (None, each.kind)
    ]
    return Page(
        "contradictions.html.jinja",
        "What cannot both stand",
        contradictions_page(every, shown, who, what, asked.register, kind, first),
        machine=lambda: [contradiction_as_json(each, asked.register) for each in shown],
    )
