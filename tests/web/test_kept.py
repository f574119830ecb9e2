"""Answers given again are never old, never another's, and hold no secret."""

from __future__ import annotations

import gzip
from pathlib import Path

from fastapi.testclient import TestClient

from tests.web.conftest import client_of
from tests.web.every_page import addresses
from tests.web.test_many_readers import pledge
from willing.ledger import Ledger
from willing.web.forgery import FIELD


def test_what_is_added_is_seen_at_once(own_case: Path) -> None:
    with client_of(own_case) as client, Ledger.open(own_case / "ledger.db") as writer:
        for number in range(3):
            before = client.get("/cells/NOR/naval.json").json()
            page = client.get("/cells/NOR/naval").text
            document, position = pledge(number)
            writer.add(document, [position], reader="test 1")
            after = client.get("/cells/NOR/naval.json").json()
            assert len(after["statements"]) == len(before["statements"]) + 1
            assert client.get("/cells/NOR/naval").text.count("<article") == page.count("<article") + 1
            assert client.get("/matrix.json").json() != []


def test_an_edit_of_the_case_is_seen_at_once(own_case: Path) -> None:
    with client_of(own_case) as client:
        assert "Coalition of the willing for Ukraine" in client.get("/").text
        case = own_case / "case.toml"
        case.write_text(case.read_text().replace("Coalition of the willing for Ukraine", "A name of another kind"))
        assert "A name of another kind" in client.get("/").text


def test_a_page_that_a_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/?sort=name", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_a_kept_page_is_the_same_plain_and_compressed(client: TestClient) -> None:
    plain = client.get("/", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/", headers={"accept-encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["vary"] == "Accept-Encoding"
        assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content


def test_each_address_and_day_has_its_own_answer(client: TestClient) -> None:
    pages = [client.get(path).content for path in ("/", "/?as-of=2025-06-01", "/?sort=name", "/matrix.json", "/")]
    assert len(set(pages)) == 4
    assert pages[0] == pages[4]


def test_an_error_is_not_kept(client: TestClient) -> None:
    assert client.get("/?as-of=tomorrow").status_code == 400
    assert "etag" not in client.get("/?as-of=tomorrow").headers


def test_the_token_of_a_form_is_another_on_each_page_and_never_kept(teller: TestClient) -> None:
    """So compression tells nothing of it, whatever else of the address stands on the page."""
    for path in addresses(teller):
        answer = teller.get(path)
        if f'name="{FIELD}"' in answer.text:
            assert "etag" not in answer.headers, path
            tokens = {teller.get(path).text.partition(f'name="{FIELD}" value="')[2][:96] for _ in range(3)}
            assert len(tokens) == 3, path
