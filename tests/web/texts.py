"""Texts of the tests: documents with positions put at exact places, added to a case's ledger without a reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from willing.model import Document, PartialDate, Position
from willing.workflows.ledgers import open_ledger
from willing.workflows.stories import StoryKeeper

FRIGATES = (
    "Norway will send two frigates once a cease-fire holds, the ministry said.\n"
    "\n"
    "Denmark has not decided. Sweden declined to send troops but offered mine clearance.\n"
)


def said(text: str, words: str, who: str, what: str, stance: str, /, **fields: Any) -> dict[str, Any]:
    """The record of a position whose quote is `words`; fields given as words are looked for in the text."""
    start = text.index(words)
    places = {name: [at := text.index(value), at + len(value)] for name, value in fields.items() if name in PLACED}
    conditions = [
        {"span": [at := text.index(value), at + len(value)], "id": name, "relation": relation}
        for name, relation, value in fields.get("conditions", ())
    ]
    others = {name: value for name, value in fields.items() if name not in (*PLACED, "conditions")}
    quoted = {"doc_id": "d", "evidence": [start, start + len(words)], "actor_ids": [who], "measure_id": what}
    return quoted | {"stance": stance, "conditions": conditions} | places | others


PLACED = ("actor", "measure", "speaker", "when")


def positions_of(text: str) -> list[dict[str, Any]]:
    """Of FRIGATES: one with all its parts, one within it, one that overlaps another."""
    return [
        said(
            text,
            "Norway will send two frigates once a cease-fire holds",
            "NOR",
            "naval",
            "committed",
            actor="Norway",
            measure="frigates",
            speaker="the ministry",
            conditions=[("ceasefire", "after", "once a cease-fire holds")],
            speaker_kind="named",
            speaker_ids=["NOR"],
            confidence=0.9,
        ),
        said(text, "two frigates once", "NOR", "troops", "willing", confidence=0.4, sure=False),
        said(text, "Sweden declined to send troops", "SWE", "troops", "declined", confidence=0.8),
        said(text, "troops but offered mine clearance", "SWE", "demining", "willing", confidence=0.7),
    ]


def add_text(
    folder: Path,
    text: str,
    records: list[dict[str, Any]] | None = None,
    *,
    name: str = "frigates.txt",
    stories: StoryKeeper | None = None,
    **told: Any,
) -> tuple[str, list[str]]:
    """Keeps a text with its positions; its sha256 and the ids of the positions, in the order of the records."""
    day = told.pop("published", "2026-01-12")
    status = told.pop("status", "read")
    reason = told.pop("reason", None)
    document = Document(
        **({"id": name, "text": text, "outlet": "Harbour Daily", "language": "en"} | told),
        published=PartialDate.parse(day),
    )
    found = [Position.from_json(record | {"doc_id": document.id}, text, "test/1") for record in records or ()]
    with open_ledger(folder) as ledger:
        added = ledger.add(document, found, reader="test/1", status=status, reason=reason)
        (stories or StoryKeeper(ledger)).catch_up()
    return document.sha256, list(added.positions)
