"""Bytes to text by the encoding that a server or page means."""

from __future__ import annotations

import pytest

from willing.errors import InputError
from willing.sources.decoding import decode, web_encoding
from willing.sources.pages import encoding_of, html_document

QUOTED = "\u201cWe will send two ships\u201d, she said \u2013 caf\u00e9."


@pytest.mark.parametrize("name", ["iso-8859-1", "latin1", "us-ascii", "windows-1252", " ISO-8859-1 "])
def test_a_text_that_calls_itself_latin_keeps_its_quotation_marks(name: str) -> None:
    assert decode(QUOTED.encode("cp1252"), name) == QUOTED


@pytest.mark.parametrize(
    ("name", "means"),
    [
        (None, "utf-8"),
        ("utf8", "utf-8"),
        ("gb2312", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("euc-kr", "cp949"),
        ("iso-8859-2", "iso8859-2"),
        ("iso-8859-9", "cp1254"),
        ("koi8-r", "koi8-r"),
        ("undefined", "utf-8"),
        ("utf-7", "utf-8"),
        ("unicode_escape", "utf-8"),
        ("punycode", "utf-8"),
        ("idna", "utf-8"),
        ("zlib", "utf-8"),
        ("no such thing", "utf-8"),
        ("\0", "utf-8"),
        ("\u20ac", "utf-8"),
    ],
)
def test_only_encodings_of_the_web_count(name: str | None, means: str) -> None:
    assert web_encoding(name) == means
    assert "text".encode(means).decode(means) == "text"


def test_bytes_that_are_not_in_the_encoding_are_told_with_their_place() -> None:
    with pytest.raises(InputError, match=r"byte 0x81 at offset 5 is not cp1252"):
        decode(b"ships\x81", "iso-8859-1")


@pytest.mark.parametrize(
    ("raw", "charset", "means"),
    [
        (b"<meta charset=iso-8859-1>", None, "cp1252"),
        (b"<meta charset=iso-8859-1>", "utf-8", "utf-8"),
        (b"<meta charset=utf-16>", None, "utf-8"),
        (b"<meta charset=undefined>", None, "utf-8"),
        (b"\xef\xbb\xbf<meta charset=iso-8859-1>", "iso-8859-1", "utf-8"),
        (b"\xff\xfe<\0", None, "utf-16-le"),
        (b"<p>", None, "utf-8"),
    ],
)
def test_a_page_is_read_by_its_mark_its_server_or_itself(raw: bytes, charset: str | None, means: str) -> None:
    assert encoding_of(raw, charset) == means


def test_a_page_that_calls_itself_latin_keeps_its_quotation_marks() -> None:
    words = f"{QUOTED} " * 20
    page = f"<html><head><meta charset='iso-8859-1'></head><body><article><p>{words}</p></article></body></html>"
    assert QUOTED in html_document(page.encode("cp1252"), "page").text
