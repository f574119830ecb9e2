"""What people judged, as training data in the annotation guide's form."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import UsageError
from willing.ledger import Verdict
from willing.model import Basis
from willing.workflows.whole_files import write_whole

if TYPE_CHECKING:
    from willing.ledger import Entry, Ledger
    from willing.model import Document


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the positions and their documents were written, and how many."""

    positions_file: Path
    documents_file: Path
    documents: int
    positions: int
    rejected: int


def export_judged(ledger: Ledger, file: Path, *, include_demo: bool = False) -> Exported:
    """Write the judged positions of stored texts, and beside them (NAME.documents.jsonl) the texts.

    A line is `{"doc_id": ..., "positions": [...], "rejected": [...], "unjudged": n}`: accepted and corrected positions
    as they should read; rejected ones as they were read; and how many of the text nobody judged, for a text is whole
    training data only where that is nought. It is null where only anchored quotes are known of a text.
    """
    if file.suffix != ".jsonl":
        raise UsageError(f"--export {file}: expected a name that ends in .jsonl")
    by_document: dict[str, list[Entry]] = {}
    for entry in ledger.entries(include_demo=include_demo):
        if entry.document is not None and entry.position.basis is Basis.QUOTED:
            by_document.setdefault(entry.document.sha256, []).append(entry)
    lines = [
        (ledger.document(sha256), found)
        for sha256, found in by_document.items()
        if any(entry.verdict for entry in found)
    ]
    documents_file = file.with_suffix(".documents.jsonl")
    write_whole(documents_file, json_lines(document_record(document) for document, _ in lines))
    write_whole(file, json_lines(line_of(document, found) for document, found in lines))
    judged = [entry for _, found in lines for entry in found if entry.verdict]
    rejected = sum(entry.verdict == Verdict.REJECT for entry in judged)
    return Exported(file, documents_file, len(lines), len(judged) - rejected, rejected)


def line_of(document: Document, found: list[Entry]) -> dict[str, Any]:
    kept = [entry for entry in found if entry.reviewed]
    rejected = [entry for entry in found if entry.verdict == Verdict.REJECT]
    return {
        "doc_id": document.id,
        "positions": [record_of(entry, document) for entry in in_order(kept)],
        "rejected": [record_of(entry, document) for entry in in_order(rejected)],
        "unjudged": None if all(entry.row for entry in found) else sum(entry.verdict is None for entry in found),
    }


def in_order(found: list[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: entry.position.evidence.span.start if entry.position.evidence else 0)


def record_of(entry: Entry, document: Document) -> dict[str, Any]:
    record = entry.position.as_json() | {"doc_id": document.id, "id": entry.id, "reader": entry.position.reader}
    # what a person judged is no longer a probability
    return record | ({"confidence": 1.0, "sure": True} if entry.reviewed else {})


def document_record(document: Document) -> dict[str, Any]:
    known = {
        "doc_id": document.id,
        "title": document.title,
        "date": str(document.published) if document.published else None,
        "outlet": document.outlet,
        "author": document.author,
        "url": document.url,
    }
    return {name: value for name, value in known.items() if value} | {"text": document.text}


def json_lines(records: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)
