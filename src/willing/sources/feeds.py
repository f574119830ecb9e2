"""RSS and Atom: every entry a document, by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from willing.errors import InputError
from willing.model import Document, PartialDate, Problem
from willing.sources.foreign import reading_of

MOST_BYTES = 4_000_000
"""feedparser takes some 150 bytes of memory for each byte of a feed."""
TAG = re.compile(r"<[^<>]+>")
BLOCK_END = re.compile(r"</(?:p|div|li|h\d|blockquote|tr)>|<br\s*/?>", re.IGNORECASE)
ENDS = (b"</rss", b"</feed", b"</rdf")
"""How a feed ends that is there to its end."""


def broke_off(raw: bytes, ends: Sequence[bytes] = ENDS) -> bool:
    """Whether the end of an XML text is missing, so that its last item may be half of one."""
    tail = raw[-2048:].lower()
    return not any(end in tail for end in ends)


def looks_like_feed(head: bytes) -> bool:
    start = head[:2048].lower()
    return b"<rss" in start or b"<feed" in start or b"<rdf:rdf" in start


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item as its feed tells it; many carry a title and a link only, and then `document` is None."""

    name: str
    link: str | None
    title: str | None
    outlet: str | None
    author: str | None
    published: PartialDate | None
    document: Document | None

    def as_json(self) -> dict[str, str | None]:
        """All of it, to be kept elsewhere."""
        markup = self.document.raw.decode() if self.document is not None and self.document.raw else ""
        told = {"name": self.name, "link": self.link, "title": self.title, "outlet": self.outlet}
        return told | {"author": self.author, "published": str(self.published or "") or None, "markup": markup}

    @classmethod
    def from_json(cls, record: Mapping[str, str | None]) -> FeedItem:
        """Inverse of `as_json`."""
        published = PartialDate.parse(record["published"]) if record["published"] else None
        told = (record["link"], record["title"], record["outlet"], record["author"], published)
        return item_of(record["name"] or "", record["markup"] or "", *told)


def feed_documents(raw: bytes, where: str) -> Iterator[Document | Problem]:
    """The entries of a feed, and a problem with its line where the XML is broken; what can be read still comes.

    Raises InputError for a feed that is too large or cannot be read at all.
    """
    number = 0
    for item in feed_items(raw, where):
        if isinstance(item, Problem):
            yield item
            continue
        number += 1
        yield item.document or Problem(f"{where}, entry {number}", "an entry without text", "a summary or content")


def feed_items(raw: bytes, where: str) -> Iterator[FeedItem | Problem]:
    """As `feed_documents`, but that items without a text come too."""
    import feedparser

    if len(raw) > MOST_BYTES:
        raise InputError(f"a feed of {len(raw):,} bytes; expected at most {MOST_BYTES:,}; split it")
    with reading_of("a feed"):
        feed = feedparser.parse(raw)
    if feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        error = feed.get("bozo_exception")
        line = getattr(error, "getLineNumber", lambda: None)()
        place = f"{where}, line {line}" if line else where
        yield Problem(place, f"broken feed ({error})", "well-formed RSS or Atom", f"{len(feed.entries)} entries read")
    if not feed.entries and not feed.bozo:
        yield Problem(where, "a feed without entries", "at least one entry")
    outlet = feed.feed.get("title") or None
    for number, entry in enumerate(feed.entries, start=1):
        yield _item(entry, f"{where}#{number}", outlet)


def _item(entry: Any, doc_id: str, outlet: str | None) -> FeedItem:
    # of a broken feed, what is there may still be nothing
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    markup = max([*contents, entry.get("summary") or ""], key=len)
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    name, link = entry.get("link") or entry.get("id") or doc_id, entry.get("link") or None
    title, author = plain_text(entry.get("title") or "") or None, entry.get("author") or None
    published = PartialDate(when.tm_year, when.tm_mon, when.tm_mday) if when else None
    return item_of(name, markup, link, title, outlet, author, published)


def item_of(
    name: str,
    markup: str,
    link: str | None,
    title: str | None,
    outlet: str | None,
    author: str | None,
    published: PartialDate | None,
) -> FeedItem:
    """An item with its words, HTML or plain, as a document where it has any."""
    text = plain_text(markup)
    document = (
        Document(
            id=name,
            text=text,
            title=title,
            outlet=outlet,
            author=author,
            published=published,
            url=link,
            media_type="text/html",
            raw=markup.encode(),
        )
        if text
        else None
    )
    return FeedItem(name, link, title, outlet, author, published, document)


def plain_text(markup: str) -> str:
    """The words of a fragment of HTML, its blocks as paragraphs."""
    broken = BLOCK_END.sub("\n\n", markup)
    text = unescape(TAG.sub("", broken))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(part for part in paragraphs if part)
