"""What the terms mean that our annotations use: the part of http://www.w3.org/ns/anno.jsonld that defines them.

Web Annotation Vocabulary, W3C Recommendation of 23 February 2017, appendix A. A term that is not here is dropped by
whoever reads the annotations as linked data.
"""

from __future__ import annotations

from typing import Any

ADDRESS = "http://www.w3.org/ns/anno.jsonld"
LINKS = {
    "body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector",
    "generator": "as:generator",
}  # fmt: skip
NAMES = {"motivation": "oa:motivatedBy", "purpose": "oa:hasPurpose"}
WORDS = {
    "format": "dc:format", "language": "dc:language", "value": "rdf:value", "exact": "oa:exact", "prefix": "oa:prefix",
    "suffix": "oa:suffix",
}  # fmt: skip
KINDS = {
    "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage", "Software": "as:Application",
    "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "describing": "oa:describing",
}  # fmt: skip
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    **{term: {"@type": "@id", "@id": meaning} for term, meaning in LINKS.items()},
    **{term: {"@type": "@vocab", "@id": meaning} for term, meaning in NAMES.items()},
    **WORDS,
    **KINDS,
}


def loaded(address: str, _options: object = None) -> dict[str, Any]:
    """The context, to whoever would fetch it; nothing else is there."""
    assert address == ADDRESS
    return {
        "contextUrl": None,
        "documentUrl": address,
        "contentType": "application/ld+json",
        "document": {"@context": CONTEXT},
    }
