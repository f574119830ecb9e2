"""What a search gives back: plain frozen values, the best first."""

from __future__ import annotations

from dataclasses import dataclass

from willing.ledger.entry import DocumentLine, Entry
from willing.ledger.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in which the words stand, or a coded position whose summary has them (then `document` is None).

    `entries` are the positions in the document that the filters let through, those first whose quote has the words;
    of a coded hit it is the one position. `snippet` is the passage to show, places counting the document's text, or
    the coder's summary.
    """

    document: DocumentLine | None
    entries: tuple[Entry, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many there are in all. `asked` is False where the query has no word to look for."""

    hits: tuple[Hit, ...]
    total: int
    asked: bool = True
