"""Annotations in the guide's form: positions with offsets, and the documents that they point into."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.cases.imports.rows import ImportMistake
from willing.errors import InputError, InvalidValue, LedgerError
from willing.model import Document, Position, Problem

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.model.register import Register

RECORD = 'an object such as {"doc_id": ..., "positions": []}'
Annotated = tuple[tuple[Document, tuple[Position, ...]], ...]


def documents_beside(file: Path) -> Path | None:
    """Where the documents of annotations are looked for: NAME.documents.jsonl, else documents.jsonl beside them."""
    for candidate in (file.with_suffix(".documents.jsonl"), file.with_name("documents.jsonl")):
        if candidate.is_file() and candidate != file:
            return candidate
    return None


def read_annotations(
    file: Path, documents: Path | None, register: Register, ledger: Ledger, *, by: str = ""
) -> tuple[Annotated, tuple[ImportMistake, ...]]:
    """The annotated documents of a file, and every mistake in it.

    A line is `{"doc_id": ..., "positions": [...]}` or one position with its `doc_id`. A text stands in the line itself,
    in the file of documents, or in the ledger.
    """
    mistakes: list[ImportMistake] = []
    texts = documents_of(documents or documents_beside(file), mistakes)
    found: dict[str, tuple[Document, list[Position]]] = {}
    for place, record in records_of(file, mistakes):
        doc_id = str(record.get("doc_id") or "")
        document = inline(record, place, mistakes) or texts.get(doc_id) or stored(doc_id, ledger)
        if document is None:
            expected = "its text in the line, in --documents FILE, or in the ledger"
            mistakes.append(ImportMistake(place, f"no document {doc_id!r}", expected))
            continue
        kept = found.setdefault(document.id, (document, []))[1]
        for number, each in enumerate(record.get("positions", [record]), start=1):
            where = f"{place}, position {number}" if "positions" in record else place
            position = position_of(each, document, where, register, by, mistakes)
            if position is not None:
                kept.append(position)
    return tuple((document, tuple(positions)) for document, positions in found.values()), tuple(mistakes)


def records_of(file: Path, mistakes: list[ImportMistake]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lines as objects, each with its place."""
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: byte {error.start} is not UTF-8; expected JSON Lines in UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{file.name}, line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            mistakes.append(ImportMistake(place, f"no JSON ({error})", RECORD))
            continue
        if not isinstance(record, dict) or not isinstance(record.get("positions", []), list):
            mistakes.append(ImportMistake(place, "no record", RECORD))
            continue
        yield place, record


def documents_of(file: Path | None, mistakes: list[ImportMistake]) -> dict[str, Document]:
    from willing.sources.records import record_documents

    if file is None:
        return {}
    found = {}
    for item in record_documents(file.read_bytes().split(b"\n"), file.name):
        if isinstance(item, Problem):
            mistakes.append(ImportMistake(item.where, item.met, item.expected or "a document"))
        else:
            found[item.id] = item
    return found


def inline(record: dict[str, Any], place: str, mistakes: list[ImportMistake]) -> Document | None:
    """The document of a line that holds its own text."""
    if not isinstance(record.get("text"), str):
        return None
    from willing.sources.records import record_documents

    line = json.dumps({key: value for key, value in record.items() if key != "positions"}).encode()
    (item,) = record_documents([line], place)
    if isinstance(item, Problem):
        mistakes.append(ImportMistake(place, item.met, item.expected or "a document"))
        return None
    return item


def stored(doc_id: str, ledger: Ledger) -> Document | None:
    try:
        return ledger.document(doc_id) if doc_id else None
    except LedgerError:
        return None


def position_of(
    record: Any, document: Document, place: str, register: Register, by: str, mistakes: list[ImportMistake]
) -> Position | None:
    """A position whose quote and spans stand in the text and whose ids are known; else None, and its mistakes told."""
    if not isinstance(record, dict):
        mistakes.append(
            ImportMistake(place, "no position", "an object with the fields of docs/reference/annotation.md")
        )
        return None
    try:
        position = Position.from_json(record | {"doc_id": document.id}, document.text, f"import {by}".strip())
    except InvalidValue as error:
        mistakes.append(ImportMistake(place, str(error), "the fields of docs/reference/annotation.md"))
        return None
    before = len(mistakes)
    assert position.evidence is not None
    quote = record.get("quote")
    if quote is not None and quote != position.evidence.exact:
        what = f"the quote is not what stands at {position.evidence.span.as_list()}: {position.evidence.exact!r}"
        mistakes.append(ImportMistake(place, what, "offsets that point at the quote", str(quote)))
    mistakes += unknown_ids(position, place, register)
    return position if len(mistakes) == before else None


def unknown_ids(position: Position, place: str, register: Register) -> Iterator[ImportMistake]:
    from willing.model.mistake import near

    measures = [measure.id for measure in register.measures]
    conditions = [kind.id for kind in register.conditions]
    actors = [actor.id for actor in register.actors]
    used = [("measure", position.measure_id, measures)]
    used += [("condition", condition.id, conditions) for condition in position.conditions]
    used += [
        ("actor", each, actors)
        for each in (*position.actor_ids, *position.by_ids, *position.for_ids, *position.speaker_ids)
    ]
    for what, name, known in used:
        if name not in known:
            yield ImportMistake(place, f"unknown {what} {name!r}", f"an id of the case{near(name, known)}")
