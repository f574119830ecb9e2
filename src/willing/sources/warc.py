"""Web archives (WARC): the pages, texts and PDF files that a crawl kept, by fastwarc, an extra.

Records of type response and resource are taken, one by one, so that an archive may be larger than memory; answers other
than 200 and media types that hold no text are passed over, as is what a crawl notes for itself. A damaged place is told
and reading goes on at the next record that can be found.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from willing.errors import UsageError
from willing.model import Problem
from willing.sources.found import Found
from willing.sources.options import SourceOptions

if TYPE_CHECKING:
    from fastwarc import WarcRecord

ZIPPED = b"\x1f\x8b\x08"
PLAIN = b"WARC/1."
TEXTUAL = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/rss+xml",
           "application/atom+xml", "text/xml", "application/xml")  # fmt: skip
RECORD_END = b"\r\n\r\n"
PIECE = 1 << 20
MOST_DAMAGES = 100
"""Damaged places after which the rest of an archive is given up."""
EXPECTED = "a WARC archive as it was written"


def looks_like_warc(head: bytes) -> bool:
    """Whether a file begins with a WARC record, plain or zipped."""
    if head.startswith(ZIPPED):
        try:
            return zlib.decompressobj(31).decompress(head, 16).startswith(PLAIN)
        except zlib.error:
            return False
    return head.startswith(PLAIN)


def warc_items(stream: BinaryIO, where: str, options: SourceOptions) -> Iterator[Found | Problem]:
    """What an archive holds, to be looked into, and a problem for each record or place that is damaged.

    `stream` can be sought in. Raises UsageError where fastwarc is not installed.
    """
    iterator = archive_iterator()
    zipped = stream.read(len(ZIPPED)) == ZIPPED
    mark = ZIPPED if zipped else PLAIN
    number = taken = damages = position = 0
    start: int | None = 0
    while start is not None:
        stream.seek(start)
        try:
            for record in iterator(stream, parse_http=True, auto_decode="all"):
                position = start + record.stream_pos
                number += 1
                item = record_item(record, f"{where}, record {number}", options)
                if item is not None:
                    taken += 1
                    yield item
            break
        except OSError as error:
            damages += 1
            place = f"{where}, after byte {max(position, start):,}"
            yield Problem(place, f"damaged ({error})", EXPECTED, "the next record is looked for")
            if damages >= MOST_DAMAGES:
                yield Problem(where, f"{damages} damaged places", EXPECTED, "the rest is given up; fetch it again")
                return
            start = next_mark(stream, max(position, start) + 1, mark)
    if ends_early(stream, zipped, position):
        yield Problem(where, "the archive is cut off", EXPECTED, f"{taken} records were read; fetch it again")
    elif not taken and not damages:
        yield Problem(where, "an archive without pages or texts", "records of type response or resource")


def archive_iterator() -> Any:
    try:
        from fastwarc import ArchiveIterator
    except ImportError:
        raise UsageError("reading WARC needs fastwarc; install it with: pip install 'willing[warc]'") from None
    return ArchiveIterator


def record_item(record: WarcRecord, where: str, options: SourceOptions) -> Found | Problem | None:
    """What a record holds; None where that is nothing to read."""
    from fastwarc import WarcRecordType

    status = record.http_headers.status_code if record.is_http and record.http_headers else 200
    media_type = media_type_of(record)
    kept = record.record_type in (WarcRecordType.response, WarcRecordType.resource)
    if not kept or status != 200 or (media_type and media_type not in TEXTUAL):
        return None
    try:
        raw = record.reader.read(options.maximum_bytes + 1)
    except OSError as error:
        return Problem(where, f"cannot be read ({error})", EXPECTED)
    if len(raw) > options.maximum_bytes:
        return Problem(where, f"more than {options.maximum_bytes:,} bytes", "at most that in one record")
    url = record.headers.get("WARC-Target-URI")
    address = url.strip("<> ") if url else None
    if address is None:
        return Problem(where, "a record without an address", "WARC-Target-URI in its head")
    charset = record.http_charset if record.is_http else None
    return Found(where, raw, address, url=address, charset=charset, retrieved=record.headers.get("WARC-Date"))


def media_type_of(record: WarcRecord) -> str:
    """The media type in lower case without its parameters; empty where none is told."""
    told = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (told or "").partition(";")[0].strip().lower()


def next_mark(stream: BinaryIO, start: int, mark: bytes) -> int | None:
    """Where the next record may begin, from a byte on; None where there is none."""
    stream.seek(start)
    before = b""
    while piece := stream.read(PIECE):
        place = (before + piece).find(mark)
        if place >= 0:
            return start - len(before) + place
        start += len(piece)
        before = (before + piece)[-len(mark) + 1 :]
    return None


def ends_early(stream: BinaryIO, zipped: bool, last: int) -> bool:
    """Whether the archive ends before its last record does, which fastwarc passes over in silence.

    `last` is where the last record that was met begins.
    """
    if zipped:
        return zip_ends_early(stream, last)
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - len(RECORD_END)))
    return stream.read() != RECORD_END


def zip_ends_early(stream: BinaryIO, start: int) -> bool:
    stream.seek(start)
    if stream.read(len(ZIPPED)) != ZIPPED:
        # one gzip around all records, whose places fastwarc cannot tell
        start = 0
    stream.seek(start)
    member = None
    while piece := stream.read(PIECE):
        while piece:
            member = member or zlib.decompressobj(31)
            try:
                member.decompress(piece, PIECE)
            except zlib.error:
                # damage is told where records are read; zeros after the end are none
                return False
            piece, member = (member.unused_data, None) if member.eof else (member.unconsumed_tail, member)
    return member is not None
