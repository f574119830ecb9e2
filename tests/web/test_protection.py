"""What the web app refuses: other names, other sites, large bodies; and what it never tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.web.conftest import client_of
from tests.web.every_page import addresses
from willing.ledger.shared import SharedLedger
from willing.web.forgery import check_form, is_ours, new_token
from willing.web.pages import PAGES
from willing.web.safe_text import shown
from willing.web.settings import ServeSettings, is_loopback


def test_another_name_that_points_here_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 421
    assert client.get("/", headers={"host": "127.0.0.1:9000"}).status_code == 200
    assert client.get("/", headers={"host": "[::1]:9000"}).status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        {"origin": "http://elsewhere.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_a_write_from_another_site_is_refused(client: TestClient, told: dict[str, str]) -> None:
    answer = client.post("/", headers=told)
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_every_write_checks_the_token_of_its_form() -> None:
    routes = [route for pages in PAGES for route in pages.router.routes if isinstance(route, APIRoute)]
    writing = [route for route in routes if route.methods - {"GET", "HEAD"}]
    assert all(check_form in {each.dependency for each in route.dependencies} for route in writing)


def test_a_token_is_ours_only_whole() -> None:
    token = new_token()
    assert is_ours(token)
    assert token != new_token()
    assert not any(is_ours(wrong) for wrong in ("", token[:-1], token + "0", "ü" * 96))


def test_a_large_body_is_refused(client: TestClient) -> None:
    assert client.post("/", content=b"x" * 300_000).status_code == 413
    assert client.post("/", content=(b"x" * 100_000 for _ in range(4))).status_code in (405, 413)


def test_pages_forbid_inline_script_frames_and_referrers(teller: TestClient) -> None:
    for path in (*addresses(teller), "/static/willing.css", "/matrix.json"):
        headers = teller.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_no_page_holds_a_style_or_script_of_its_own(teller: TestClient) -> None:
    for path in addresses(teller):
        page = teller.get(path).text
        assert " style=" not in page
        assert "<style" not in page
        assert "onclick" not in page
        assert page.count("<script") == page.count('<script src="/static/')


def test_an_error_tells_no_path(own_case: Path) -> None:
    with client_of(own_case) as client:
        (own_case / "ledger.db").unlink()
        answer = client.get("/")
        assert answer.status_code == 503
        assert str(own_case) not in answer.text
        (own_case / "case.toml").write_text("id = ")
        answer = client.get("/")
        assert answer.status_code == 503
        assert "willing case check" in answer.text
        assert str(own_case) not in answer.text


def test_a_mistake_of_ours_shows_no_trace(served_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(SharedLedger, "cells", broken)
    with client_of(served_case) as client:
        answer = client.get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers


def test_beyond_loopback_everybody_is_asked_for_the_token(served_case: Path) -> None:
    with client_of(served_case, host="0.0.0.0", token="a long secret") as client:
        assert client.get("/").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.get("/matrix.json", headers={"authorization": "Bearer a long secret"}).status_code == 200
        welcomed = client.get("/?token=a+long+secret&sort=name")
        assert welcomed.headers["location"] == "/?sort=name"
        assert "a long secret" not in welcomed.headers["set-cookie"]
        assert client.get("/").status_code == 200


def test_a_welcome_leads_to_no_other_site(served_case: Path) -> None:
    with client_of(served_case, host="0.0.0.0", token="s") as client:
        assert client.get("http://localhost:8000//elsewhere.example/?token=s").headers["location"].startswith("/else")


def test_only_loopback_counts_as_loopback() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "127.9.9.9")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "192.168.1.2", "localhost.example")] == [False] * 3


def test_where_to_look_names_the_token() -> None:
    assert ServeSettings(Path("."), "::1", 80).address == "http://[::1]:80/"
    assert ServeSettings(Path("."), "10.0.0.1", 80, token="t").address == "http://10.0.0.1:80/?token=t"


def test_markup_in_a_text_stays_text() -> None:
    assert str(shown("<script>alert(1)</script>")) == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_signs_that_turn_or_hide_words_are_drawn() -> None:
    drawn = str(shown("will \u202eton\u202c send"))
    assert "\u202e" not in drawn
    assert "U+202E" in drawn
    assert drawn.startswith("<bdi>")
    assert "U+200B" in str(shown("tro\u200bops"))


def test_ordinary_words_of_any_script_stay_as_they_are() -> None:
    assert str(shown("Élysée, Київ, القاهرة\n")) == "<bdi>Élysée, Київ, القاهرة\n</bdi>"
