"""Search: passages with their words marked, and the positions that stand there."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, Told


def test_a_passage_has_the_words_marked_and_leads_to_the_text(teller: TestClient, told: Told) -> None:
    page = teller.get("/search?q=frigates+ministry").text
    assert "<mark>frigates</mark>" in page
    assert "<mark>ministry</mark>" in page
    assert f'href="{told.page}?position={told.ids[0]}#position-{told.ids[0]}"' in page


def test_the_machine_form_is_that_of_the_command(teller: TestClient, told: Told) -> None:
    found = teller.get("/search.json?q=clearance&actor=Sweden&measure=demining").json()
    (hit,) = [each for each in found["hits"] if each["kind"] == "document"]
    assert hit["sha256"].startswith(told.digits)
    assert [each["id"] for each in hit["positions"]] == [told.ids[3]]


def test_coded_summaries_are_found_and_lead_to_their_cell(client: TestClient) -> None:
    page = client.get("/search?q=minister*").text
    assert "coded, words not stored" in page
    assert '<a class="text-title" href="/cells/' in page


def test_later_days_are_left_out_when_one_looks_back(teller: TestClient) -> None:
    assert (
        teller.get("/search.json?q=frigates&as-of=2026-01-11").json()["total"]
        < (teller.get("/search.json?q=frigates").json()["total"])
    )


def test_nothing_asked_is_no_mistake(client: TestClient) -> None:
    assert client.get("/search").status_code == 200
    assert client.get("/search.json").json() == {"total": 0, "hits": []}


def test_signs_without_a_word_are_told_to_be_none(client: TestClient) -> None:
    answer = client.get("/search?q=%21%21")
    assert answer.status_code == 200
    assert "no word to look for" in answer.text


def test_a_day_that_is_none_and_an_actor_that_is_nobody_are_told(client: TestClient) -> None:
    assert client.get("/search?q=x&since=soon").status_code == 400
    assert client.get("/search?q=x&actor=Atlantis").status_code == 404


def test_more_can_be_asked_for_until_all_are_shown(client: TestClient) -> None:
    page = client.get("/search?q=Ukraine").text
    assert "the best 20 shown" in page
    assert "limit=40" in page


def test_a_search_by_keyboard_leads_to_a_text(open_page: OpenPage, told_address: str, told: Told) -> None:
    page = open_page("/search", base=told_address)
    # the browser gives the field its focus with the first drawing, which may come after the load
    page.wait_for_function("() => document.activeElement.id === 'q'")
    page.keyboard.type("mine clearance offered")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=mine*")
    page.click(".text-title")
    page.wait_for_url(f"**{told.page}*")
