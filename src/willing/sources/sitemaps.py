"""Sitemaps (sitemaps.org, protocol 0.9): the addresses of a site's pages, and of further sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from willing.errors import InputError
from willing.sources.foreign import reading_of

MOST_PAGES = 50_000
"""Pages that the protocol allows in one sitemap."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An address in a sitemap; `changed` is its last modification as told, `further` that it is a sitemap itself."""

    url: str
    changed: str | None
    further: bool


def looks_like_sitemap(head: bytes) -> bool:
    start = head[:2048].lower()
    return b"<urlset" in start or b"<sitemapindex" in start


def listed_in(raw: bytes) -> Iterator[Listed]:
    """The addresses in a sitemap, in its order. Raises InputError where it is no XML or lists too many."""
    with reading_of("a sitemap"):
        root = parsed(raw)
    if root is None:
        raise InputError("a sitemap that is no XML; expected urlset or sitemapindex")
    further = local_name(root) == "sitemapindex"
    for number, entry in enumerate(root):
        if number >= MOST_PAGES:
            raise InputError(f"a sitemap of more than {MOST_PAGES:,} addresses; expected at most that")
        told = {local_name(child): (child.text or "").strip() for child in entry if isinstance(child.tag, str)}
        if told.get("loc"):
            yield Listed(told["loc"], told.get("lastmod") or None, further)


def parsed(raw: bytes) -> Any:
    """The root of an XML text: entities stay as they are, nothing is loaded from elsewhere; a cut one in part."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    return etree.fromstring(raw, parser)


def local_name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
