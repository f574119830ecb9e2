"""`/about`: sources, method, scores of the reader, licence, and what leaves the machine."""

from __future__ import annotations

from willing.web.asked import Asked
from willing.web.page import Page, Pages
from willing.workflows.about import about as told_of

pages = Pages("about")


@pages.page("/about")
def about(asked: Asked) -> Page:
    """Where the statements were read, how the answers come about, how good the reader is, and the licence."""
    return Page("about.html.jinja", "About", told_of(asked.case, axes=asked.axes, include_demo=asked.demo))
