"""Quoted positions as W3C Web Annotations (W3C Recommendation of 23 February 2017, Web Annotation Data Model).

Each is an annotation whose body describes the position. Its targets are the stored text, named by its digest, by
TextQuoteSelector and TextPositionSelector (code points from 0, as the recommendation counts them), and, where the text
was read from an address, the page there by the quote alone: places in the stored text are no places in a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as quote_signs

from willing.export.rows import conditions_in_words, quantity_in_words

if TYPE_CHECKING:
    from willing.ledger import DocumentLine, Entry
    from willing.model import Quote
    from willing.model.register import Register

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"willing": "urn:willing:"}]


def write_annotations(file: Path, entries: Iterable[Entry], register: Register, label: str) -> None:
    """Write an annotation page of positions that are quoted (`is_quoted`)."""
    items = [annotation(entry, register) for entry in entries]
    page = {
        "@context": CONTEXT,
        "id": f"urn:willing:page:{label}",
        "type": "AnnotationPage",
        "items": items,
    }
    file.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def is_quoted(entry: Entry) -> bool:
    """Whether its words stand in a stored text, which an annotation can point at."""
    return entry.position.evidence is not None and entry.document is not None


def annotation(entry: Entry, register: Register) -> dict[str, Any]:
    quote, document = entry.position.evidence, entry.document
    assert quote is not None
    assert document is not None
    return {
        "id": f"urn:willing:position:{entry.id}",
        "type": "Annotation",
        "motivation": "describing",
        "created": entry.recorded_at.isoformat().replace("+00:00", "Z"),
        "generator": {"id": f"urn:willing:reader:{address(entry.position.reader, '/')}", "type": "Software"},
        "body": body(entry, register),
        "target": targets(quote, document),
    }


def targets(quote: Quote, document: DocumentLine) -> list[dict[str, Any]]:
    by_words = {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    by_place = {"type": "TextPositionSelector", "start": quote.span.start, "end": quote.span.end}
    stored = {"source": f"urn:sha256:{document.sha256}", "selector": [by_words, by_place]}
    if not document.url:
        return [stored]
    return [stored, {"source": address(document.url, URL_SIGNS), "selector": by_words}]


URL_SIGNS = ":/?#[]@!$&'()*+,;=%"


def address(text: str, kept: str) -> str:
    """A text as part of an IRI, with all signs escaped that may not stand there."""
    return quote_signs(text, safe=kept)


def body(entry: Entry, register: Register) -> list[dict[str, Any]]:
    """A sentence to show, and the fields for a machine."""
    position = entry.position
    names = ", ".join(map(register.actor_name, position.actor_ids))
    fields = {
        "willing:actor": list(position.actor_ids),
        "willing:set": str(position.quantifier) if position.quantifier else None,
        "willing:stance": position.stance.value,
        "willing:measure": position.measure_id,
        "willing:quantity": quantity_in_words(position),
        "willing:conditions": conditions_in_words(position.conditions),
        "willing:speaker": list(position.speaker_ids),
        "willing:said": str(entry.said) if entry.said else None,
        "willing:probability": round(position.confidence, 4),
        "willing:verdict": entry.verdict,
    }
    sentence = f"{names}: {position.stance.value}, {register.measure_name(position.measure_id)}"
    return [
        {"type": "TextualBody", "value": sentence, "format": "text/plain", "language": "en", "purpose": "describing"},
        {"type": "willing:Position"} | {name: value for name, value in fields.items() if value not in (None, [])},
    ]
