"""Scoring how positions are read: documents -> readings, readings against annotated positions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import InputError
from willing.model import Document, PartialDate
from willing.reading.scoring import PositionScore
from willing.workflows.gold_files import records

if TYPE_CHECKING:
    from willing.reading.reader import Reader


def score_positions(gold: Path, documents: Path, reader: Reader) -> PositionScore:
    """Reads the documents and scores what was read against the gold.

    Both are JSON Lines: `doc_id` and `positions` as in the annotation guide; `doc_id`, `text` and, if known, `date`,
    `outlet`, `title`. Raises InputError where a line lacks what is needed, or a gold document has no text.
    """
    annotated = {row["doc_id"]: row["positions"] for row in records(gold, ("doc_id", "positions"))}
    texts = [_document(row) for row in records(documents, ("doc_id", "text"))]
    lacking = set(annotated) - {text.id for text in texts}
    if lacking:
        raise InputError(f"{documents}: no text for {min(lacking)!r}, which {gold} annotates")
    score = PositionScore()
    for reading in reader.read(text for text in texts if text.id in annotated):
        score.add(annotated[reading.document.id], [position.as_json() for position in reading.positions])
    return score


def _document(row: dict[str, Any]) -> Document:
    published = PartialDate.parse(row["date"]) if row.get("date") else None
    return Document(
        row["doc_id"],
        row["text"],
        title=row.get("title"),
        outlet=row.get("outlet"),
        published=published,
        language="en",
    )
