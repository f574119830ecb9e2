"""The map: every state by pattern, colour and sign, with its evidence; nothing said of many is drawn."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, click_through, client_of
from willing.cases import load_case
from willing.model import Stance
from willing.views.map_page import map_page
from willing.views.outlines import EUROPE, WORLD, outline_map
from willing.workflows.asking import current_matrix


def test_the_map_shows_the_measure_of_the_requirement_first(client: TestClient) -> None:
    shown = client.get("/map.json").json()
    assert shown["measure"] == "troops"
    assert shown["map"] == EUROPE
    assert {"FRA", "GBR", "POL", "UKR"} <= set(shown["on_map"])


def test_the_json_form_has_the_cells_of_the_matrix(client: TestClient) -> None:
    cells = client.get("/matrix.json", params={"measure": "funding"}).json()
    assert client.get("/map.json", params={"measure": "funding"}).json()["cells"] == cells


def test_every_state_with_a_stance_leads_to_its_evidence(client: TestClient) -> None:
    page = client.get("/map", params={"as-of": "2026-01-31"}).text
    drawn = client.get("/map.json", params={"as-of": "2026-01-31"}).json()["on_map"]
    links = re.findall(r'<a href="/cells/(\w+)/troops\?as-of=2026-01-31" aria-label="([^"]+)"', page)
    assert sorted(actor for actor, _ in links) == sorted(drawn)
    assert all(": " in words for _, words in links)


def test_a_state_has_the_pattern_and_the_sign_of_its_stance(client: TestClient) -> None:
    page = client.get("/map").text
    poland = re.search(r'<a href="/cells/POL/troops"[^>]*><path class="state" fill="url\(#p-(\w+)\)"', page)
    assert poland is not None
    assert poland[1] == "declined"
    assert page.count('href="#s-declined"') >= page.count('fill="url(#p-declined)"') - 1


def test_every_stance_has_a_pattern_of_its_own(client: TestClient) -> None:
    page = client.get("/map").text
    marks = [re.search(rf'id="p-{stance.value}".*?</pattern>', page, re.S) for stance in Stance]
    drawn = [re.sub(r"(p|s)-\w+", "", mark[0]) for mark in marks if mark]
    assert len(set(drawn)) == len(Stance)


def test_a_tiny_state_is_marked_by_a_circle(client: TestClient) -> None:
    page = client.get("/map").text
    x, y = outline_map(EUROPE).states["LUX"].at
    assert f'<circle class="marker" cx="{x}" cy="{y}"' in page


def test_who_is_not_on_the_map_stands_beside_it(client: TestClient) -> None:
    page = client.get("/map").text
    beside = page.partition("Not on the map")[2].partition("</ul>")[0]
    assert re.findall(r"/cells/(\w+)/troops", beside) == ["AUS", "CAN", "CHN", "JPN", "USA"]
    assert client.get("/map", params={"map": "world"}).text.count("Not on the map") == 0


def test_a_claim_about_many_is_never_drawn(client: TestClient) -> None:
    shown = client.get("/map.json").json()
    claims = [cell for cell in shown["cells"] if cell["claim"]]
    assert claims
    assert f"{len(claims)} claims about many" in client.get("/map").text


@pytest.mark.parametrize("name", [EUROPE, WORLD])
def test_no_sign_lies_over_another_or_off_the_map(served_case: Path, name: str) -> None:
    case = load_case(served_case)
    cells = current_matrix(case).cells
    for measure in ("troops", "funding", "arms"):
        page = map_page(cells, measure, tuple(case.members), case.register, name)
        signs = [state.sign for state in page.states]
        assert len(signs) >= 10
        assert not any(one.over(other) for one, other in itertools.combinations(signs, 2))
        assert all(sign.inside(page.width, page.height) for sign in signs)


def test_a_measure_that_is_none_is_said_to_be_none(client: TestClient) -> None:
    assert client.get("/map", params={"measure": "parades"}).status_code == 404
    assert client.get("/map", params={"map": "mars"}).status_code == 400


def test_another_case_is_drawn_too(tmp_path: Path) -> None:
    from willing.workflows.starting import start

    start("climate-pledges", tmp_path / "pledges")
    with client_of(tmp_path / "pledges") as client:
        shown = client.get("/map.json").json()
        assert shown["map"] == WORLD
        assert shown["on_map"]
        assert client.get("/map").status_code == 200


def test_a_click_on_a_state_shows_its_evidence(open_page: OpenPage) -> None:
    page = open_page("/map")
    click_through(page, '.map a[href="/cells/FRA/troops"] path')
    assert page.inner_text("h1") == "France: ground troops"


def test_the_keyboard_reaches_a_state(open_page: OpenPage) -> None:
    page = open_page("/map")
    page.focus('.map a[href="/cells/UKR/troops"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/cells/UKR/troops")


def test_on_a_narrow_screen_the_map_moves_in_its_box(open_page: OpenPage) -> None:
    page = open_page("/map", width=360)
    box = page.locator(".map-box")
    assert box.evaluate("box => box.scrollWidth > 700 && box.clientWidth <= 360")
    assert box.get_attribute("tabindex") == "0"
