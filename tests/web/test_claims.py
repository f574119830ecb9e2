"""The pages of claims about many."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

from fastapi.testclient import TestClient

from willing.views.claim import CountView
from willing.views.count_chart import count_chart
from willing.workflows.claiming import look_into


def test_a_claim_stands_beside_what_the_members_say_themselves(client: TestClient) -> None:
    page = client.get("/claims/P125").text
    assert "26 are claimed; at most 24 of them can mean ground troops" in page
    assert "11 say no" in page
    assert "2 have promised it themselves" in page
    assert "Silence is no stance" in page


def test_how_the_speaker_narrowed_a_claim_is_told(client: TestClient) -> None:
    page = client.get("/claims/P125").text
    assert page.index("Narrowed by the same speaker") < page.index("would only train and equip from outside")


def test_a_claims_json_is_that_of_the_command(client: TestClient, served_case: Path) -> None:
    for path, arguments in (("/claims.json", ["claim"]), ("/claims/P125.json", ["claim", "P125"])):
        told = subprocess.run(
            [sys.executable, "-m", "willing", *arguments, "--json", "--case", str(served_case)],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert client.get(path).json() == json.loads(told.stdout)


def test_the_list_has_the_newest_claim_first(client: TestClient) -> None:
    page = client.get("/claims").text
    places = [page.index(f'href="/claims/{row}"') for row in ("P125", "P104", "P066")]
    assert places == sorted(places)


def test_a_claim_that_nobody_made_is_no_page(client: TestClient) -> None:
    assert client.get("/claims/P999").status_code == 404
    assert client.get("/claims/P125?as-of=2025-09-01").status_code == 404


def test_members_own_promises_are_counted_from_the_day_they_were_made(served_case: Path) -> None:
    own = look_into(served_case, "P125").own_through_time
    assert own[-1] == (datetime.date(2026, 1, 6), 2)


def test_a_chart_stands_on_its_base_and_keeps_a_count_until_it_changes() -> None:
    points = (CountView("2025-01-01", "at least 10 of 30", "", "a", 0), CountView("2025-01-11", "", "", "", 5))
    chart = count_chart(points, [(datetime.date(2025, 1, 6), 5)])
    assert chart is not None
    assert [(stem.x, stem.y, stem.words) for stem in chart.stems] == [(16.0, 30.0, "10")]
    assert chart.line == "16.0,190.0 346.0,190.0 346.0,110.0 676.0,110.0 676.0,110.0"
    assert count_chart(points[:1], []) is None
