"""What was found at a place and not yet looked into, so that looking into it can be another process's work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from willing.model import Document, Problem


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes with their place. `where` tells people the place, `doc_id` names the document if they hold only one.

    `url` is the address they were found at, `charset` the encoding that its server told, `retrieved` the moment
    that an archive tells; None where there is none.
    """

    where: str
    raw: bytes = field(repr=False)
    doc_id: str
    url: str | None = None
    charset: str | None = None
    retrieved: str | None = None


Item: TypeAlias = Found | Document | Problem
"""A source gives documents where it knows them already (a line of JSON), else what has to be looked into."""
