"""`/actors/ID` and `/measures/ID`: everything about one actor or measure; `/actors` and `/measures` list them."""

from __future__ import annotations

from willing.views.lists import actor_list, measure_list
from willing.web.asked import Asked
from willing.web.finding import actor_id, measure_id
from willing.web.page import Page, Pages
from willing.workflows.asking import current_matrix
from willing.workflows.looking import look_at_actor, look_at_measure

pages = Pages("actors and measures")


@pages.page("/actors")
def actors(asked: Asked) -> Page:
    """The actors of the case and all who have spoken, with how many measures each has spoken of."""
    cells = current_matrix(asked.case, axes=asked.axes, include_demo=asked.demo, with_entries=False).cells
    return Page("lists.html.jinja", "Actors", actor_list(cells, asked.case.members, asked.register))


@pages.page("/actors/{actor}")
def actor(asked: Asked, actor: str) -> Page:
    """Who decides, where an actor stands on each measure, how it moved, what is claimed and asked of it."""
    who = actor_id(actor, asked.register)
    page = asked.once(
        "actor", who, reckon=lambda: look_at_actor(asked.case, who, axes=asked.axes, include_demo=asked.demo)
    )
    return Page("actor.html.jinja", page.name, page, trail=(("Actors", asked.link("actors")),))


@pages.page("/measures")
def measures(asked: Asked) -> Page:
    """The measures of the case, with how many actors have spoken of each."""
    cells = current_matrix(asked.case, axes=asked.axes, include_demo=asked.demo, with_entries=False).cells
    return Page("lists.html.jinja", "Measures", measure_list(cells, asked.register))


@pages.page("/measures/{measure}")
def measure(asked: Asked, measure: str) -> Page:
    """Who stands where on a measure, the firmest first; the conditions counted; how much is said to be needed."""
    page = look_at_measure(asked.case, measure_id(measure, asked.register), axes=asked.axes, include_demo=asked.demo)
    return Page("measure.html.jinja", page.name, page, trail=(("Measures", asked.link("measures")),))
