"""What a search found, as JSON and in words."""

from __future__ import annotations

from typing import Any

from willing.ledger import Entry, Hit
from willing.model.register import Register


def hit_as_json(hit: Hit, register: Register) -> dict[str, Any]:
    """One hit of `willing search --json`. Places count the characters of the document's text, or the summary's."""
    document = hit.document
    return {
        "kind": "document" if document else "coded",
        "document": document.id if document else None,
        "sha256": document.sha256 if document else None,
        "title": document.title if document else None,
        "outlet": outlet_of(hit),
        "url": url_of(hit),
        "date": day_of(hit),
        "snippet": hit.snippet.text,
        "start": hit.snippet.span.start,
        "marks": [mark.as_list() for mark in hit.snippet.marks],
        "positions": [position_as_json(entry, register) for entry in hit.entries],
    }


def position_as_json(entry: Entry, register: Register) -> dict[str, Any]:
    position = entry.position
    return {
        "id": entry.id,
        "actors": list(position.actor_ids),
        "actor_names": [register.actor_name(actor) for actor in position.actor_ids],
        "measure": position.measure_id,
        "stance": position.stance.value,
        "quote": position.evidence.exact if position.evidence else None,
        "said": str(entry.said) if entry.said else None,
    }


def title_of(hit: Hit) -> str:
    """The document's title, or its name; of a coded position who spoke."""
    if hit.document:
        return hit.document.title or hit.document.id
    coding = hit.entries[0].position.coding
    speaker = coding.speaker if coding else None
    return f"{speaker} (coded, words not stored)" if speaker else "coded, words not stored"


def outlet_of(hit: Hit) -> str | None:
    if hit.document:
        return hit.document.outlet
    coding = hit.entries[0].position.coding
    return coding.publisher if coding else None


def url_of(hit: Hit) -> str | None:
    if hit.document:
        return hit.document.url
    coding = hit.entries[0].position.coding
    return coding.url if coding else None


def day_of(hit: Hit) -> str | None:
    date = hit.document.published if hit.document else hit.entries[0].said
    return str(date) if date else None
