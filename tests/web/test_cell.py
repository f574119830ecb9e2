"""The page of a cell: what stands, why, and every statement behind it."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_what_stands_comes_first_and_then_every_statement(client: TestClient) -> None:
    page = client.get("/cells/FRA/troops").text
    cell = client.get("/cells/FRA/troops.json").json()
    assert cell["cells"][0]["stance"] == "committed"
    places = [page.index(f'id="statement-{each["id"]}"') for each in cell["statements"]]
    assert places == sorted(places)
    assert page.index("the same office promised later") < places[0]


def test_the_statement_that_stands_is_marked(client: TestClient) -> None:
    cell = client.get("/cells/FRA/troops.json").json()
    assert [each["id"] for each in cell["statements"] if each["stands"]] == [cell["cells"][0]["standing"]]


def test_a_coded_statement_is_said_to_be_no_quote(client: TestClient) -> None:
    page = client.get("/cells/FRA/troops").text
    assert "coder’s summary, words not stored" in page
    assert "(coder&#39;s summary, not a quote)" in page
    assert "<blockquote" not in page


def test_a_source_opens_without_telling_where_one_comes_from(client: TestClient) -> None:
    assert 'rel="noreferrer noopener external"' in client.get("/cells/FRA/troops").text


def test_silence_is_said_to_be_no_stance(client: TestClient) -> None:
    assert "Silence is no stance" in client.get("/cells/AUS/demining").text


def test_an_actor_may_be_called_by_name(client: TestClient) -> None:
    assert client.get("/cells/France/troops.json").json()["actor"] == "FRA"


def test_a_name_that_is_nobody_leads_to_near_ones(client: TestClient) -> None:
    answer = client.get("/cells/FRANC/troops")
    assert answer.status_code == 404
    assert "did you mean FRA" in answer.text
    told = client.get("/cells/FRANC/troops.json").json()
    assert told["error"]["status"] == 404
