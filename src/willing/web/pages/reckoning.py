"""`/reckoning`: what the promises add up to, what must go right, what breaks it, who turns it, who bears it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request

from willing.reckoning.semantics import Semantics
from willing.views.reckoning_page import reckoning_page
from willing.views.what_if_page import Choice
from willing.web.asked import Asked
from willing.web.assuming import Reading, Requirement, Voices, assumed_in
from willing.web.page import Page, Pages
from willing.workflows.reckoning import MONTHS, TRUTHS, ReckonOptions, reckon

pages = Pages("reckoning")


@pages.page("/reckoning")
def reckoning(
    asked: Asked,
    request: Request,
    reading: Reading = Semantics.CAUTIOUS,
    requirement: Requirement = "",
    voice: Voices = [],  # noqa: B006
    months: Annotated[int, Query(description="Months to look ahead.", ge=1, le=600)] = MONTHS,
) -> Page:
    """What the promises add up to and all that hangs on it, as `willing reckon --json` gives it.

    Every other parameter is a fact of the case, or a condition for all facts of it: `FACT=yes`, `no` or `unknown`.
    """
    assume = assumed_in(request)
    voices = tuple(dict.fromkeys(each.value for each in voice))
    options = ReckonOptions(
        assume={name: TRUTHS[truth] for name, truth in assume.items()},
        reading=reading,
        requirement=requirement or None,
        voices=voices,
        months=months,
        axes=asked.axes,
    )
    answer = reckon(asked.folder, options, asked.case)
    choice = Choice(assume, reading, requirement, voices)
    value = reckoning_page(answer, choice, months, asked.register, asked.kept)
    return Page("reckoning.html.jinja", "What the promises add up to", value, machine=answer.as_json)
