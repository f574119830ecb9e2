"""PDF files: the text of their pages, by pypdfium2."""

from __future__ import annotations

import re

from willing.errors import InputError
from willing.model import Document
from willing.sources.foreign import reading_of
from willing.sources.pages import partial_date

PARAGRAPH_END = re.compile(r"[.!?:;”\"’)]\s*$")


def looks_like_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


def pdf_document(raw: bytes, doc_id: str, *, url: str | None = None) -> Document:
    """The text of all pages, lines joined to paragraphs, pages separated by an empty line.

    Raises InputError for an encrypted or broken file, and for one that holds pictures of text only.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("encrypted PDF; expected one that opens without a password; save it unprotected") from None
        raise InputError(f"broken PDF ({error}); expected a readable one; try to print it to a new PDF") from None
    try:
        with reading_of("a PDF", "expected readable pages"):
            pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
            title = (pdf.get_metadata_value("Title") or "").strip() or None
            created = pdf.get_metadata_value("CreationDate") or ""
    finally:
        pdf.close()
    text = "\n\n".join(filter(None, (joined_lines(page) for page in pages)))
    if not text.strip():
        raise InputError(f"PDF of {len(pages)} pages without text; expected text, not pictures; try OCR")
    day = re.match(r"D:(\d{4})(\d{2})(\d{2})", created)
    published = partial_date("-".join(day.groups())) if day else None
    return Document(
        id=doc_id, text=text, title=title, published=published, url=url, media_type="application/pdf", raw=raw
    )


def joined_lines(page: str) -> str:
    """The lines of a page joined to paragraphs: a line that ends a sentence and is short ends a paragraph."""
    lines = [line.strip() for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            paragraphs.append(current)
            current = ""
            continue
        current = f"{current} {line}" if current else line
        if PARAGRAPH_END.search(line) and len(line) < 0.8 * width:
            paragraphs.append(current)
            current = ""
    paragraphs.append(current)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
