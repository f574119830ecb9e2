"""`/documents` and `/documents/DIGITS`: the texts, and one with every position marked in its words."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response

from willing.views.copies import Met
from willing.views.document_page import (
    document_as_json,
    document_page,
    documents_as_json,
    documents_page,
)
from willing.views.statements import digits_of, statements_of
from willing.web.asked import Asked
from willing.web.errors import Missing
from willing.web.page import Page, Pages, moved
from willing.workflows.documents import digits_named, list_documents, open_document

pages = Pages("documents")

LISTED = 50
ADDED = ("", "new", "known")


@pages.page("/documents")
def documents(
    asked: Asked,
    q: Annotated[str, Query(description="Words of title, outlet, author or address.", max_length=400)] = "",
    first: Annotated[int, Query(ge=0, le=10_000_000, description="How many to skip.")] = 0,
) -> Page:
    """The texts of the case's ledger, the newest first, with the number of positions found in each."""
    listed = list_documents(asked.folder, q, axes=asked.axes, include_demo=asked.demo, first=first, count=LISTED)
    page = documents_page(listed.lines, listed.total, q, first, LISTED)
    return Page("documents.html.jinja", "Texts", page, machine=lambda: documents_as_json(page))


@pages.page("/documents/{document:path}")
def document(
    asked: Asked,
    document: str,
    position: Annotated[str, Query(description="The id of the position to show.", max_length=100)] = "",
    part: Annotated[int, Query(ge=0, le=1_000_000, description="The part of a long text, from 1.")] = 0,
    added: Annotated[str, Query(max_length=10, description="What became of it when it was added.")] = "",
) -> Page | Response:
    """A text with every position marked in it. `document` is the beginning of its sha256, 8 digits or more."""
    opened = open_document(asked.folder, asked.register, document, axes=asked.axes)
    if opened is None:
        named = digits_named(asked.folder, document)
        if named is None:
            raise Missing(f"document {document[:200]!r}: not in this ledger; the list of texts shows what is")
        return moved(asked.link("documents", digits_of(named), position=position))
    page = document_page(
        opened.line,
        opened.document,
        opened.entries,
        opened.story,
        opened.standing,
        asked.register,
        asked.axes.day,
        position=position,
        part=part,
        added=added if added in ADDED else "",
    )
    every = [Met(entry) for entry in opened.entries]
    return Page(
        "document.html.jinja",
        page.heading.title,
        page,
        machine=lambda: document_as_json(
            page, opened.document, statements_of(every, opened.standing, asked.register, asked.axes.day)
        ),
        trail=(("Texts", asked.link("documents")),),
    )
