"""Documents as columns in, positions as columns out: one pure function, for any engine that moves tables.

A table is a dict from a column's name to its list of values, all of one length. Nothing but names and plain values is
needed to call it (`willing.workflows.columns.read_columns`), so that a pool of processes, Ray or another engine can.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from willing.errors import InputError, InvalidValue
from willing.model import Document, PartialDate, Problem
from willing.reading.reader import Reader, Reading
from willing.sources import Found, Item, SourceOptions, documents_in
from willing.workflows.reading import read_batch

Columns: TypeAlias = dict[str, list[Any]]
Row: TypeAlias = dict[str, Any]

GIVEN = (
    "doc_id",
    "text",
    "title",
    "outlet",
    "author",
    "date",
    "url",
    "language",
    "content",
    "charset",
    "where",
    "problem",
)
"""Columns of documents. `text` is what is read; where it is null, `content` (bytes of a page, PDF or the like, with
`charset` if known) is looked into; where that is null too, `problem` says what was met at `where`."""

SPANS = ("evidence", "actor", "measure", "when", "speaker")
LISTS = ("actor_ids", "by_ids", "for_ids", "speaker_ids")
WORDS = ("stance", "measure_id", "speaker_kind", "directness", "quote")
NESTED = ("quantifier", "quantity", "conditions")

MADE: dict[str, str] = {
    "key": "VARCHAR",
    "number": "INTEGER",
    "row": "VARCHAR",
    "doc_id": "VARCHAR",
    "sha256": "VARCHAR",
    "title": "VARCHAR",
    "outlet": "VARCHAR",
    "date": "VARCHAR",
    "url": "VARCHAR",
    "language": "VARCHAR",
    "problem": "VARCHAR",
    "reader": "VARCHAR",
    **dict.fromkeys(LISTS, "VARCHAR[]"),
    **dict.fromkeys(WORDS, "VARCHAR"),
    "able": "BOOLEAN",
    **{f"{name}_{end}": "INTEGER" for name in SPANS for end in ("start", "end")},
    **dict.fromkeys(NESTED, "VARCHAR"),
    "confidence": "DOUBLE",
    "sure": "BOOLEAN",
}
"""Columns of positions with their types in SQL. A row is a `document` that was read (`problem` says why it was not),
a `position` in it, or a `problem`; `number` counts the rows of one `key`. Offsets count code points of the text whose
`sha256` is told; `quantifier`, `quantity` and `conditions` are JSON as in the annotation guide, null where absent."""


def read_columns(columns: Columns, reader: Reader, options: SourceOptions, circumstances: str) -> Columns:
    """The positions in a table of documents, and every document and problem as a row, ordered by key and number.

    `columns` has columns of `GIVEN`, at least `doc_id` and `text` or `content`; others may be missing.
    `circumstances` names what else a reading depends on (the reader, its register, what the options fill in): keys
    differ where it does. Raises InputError for a table that is none of documents.
    """
    rows: list[Row] = []
    for given in rows_of(columns):
        key = key_of(given, circumstances)
        made = (row for told in readings_of(given, reader, options) for row in told_rows(told))
        rows += ({"key": key, "number": number, **row} for number, row in enumerate(made))
    return table_of(sorted(rows, key=in_order), MADE)


def readings_of(given: Row, reader: Reader, options: SourceOptions) -> Iterator[Reading | Problem]:
    try:
        item = item_of(given)
    except InvalidValue as error:
        yield Problem(str(given["where"] or given["doc_id"]), str(error))
        return
    yield from read_batch(list(documents_in(item, options)), reader)


def key_of(given: Row, circumstances: str) -> str:
    """The content hash of a row: of all that its reading depends on, and not of the place where it was found."""
    plain = {name: given[name] for name in GIVEN if name not in ("content", "where") and given[name] is not None}
    told = json.dumps([circumstances, plain], sort_keys=True).encode("ascii")
    return hashlib.sha256(told + b"\0" + (given["content"] or b"")).hexdigest()[:32]


def in_order(row: Row) -> tuple[str, int]:
    return row["key"], row["number"]


def told_rows(told: Reading | Problem) -> Iterator[Row]:
    if isinstance(told, Problem):
        yield {"row": "problem", "doc_id": told.where, "problem": str(told)}
        return
    document = told.document
    about = {
        "doc_id": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "outlet": document.outlet,
        "date": str(document.published) if document.published else None,
        "url": document.url,
        "language": document.language,
    }
    yield {"row": "document", **about, "problem": told.unread}
    for position in told.positions:
        yield {"row": "position", **about, **position_columns(position.as_json()), "reader": position.reader}


def position_columns(record: Row) -> Row:
    """The annotation guide's record with flat columns: spans as two numbers, what nests as JSON."""
    columns = {name: record[name] for name in (*LISTS, *WORDS, "able", "confidence", "sure")}
    for name in SPANS:
        columns[f"{name}_start"], columns[f"{name}_end"] = record[name] or (None, None)
    for name in NESTED:
        columns[name] = json.dumps(record[name], ensure_ascii=False) if record[name] else None
    return columns


def item_row(item: Item) -> Row:
    """What a source found, as a row of a table of documents; `item_of` is the way back."""
    if isinstance(item, Problem):
        return {"doc_id": item.where, "where": item.where, "problem": str(item).removeprefix(f"{item.where}: ")}
    if isinstance(item, Found):
        return {
            "doc_id": item.doc_id,
            "content": item.raw,
            "charset": item.charset,
            "where": item.where,
            "url": item.url,
        }
    return {
        "doc_id": item.id,
        "text": item.text,
        "title": item.title,
        "outlet": item.outlet,
        "author": item.author,
        "date": str(item.published) if item.published else None,
        "url": item.url,
        "language": item.language,
    }


def item_of(given: Row) -> Item:
    """The item of a row; raises InvalidValue where it has no text or a date that is none."""
    name = str(given["doc_id"])
    if given["text"] is None and given["content"] is not None:
        where = given["where"] or name
        return Found(where, bytes(given["content"]), name, url=given["url"], charset=given["charset"])
    if given["text"] is None and given["problem"] is not None:
        return Problem(given["where"] or name, given["problem"])
    return Document(
        id=name,
        text=str(given["text"] or ""),
        title=given["title"],
        outlet=given["outlet"],
        author=given["author"],
        published=PartialDate.parse(str(given["date"])) if given["date"] else None,
        url=given["url"],
        language=given["language"],
    )


def rows_of(columns: Columns) -> Iterator[Row]:
    """The rows of a table of documents, every column of `GIVEN` in each, null where the table has none."""
    if "doc_id" not in columns or not {"text", "content"} & columns.keys():
        raise InputError(f"columns {', '.join(columns)}: expected doc_id, and text or content")
    for number in range(len(columns["doc_id"])):
        yield {name: columns[name][number] if name in columns else None for name in GIVEN}


def table_of(rows: Iterable[Row], names: Iterable[str]) -> Columns:
    table: Columns = {name: [] for name in names}
    for row in rows:
        for name, values in table.items():
            values.append(row.get(name))
    return table
