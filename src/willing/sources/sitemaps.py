"""Sitemaps (sitemaps.org, protocol 0.9): the addresses of a site's pages, and of further sitemaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from willing.errors import InputError
from willing.sources.feeds import broke_off
from willing.sources.foreign import LONGEST, reading_of

ENDS = (b"</urlset", b"</sitemapindex", b"<urlset/>", b"<sitemapindex/>")
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


def listed_in(raw: bytes) -> tuple[list[Listed], str | None]:
    """The addresses in a sitemap, in its order, and what broke it off where it did: then some may be missing.

    Raises InputError where it is no XML or lists too many.
    """
    with reading_of("a sitemap"):
        root, broken = parsed(raw)
    if root is None:
        raise InputError("a sitemap that is no XML; expected urlset or sitemapindex")
    further = local_name(root) == "sitemapindex"
    found = []
    for number, entry in enumerate(root):
        if number >= MOST_PAGES:
            raise InputError(f"a sitemap of more than {MOST_PAGES:,} addresses; expected at most that")
        try:
            told = {local_name(child): (child.text or "").strip() for child in entry if isinstance(child.tag, str)}
        except UnicodeDecodeError:
            broken = broken or f"entry {number + 1} is not in UTF-8"
            continue
        if told.get("loc"):
            found.append(Listed(told["loc"], told.get("lastmod") or None, further))
    if broke_off(raw, ENDS):
        # the last address may be half of one
        found, broken = found[:-1], broken or "its end is missing"
    return found, broken


def parsed(raw: bytes) -> tuple[Any, str | None]:
    """The root of an XML text, and what is wrong with it; entities stay, nothing is loaded from elsewhere."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(raw, parser)
    broken = next((f"line {each.line}: {each.message[:LONGEST]}" for each in parser.error_log), None)
    return root, broken


def local_name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
