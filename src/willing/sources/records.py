"""JSON Lines: one document a line, with doc_id, text, and if known title, date, outlet, url, author."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from willing.errors import InputError, InvalidValue
from willing.model import Document, PartialDate, Problem
from willing.sources.decoding import unified

MOST_UNZIPPED = 200_000_000


def looks_like_records(head: bytes) -> bool:
    """Whether the first line is a JSON object with a text."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    return first.startswith(b"{") and b'"text"' in first


def unzipped(raw: bytes) -> bytes:
    """The bytes as they were before gzip.

    Raises InputError beyond MOST_UNZIPPED, which a small file could hold, and for gzip that is cut off or damaged.
    """
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
            found = packed.read(MOST_UNZIPPED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"broken gzip ({error}); expected a whole file; fetch or zip it again") from None
    if len(found) > MOST_UNZIPPED:
        raise InputError(f"more than {MOST_UNZIPPED:,} bytes once unzipped; expected less; split it")
    return found


def record_documents(lines: Iterable[bytes], where: str) -> Iterator[Document | Problem]:
    """A document for each line, a problem with its number for each line that is none; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            record = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield Problem(place, f"bytes that are not UTF-8 at offset {error.start}", "JSON in UTF-8")
            continue
        except ValueError as error:
            yield Problem(place, f"no JSON ({error})", 'an object such as {"doc_id": "a", "text": "..."}')
            continue
        yield _document(record, place, f"{where}:{number}", line)


def _document(record: Any, place: str, default_id: str, line: bytes) -> Document | Problem:
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return Problem(place, "a record without a text", 'an object with "text"')
    try:
        return Document(
            id=str(record.get("doc_id") or default_id),
            text=unified(record["text"]),
            title=_words(record, "title"),
            outlet=_words(record, "outlet"),
            author=_words(record, "author"),
            url=_words(record, "url"),
            published=PartialDate.parse(str(record["date"])) if record.get("date") else None,
            media_type="application/json",
            raw=line.rstrip(b"\r\n"),
        )
    except InvalidValue as error:
        return Problem(place, str(error))


def _words(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return str(value) if value else None
