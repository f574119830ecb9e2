"""`/timeline`: every move with the meetings, by month; `/changes`: who moved since a day or a meeting."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from willing.cases import load_meetings
from willing.errors import UsageError
from willing.views.changes_page import ChangesPage, change_groups
from willing.views.choices import choices
from willing.views.matrix import row_name
from willing.views.meeting_page import meeting_line
from willing.views.move_lines import move_line
from willing.views.timeline_page import TimelineChoice, kind_named, timeline_as_json, timeline_page
from willing.web.asked import Asked
from willing.web.finding import actor_id, measure_id
from willing.web.page import Page, Pages
from willing.workflows.comparing import LAST, compare, comparison_as_json, of_them
from willing.workflows.feeds import feed_of
from willing.workflows.moves import Move, moves_in

pages = Pages("timeline")

Actor = Annotated[str, Query(description="Only this actor: its id or name.", max_length=200)]
Measure = Annotated[str, Query(description="Only this measure: its id or name.", max_length=200)]
RECENT = datetime.timedelta(days=30)
"""What changed since so long ago is shown where a case has no meeting to start from."""


def moves_asked(asked: Asked) -> tuple[Move, ...]:
    """All moves of the case as of the days asked for."""
    return asked.once(
        "moves", reckon=lambda: moves_in(asked.folder, asked.register, axes=asked.axes, include_demo=asked.demo)
    )


@pages.page("/timeline")
def timeline(
    asked: Asked,
    actor: Actor = "",
    measure: Measure = "",
    kind: Annotated[str, Query(description="Only moved, new, conditions or gone.", max_length=40)] = "",
    first: Annotated[int, Query(ge=0, le=10_000_000, description="How many of the newest to skip.")] = 0,
) -> Page:
    """Every move of the case and its meetings, newest first; of an actor, on a measure, of one kind if asked.

    The page shows some hundred at a time, the JSON form all.
    """
    choice = TimelineChoice(
        actor_id(actor, asked.register) if actor else "",
        measure_id(measure, asked.register) if measure else "",
        kind_named(kind),
    )
    found = moves_asked(asked)
    moves = [(each.day.isoformat(), each.change) for each in found]
    held = [
        meeting_line(each, asked.register) for each in load_meetings(asked.folder) if each.date.last <= asked.axes.day
    ]
    lines = [move_line(change, asked.register, day) for day, change in moves]
    return Page(
        "timeline.html.jinja",
        "Who moved when",
        timeline_page(lines, held, choice, first),
        machine=lambda: timeline_as_json(moves, choice, held, asked.register),
    )


@pages.router.get("/feed.atom", name="feed", response_class=Response, include_in_schema=False)
def feed(request: Request, asked: Asked, actor: Actor = "", measure: Measure = "") -> Response:
    """The newest moves as an Atom feed, of an actor or on a measure if asked."""
    who = actor_id(actor, asked.register) if actor else ""
    what = measure_id(measure, asked.register) if measure else ""
    words = feed_of(moves_asked(asked), asked.folder, asked.register, who, what, str(request.url))
    return Response(words.encode("utf-8"), media_type="application/atom+xml; charset=utf-8")


@pages.page("/changes")
def changes(
    asked: Asked,
    since: Annotated[
        str, Query(description="A day, or a meeting's date or place; empty: the newest meeting.", max_length=200)
    ] = "",
    actor: Actor = "",
    measure: Measure = "",
) -> Page:
    """Who moved since a day or a meeting, from what to what, on whose word, as `willing changes --json`."""
    if since == LAST:
        raise UsageError("since=last: only willing changes keeps a last look; expected a day or a meeting")
    held = [each for each in load_meetings(asked.folder) if each.date.last <= asked.axes.day]
    start = since or (str(held[-1].date) if held else str(asked.axes.day - RECENT))
    who = actor_id(actor, asked.register) if actor else None
    what = measure_id(measure, asked.register) if measure else None
    compared = asked.once(
        "changes",
        start,
        reckon=lambda: compare(
            asked.folder,
            asked.register,
            start,
            until=asked.axes.as_of,
            known_at=asked.axes.known_at,
            include_demo=asked.demo,
        ),
    )
    found = of_them(compared, who, what)
    cells = [each.cell for each in compared.changes]
    page = ChangesPage(
        compared.since,
        asked.axes.day.isoformat(),
        start,
        who or "",
        what or "",
        change_groups(found, asked.register),
        len(found),
        tuple((str(each.date), f"{each.place}, {each.date.in_words}") for each in reversed(held)),
        choices((cell.actor_id, row_name(cell, asked.register)) for cell in cells),
        choices((cell.measure_id, asked.register.measure_name(cell.measure_id)) for cell in cells),
    )
    return Page(
        "changes.html.jinja",
        "Who moved",
        page,
        machine=lambda: comparison_as_json(compared, found, asked.register),
        trail=(("Timeline", asked.link("timeline")),),
    )
