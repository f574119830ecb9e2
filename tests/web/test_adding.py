"""Adding in the browser: what is sent is read, watched, and lands on its positions."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, client_of, running
from willing.sources import SourceOptions, read_bytes
from willing.web.pages.adding import address_of, safe_name

TEXT = (
    "Norway will send two frigates to the coast, the government in Oslo said on Monday. "
    "Denmark has not decided whether it will send troops, the ministry said."
)


def token_in(page: str) -> str:
    found = re.search(r'name="form-token" value="(\w+)"', page)
    assert found is not None
    return found[1]


def send(client: TestClient, files: Any = None, **fields: str) -> Any:
    """Fills the form of `/add` in and sends it."""
    fields["form-token"] = token_in(client.get("/add").text)
    return client.post("/add", data=fields, files=files or {"file": ("", b"")})


def read(client: TestClient, files: Any = None, **fields: str) -> dict[str, Any]:
    """The same, and waits until it is read."""
    answer = send(client, files, **fields)
    assert answer.status_code == 303, answer.text
    for _ in range(1800):
        reading: dict[str, Any] = client.get(f"{answer.headers['location']}.json").json()
        if reading["stage"] == "done":
            return reading | {"address": answer.headers["location"]}
        time.sleep(0.05)
    raise AssertionError("not read within a minute and a half")


def test_a_pasted_text_lands_on_its_positions(own_case: Path) -> None:
    with client_of(own_case) as client:
        reading = read(client, text=TEXT, outlet="Harbour Daily", date="2026-01-12", title="Two frigates")
        (text,) = reading["texts"]
        assert text["is_new"]
        assert client.get(reading["address"]).headers["location"] == f"/documents/{text['digits']}?added=new"
        page = client.get(reading["landing"]).text
        assert "Two frigates" in page
        document = client.get(f"/documents/{text['digits']}.json").json()
        assert document["text"] == TEXT
        assert document["published"] == "2026-01-12"
        assert {(each["actor_ids"][0], each["stance"]) for each in document["positions"]} >= {
            ("NOR", "committed"),
            ("DNK", "undecided"),
        }
        assert f"Read and kept: {len(document['positions'])} positions found" in page
        assert text["positions"] == len(document["positions"])


def test_the_same_text_again_is_said_to_be_known(own_case: Path) -> None:
    with client_of(own_case) as client:
        first, again = read(client, text=TEXT), read(client, text=TEXT.replace("\n", "\r\n"))
        assert first["texts"][0]["digits"] == again["texts"][0]["digits"]
        assert not again["texts"][0]["is_new"]
        assert "known already: nothing was added" in client.get(again["landing"]).text


def test_a_text_in_another_language_is_kept_and_said_to_be_unread(own_case: Path) -> None:
    words = "Norge vil sende to fregatter til kysten, sa regjeringen i Oslo på mandag, og flere skip kommer senere."
    with client_of(own_case) as client:
        reading = read(client, text=words)
        assert reading["texts"][0]["unread"]
        assert "Kept, but unread" in client.get(reading["landing"]).text


def test_several_files_are_listed_with_what_could_not_be_read(own_case: Path) -> None:
    files = [
        ("file", ("one.txt", TEXT.encode())),
        ("file", ("../../etc/two.html", b"<html><title>Two</title><body><p>" + b"Nobody promises anything. " * 20)),
        ("file", ("sheet.xlsx", b"PK")),
        ("file", ("empty.txt", b"  ")),
    ]
    with client_of(own_case) as client:
        reading = read(client, files)
        assert [text["name"] for text in reading["texts"]] == ["one.txt", "two.html"]
        assert reading["problems"] == [
            "sheet.xlsx: a spreadsheet is not read as text; "
            "expected text (.txt, .md), HTML, PDF, RSS or Atom, JSON Lines, Parquet, WARC",
            "empty.txt: empty; expected a text",
        ]
        page = client.get(reading["address"]).text
        assert "What could not be read" in page
        assert "Kept" in page


def test_an_address_on_a_private_network_is_refused(own_case: Path) -> None:
    with client_of(own_case) as client:
        for address in (
            "http://127.0.0.1:9/secret",
            "http://169.254.169.254/latest",
            "localhost:8000",
            "http://[::1]/",
        ):
            (problem,) = read(client, address=address)["problems"]
            assert "private or local address" in problem, address


def test_other_schemes_than_the_web_are_refused_beside_the_field(client: TestClient) -> None:
    for address in ("file:///etc/passwd", "ftp://example.org/x", "averyveryverylongscheme://x"):
        answer = send(client, address=address)
        assert answer.status_code == 400
        assert 'id="wrong-address"' in answer.text


def test_what_has_no_scheme_is_an_address_and_never_a_path() -> None:
    assert address_of("/etc/passwd") == "https:///etc/passwd"
    assert address_of("example.org/page") == "https://example.org/page"
    assert address_of("http://example.org") == "http://example.org"


def test_beyond_loopback_nobody_can_ask_for_private_addresses(own_case: Path) -> None:
    with client_of(own_case, host="0.0.0.0", token="s") as client:
        client.get("/?token=s")
        assert 'name="private"' not in client.get("/add").text
        (problem,) = read(client, address="http://127.0.0.1:9/", private="yes")["problems"]
        assert "private or local address" in problem


def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(client: TestClient) -> None:
    answer = send(client, text=TEXT, date="soon")
    assert answer.status_code == 400
    assert re.search(r'id="wrong-date">.*soon', answer.text)
    assert TEXT in answer.text
    assert "Nothing was sent" in send(client).text


def test_a_form_without_its_token_adds_nothing(client: TestClient) -> None:
    assert client.post("/add", data={"text": TEXT}).status_code == 403


def test_what_is_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    assert client.post("/add", headers={"content-length": str(33 * 1024 * 1024)}).status_code == 413


def test_a_file_over_the_bound_is_told(own_case: Path) -> None:
    (problem,) = read_bytes(b"x" * 101, "big.txt", SourceOptions(maximum_bytes=100))
    assert str(problem) == "big.txt: 101 bytes; expected at most 100; split it into documents"


def test_a_small_file_that_unzips_to_a_huge_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("willing.sources.records.MOST_UNZIPPED", 1000)
    (problem,) = read_bytes(gzip.compress(b"x" * 5000), "bomb.gz", SourceOptions())
    assert "more than 1,000 bytes once unzipped" in str(problem)


def test_names_of_files_lose_their_folders_and_what_cannot_be_printed() -> None:
    assert safe_name("..\\..\\windows\\a.txt") == "a.txt"
    assert safe_name("../../.ssh") == "ssh"
    assert safe_name("a\r\nSet-Cookie: x\x00.txt") == "a Set-Cookie: x .txt"
    assert len(safe_name("x" * 5000 + ".html")) == 120
    assert safe_name("x" * 5000 + ".html").endswith(".html")
    assert safe_name("/") == "file"


def test_a_reading_that_nobody_began_is_not_there(client: TestClient) -> None:
    assert client.get("/add/nothing").status_code == 404
    assert client.get("/add/nothing.json").status_code == 404


@pytest.mark.parametrize("script", [True, False])
def test_a_text_pasted_in_the_browser_is_watched_and_lands(open_page: OpenPage, own_case: Path, script: bool) -> None:
    with running(own_case) as base:
        page = open_page("/add", base=base, script=script)
        page.fill("#text", TEXT)
        page.fill("#outlet", "Harbour Daily")
        page.click("button.primary")
        page.wait_for_url("**/documents/*", timeout=30_000)
        found = page.locator(".sign-link").count()
        assert found >= 2
        assert f"{found} positions found" in page.inner_text(".notice")


def test_a_file_chosen_in_the_browser_is_read(open_page: OpenPage, own_case: Path, tmp_path: Path) -> None:
    file = tmp_path / "frigates.txt"
    file.write_text(TEXT, encoding="utf-8")
    with running(own_case) as base:
        page = open_page("/add", base=base, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.set_input_files("#file", str(file))
        page.keyboard.press("Tab")
        page.click("button.primary")
        page.wait_for_url("**/documents/*", timeout=30_000)
        assert page.inner_text("h1") == "frigates.txt"
