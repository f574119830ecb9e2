"""The pages, one family a module. A new family: a module with `pages = Pages("name")`, a template, a line in PAGES."""

from __future__ import annotations

from willing.web.page import Pages
from willing.web.pages import about, actors, cell, claims, contradictions, matrix, meetings, timeline, unclear

PAGES: tuple[Pages, ...] = (
    matrix.pages,
    cell.pages,
    actors.pages,
    claims.pages,
    meetings.pages,
    timeline.pages,
    contradictions.pages,
    unclear.pages,
    about.pages,
)
"""Everything that the web app shows."""
