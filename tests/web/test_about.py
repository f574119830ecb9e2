"""The page about the project."""

from __future__ import annotations

from fastapi.testclient import TestClient

from willing.cases.coded import carrier_of
from willing.reading.positions import VERSION


def test_nothing_is_said_to_leave_the_machine(client: TestClient) -> None:
    assert "What leaves this machine: nothing" in client.get("/about").text


def test_every_statement_is_counted_at_its_host_and_mirrors_are_marked(client: TestClient) -> None:
    told = client.get("/about.json").json()
    assert sum(host["statements"] for host in told["hosts"]) == told["coded"] == 266
    assert (told["copies"], told["framed"]) == (49, 27)
    assert sum(host["copies"] for host in told["hosts"]) == 49
    tass = next(host for host in told["hosts"] if host["host"] == "tass.com")
    assert tass["framed"] > 0
    assert "with a state’s framing" in client.get("/about").text


def test_the_readers_scores_are_those_that_ship_with_it(client: TestClient) -> None:
    reader = client.get("/about.json").json()["reader"]
    assert (reader["name"], reader["version"], reader["threshold"]) == ("willing-reader", VERSION, 0.5)
    assert 0 < reader["right"] < reader["examples"]
    assert f"{reader['right']} ({round(100 * reader['right'] / reader['examples'])} %)" in client.get("/about").text


def test_how_far_the_case_reaches_is_told(client: TestClient) -> None:
    assert "Dense up to 27 February 2026" in client.get("/about").text


def test_a_coders_note_tells_what_carried_the_words() -> None:
    assert carrier_of("peacekeeping; the source carries a state's framing") == "state-framed"
    assert carrier_of("denial; read in a copy") == "copy"
    assert carrier_of("he read in a copybook") == ""
