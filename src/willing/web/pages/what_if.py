"""`/what-if`: switch facts, see what holds, falls and stays open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import HTMLResponse

from willing.reckoning.semantics import Semantics
from willing.views.what_if_page import TRUTH_WORDS, Choice, Meanings, query, what_if_as_json, what_if_page
from willing.web.asked import Asked
from willing.web.assuming import Reading, Requirement, Sent, Voices, assumed_in
from willing.web.page import Page, Pages, moved
from willing.web.templating import rendered
from willing.workflows.reckoning import TRUTHS, ReckonOptions
from willing.workflows.what_if import WhatIf, what_if

pages = Pages("what-if")

TITLE = "What if"


@pages.page("/what-if")
def what_if_answer(
    asked: Asked,
    request: Request,
    reading: Reading = Semantics.CAUTIOUS,
    requirement: Requirement = "",
    voice: Voices = [],  # noqa: B006
    part: Annotated[str, Query(description="`results`: only what comes of the switches.", max_length=20)] = "",
    sent: Sent = "",
) -> Page | Response:
    """What holds, falls and stays open under assumptions, beside the present state; totals as `willing reckon --json`.

    Every other parameter is a fact of the case, or a condition for all facts of it: `FACT=yes`, `no` or `unknown`.
    """
    assume = assumed_in(request)
    voices = tuple(dict.fromkeys(each.value for each in voice))
    options = ReckonOptions(
        assume={name: TRUTHS[truth] for name, truth in assume.items()},
        reading=reading,
        requirement=requirement or None,
        voices=voices,
        axes=asked.axes,
    )
    found = what_if(asked.folder, options, asked.case)
    choice = Choice(differing(found, assume), reading, requirement if requirement != found.usual else "", voices)
    if sent and not request.url.path.endswith(".json"):
        address = query(choice, asked.kept)
        return moved("/what-if" + (f"?{address}" if address else ""))
    register = asked.register
    meanings: Meanings = {
        name: (each.condition, register.condition_name(each.condition)) for name, each in found.meanings.items()
    }
    value = what_if_page(
        found.now, found.then, choice, found.present, meanings, register, found.usual or "", asked.kept
    )
    if part == "results" and not request.url.path.endswith(".json"):
        return HTMLResponse(rendered(request, "what_if_part.html.jinja", TITLE, value))
    return Page(
        "what_if.html.jinja",
        TITLE,
        value,
        machine=lambda: what_if_as_json(value, found.then, asked.axes.as_json()),
    )


def differing(found: WhatIf, assume: Mapping[str, str]) -> dict[str, str]:
    """What is assumed otherwise than the ledger has it, or than an assumption about all facts of its condition."""
    told = {each.id: TRUTH_WORDS[each.truth] for each in found.then.facts if each.origin == "assumed"}

    def otherwise(name: str) -> str:
        condition = found.meanings[name].condition
        own_fact_has_its_name = condition != name and condition in found.meanings
        return (own_fact_has_its_name and assume.get(condition)) or TRUTH_WORDS[found.present[name]]

    return {name: truth for name, truth in told.items() if truth != otherwise(name)}
