"""Web archives: their pages, texts and PDF files as documents; what is damaged or cut off is told."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.unit.sources.pdf import pdf_bytes
from tests.unit.sources.warc import archive, record
from willing.model import Document, Problem
from willing.sources import SourceOptions, read_bytes, read_source


def page(number: int) -> bytes:
    return (
        f"<html><head><title>Report {number}</title></head><body><article><h1>Report {number}</h1><p>Norway will send "
        f"{number + 2} frigates to the strait, its foreign minister said on Monday in Oslo.</p></article></body></html>"
    ).encode()


PAGES = [record(f"https://example.org/{number}", page(number)) for number in range(5)]
ODDITIES = [
    record("https://example.org/", b"crawler 1", "application/warc-fields", kind="warcinfo"),
    record("https://example.org/gone", page(9), status="404 Not Found"),
    record("https://example.org/a.png", b"\x89PNG", "image/png"),
    record("https://example.org/0", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request", kind="request"),
]


def read(path: Path, raw: bytes, **options: int) -> tuple[list[Document], list[str]]:
    path.write_bytes(raw)
    items = list(read_source(str(path), options=SourceOptions(**options)))  # type: ignore[arg-type]
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [str(item).removeprefix(str(path)) for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize("zipped", [True, False])
def test_pages_texts_and_pdf_files_are_documents_with_address_and_moment(tmp_path: Path, zipped: bool) -> None:
    text = record("https://example.org/text", b"Spain has ruled out ships.", "text/plain", kind="resource")
    pdf = record("https://example.org/pdf", pdf_bytes(["Italy will send a hospital ship."]), "application/pdf")
    raw = archive(ODDITIES[0], PAGES[0], *ODDITIES[1:], text, pdf, zipped=zipped)
    documents, problems = read(tmp_path / "crawl.warc.gz", raw)
    assert problems == []
    assert [document.id for document in documents] == [f"https://example.org/{end}" for end in ("0", "text", "pdf")]
    assert "Norway will send 2 frigates" in documents[0].text
    assert {(document.url, document.retrieved) for document in documents} == {
        (document.id, "2026-01-05T10:00:00Z") for document in documents
    }


def test_what_the_server_zipped_is_unzipped_up_to_the_limit(tmp_path: Path) -> None:
    head = "Content-Encoding: gzip\r\n"
    small = record("https://example.org/a", gzip.compress(page(1)), "text/html", head=head)
    bomb = record("https://example.org/b", gzip.compress(b"x" * 30_000_000), "text/html", head=head)
    documents, problems = read(tmp_path / "crawl.warc", archive(small, bomb))
    assert [document.id for document in documents] == ["https://example.org/a"]
    assert problems == [", record 2: more than 20,000,000 bytes; expected at most that in one record"]


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("lost", [1, 40, 200])
def test_an_archive_that_is_cut_off_says_so_and_gives_what_is_whole(tmp_path: Path, zipped: bool, lost: int) -> None:
    documents, problems = read(tmp_path / "crawl.warc", archive(*PAGES, zipped=zipped)[:-lost])
    assert [document.id[-1] for document in documents][:4] == ["0", "1", "2", "3"]
    assert any("cut off" in problem for problem in problems)


def test_after_a_damaged_record_the_others_still_come(tmp_path: Path) -> None:
    pieces = [bytearray(gzip.compress(each, mtime=0)) for each in PAGES]
    pieces[2][60] ^= 0xFF
    documents, problems = read(tmp_path / "crawl.warc", b"".join(pieces))
    assert {document.id[-1] for document in documents} >= {"0", "1", "3", "4"}
    assert any("damaged" in problem for problem in problems)


def test_an_archive_in_one_piece_of_gzip_is_read_too(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(PAGES))
    assert len(read(tmp_path / "crawl.warc", whole)[0]) == 5
    assert any("cut off" in problem for problem in read(tmp_path / "cut.warc", whole[:-100])[1])


def test_an_archive_is_read_like_any_other_bytes_and_not_within_itself() -> None:
    inner = archive(PAGES[0], zipped=False)
    raw = archive(PAGES[1], record("https://example.org/w", inner, "text/plain"))
    one, two = read_bytes(raw, "sent.bin", SourceOptions())
    assert isinstance(one, Document)
    assert str(two) == "sent.bin, record 2: an archive in an archive; expected a page, text or PDF"


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    documents, problems = read(tmp_path / "crawl.warc", archive(*ODDITIES))
    assert documents == []
    assert "an archive without pages or texts" in problems[0]
