"""`/claims` and `/claims/ID`: claims about many, each beside what those many say themselves."""

from __future__ import annotations

from willing.errors import UsageError
from willing.views.claim import claim_as_json, claim_view, claims_as_json
from willing.views.claim_page import ClaimPage, claim_list, claim_page
from willing.web.asked import Asked, Question
from willing.web.errors import Missing
from willing.web.page import Page, Pages
from willing.workflows.claiming import claims_of, look_into

pages = Pages("claims")


@pages.page("/claims")
def claims(asked: Asked) -> Page:
    """The claims that count somebody, as `willing claim --json` gives them; the page shows the newest first."""
    _, found = claims_of(asked.folder, axes=asked.axes)
    return Page(
        "claims.html.jinja",
        "Claims about many",
        claim_list(found, asked.register),
        machine=lambda: claims_as_json(found, asked.register),
    )


@pages.page("/claims/{claim}")
def claim(asked: Asked, claim: str) -> Page:
    """A claim, by row or position: who is named in it, who denies it, who is silent, how many it can mean at most."""
    try:
        page = asked.once("claim", claim, reckon=lambda: page_of(asked, claim))
    except UsageError as error:
        raise Missing(str(error)) from None
    return Page(
        "claim.html.jinja",
        f"{page.title}, {page.view.measure}",
        page,
        machine=lambda: claim_as_json(page.view),
        trail=(("Claims", asked.link("claims")),),
    )


def page_of(asked: Question, claim: str) -> ClaimPage:
    """The page of a claim; raises UsageError for an unknown one."""
    found = look_into(asked.folder, claim, axes=asked.axes)
    view = claim_view(found.report, found.through_time, found.entries, asked.register)
    return claim_page(view, found.report.claim, found.own_through_time, asked.register)
