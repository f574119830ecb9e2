"""The page of contradictions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from willing.cases import load_case
from willing.views import contradictions_page
from willing.views.contradictions import contradiction_as_json
from willing.workflows.contradicting import contradictions_in


def test_two_statements_stand_side_by_side_with_days_speakers_and_sources(client: TestClient) -> None:
    page = client.get("/contradictions").text
    told = client.get("/contradictions.json").json()
    assert page.count('class="pair"') == len(told)
    assert page.count('class="side ') == 2 * len(told)
    assert "Claimed of it, and its own word" in page
    assert "coder’s summary, words not stored" in page


def test_the_page_has_every_contradiction_of_the_command(client: TestClient, served_case: Path) -> None:
    register = load_case(served_case).register
    found = contradictions_in(served_case, register, actor="DEU", measure="troops")
    asked = client.get("/contradictions.json?actor=Germany&measure=troops").json()
    assert asked == [contradiction_as_json(each, register) for each in found]
    assert asked


def test_each_side_leads_to_its_statement(client: TestClient) -> None:
    told = client.get("/contradictions.json").json()[0]["sides"][0]
    page = client.get("/contradictions").text
    assert f'#statement-{told["position"]}"' in page
    actor, measure = told["actors"][0], client.get("/contradictions.json").json()[0]["measure"]
    assert f'id="statement-{told["position"]}"' in client.get(f"/cells/{actor}/{measure}?all=true").text


def test_where_nothing_is_at_odds_that_is_said(client: TestClient) -> None:
    assert "No statements that cannot both stand" in client.get("/contradictions?measure=demining").text


def test_many_of_a_kind_are_turned_like_pages_and_none_is_lost(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = client.get("/contradictions.json?kind=claimed-versus-own").json()
    assert {each["kind"] for each in told} == {"claimed-versus-own"}
    assert len(told) > 2
    monkeypatch.setattr(contradictions_page, "SHOWN", 2)
    turned, page = 0, "/contradictions?kind=claimed-versus-own"
    while page:
        text = client.get(page).text
        turned += text.count('class="pair"')
        further = re.search(r'<a rel="next" href="([^"]+)"', text)
        page = further.group(1).replace("&amp;", "&") if further else ""
    assert turned == len(told)
