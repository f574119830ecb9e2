"""A text as it was read, with what is known of where it comes from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from willing.errors import InvalidValue
from willing.model.date import PartialDate


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its source. `text` is canonical: every offset counts its code points and it never changes.

    `id` is the name given by the input, else the file's name or the address. `published` may be known to the day,
    month or year only. `language` is an ISO 639-1 code. `raw` is the bytes it was read from (None where they are the
    text itself); `sha256` is of the text, so that equal texts are recognised whatever they were read from.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    retrieved: str | None = None
    url: str | None = None
    language: str | None = None
    media_type: str = "text/plain"
    raw: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidValue("document without an id: expected a name or an address")
        if not self.text.strip():
            raise InvalidValue(f"document {self.id}: expected a text, met none")

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the canonical text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
