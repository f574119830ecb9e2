"""From bytes to text, with nothing changed but a byte-order mark and line ends."""

from __future__ import annotations

import codecs

from willing.errors import InputError

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}


def decode(raw: bytes, charset: str | None = None) -> str:
    """The text of `raw`: by its byte-order mark, else `charset`, else UTF-8; CRLF and CR become LF.

    Raises InputError for binary data, and for bytes that are not in the encoding, with the place and a likely one.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return unified(_decoded(raw[len(mark) :], encoding))
    if is_binary(raw):
        raise InputError("binary data; expected text, HTML, PDF, a feed or JSON Lines")
    return unified(_decoded(raw, charset or "utf-8"))


def unified(text: str) -> str:
    """`text` with LF line ends and without a byte-order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_binary(raw: bytes) -> bool:
    """Whether the first bytes hold what no text holds."""
    head = raw[:4096]
    return b"\0" in head or sum(byte in CONTROL for byte in head) * 50 > len(head) > 0


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError:
        return _decoded(raw, "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {raw[error.start] if error.start < len(raw) else 0:#04x} at offset {error.start} is not {encoding}; "
            f"expected text in UTF-8; it looks like {likely_encoding(raw)}: convert it, for example with "
            f"iconv -f {likely_encoding(raw)} -t utf-8"
        ) from None


def likely_encoding(raw: bytes) -> str:
    """A guess to help a person convert the file; never used to read it."""
    return "windows-1252" if any(0x80 <= byte <= 0x9F for byte in raw) else "iso-8859-1"
