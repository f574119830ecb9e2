"""Small web archives written by hand, so that nothing but the reader under test knows the format."""

from __future__ import annotations

import gzip
import uuid


def record(
    url: str,
    body: bytes,
    media_type: str = "text/html; charset=utf-8",
    *,
    kind: str = "response",
    status: str = "200 OK",
    head: str = "",
) -> bytes:
    """One WARC/1.0 record; a response has an HTTP head around its body, `head` adds lines to it."""
    if kind == "response":
        lines = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{head}Content-Length: {len(body)}\r\n\r\n"
        body = lines.encode("ascii") + body
        media_type = "application/http; msgtype=response"
    told = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\n"
        f"WARC-Date: 2026-01-05T10:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return told.encode("ascii") + body + b"\r\n\r\n"


def archive(*records: bytes, zipped: bool = True) -> bytes:
    """Records one after another, each zipped by itself as crawls do, or all of them plain."""
    return b"".join(gzip.compress(each, mtime=0) if zipped else each for each in records)
