"""The matrix page: every cell of `willing who`, as HTML and as JSON."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from tests.web.conftest import client_of
from willing.cases import load_case
from willing.views.matrix import cell_as_json
from willing.workflows.asking import current_matrix


def test_every_cell_is_a_link_to_its_evidence(client: TestClient) -> None:
    page = client.get("/").text
    assert 'href="/cells/FRA/troops"' in page
    assert len(re.findall(r'<a [^>]*class="tile ', page)) == len(client.get("/matrix.json").json())


def test_the_json_form_is_that_of_the_command(client: TestClient, served_case: Path) -> None:
    case = load_case(served_case)
    found = current_matrix(case)
    assert client.get("/matrix.json").json() == [
        cell_as_json(cell, case.register, found.abilities.get((cell.actor_id, cell.measure_id))) for cell in found.cells
    ]


def test_who_is_willing_and_waits_for_a_vote_is_marked_and_the_cell_says_why(client: TestClient) -> None:
    tile = re.search(r'<a [^>]*href="/cells/GBR/troops"[^>]*>(.*?)</a>', client.get("/").text, re.S)
    assert tile is not None
    assert "⊘" in tile[1]
    assert "not yet able" in tile[1]
    page = client.get("/cells/GBR/troops").text
    assert "Willing, not yet able" in page
    assert "not yet: parliament" in page
    waits = page[page.index('id="waits"') : page.index('id="statements"')]
    assert re.findall(r'<a href="https://[^"]+" rel="[^"]+">source</a>', waits)
    assert "⊘ Willing" not in client.get("/cells/FRA/troops").text


def test_a_cell_says_its_stance_and_condition_in_words(client: TestClient) -> None:
    page = client.get("/").text
    tile = re.search(r'<a [^>]*href="/cells/FRA/troops"[^>]*>(.*?)</a>', page, re.S)
    assert tile is not None
    words = re.sub(r"<[^>]+>", "", tile[1])
    assert words.startswith("committed 1 source, coded; only if a cease-fire; more if")


def test_a_cell_tells_which_way_it_has_moved_since_the_last_meeting(client: TestClient) -> None:
    page = client.get("/", params={"as-of": "2025-09-10"}).text
    assert "the meeting: Paris, Élysée" in page
    spain = re.search(r'<a class="([^"]*)" href="/cells/ESP/troops[^>]*>(.*?)</a>', page, re.S)
    assert spain is not None
    assert "softer" in spain[1].split()
    assert "; softer" in spain[2]


def test_trends_can_be_told_from_another_day(client: TestClient) -> None:
    page = client.get("/", params={"as-of": "2025-09-10", "since": "2025-03-01"}).text
    assert "Since 2025-03-01: " in page
    assert re.search(r'class="tile [^"]*\bnew\b', page)
    assert client.get("/", params={"since": "some day"}).status_code == 400


def test_members_of_the_case_that_are_silent_are_named(client: TestClient) -> None:
    silent = re.search(r'<p class="silent">(.*?)</p>', client.get("/").text, re.S)
    assert silent is not None
    assert ">Malta</a>" in silent[1]
    assert "France" not in silent[1]
    assert "European Union" not in silent[1]


def test_what_nobody_had_said_yet_is_not_there_on_an_earlier_day(client: TestClient) -> None:
    earlier = client.get("/matrix.json", params={"as-of": "2025-03-01"}).json()
    stances = {(cell["actor"], cell["measure"]): cell["stance"] for cell in earlier}
    assert len(earlier) < len(client.get("/matrix.json").json())
    assert stances.get(("FRA", "troops")) != "committed"


def test_links_keep_the_day_that_one_looks_back_to(client: TestClient) -> None:
    page = client.get("/", params={"as-of": "2025-06-01"}).text
    assert 'href="/cells/FRA/troops?as-of=2025-06-01"' in page
    assert "Looking back" in page


def test_a_stance_alone_can_be_asked_for(client: TestClient) -> None:
    declined = client.get("/matrix.json", params={"stance": "declined"}).json()
    assert {cell["stance"] for cell in declined} == {"declined"}


def test_a_group_and_a_measure_can_be_asked_for(client: TestClient) -> None:
    cells = client.get("/matrix.json", params={"group": "lead", "measure": "troops"}).json()
    assert {cell["actor"] for cell in cells} == {"GBR", "FRA", "DEU"}


def test_actors_can_be_ordered_by_name(client: TestClient) -> None:
    page = client.get("/", params={"sort": "name", "group": "member"}).text
    names = re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)', page)
    assert names[0] == "Australia"
    assert names == sorted(names, key=str.casefold)


def test_the_slider_leads_to_the_day_it_stands_at(client: TestClient) -> None:
    answer = client.get("/", params={"day": "0", "group": "lead"})
    assert answer.status_code == 303
    assert re.fullmatch(r"/\?as-of=\d{4}-\d\d-\d\d&group=lead", answer.headers["location"])


def test_a_day_that_is_none_is_said_to_be_none(client: TestClient) -> None:
    answer = client.get("/", params={"as-of": "tomorrow"})
    assert answer.status_code == 400
    assert "as-of" in answer.text
    assert "That was not understood" in answer.text


def test_a_case_of_another_world_shows_its_own_matrix(tmp_path: Path) -> None:
    from willing.workflows.starting import start

    start("climate-pledges", tmp_path / "pledges")
    with client_of(tmp_path / "pledges") as client:
        assert "/emission_cut" in client.get("/").text
