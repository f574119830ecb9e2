"""Web pages: main text, title, date, author and outlet, by trafilatura."""

from __future__ import annotations

import re

from willing.errors import InputError, InvalidValue
from willing.model import Document, PartialDate
from willing.sources.decoding import MARKS, web_encoding
from willing.sources.foreign import reading_of

MOST_BYTES = 5_000_000
"""A page beyond that is no article, and finding its main text takes a second or more for each million bytes."""
CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes are those of a page."""
    start = head[:2048].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<body" in start)


def html_document(raw: bytes, doc_id: str, *, url: str | None = None, charset: str | None = None) -> Document:
    """The page's main text as a document, its bytes kept beside it.

    trafilatura rewrites white space, so its output is the canonical text that offsets count. Raises InputError where
    the page holds no main text or is too large.
    """
    import trafilatura

    if len(raw) > MOST_BYTES:
        raise InputError(f"a page of {len(raw):,} bytes; expected at most {MOST_BYTES:,}; save the article itself")
    markup = raw.decode(encoding_of(raw, charset), "replace")
    with reading_of("HTML"):
        found = trafilatura.bare_extraction(markup, url=url, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict) or not found.text or not found.text.strip():
        raise InputError("HTML without a main text; expected an article or statement")
    return Document(
        id=doc_id,
        text=found.text.replace("\r\n", "\n"),
        title=found.title or None,
        outlet=found.sitename or None,
        author=found.author or None,
        published=partial_date(found.date),
        url=url or found.url or None,
        media_type="text/html",
        raw=raw,
    )


def encoding_of(raw: bytes, charset: str | None) -> str:
    """By a byte-order mark, else what the server told, else what the page says of itself (HTML Standard, 13.2.3)."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding
    if charset:
        return web_encoding(charset)
    named = CHARSET.search(raw[:4096])
    told = web_encoding(named.group(1).decode("ascii", "replace") if named else None)
    # the name could be read, so the page is not in UTF-16 whatever it says
    return "utf-8" if told.startswith("utf-16") else told


def partial_date(value: str | None) -> PartialDate | None:
    """The date a page gives, None where it gives none that can be read."""
    if not value:
        return None
    try:
        return PartialDate.parse(value)
    except InvalidValue:
        return None
