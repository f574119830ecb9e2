"""From bytes to text, with nothing changed but a byte-order mark and line ends."""

from __future__ import annotations

import codecs

from willing.errors import InputError

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
WEB_NAMES = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
"""What the web means by a name where that is more than the name says: pages that call themselves Latin-1 have the
quotation marks of Windows-1252 (WHATWG Encoding Standard, names and labels)."""
WEB_ENCODINGS = frozenset(
    (
        "utf-8 cp866 koi8-r koi8-u mac-roman mac-cyrillic cp874 cp932 cp949 euc_jp iso2022_jp gb18030 big5hkscs "
        "utf-16 utf-16-le utf-16-be "
        + " ".join(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16))
        + " "
        + " ".join(f"cp125{part}" for part in range(9))
    ).split()
)
"""The standard's encodings, as Python calls them; it has others that are no text or harm it (`undefined`, `utf-7`)."""


def decode(raw: bytes, charset: str | None = None) -> str:
    """The text of `raw`: by its byte-order mark, else `charset` as the web means it, else UTF-8; CRLF and CR become LF.

    Raises InputError for binary data, and for bytes that are not in the encoding, with the place and a likely one.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return unified(_decoded(raw[len(mark) :], encoding))
    if is_binary(raw):
        raise InputError("binary data; expected text, HTML, PDF, a feed or JSON Lines")
    return unified(_decoded(raw, web_encoding(charset)))


def web_encoding(name: str | None) -> str:
    """The encoding that a server or page means by a name; UTF-8 where it gives none, or none that the web knows."""
    try:
        known = codecs.lookup((name or "utf-8").strip()).name
    except (LookupError, ValueError):
        return "utf-8"
    known = WEB_NAMES.get(known, known)
    return known if known in WEB_ENCODINGS else "utf-8"


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
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {raw[error.start] if error.start < len(raw) else 0:#04x} at offset {error.start} is not {encoding}; "
            f"expected text in UTF-8; it looks like {likely_encoding(raw)}: convert it, for example with "
            f"iconv -f {likely_encoding(raw)} -t utf-8"
        ) from None


def likely_encoding(raw: bytes) -> str:
    """A guess to help a person convert the file; never used to read it."""
    return "windows-1252" if any(0x80 <= byte <= 0x9F for byte in raw) else "iso-8859-1"
