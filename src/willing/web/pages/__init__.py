"""The pages, one family a module. A new family: a module with `pages = Pages("name")`, a template, a line in PAGES."""

from __future__ import annotations

from willing.web.page import Pages
from willing.web.pages import adding, cell, documents, matrix, review, search, stories

PAGES: tuple[Pages, ...] = (
    matrix.pages,
    cell.pages,
    documents.pages,
    stories.pages,
    search.pages,
    adding.pages,
    review.pages,
)
"""Everything that the web app shows."""
