"""A ledger's whole record as plain rows, out of one ledger and into another, without loss.

A row is a mapping of JSON values whose `row` names its kind: documents, readings with their positions, judgements,
endings, facts and stories, each in the order of its recording and with its moment. Taking rows in checks them like any
other entry: every quote must stand in its text, and every id must be that of its content. What is there adds nothing.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from willing.errors import InvalidValue, LedgerError
from willing.ledger.anchors import coded_id_in
from willing.ledger.database import meaning
from willing.ledger.entry import SaidBasis
from willing.ledger.identity import anchor_id, coded_id, position_ids
from willing.ledger.indexing import index_coded, index_document
from willing.ledger.moments import moment_text
from willing.ledger.queries import position_record, text_behind
from willing.ledger.record import as_record, from_record
from willing.ledger.schema import documents, endings, facts, judgements, positions, readings, stories
from willing.ledger.transfer_forms import check_document, check_reading, check_record, check_row
from willing.ledger.writing import Reading, add_reading, add_rows, check_words, document_row, position_row, was_read
from willing.model import Document, PartialDate, Position

Row = dict[str, Any]

KINDS = ("document", "reading", "judgement", "ending", "fact", "story")
LATER: Mapping[str, Table] = {"judgement": judgements, "ending": endings, "fact": facts, "story": stories}
"""Kinds that are one row of a table each, and its columns but the number are the row's fields."""
NO_ROW = (InvalidValue, LedgerError, TypeError, ValueError, AttributeError, OverflowError, IndexError)
"""What a row that does not hold together may raise."""
TOLD = ("reading", "id", "said", "said_basis")


def rows_of(connection: Connection) -> Iterator[Row]:
    """The record, documents first and each kind in its order; a reading carries its positions."""
    for row in connection.execute(select(documents).order_by(documents.c.recorded_at, documents.c.sha256)).mappings():
        yield {"row": "document"} | dict(row) | {"raw": encoded(row["raw"])}
    held = positions_by_reading(connection)
    for row in connection.execute(select(readings).order_by(readings.c.number)).mappings():
        told = {name: row[name] for name in ("document", "reader", "status", "reason", "recorded_at")}
        yield {"row": "reading"} | told | {"positions": held.get(row["number"], [])}
    for kind, table in LATER.items():
        for row in connection.execute(select(table).order_by(table.c.number)).mappings():
            yield {"row": kind} | {name: value for name, value in row.items() if name != "number"}


def positions_by_reading(connection: Connection) -> dict[int, list[Row]]:
    """The positions of each reading in the order of their places in the text, and the coded ones by id."""
    columns = [positions.c[name] for name in (*TOLD, "record", "quote_start")]
    order = (positions.c.reading, positions.c.quote_start, positions.c.id)
    found: dict[int, list[Row]] = {}
    for row in connection.execute(select(*columns).order_by(*order)).mappings():
        told = {"id": row["id"], "said": row["said"], "said_basis": row["said_basis"], "record": row["record"]}
        found.setdefault(row["reading"], []).append(told)
    return found


def take_in(connection: Connection, rows: Iterable[Row]) -> Counter[str]:
    """Add what is not there yet, in the caller's transaction; how many of each kind were added.

    Raises LedgerError for a row that is none, does not hold together, or points at nothing; nothing must be kept then.
    """
    added: Counter[str] = Counter()
    known = {kind: {frozen(row) for row in existing(connection, table)} for kind, table in LATER.items()}
    for number, row in enumerate(rows, start=1):
        place = f"row {number}"
        try:
            kind = row["row"]
            place = f"row {number}, a {kind}"
            if kind == "document":
                added[kind] += add_text(connection, row)
            elif kind == "reading":
                added[kind] += (new := add_read(connection, row)) is not None
                added["position"] += len(new or ())
            elif kind in LATER:
                added[kind] += add_later(connection, kind, row, known[kind])
            else:
                raise LedgerError(f"kind {kind!r}, expected one of {', '.join(KINDS)}")
        except KeyError as error:
            raise LedgerError(f"{place}: without {error}; nothing was kept") from error
        except IntegrityError as error:
            raise LedgerError(f"{place}: {meaning(error)}; nothing was kept") from error
        except DBAPIError:
            # not the row's fault
            raise
        except (*NO_ROW, StatementError) as error:
            told = str(error).removesuffix("; nothing was kept")
            raise LedgerError(f"{place}: {told}; nothing was kept") from error
    return added


def add_text(connection: Connection, row: Row) -> bool:
    check_document(row)
    document = Document(
        row["doc_id"],
        row["text"],
        title=row.get("title"),
        outlet=row.get("outlet"),
        author=row.get("author"),
        published=PartialDate.parse(row["published"]) if row.get("published") else None,
        retrieved=row.get("retrieved"),
        url=row.get("url"),
        language=row.get("language"),
        media_type=row.get("media_type") or "text/plain",
        raw=decoded(row.get("raw")),
    )
    if document.sha256 != row["sha256"]:
        raise LedgerError(f"document {document.id}: its text is not the one with the digest {row['sha256'][:12]}")
    if known_document(connection, document.sha256) is not None:
        return False
    stored = document_row(
        document, Reading("transfer", "read", None, bool(row["demo"]), moment_text(row["recorded_at"]))
    )
    connection.execute(insert(documents), stored)
    index_document(connection, stored)
    return True


def add_read(connection: Connection, row: Row) -> list[str] | None:
    """The ids added with a reading; None where it is known."""
    check_reading(row)
    reading = Reading(row["reader"], row["status"], row.get("reason"), False, moment_text(row["recorded_at"]))
    if row["document"] is None:
        return add_coded_rows(connection, row, reading)
    document = known_document(connection, row["document"])
    if document is None:
        raise LedgerError(f"document {row['document'][:12]} is not there")
    if was_read(connection, row["document"], reading.reader):
        return None
    found = [placed(each["record"], document.doc_id, document.text) for each in row["positions"]]
    check_ids(row, found, row["document"])
    number = add_reading(connection, row["document"], reading)
    published = PartialDate.parse(document.published) if document.published else None
    rows = [
        position_row(number, told["id"], each, document.text, published, document.recorded_at, said_in(told))
        for told, each in zip(row["positions"], found, strict=True)
    ]
    add_rows(connection, rows)
    return [each["id"] for each in rows]


def add_coded_rows(connection: Connection, row: Row, reading: Reading) -> list[str] | None:
    found = [from_record(each["record"])[0] for each in row["positions"]]
    for told, each in zip(row["positions"], found, strict=True):
        if each.coding is None or coded_id(each) != told["id"]:
            raise LedgerError(f"position {told['id']}: no coded one with this id")
    new = [
        (told, each)
        for told, each in zip(row["positions"], found, strict=True)
        if position_record(connection, told["id"]) is None
    ]
    if not new:
        return None
    number = add_reading(connection, None, reading)
    rows = [
        position_row(number, told["id"], each, None, None, reading.recorded_at, said_in(told)) for told, each in new
    ]
    add_rows(connection, rows)
    index_coded(connection, rows, reading.recorded_at)
    return [each["id"] for each in rows]


def placed(record: Row, doc_id: str, text: str) -> Position:
    """A position of a text, whose quote and words stand where it says."""
    position, _ = from_record(record, doc_id)
    place = f"position of {', '.join(position.actor_ids)} on {position.measure_id}"
    if position.evidence is None:
        raise LedgerError(f"{place}: without a quote, in a reading of a text")
    check_words(position, text, place)
    return position


def check_ids(row: Row, found: list[Position], sha256: str) -> None:
    """Ids are hashes of content: another one means that something was changed on the way."""
    coded = coded_id_in(row["reader"])
    if coded is not None:
        right = {anchor_id(each, sha256, coded.split(" ")[0]) for each in found}
    else:
        # equal content gets counted ids in the order of reading, which is not told: as a set they are the same
        right = set(position_ids(found, sha256))
    for told in row["positions"]:
        if told["id"] not in right:
            raise LedgerError(f"position {told['id']}: the id is not that of its content")


def said_in(told: Row) -> tuple[PartialDate, SaidBasis]:
    return PartialDate.parse(told["said"]), SaidBasis(told["said_basis"])


def add_later(connection: Connection, kind: str, row: Row, known: set[Any]) -> bool:
    table = LATER[kind]
    check_row(row, table)
    values = {column.name: row[column.name] for column in table.columns if column.name != "number"}
    values["recorded_at"] = moment_text(values["recorded_at"])
    if frozen(values) in known:
        return False
    if kind in ("judgement", "ending") and position_record(connection, values["position_id"]) is None:
        raise LedgerError(f"position {values['position_id']} is not there")
    if kind == "judgement" and values["corrected"] is not None:
        check_correction(connection, values)
    if kind == "story" and known_document(connection, values["document"]) is None:
        raise LedgerError(f"document {values['document'][:12]} is not there")
    connection.execute(insert(table), values)
    known.add(frozen(values))
    return True


def check_correction(connection: Connection, values: Row) -> None:
    """The words of a correction stand in the text of what it corrects."""
    check_record(values["corrected"])
    behind = text_behind(connection, values["position_id"])
    corrected, words = from_record(values["corrected"])
    if behind is not None:
        check_words(corrected, behind[1], f"correction of {values['position_id']}")
    values["corrected"] = as_record(corrected, words)


def existing(connection: Connection, table: Table) -> Iterator[Row]:
    for row in connection.execute(select(table)).mappings():
        yield {name: value for name, value in row.items() if name != "number"}


def known_document(connection: Connection, sha256: str) -> Any:
    columns = (documents.c.doc_id, documents.c.text, documents.c.published, documents.c.recorded_at)
    return connection.execute(select(*columns).where(documents.c.sha256 == sha256)).one_or_none()


def frozen(value: Any) -> Any:
    """A JSON value that can be looked up."""
    if isinstance(value, Mapping):
        return tuple(sorted((name, frozen(each)) for name, each in value.items()))
    return tuple(frozen(each) for each in value) if isinstance(value, list | tuple) else value


def encoded(raw: bytes | None) -> str | None:
    return base64.b64encode(raw).decode("ascii") if raw is not None else None


def decoded(raw: str | None) -> bytes | None:
    try:
        return base64.b64decode(raw, validate=True) if raw else None
    except binascii.Error as error:
        raise LedgerError(f"raw bytes: {error}; expected base64") from error
