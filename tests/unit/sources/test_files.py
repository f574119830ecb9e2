"""Files and folders become documents with the user's own offsets, or problems that say what is wrong."""

from __future__ import annotations

import gzip
import io
import json
import time
from pathlib import Path

import pytest

from tests.unit.sources.pdf import pdf_bytes
from willing.model import Document, PartialDate, Problem
from willing.sources import SourceOptions, count_sources, read_source

SENTENCE = "Norway will send two frigates to the strait, its foreign minister said on Monday."
PAGE = (
    "<html><head><title>Two frigates</title><meta name='date' content='2025-06-01'></head><body><nav>Menu</nav>"
    f"<article><h1>Two frigates</h1><p>{SENTENCE} Spain has ruled out sending any ship of its own.</p>"
    "<p>Officials in Rome said that Italy was considering a hospital ship for the autumn.</p></article></body></html>"
)
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>
<item><title>Frigates</title><link>https://example.org/a</link><description>{SENTENCE}</description>
<pubDate>Mon, 02 Jun 2025 10:00:00 GMT</pubDate></item>
<item><title>Hospital ship</title><link>https://example.org/b</link><description>Italy weighs it.</description></item>
</channel></rss>"""


def read_one(path: Path, **options: object) -> Document | Problem:
    (item,) = list(read_source(str(path), options=SourceOptions(**options)))  # type: ignore[arg-type]
    return item


def document(path: Path, **options: object) -> Document:
    item = read_one(path, **options)
    assert isinstance(item, Document), item
    return item


def problem(path: Path) -> str:
    item = read_one(path)
    assert isinstance(item, Problem), item
    return str(item)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (SENTENCE.encode(), SENTENCE),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE),
        (f"{SENTENCE}\r\n\r\n  Two  spaces stay.\r\n".encode(), f"{SENTENCE}\n\n  Two  spaces stay.\n"),
        (SENTENCE.encode("utf-16"), SENTENCE),
        ("“Île” – naïve".encode(), "“Île” – naïve"),
    ],
)
def test_text_keeps_the_users_own_offsets(tmp_path: Path, raw: bytes, text: str) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(raw)
    found = document(path)
    assert found.text == text
    assert found.raw == raw
    assert found.id == "note.md"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty; expected a text"),
        (b" \r\n\t\n", "empty; expected a text"),
        ("Café à Paris".encode("latin-1"), "offset 3 is not utf-8; expected text in UTF-8; it looks like iso-8859-1"),
        ("“quoted” words".encode("cp1252"), "it looks like windows-1252"),
        (b"GIF89a\x00\x01\x00", "binary data; expected text, HTML, PDF, a feed or JSON Lines"),
    ],
)
def test_what_is_no_text_is_told_with_the_reason(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(raw)
    assert reason in problem(path)
    assert problem(path).startswith(str(path))


def test_a_page_gives_its_article_title_and_date_and_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"  # the name lies; the content tells
    path.write_text(PAGE, encoding="utf-8")
    found = document(path)
    assert SENTENCE in found.text
    assert "Menu" not in found.text
    assert found.title == "Two frigates"
    assert found.published == PartialDate(2025, 6, 1)
    assert found.raw == PAGE.encode()


def test_a_page_in_another_charset_is_decoded_by_its_own_word(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    markup = PAGE.replace("<head>", "<head><meta charset='iso-8859-1'>").replace("Spain", "España")
    path.write_bytes(markup.encode("latin-1"))
    assert "España" in document(path).text


def test_a_pdf_gives_its_lines_as_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(
        pdf_bytes(["Norway will send two frigates to the strait,", "its foreign minister said.", "Spain will not."])
    )
    found = document(path)
    assert "to the strait, its foreign minister said." in found.text
    assert found.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (pdf_bytes(["secret"], encrypted=True), "encrypted PDF"),
        (pdf_bytes(["cut short"])[:120], "broken PDF"),
        (pdf_bytes([]), "without text"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(raw)
    assert reason in problem(path)


def test_every_entry_of_a_feed_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    first, second = (item for item in read_source(str(path)) if isinstance(item, Document))
    assert (first.id, first.title, first.outlet) == ("https://example.org/a", "Frigates", "Harbour News")
    assert first.published == PartialDate(2025, 6, 2)
    assert first.text == SENTENCE
    assert second.text == "Italy weighs it."


def test_a_broken_feed_still_gives_what_can_be_read_and_says_where_it_broke(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS[: RSS.index("Hospital")], encoding="utf-8")
    items = list(read_source(str(path)))
    assert any(isinstance(item, Document) and item.text == SENTENCE for item in items)
    assert any(isinstance(item, Problem) and "broken feed" in str(item) and "line" in str(item) for item in items)


@pytest.mark.parametrize("zipped", [False, True])
def test_json_lines_give_documents_and_bad_lines_their_number(tmp_path: Path, zipped: bool) -> None:
    lines = [
        json.dumps({"doc_id": "a", "text": f"{SENTENCE}\r\n", "date": "2025-06", "outlet": "Harbour News"}),
        "{not json",
        "",
        json.dumps({"doc_id": "b"}),
        json.dumps({"text": SENTENCE, "date": "June"}),
        json.dumps({"text": SENTENCE}),
    ]
    raw = "\n".join(lines).encode()
    path = tmp_path / ("texts.jsonl.gz" if zipped else "texts.jsonl")
    path.write_bytes(gzip.compress(raw) if zipped else raw)
    items = list(read_source(str(path)))
    found = [item for item in items if isinstance(item, Document)]
    assert [item.text for item in found] == [f"{SENTENCE}\n", SENTENCE]
    assert (found[0].id, found[0].outlet, str(found[0].published)) == ("a", "Harbour News", "2025-06")
    told = [str(item) for item in items if isinstance(item, Problem)]
    assert [any(f"line {number}" in line for line in told) for number in (2, 4, 5)] == [True, True, True]


def test_a_folder_is_read_in_order_without_hidden_files_and_names_stay_apart(tmp_path: Path) -> None:
    for place in ("b/note.txt", "a/note.txt", ".git/config", "c.txt"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(f"{SENTENCE} {place}", encoding="utf-8")
    found = [item.id for item in read_source(str(tmp_path)) if isinstance(item, Document)]
    assert found == ["note.txt", "b/note.txt", "c.txt"]
    assert count_sources([str(tmp_path)]) == 3


def test_standard_input_is_sniffed_like_a_file() -> None:
    for raw in (SENTENCE.encode(), json.dumps({"text": SENTENCE}).encode()):
        (item,) = read_source("-", standard_input=io.BytesIO(raw))
        assert isinstance(item, Document)
        assert item.text == SENTENCE


def test_what_the_text_does_not_say_comes_from_the_options(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    found = document(path, date=PartialDate(2025, 6), outlet="Harbour News", title="Frigates")
    assert (str(found.published), found.outlet, found.title) == ("2025-06", "Harbour News", "Frigates")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCE, "en"),
        ("Die Bundesregierung hat am Montag beschlossen, zwei weitere Schiffe zu entsenden.", "de"),
        ("Yes.", None),
    ],
)
def test_the_language_is_named_where_it_can_be_told(tmp_path: Path, text: str, language: str | None) -> None:
    path = tmp_path / "note.txt"
    path.write_text(text, encoding="utf-8")
    assert document(path).language == language


def test_a_spreadsheet_is_not_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n", encoding="utf-8")
    assert "a spreadsheet is not read as text" in problem(path)


def test_half_a_sign_in_json_becomes_one_replacement_sign_so_that_offsets_stay(tmp_path: Path) -> None:
    path = tmp_path / "half.jsonl"
    path.write_text('{"doc_id": "a\\udc00", "text": "Norway will send \\ud800 two frigates.", "title": "\\ud83d"}')
    found = document(path)
    assert found.text == "Norway will send \ufffd two frigates."
    assert (found.id, found.title) == ("a\ufffd", "\ufffd")


def test_a_feed_that_breaks_its_parser_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS.replace("Frigates", "Frigates &#xD800; <b>"), encoding="utf-8")
    assert "a feed that cannot be read (UnicodeEncodeError" in problem(path)
    path.write_text(RSS + " " * 4_000_000, encoding="utf-8")
    assert "expected at most 4,000,000; split it" in problem(path)


def test_a_feed_with_a_hundred_thousand_open_tags_is_read_in_time_that_grows_with_its_length(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS.replace("on Monday.", "on Monday. " + "&lt;" * 100_000), encoding="utf-8")
    began = time.process_time()
    assert any(isinstance(item, Document) for item in read_source(str(path)))
    assert time.process_time() - began < 5


def test_a_page_of_many_megabytes_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("Menu", "Menu " * 1_000_001), encoding="utf-8")
    assert "expected at most 5,000,000; save the article itself" in problem(path)


@pytest.mark.parametrize("spoilt", [slice(None, -9), slice(4, None)])
def test_gzip_that_is_cut_off_or_damaged_is_one_problem(tmp_path: Path, spoilt: slice) -> None:
    path = tmp_path / "lines.gz"
    packed = bytearray(gzip.compress(SENTENCE.encode() * 50))
    packed[20] ^= 0xFF
    path.write_bytes(b"\x1f\x8b\x08\x00"[: spoilt.start or 0] + packed[spoilt])
    assert "broken gzip (" in problem(path)
