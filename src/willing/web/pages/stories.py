"""`/stories` and `/stories/ID`: which texts are copies of one another, and what differs in them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from willing.views.copies import story_as_json
from willing.views.story_page import stories_page, story_page
from willing.web.asked import Asked
from willing.web.errors import Missing
from willing.web.page import Page, Pages
from willing.workflows.stories import stories_of_case, story_of_case

pages = Pages("stories")

LISTED = 50


@pages.page("/stories")
def stories(
    asked: Asked,
    everything: Annotated[bool, Query(alias="all", description="Stories without a copy too.")] = False,
    first: Annotated[int, Query(ge=0, le=10_000_000, description="How many to skip.")] = 0,
) -> Page:
    """Stories with copies, the newest first, as `willing stories --json` gives them."""
    known = stories_of_case(asked.folder, known_at=asked.axes.known_at)
    page = stories_page(known, everything=everything, first=first, count=LISTED)
    fitting = [story for story in known if everything or story.copies]
    return Page(
        "stories.html.jinja",
        "Stories",
        page,
        machine=lambda: [story_as_json(story) for story in fitting[first : first + LISTED]],
        trail=(("Texts", asked.link("documents")),),
    )


@pages.page("/stories/{story}")
def story(asked: Asked, story: str) -> Page:
    """A story with its copies: what each is, whom it credits, and the facts that differ."""
    found = story_of_case(asked.folder, story, known_at=asked.axes.known_at)
    if found is None:
        raise Missing(f"story {story[:100]!r}: not in this ledger; the list of stories shows what is")
    page = story_page(found)
    return Page(
        "story.html.jinja",
        page.title,
        page,
        machine=lambda: story_as_json(found),
        trail=(("Texts", asked.link("documents")), ("Stories", asked.link("stories"))),
    )
