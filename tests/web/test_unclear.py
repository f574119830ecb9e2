"""The page of what is unclear."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi.testclient import TestClient

from willing.views.unclear import unclear_as_json
from willing.workflows.unclear import unclear


def test_what_knowing_would_change_most_comes_first_with_a_question_what_if(client: TestClient) -> None:
    page = client.get("/unclear").text
    first = page[page.index('class="unclear-fact"') :]
    assert first.index("turns 100 % of the scenarios") < first.index('href="/what-if?ceasefire=yes"')
    assert 'href="/what-if?ceasefire=no"' in first


def test_a_question_what_if_keeps_the_day(client: TestClient) -> None:
    assert 'href="/what-if?as-of=2025-12-31&amp;ceasefire=yes"' in client.get("/unclear?as-of=2025-12-31").text


def test_the_json_is_that_of_the_command(client: TestClient, served_case: Path) -> None:
    told = client.get("/unclear.json?measure=training").json()
    assert told == json.loads(json.dumps(unclear_as_json(unclear(served_case, measure="training"))))
    assert told["lines"]


def test_the_matrix_of_silence_tells_silent_vague_and_clear_apart(client: TestClient) -> None:
    page = client.get("/unclear").text
    table = page[page.index('<table class="silence"') : page.index("</table>")]
    rows = {row[row.index("/actors/") + 8 :][:3]: row for row in table.split("<tr>")[2:]}
    assert 'href="/cells/GBR/troops" title="committed"' in rows["GBR"]
    assert 'class="s-considering vague" href="/cells/DNK/troops"' in rows["DNK"]
    assert "/cells/NZL/troops" not in rows["NZL"]
    assert rows["NZL"].count("silent-cell") > rows["GBR"].count("silent-cell")


def test_the_rest_of_a_long_list_is_one_link_away(client: TestClient) -> None:
    page = client.get("/unclear").text
    assert page.count('class="rank"') == 20
    told = client.get("/unclear.json").json()
    assert client.get("/unclear?all=true").text.count('class="rank"') == len(told["lines"]) > 20
