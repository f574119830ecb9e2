"""The timeline, and who moved since."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import client_of
from willing.ledger import Ledger
from willing.model import PartialDate
from willing.views import timeline_page


def test_moves_and_meetings_stand_by_day_the_newest_first(client: TestClient) -> None:
    told = client.get("/timeline.json").json()
    days = [each["day"] for each in told["moves"]]
    assert days == sorted(days, reverse=True)
    assert len(told["meetings"]) == 30
    page = client.get("/timeline").text
    assert page.index('id="month-2026-01"') < page.index("Paris, Élysée", page.index('id="month-2026-01"'))


def test_the_newest_move_of_a_cell_ends_where_the_matrix_stands(client: TestClient) -> None:
    newest: dict[tuple[str, str], str | None] = {}
    for move in client.get("/timeline.json").json()["moves"]:
        if not move["claim"]:
            newest.setdefault((move["actor"], move["measure"]), move["after"])
    cells = {
        (each["actor"], each["measure"]): each["stance"]
        for each in client.get("/matrix.json").json()
        if not each["claim"]
    }
    assert {key: stance for key, stance in newest.items() if stance} == cells


def test_the_timeline_can_be_narrowed_to_an_actor_and_a_measure(client: TestClient) -> None:
    moves = client.get("/timeline.json?actor=Spain&measure=troops&kind=moved").json()["moves"]
    assert [(each["day"], each["before"], each["after"]) for each in moves] == [
        ("2026-01-06", "declined", "willing"),
        ("2025-09-05", "undecided", "declined"),
    ]
    assert client.get("/timeline?actor=nobody").status_code == 404


def test_changes_give_the_json_of_the_command(client: TestClient, served_case: Path) -> None:
    told = subprocess.run(
        [
            *[sys.executable, "-m", "willing", "changes", "--json", "--case", str(served_case)],
            *["--since", "2025-03-27", "--until", "2025-09-30", "--measure", "troops"],
        ],
        capture_output=True,
        text=True,
        timeout=60,
    )
    asked = client.get("/changes.json?since=2025-03-27&as-of=2025-09-30&measure=troops")
    assert asked.json() == json.loads(told.stdout)


def test_without_a_day_changes_start_at_the_newest_meeting(client: TestClient) -> None:
    assert "24 August 2026" in client.get("/changes.json").json()["since"]
    assert "15 December 2025" in client.get("/changes.json?as-of=2025-12-31").json()["since"]


def test_looking_in_the_browser_is_no_last_look_and_writes_nothing(own_case: Path) -> None:
    with client_of(own_case) as client, Ledger.open(own_case / "ledger.db") as ledger:
        answer = client.get("/changes?since=last")
        assert answer.status_code == 400
        assert "only willing changes keeps a last look" in answer.text
        client.get("/changes")
        assert ledger.last_look("") is None


def test_a_withdrawn_promise_is_a_move_of_the_day_it_was_withdrawn(own_case: Path) -> None:
    with client_of(own_case) as client, Ledger.open(own_case / "ledger.db") as ledger:
        standing = client.get("/cells/GBR/command.json").json()["cells"][0]["standing"]
        ledger.end_position(standing, "withdrawn", PartialDate(2026, 5, 4), by="a tester", reason="taken back")
        move = client.get("/timeline.json?actor=GBR&measure=command").json()["moves"][0]
        assert (move["day"], move["change"], move["after"]) == ("2026-05-04", "gone", None)
        assert "withdrawn 4 May 2026: taken back" in client.get("/timeline?actor=GBR&measure=command").text


def test_a_long_timeline_is_turned_like_pages_and_loses_no_move(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/timeline?actor=GBR").text
    moves = re.findall(r'<li class="move .*', whole)
    assert len(moves) == len(client.get("/timeline.json?actor=GBR").json()["moves"]) > 7
    monkeypatch.setattr(timeline_page, "SHOWN", 7)
    turned, page = [], "/timeline?actor=GBR&as-of=2026-03-01"
    while page:
        text = client.get(page).text
        turned += re.findall(r'<li class="move .*', text)
        assert len(re.findall(r'<li class="move ', text)) <= 7
        further = re.search(r'<a rel="next" href="([^"]+)"', text)
        page = further.group(1).replace("&amp;", "&") if further else ""
    assert len(turned) == len(client.get("/timeline.json?actor=GBR&as-of=2026-03-01").json()["moves"])


def test_the_bar_of_a_month_leads_to_the_page_that_shows_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_page, "SHOWN", 7)
    bars = re.findall(r'<li><a href="([^"]*)#month-([0-9-]+)"', client.get("/timeline").text)
    address, month = next((address, month) for address, month in bars if address)
    assert f'id="month-{month}"' in client.get(address.replace("&amp;", "&")).text


def test_a_page_beyond_the_last_move_shows_the_last(client: TestClient) -> None:
    assert "Older" not in client.get("/timeline?first=9999999").text
    assert client.get("/timeline?first=-1").status_code in (400, 422)


ATOM = "{http://www.w3.org/2005/Atom}"


def entries_of(client: TestClient, address: str) -> list[ElementTree.Element]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def test_a_feed_has_what_atom_asks_of_it_and_ids_that_stay(client: TestClient) -> None:
    root = ElementTree.fromstring(client.get("/feed.atom").content)
    assert all(root.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    assert root.find(f"{ATOM}link[@rel='self']") is not None
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 100
    for entry in entries:
        # RFC 4287, 4.1.2: without content, an entry would need a page of its own
        assert all(entry.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "content"))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert ids == [entry.findtext(f"{ATOM}id") for entry in entries_of(client, "/feed.atom")]


def test_the_feed_of_an_actor_on_a_measure_has_the_moves_of_the_timeline(client: TestClient) -> None:
    moves = client.get("/timeline.json?actor=ESP&measure=troops").json()["moves"]
    entries = entries_of(client, "/feed.atom?actor=Spain&measure=troops")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == [f"{each['day']}T00:00:00Z" for each in moves]
    assert client.get("/feed.atom?actor=nobody").status_code == 404


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feed.atom"),
        ("/actors/ESP", "/feed.atom?actor=ESP"),
        ("/measures/troops", "/feed.atom?measure=troops"),
        ("/cells/ESP/troops", "/feed.atom?actor=ESP&amp;measure=troops"),
    ],
)
def test_a_page_names_its_feed_in_its_head(client: TestClient, page: str, feed: str) -> None:
    head = client.get(page).text.partition("</head>")[0]
    assert 'type="application/atom+xml" title="Who moved' in head
    assert f'href="{feed}"' in head
    assert entries_of(client, feed.replace("&amp;", "&"))
