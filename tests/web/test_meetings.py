"""The pages of meetings, and the brief."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from fastapi.testclient import TestClient


def told_by(served_case: Path, *arguments: str) -> object:
    told = subprocess.run(
        [sys.executable, "-m", "willing", *arguments, "--json", "--case", str(served_case)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    return json.loads(told.stdout)


def test_attendance_is_said_to_be_no_pledge(client: TestClient) -> None:
    page = client.get("/meetings/2025-09-04").text
    assert "Attendance: <strong>35</strong>. Being there is no pledge." in page
    assert "never a pledge" in client.get("/meetings").text


def test_a_meeting_shows_the_day_before_then_who_moved_on_its_day_and_then_who_moved_since(client: TestClient) -> None:
    before, _, later = client.get("/meetings/2026-01-06").text.partition('id="day"')
    assert "as said up to <time>2026-01-05</time>" in before
    assert "Nobody has committed ground troops" in before
    same_day, _, since = later.partition('id="since"')
    spain = same_day[same_day.index(">Spain</a>") :]
    assert spain.index("s-declined") < spain.index("s-willing") < spain.index("Pedro Sánchez, prime minister")
    assert ">Spain</a>" not in since
    assert "John Healey, defence secretary, 9 January 2026" in since


def test_what_is_said_up_to_a_day_bounds_who_moved_since(client: TestClient) -> None:
    assert ">Spain</a></strong>" in client.get("/meetings/2025-12-15").text
    assert ">Spain</a></strong>" not in client.get("/meetings/2025-12-15?as-of=2025-12-31").text


def test_meetings_lead_to_their_neighbours(client: TestClient) -> None:
    page = client.get("/meetings/2025-03-27").text
    assert 'href="/meetings/2025-03-20"' in page
    assert 'href="/meetings/2025-04-04"' in page


def test_a_meeting_and_the_brief_give_the_json_of_the_command(client: TestClient, served_case: Path) -> None:
    told = told_by(served_case, "brief", "--meeting", "2025-09-04")
    assert client.get("/meetings/2025-09-04.json").json() == told
    assert client.get("/brief.json?meeting=2025-09-04").json() == told


def test_a_day_on_which_nobody_met_is_no_page(client: TestClient) -> None:
    assert client.get("/meetings/1999-01-01").status_code == 404
    assert client.get("/brief?meeting=Atlantis").status_code == 400


def test_the_brief_is_for_the_newest_meeting_by_the_day_one_looks_back_from(client: TestClient) -> None:
    assert client.get("/brief.json").json()["date"] == "2026-08-24"
    assert client.get("/brief.json?as-of=2025-12-31").json()["date"] == "2025-12-15"


def test_every_number_of_the_brief_leads_to_a_source_on_the_page(client: TestClient) -> None:
    page = client.get("/brief").text
    brief = client.get("/brief.json").json()
    assert 'href="#source-1"' in page
    assert all(f'id="source-{number}"' in page for number in range(1, len(brief["sources"]) + 1))
    assert "coded" in page[page.index("brief-table") : page.index("</table>")]


def test_the_brief_can_be_taken_along_as_a_file(client: TestClient) -> None:
    answer = client.get("/brief.md?meeting=2025-09-04")
    assert answer.headers["content-disposition"] == 'attachment; filename="brief-2025-09-04.md"'
    assert answer.text.startswith("# Coalition of the willing for Ukraine: brief for Paris")
    assert client.get("/brief.html").text.startswith("<!doctype html>")
    assert client.get("/brief.exe").status_code == 404


def test_the_brief_of_the_day_can_be_had_in_every_form(client: TestClient) -> None:
    told = client.get("/day.json?since=2025-09-04&assume=ceasefire=yes").json()
    assert told["assumptions"] == ["a cease-fire so"]
    assert client.get("/day.html").text.startswith("<!doctype html>")
    assert client.get("/day.md").text.startswith("# Coalition")
    assert client.get("/day.pdf").content.startswith(b"%PDF")
    assert client.get("/day.exe").status_code == 404
    assert client.get("/day.json?assume=nonsense").status_code == 400
