"""The pages, one family a module. A new family: a module with `pages = Pages("name")`, a template, a line in PAGES."""

from __future__ import annotations

from willing.web.page import Pages
from willing.web.pages import (
    about,
    actors,
    adding,
    cell,
    claims,
    contradictions,
    documents,
    downloads,
    map,
    matrix,
    meetings,
    reckoning,
    review,
    search,
    stories,
    timeline,
    unclear,
    what_if,
)

PAGES: tuple[Pages, ...] = (
    matrix.pages,
    cell.pages,
    documents.pages,
    stories.pages,
    search.pages,
    adding.pages,
    actors.pages,
    claims.pages,
    meetings.pages,
    timeline.pages,
    what_if.pages,
    reckoning.pages,
    review.pages,
    contradictions.pages,
    unclear.pages,
    about.pages,
    map.pages,
    downloads.pages,
)
"""Everything that the web app shows."""
