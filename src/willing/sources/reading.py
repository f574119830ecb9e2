"""One entry for everything that can be read: files, folders, standard input, feeds, addresses."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from willing.errors import InputError, WillingError
from willing.model import Document, Problem
from willing.sources.addresses import is_address
from willing.sources.decoding import decode, is_binary, unified
from willing.sources.feeds import feed_documents, looks_like_feed
from willing.sources.found import Found, Item
from willing.sources.half_signs import without_half_signs
from willing.sources.languages import language_of
from willing.sources.options import SourceOptions
from willing.sources.pages import html_document, looks_like_html
from willing.sources.parquet_files import looks_like_parquet, parquet_documents
from willing.sources.portable import looks_like_pdf, pdf_document
from willing.sources.records import looks_like_records, record_documents, unzipped
from willing.sources.warc import looks_like_warc, warc_items

READ = "text (.txt, .md), HTML, PDF, RSS or Atom, JSON Lines, Parquet, WARC"
WORDS = ("id", "text", "title", "outlet", "author", "url")
HEAD = 1024
"""Bytes that tell a file which is read bit by bit."""
UNSUPPORTED = {".docx": "Word", ".doc": "Word", ".xlsx": "a spreadsheet", ".csv": "a spreadsheet"}


def read_source(
    target: str, *, options: SourceOptions | None = None, standard_input: BinaryIO | None = None
) -> Iterator[Document | Problem]:
    """Everything that a path, folder, address or `-` holds, one by one; a problem for each thing that is unreadable."""
    options = options or SourceOptions()
    for item in find_source(target, options, standard_input):
        yield from documents_in(item, options)


def find_source(target: str, options: SourceOptions, standard_input: BinaryIO | None = None) -> Iterator[Item]:
    """What a target holds, fetched or opened and not yet looked into: `documents_in` does that, in any process."""
    if target == "-":
        stream = standard_input if standard_input is not None else sys.stdin.buffer
        yield Found("-", stream.read(), "-")
    elif is_address(target):
        yield _fetched(target, options)
    else:
        yield from _in_files(Path(target), options)


def documents_in(item: Item, options: SourceOptions) -> Iterator[Document | Problem]:
    """The documents in what was found, whole; whatever is wrong with it becomes a problem at its place."""
    found = _guarded(item, options) if isinstance(item, Found) else iter((item,))
    retrieved = item.retrieved if isinstance(item, Found) else None
    for each in found:
        if isinstance(each, Document):
            each = _completed(replace(each, retrieved=retrieved) if retrieved else each, options)
        yield each


def read_bytes(raw: bytes, name: str, options: SourceOptions) -> Iterator[Document | Problem]:
    """Everything in the bytes of a file that somebody sent under a name; nothing of this machine is read."""
    kind = UNSUPPORTED.get(Path(name).suffix.lower())
    if kind is not None:
        yield Problem(name, f"{kind} is not read as text", READ)
    elif len(raw) > options.maximum_bytes:
        yield Problem(name, f"{len(raw):,} bytes", f"at most {options.maximum_bytes:,}", "split it into documents")
    else:
        yield from documents_in(Found(name, raw, name), options)


def read_words(words: str, options: SourceOptions) -> Document:
    """The document of a text that somebody pasted; raises InvalidValue where there is none."""
    text = unified(words)
    digits = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return _completed(Document(id=f"pasted-{digits}", text=text), options)


def count_sources(targets: Iterable[str]) -> int | None:
    """How many documents to expect, for a progress bar: files and lines counted; None where it cannot be known."""
    total = 0
    for target in targets:
        if target == "-" or is_address(target):
            return None
        for path in _files(Path(target)):
            total += _count_lines(path) if path.suffix in (".jsonl", ".ndjson") else 1
    return total


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1


def _in_files(path: Path, options: SourceOptions) -> Iterator[Item]:
    if not path.exists():
        yield Problem(str(path), "no such file or folder", "a path or an http(s) address", "check the spelling")
        return
    seen: set[str] = set()
    for file in _files(path):
        doc_id = file.name if file.name not in seen else str(file.relative_to(path))
        seen.add(file.name)
        yield from _file(file, doc_id, options)


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or all files below a folder in order, hidden ones left out."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def _file(file: Path, doc_id: str, options: SourceOptions) -> Iterator[Item]:
    name = UNSUPPORTED.get(file.suffix.lower())
    if name is not None:
        yield Problem(str(file), f"{name} is not read as text", READ)
        return
    try:
        if file.suffix in (".jsonl", ".ndjson"):
            with file.open("rb") as lines:
                yield from record_documents(lines, str(file))
            return
        head = head_of(file)
        if looks_like_parquet(head):
            yield from parquet_documents(file)
            return
        if looks_like_warc(head):
            with file.open("rb") as archive:
                yield from warc_items(archive, str(file), options)
            return
        size = file.stat().st_size
        if size > options.maximum_bytes + 1_000_000:
            yield Problem(str(file), f"{size:,} bytes", f"at most {options.maximum_bytes:,}", "split it into documents")
            return
        yield Found(str(file), file.read_bytes(), doc_id)
    except OSError as error:
        yield Problem(str(file), f"cannot be read ({error.strerror or error})", "a readable file")
    except WillingError as error:
        yield Problem(str(file), str(error))


def head_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(HEAD)


def _fetched(url: str, options: SourceOptions) -> Item:
    from willing.sources.fetch import fetch

    try:
        page = fetch(url, options)
    except InputError as error:
        return Problem(url, str(error).removeprefix(f"{url}: "))
    return Found(page.url, page.raw, page.url, url=page.url, charset=page.charset)


def _guarded(found: Found, options: SourceOptions) -> Iterator[Document | Problem]:
    """The documents in what was found; whatever is wrong with it becomes a problem."""
    try:
        yield from _documents(found, options)
    except WillingError as error:
        yield Problem(found.where, str(error))
    except (OSError, EOFError) as error:
        yield Problem(found.where, f"cannot be read ({error})")


def _documents(found: Found, options: SourceOptions) -> Iterator[Document | Problem]:
    """By content, whatever the name says: archive, PDF, feed, page, JSON Lines, else text."""
    if looks_like_warc(found.raw):
        yield from _archived(found, options)
        return
    raw = unzipped(found.raw)
    if not raw.strip():
        raise InputError("empty; expected a text")
    if looks_like_pdf(raw):
        yield pdf_document(raw, found.doc_id, url=found.url)
    elif looks_like_feed(raw):
        yield from feed_documents(raw, found.where)
    elif looks_like_html(raw) and not is_binary(raw):
        yield html_document(raw, found.doc_id, url=found.url, charset=found.charset)
    elif looks_like_records(raw):
        yield from record_documents(raw.splitlines(), found.where)
    else:
        yield Document(id=found.doc_id, text=decode(raw, found.charset), url=found.url, raw=raw)


def _archived(found: Found, options: SourceOptions) -> Iterator[Document | Problem]:
    """The documents in an archive that is there as a whole; an archive in an archive is none."""
    for item in warc_items(io.BytesIO(found.raw), found.where, options):
        if isinstance(item, Found) and looks_like_warc(item.raw):
            yield Problem(item.where, "an archive in an archive", "a page, text or PDF")
        else:
            yield from documents_in(item, options)


def _completed(document: Document, options: SourceOptions) -> Document:
    """The document with its language named, and what it does not say filled in from the options."""
    whole = with_whole_signs(document)
    return replace(
        whole,
        language=whole.language or language_of(whole.text),
        published=whole.published or options.date,
        outlet=whole.outlet or options.outlet,
        title=whole.title or options.title,
    )


def with_whole_signs(document: Document) -> Document:
    """The document without half signs in what it says."""
    told = {name: words for name in WORDS if (words := getattr(document, name))}
    whole: dict[str, Any] = {name: without_half_signs(words) for name, words in told.items()}
    return replace(document, **whole) if whole != told else document
