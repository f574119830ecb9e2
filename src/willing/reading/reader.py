"""What every reader promises: documents in, readings out, each position anchored in the document's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from willing.model import Document, Position, Problem

READABLE_LANGUAGES = frozenset({"en"})
LANGUAGE_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "uk": "Ukrainian", "ru": "Russian",
    "pl": "Polish", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "nb": "Norwegian",
    "fi": "Finnish", "et": "Estonian", "lv": "Latvian", "lt": "Lithuanian", "cs": "Czech", "sk": "Slovak",
    "hu": "Hungarian", "ro": "Romanian", "bg": "Bulgarian", "el": "Greek", "tr": "Turkish", "pt": "Portuguese",
    "zh": "Chinese", "ja": "Japanese", "ar": "Arabic", "he": "Hebrew", "ko": "Korean", "hr": "Croatian",
    "sr": "Serbian", "sl": "Slovenian", "fa": "Persian",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one document. `unread` says why nothing was read, None where it was read."""

    document: Document
    positions: tuple[Position, ...]
    problems: tuple[Problem, ...] = ()
    unread: str | None = None


class Reader(Protocol):
    """A way of reading; interchangeable, named, versioned."""

    name: str
    version: str

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """A reading for each document, in order; never raises for a text, however odd."""
        ...


def unread_reason(document: Document) -> str | None:
    """Why this reader cannot read the document's language; None where it can, or where the language is unknown."""
    language = document.language
    if language is None or language in READABLE_LANGUAGES:
        return None
    name = LANGUAGE_NAMES.get(language, f"language {language!r}")
    return f"the text is in {name}; the local reader reads English only"
