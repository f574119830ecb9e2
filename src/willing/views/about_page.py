"""What the project is and stands on: sources by host, what its ledger holds, scores of the reader, licence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostLine:
    """A host that statements were read at: how many, for which publishers.

    `copies` of them are mirrors or copies of another's text, `framed` carry a state's framing, as the coder notes.
    """

    host: str
    statements: int
    publishers: tuple[str, ...]
    copies: int
    framed: int


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """The local reader that ships with the package, and what its confidence was fitted on.

    Of `examples` positions that it found in texts annotated by hand, `right` had actor, stance and measure right.
    Below `threshold` a position waits for review.
    """

    name: str
    version: str
    examples: int
    right: int
    threshold: float


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The case, what its ledger holds, its sources by host (most first), the reader, version and licence."""

    case: str
    question: str
    as_of_note: str
    version: str
    licence: str
    documents: int
    unread: int
    demo: int
    quoted: int
    coded: int
    judgements: int
    copies: int
    framed: int
    hosts: tuple[HostLine, ...]
    reader: ReaderFacts
