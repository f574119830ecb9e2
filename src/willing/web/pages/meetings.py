"""`/meetings` and `/meetings/DATE`: the brief before a meeting and who moved since; `/brief`: one page to hand on."""

from __future__ import annotations

import json
from functools import partial
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from willing.cases import load_meetings
from willing.errors import UsageError
from willing.views.brief import Brief, html, markdown
from willing.views.brief_page import BriefPage
from willing.views.meeting_page import meeting_line, meeting_list, meeting_page
from willing.web.asked import Asked, Question
from willing.web.errors import Missing
from willing.web.finding import measure_id
from willing.web.page import Page, Pages
from willing.workflows.briefing import brief as brief_for
from willing.workflows.briefing import meeting_named
from willing.workflows.comparing import compare
from willing.workflows.one_page import Asked as DayAsked
from willing.workflows.one_page import made_as, one_page
from willing.workflows.reckoning import assumptions

pages = Pages("meetings")

Meeting = Annotated[str, Query(description="The meeting's date or place; empty: the newest.", max_length=200)]
Measure = Annotated[str, Query(description="The measure's id; empty: that of the requirement.", max_length=200)]
FORMS = {"md": ("text/markdown; charset=utf-8", markdown), "html": ("text/html; charset=utf-8", html)}
"""Files that a brief can be had as: their kind, and what makes them."""
DAY_KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
"""The same of the brief of the day."""


@pages.page("/meetings")
def meetings(asked: Asked) -> Page:
    """The meetings of the case, newest first, with attendance as reported. Being there is no pledge."""
    return Page("meetings.html.jinja", "Meetings", meeting_list(load_meetings(asked.folder), asked.register))


@pages.page("/meetings/{date}")
def meeting(asked: Asked, date: str) -> Page:
    """A meeting: the case as of the day before (as `willing brief --meeting DATE --json`), who moved then and since."""
    held = load_meetings(asked.folder)
    try:
        chosen = meeting_named(date, held)
    except UsageError as error:
        raise Missing(str(error)) from None
    made = kept_brief(asked, str(chosen.date), None)
    compared = partial(compare, asked.folder, asked.register, known_at=asked.axes.known_at, include_demo=asked.demo)
    day = str(chosen.date)
    same_day = asked.once("changes of a day", day, reckon=lambda: compared(made.as_of, until=chosen.date.last))
    since = asked.once("changes", day, reckon=lambda: compared(day, until=asked.axes.as_of))
    return Page(
        "meeting.html.jinja",
        f"{chosen.place}, {chosen.date.in_words}",
        meeting_page(chosen, held, made, same_day.changes, since.changes, asked.register),
        machine=made.as_json,
        trail=(("Meetings", asked.link("meetings")),),
    )


@pages.page("/brief")
def brief(asked: Asked, meeting: Meeting = "", measure: Measure = "") -> Page:
    """The brief before a meeting, as `willing brief --json`: one page to hand on."""
    wanted = measure_id(measure, asked.register) if measure else None
    made = kept_brief(asked, meeting or newest(asked), wanted)
    held = tuple(meeting_line(each, asked.register) for each in reversed(load_meetings(asked.folder)))
    measures = tuple((each.id, each.name) for each in asked.register.measures)
    return Page(
        "brief.html.jinja",
        f"Brief for {made.meeting}",
        BriefPage(made, held, measures, made.date, wanted or ""),
        machine=made.as_json,
    )


@pages.router.get("/day.{form}", include_in_schema=False)
def day_file(
    asked: Asked,
    form: str,
    since: Annotated[str, Query(description="A day or a meeting; empty: the last meeting.", max_length=200)] = "",
    assume: Annotated[list[str] | None, Query(description="FACT=yes, no or unknown.", max_length=20)] = None,
    measure: Measure = "",
) -> Response:
    """The brief of the day on one page: Markdown, HTML, PDF or JSON."""
    if form not in DAY_KINDS:
        raise Missing(f"day.{form}: expected {', '.join(f'day.{each}' for each in DAY_KINDS)}")
    wanted = measure_id(measure, asked.register) if measure else None
    question = DayAsked(asked.axes, since or None, assumptions(assume or ()), wanted)
    made = one_page(asked.folder, question)
    body = json.dumps(made.as_json(), ensure_ascii=False).encode() if form == "json" else made_as(made, f".{form}")
    shown = "inline" if form == "json" else "attachment"
    name = f'{shown}; filename="brief-{made.as_of}.{form}"'
    return Response(body, media_type=DAY_KINDS[form], headers={"content-disposition": name})


@pages.router.get("/brief.{form}", include_in_schema=False)
def brief_file(request: Request, asked: Asked, form: str, meeting: Meeting = "", measure: Measure = "") -> Response:
    """The same as a file to keep: Markdown, or HTML that needs nothing beside it."""
    if form not in FORMS:
        raise Missing(f"brief.{form}: expected brief.md, brief.html or brief.json")
    wanted = measure_id(measure, asked.register) if measure else None
    made = kept_brief(asked, meeting or newest(asked), wanted)
    kind, make = FORMS[form]
    name = f"brief-{made.date}.{form}"
    return Response(make(made), media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def kept_brief(asked: Question, meeting: str | None, measure: str | None) -> Brief:
    """The brief of a meeting, reckoned once: it has its own day, whatever day one looks back from."""
    return asked.answers.answer(("brief", meeting, measure), lambda: brief_for(asked.folder, meeting, measure=measure))


def newest(asked: Question) -> str | None:
    """The newest meeting by the day one looks back from; None where that is today: then a coming one counts too."""
    held = [each for each in load_meetings(asked.folder) if each.date.last <= asked.axes.day]
    return str(held[-1].date) if asked.kept and held else None
