"""The pages, one family a module. A new family: a module with `pages = Pages("name")`, a template, a line in PAGES."""

from __future__ import annotations

from willing.web.page import Pages
from willing.web.pages import cell, map, matrix, reckoning, what_if

PAGES: tuple[Pages, ...] = (
    matrix.pages,
    cell.pages,
    what_if.pages,
    reckoning.pages,
    map.pages,
)
"""Everything that the web app shows."""
