"""What the ledger gives back: plain frozen values, readable without a database.

An entry is one kept position with the time axes that bear on it: when it was said, and when the ledger learned of it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from willing.model import Coding, PartialDate, Position


class Verdict(StrEnum):
    """A person's judgement of a position."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"


class EndingKind(StrEnum):
    """How a position ended. STANDS takes an earlier ending back: the position stands (again) from that day on.

    CORRECTED says that it never was as it was told (an outlet's correction); the others end it from their day on.
    """

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    CORRECTED = "corrected"
    STANDS = "stands"


class StoryRelation(StrEnum):
    """What a document is to its story: a copy, a shortened one, within a longer text, another edition, a correction of
    it, or the text that the others come from."""

    SAME = "same"
    CUT = "cut"
    CONTAINED = "contained"
    EDITION = "edition"
    CORRECTION = "correction"
    ORIGIN = "origin"


class SaidBasis(StrEnum):
    """How the day of a statement is known: told, that of the text, or (nothing better) that of recording."""

    SAID = "said"
    PUBLISHED = "published"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document without its text. `status` is that of its newest reading: "read", or "unread" with a `reason`.

    `origin` is who its story comes from, where that has been worked out (`ledger.origins`): copies share it.
    """

    id: str
    title: str | None
    outlet: str | None
    published: PartialDate | None
    url: str | None
    sha256: str
    demo: bool = False
    author: str | None = None
    language: str | None = None
    recorded_at: datetime.datetime | None = None
    status: str = "read"
    reason: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words that the spans of a quoted position point at; all None where no text is stored."""

    actor: str | None = None
    measure: str | None = None
    speaker: str | None = None
    when: str | None = None
    conditions: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """An entry that says that a position ended on a day, on whose word.

    `by` is who recorded it, `source` where it is told; `by_position` is the id of the position that ended it, if it
    is one of the ledger.
    """

    position_id: str
    kind: EndingKind
    since: PartialDate
    by: str
    reason: str
    recorded_at: datetime.datetime
    by_position: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """The coded position that a quote was anchored for, as recorded. What the quote leaves out, its coder tells."""

    id: str
    position: Position


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept position, as judged: where a person corrected it, `position` is the corrected one.

    `id` is a hash of the content, the same after a rerun. `said` is the day, month or year of the statement and
    `said_basis` how that is known. `verdict` is the newest judgement ("accept", "correct", "reject") or None. `endings`
    are all that was recorded of its withdrawal, expiry and the like, oldest first. `row` is the coded position whose
    words it quotes, where it is an anchor: what was recorded of the ends of that one ends it too.
    """

    id: str
    position: Position
    document: DocumentLine | None
    said: PartialDate | None
    recorded_at: datetime.datetime
    verdict: str | None = None
    said_basis: SaidBasis = SaidBasis.SAID
    words: Words = Words()
    endings: tuple[Ending, ...] = ()
    row: CodedRow | None = None

    @property
    def coding(self) -> Coding | None:
        """What a coder noted of it: of the position itself, or of the coded one whose words it quotes."""
        return self.row.position.coding if self.row else self.position.coding

    @property
    def row_name(self) -> str | None:
        """The name of its row, where a coder noted it."""
        coded = self.row.position if self.row else self.position
        return coded.doc_id if coded.coding else None

    @property
    def url(self) -> str | None:
        """Where it is to be read: the address of its text, else of the source that its coder names."""
        return (self.document.url if self.document else None) or (self.coding.url if self.coding else None)

    @property
    def quote_or_summary(self) -> str:
        """The exact words that it stands on, else its coder's summary; empty where there is neither."""
        if self.position.evidence is not None:
            return self.position.evidence.exact
        return self.coding.summary if self.coding else ""

    @property
    def reviewed(self) -> bool:
        """Whether a person accepted or corrected it."""
        return self.verdict in (Verdict.ACCEPT, Verdict.CORRECT)

    @property
    def demo(self) -> bool:
        """Whether it stands on a text written for the project."""
        return self.document is not None and self.document.demo

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """Earliest and latest day it can have been said."""
        published = self.document.published if self.document else None
        return days_of(self.position, self.said, published, self.recorded_at.date())


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: the id of the stored document, whether its text was new, the ids of the positions written now."""

    document_id: str
    is_new: bool
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement as recorded; `corrected` only where the verdict is "correct"."""

    position_id: str
    verdict: Verdict
    by: str
    reason: str
    recorded_at: datetime.datetime
    corrected: Position | None = None


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A document (by its sha256) joined to a story, with what was compared: `similarity` in [0, 1] and `details`."""

    document: str
    story: str
    relation: StoryRelation
    similarity: float
    details: dict[str, Any]
    recorded_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class FactEntry:
    """What was known of a fact of the case from a day on: true, false or None (unknown); `note` says it in words."""

    fact_id: str
    holds: bool | None
    since: PartialDate
    by: str
    source: str
    recorded_at: datetime.datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds. `positions` are those of the newest readings, `coded` those without stored words."""

    documents: int
    unread: int
    demo: int
    positions: int
    coded: int
    unsure: int
    judgements: int
    facts: int


def said_of(
    position: Position, published: PartialDate | None, recorded: datetime.date
) -> tuple[PartialDate, SaidBasis]:
    """When a position was said, from the best that is known: its coding, else its text's date, else its recording."""
    if position.coding and position.coding.said:
        return position.coding.said, SaidBasis.SAID
    known = published or (position.coding.published if position.coding else None)
    if known:
        return known, SaidBasis.PUBLISHED
    return PartialDate(recorded.year, recorded.month, recorded.day), SaidBasis.RECORDED


def days_of(
    position: Position, said: PartialDate | None, published: PartialDate | None, recorded: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """Earliest and latest day of a statement: nothing is said after the text that tells it, or after its recording."""
    if said is None:
        return recorded, recorded
    bounds = [said.last, recorded]
    if known := published or (position.coding.published if position.coding else None):
        bounds.append(known.last)
    return said.first, max(said.first, min(bounds))
