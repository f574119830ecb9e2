"""A ledger in plain Python: lists that are appended to, and the rules of docs/reference/ledger.md the slow way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from willing.ledger.anchors import anchor_reader
from willing.ledger.identity import anchor_id, coded_id, position_ids
from willing.model import Document, Position

Reading = tuple[str | None, str, str, dict[str, Position]]
"""The document (None: coded), the reader, the moment, and the positions by id."""


@dataclass
class ReferenceLedger:
    """What was recorded, in order, with the moment of each record. Moments are text that sorts as time does.

    `rows` tells of which coded position a quote is the words.
    """

    documents: dict[str, tuple[Document, str]] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
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

    def anchor(self, coded: str, document: Document, quote: Position, moment: str) -> None:
        name = anchor_id(quote, document.sha256, coded)
        reader = f"{anchor_reader(coded)} {name}"
        if not any((sha256, each) == (document.sha256, reader) for sha256, each, *_ in self.readings):
            self.documents.setdefault(document.sha256, (document, moment))
            kept = replace(quote, reader=anchor_reader(coded))
            self.readings.append((document.sha256, reader, moment, {name: kept}))
            self.rows[name] = coded
        self.judgements.append((name, "accept", None, moment))

    def coded(self) -> dict[str, Position]:
        return {name: each for sha256, _, _, found in self.readings if sha256 is None for name, each in found.items()}

    def entries(self, known_at: str) -> dict[str, tuple[Position, str | None, tuple[tuple[str, str], ...]]]:
        """By id: the position as judged, the last verdict, and the kinds and days of its endings, as known then."""
        found: dict[str, tuple[Position, str | None, tuple[tuple[str, str], ...]]] = {}
        for reading in self.readings:
            for name, position in reading[3].items():
                verdict, corrected = self.verdict(name, known_at)
                if reading[2] <= known_at and self.is_shown(reading, name, verdict, known_at):
                    now = corrected or position
                    found[name] = (now, verdict, self.ends(name, now, known_at))
        return found

    def is_shown(self, reading: Reading, name: str, verdict: str | None, known_at: str) -> bool:
        """Whether a position is seen: coded, anchored, of the newest reading, or kept by a person and not met since."""
        sha256, reader, moment, _ = reading
        newer = [
            found
            for other, each, at, found in self.readings
            if other == sha256
            and moment <= at <= known_at
            and (at, each) > (moment, reader)
            and not set(found) & set(self.rows)
        ]
        if sha256 is None or name in self.rows or not newer:
            return True
        return verdict in ("accept", "correct") and not any(name in found for found in newer)

    def ends(self, name: str, position: Position, known_at: str) -> tuple[tuple[str, str], ...]:
        """What ended a position, and of a quote what ended its row, while it is about the same."""
        row = self.coded().get(self.rows.get(name, ""))
        same = row is not None and (set(row.actor_ids), row.measure_id) == (
            set(position.actor_ids),
            position.measure_id,
        )
        names = {name, self.rows[name]} if same else {name}
        return tuple((kind, since) for each, kind, since, at in self.endings if each in names and at <= known_at)

    def verdict(self, position_id: str, known_at: str) -> tuple[str | None, Position | None]:
        known = [each for each in self.judgements if each[0] == position_id and each[3] <= known_at]
        # of several at the same moment the one recorded last
        last = max(enumerate(known), key=lambda each: (each[1][3], each[0]), default=None)
        return (last[1][1], last[1][2]) if last else (None, None)
