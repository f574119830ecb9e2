"""A ledger in plain Python: lists that are appended to, and the rules of docs/ledger.md written out the slow way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from willing.ledger.identity import coded_id, position_ids
from willing.model import Document, Position


@dataclass
class ReferenceLedger:
    """What was recorded, in order, with the moment of each record. Moments are text that sorts as time does."""

    documents: dict[str, tuple[Document, str]] = field(default_factory=dict)
    readings: list[tuple[str | None, str, str, dict[str, Position]]] = field(default_factory=list)
    judgements: list[tuple[str, str, Position | None, str]] = field(default_factory=list)
    endings: list[tuple[str, str, str, str]] = field(default_factory=list)
    facts: list[tuple[str, bool | None, str, str]] = field(default_factory=list)

    def add(self, document: Document, found: list[Position], reader: str, moment: str) -> None:
        if any((sha256, name) == (document.sha256, reader) for sha256, name, *_ in self.readings):
            return
        self.documents.setdefault(document.sha256, (document, moment))
        ids = position_ids(found, document.sha256)
        self.readings.append((document.sha256, reader, moment, dict(zip(ids, found, strict=True))))

    def add_coded(self, position: Position, moment: str) -> None:
        name = coded_id(position)
        if not any(sha256 is None and name in found for sha256, _, _, found in self.readings):
            self.readings.append((None, "coding", moment, {name: position}))

    def entries(self, known_at: str) -> dict[str, tuple[Position, str | None, tuple[tuple[str, str], ...]]]:
        """By id: the position as judged, the last verdict, and the kinds and days of its endings, as known then."""
        newest: dict[Any, tuple[str, str]] = {}
        for sha256, reader, moment, _ in self.readings:
            if moment <= known_at and sha256 is not None:
                newest[sha256] = max(newest.get(sha256, ("", "")), (moment, reader))
        found: dict[str, tuple[Position, str | None, tuple[tuple[str, str], ...]]] = {}
        for sha256, reader, moment, positions in self.readings:
            if moment > known_at or (sha256 is not None and newest[sha256] != (moment, reader)):
                continue
            for name, position in positions.items():
                verdict, corrected = self.verdict(name, known_at)
                ended = tuple(
                    (kind, since) for each, kind, since, at in self.endings if each == name and at <= known_at
                )
                found[name] = (corrected or position, verdict, ended)
        return found

    def verdict(self, position_id: str, known_at: str) -> tuple[str | None, Position | None]:
        known = [each for each in self.judgements if each[0] == position_id and each[3] <= known_at]
        # of several at the same moment the one recorded last
        last = max(enumerate(known), key=lambda each: (each[1][3], each[0]), default=None)
        return (last[1][1], last[1][2]) if last else (None, None)
