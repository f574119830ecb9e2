"""Gold and documents as they lie in files: JSON Lines, plain or gzipped, a record a line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from willing.errors import InputError

Record = dict[str, Any]


def records(file: Path, needed: tuple[str, ...] = ()) -> Iterator[Record]:
    """The objects of a file in its order.

    Raises InputError where it cannot be read, or a line is no JSON object with the fields that are `needed`.
    """
    try:
        raw = file.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8")
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"{file}: {error}; expected JSON Lines in UTF-8, plain or gzipped") from None
    # not splitlines: a text may hold line separators that JSON does not escape
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{file}, line {number}: no JSON ({error.msg})") from None
        missing = [name for name in needed if name not in row] if isinstance(row, dict) else list(needed) or ["fields"]
        if missing:
            raise InputError(f"{file}, line {number}: expected an object with {', '.join(missing)}")
        yield row


def name_of(record: Record, file: Path) -> str:
    """A record's id, under `doc_id` or `id`; raises InputError where it has neither."""
    for name in ("doc_id", "id"):
        if name in record:
            return str(record[name])
    raise InputError(f"{file}: a line without 'doc_id' or 'id'; expected one in each")


def texts_for(gold: dict[str, Any], gold_file: Path, documents: Path) -> dict[str, str]:
    """The texts that the gold annotates, by id; raises InputError where one is missing."""
    texts = {name_of(row, documents): str(row["text"]) for row in records(documents, ("text",))}
    lacking = set(gold) - set(texts)
    if lacking:
        raise InputError(f"{documents}: no text for {min(lacking)!r}, which {gold_file} annotates")
    return {name: texts[name] for name in gold}
