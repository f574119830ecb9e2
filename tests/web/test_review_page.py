"""Review in the browser: the least sure first, by keyboard or by forms, each judgement written at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, Told, click_through, client_of, running
from tests.web.texts import FRIGATES, said
from willing.ledger import Ledger
from willing.model import Document, Position


def send(client: TestClient, position: str, verdict: str, **fields: str) -> Any:
    """A judgement as the form of the page sends it."""
    page = client.get("/review").text
    token = re.search(r'name="form-token" value="(\w+)"', page)
    assert token is not None
    told = {"form-token": token[1], "position": position, "verdict": verdict, "by": "Ada"}
    return client.post("/review", data=told | {name.replace("_", "-"): value for name, value in fields.items()})


def judgements(told: Told) -> list[tuple[str, str, str, str]]:
    with Ledger.open(told.folder / "ledger.db") as ledger:
        return [(each.position_id, each.verdict.value, each.by, each.reason) for each in ledger.judgements()]


def test_the_least_sure_comes_first_in_its_context(teller: TestClient, told: Told) -> None:
    page = teller.get("/review").text
    assert '<mark class="selected">two frigates once</mark>' in page
    assert "Norway will send <mark" in page.replace("<bdi>", "")
    assert "1 of 4 waiting" in page
    assert [each["id"] for each in teller.get("/review.json").json()] == [told.ids[place] for place in (1, 3, 2, 0)]


def test_the_machine_form_is_that_of_the_command(teller: TestClient, told: Told) -> None:
    first = teller.get("/review.json").json()[0]
    assert (first["quote"], first["state"], first["judgements"]) == ("two frigates once", "open", [])


def test_the_queue_narrows_to_an_actor_a_measure_or_what_is_unsure(teller: TestClient, told: Told) -> None:
    def listed(query: str) -> list[str]:
        return [each["id"] for each in teller.get(f"/review.json?{query}").json()]

    assert listed("actor=Sweden") == [told.ids[3], told.ids[2]]
    assert listed("measure=naval") == [told.ids[0]]
    assert listed("unsure=true") == [told.ids[1]]
    assert listed("judged=true") == []


def test_nobody_judges_before_saying_who_it_is(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        assert "Who judges?" in client.get("/review").text
        answer = send(client, own_told.ids[1], "accept", by=" ")
        assert answer.status_code == 400
        assert "Say who judges" in answer.text
        assert judgements(own_told) == []


def test_accepting_is_kept_and_leads_to_the_next(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        answer = send(client, own_told.ids[1], "accept", by="Ada  Näme")
        assert answer.status_code == 303
        assert judgements(own_told) == [(own_told.ids[1], "accept", "Ada Näme", "")]
        page = client.get(answer.headers["location"]).text
        assert "Accepted" in page
        assert '<mark class="selected">troops but offered mine clearance</mark>' in page
        assert "As <bdi>Ada Näme</bdi>" in page, "the name is kept in a cookie"


def test_rejecting_needs_a_reason(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        answer = send(client, own_told.ids[1], "reject")
        assert answer.status_code == 400
        assert 'id="wrong-reason">A rejection needs a reason.' in answer.text
        assert send(client, own_told.ids[1], "reject", reason="the frigates only").status_code == 303
        assert judgements(own_told) == [(own_told.ids[1], "reject", "Ada", "the frigates only")]


def test_a_judgement_is_undone_by_a_further_one(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        location = send(client, own_told.ids[1], "reject", reason="no").headers["location"]
        again = re.search(r'<a href="([^"]+)" data-key="u"', client.get(location).text)
        assert again is not None
        page = client.get(again[1]).text
        assert "<b>reject</b> by Ada" in page
        assert '<mark class="selected">two frigates once</mark>' in page
        send(client, own_told.ids[1], "accept")
        assert [each[1] for each in judgements(own_told)] == ["reject", "accept"]
        assert client.get(f"{own_told.page}.json").json()["positions"][1]["verdict"] == "accept"


def test_a_correction_changes_just_the_fields_that_were_changed(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        typed = {"set_stance": "considering", "set_condition": "after:ceasefire", "set_quantity": "up to 300 troops"}
        assert send(client, own_told.ids[1], "correct", reason="read again", **typed).status_code == 303
        position = client.get(f"{own_told.page}.json").json()["positions"][1]
        assert (position["stance"], position["verdict"], position["words"]) == (
            "considering",
            "correct",
            "two frigates once",
        )
        assert (position["conditions"], position["quantity"]) == ("after a cease-fire", "up to 300 troops")


def test_every_mistake_of_a_correction_stands_beside_its_field(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        answer = send(
            client, own_told.ids[1], "correct", set_actor="Atlantis", set_quantity="many", set_quote="not there"
        )
        assert answer.status_code == 400
        for name in ("actor", "quantity", "quote"):
            assert f'id="wrong-{name}"' in answer.text, name
        assert 'value="Atlantis"' in answer.text, "what was typed stays"
        assert '<details id="correct" open>' in answer.text
        assert judgements(own_told) == []


def test_a_correction_that_changes_nothing_is_none(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        assert "changes nothing" in send(client, own_told.ids[1], "correct", set_stance="willing").text


def test_what_another_reading_has_is_shown_and_applied_by_nobody(own_told: Told) -> None:
    other = said(FRIGATES, "two frigates once", "NOR", "troops", "considering")
    with Ledger.open(own_told.folder / "ledger.db") as ledger:
        again = [Position.from_json(other | {"doc_id": "frigates.txt"}, FRIGATES, "test/0")]
        old = "2020-01-01T00:00:00+00:00"
        ledger.add(Document("frigates.txt", FRIGATES), again, reader="test/0", recorded_at=old)
    with client_of(own_told.folder) as client:
        page = client.get(f"/review?position={own_told.ids[1]}").text
        assert "Another reading has" in page
        opened = re.search(r'<a href="([^"]+)#correct">Open as a correction', page)
        assert opened is not None
        assert judgements(own_told) == []
        client.cookies.set("willing-name", "Ada")
        form = client.get(opened[1].replace("&amp;", "&")).text
        assert '<option value="considering" selected>' in form
        assert judgements(own_told) == []


def test_where_two_must_agree_the_second_sees_what_the_first_said(own_told: Told) -> None:
    toml = own_told.folder / "case.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[review]\npeople = 2\n", encoding="utf-8")
    with client_of(own_told.folder) as client:
        first = send(client, own_told.ids[1], "accept", by="Ada").headers["location"]
        assert "another person must say the same" in client.get(first).text
        assert own_told.ids[1] not in [each["id"] for each in client.get("/review.json").json()], "waits for another"
        client.cookies.clear()
        client.cookies.set("willing-name", "Ben")
        page = client.get(f"/review?position={own_told.ids[1]}").text
        assert "2 people must agree" in page
        assert "<b>accept</b> by Ada" in page
        assert "Agree: accept" in page
        assert "done=accepted" in send(client, own_told.ids[1], "agree", by="Ben").headers["location"]


def test_a_position_that_is_none_cannot_be_judged(own_told: Told) -> None:
    with client_of(own_told.folder) as client:
        assert send(client, "nothing", "accept").status_code == 404
        assert client.get("/review?position=nothing").status_code == 404
        assert send(client, own_told.ids[1], "applaud").status_code == 400


def test_a_judgement_without_the_token_of_its_form_is_refused(client: TestClient) -> None:
    assert client.post("/review", data={"position": "x", "verdict": "accept", "by": "Ada"}).status_code == 403


def test_a_case_where_nothing_waits_says_so(client: TestClient) -> None:
    assert "Nothing waits for review" in client.get("/review").text


def test_the_whole_queue_is_gone_through_by_keyboard(open_page: OpenPage, own_told: Told) -> None:
    with running(own_told.folder) as base:
        page = open_page("/review", base=base)
        page.focus("#by")
        page.keyboard.type("Ada")
        page.keyboard.press("Enter")
        page.wait_for_selector('[data-key="a"]')
        page.wait_for_load_state()
        page.keyboard.press("n")
        # the page before is named in the address too: the next one must have come before the next key
        page.wait_for_url(f"**position={own_told.ids[3]}*")
        page.keyboard.press("p")
        page.wait_for_url(f"**position={own_told.ids[1]}*")
        page.keyboard.press("a")
        page.wait_for_url("**done=accepted*")
        page.keyboard.press("r")
        page.keyboard.type("an act of another")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=rejected*")
        page.keyboard.press("c")
        page.keyboard.press("Tab")
        page.keyboard.type("demining")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=corrected*")
        page.keyboard.press("a")
        page.wait_for_selector(".empty")
    assert [(each[0], each[1]) for each in judgements(own_told)] == [
        (own_told.ids[1], "accept"),
        (own_told.ids[3], "reject"),
        (own_told.ids[2], "correct"),
        (own_told.ids[0], "accept"),
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_the_forms_do_the_same(open_page: OpenPage, own_told: Told, width: int) -> None:
    with running(own_told.folder) as base:
        page = open_page("/review", base=base, script=False, width=width)
        page.fill("#by", "Ada")
        click_through(page, "text=Begin")
        click_through(page, "text=Accept")
        page.click("#correct summary")
        page.select_option("#set-stance", "considering")
        click_through(page, "text=Keep the correction")
        assert "done=corrected" in page.url
    assert [each[1] for each in judgements(own_told)] == ["accept", "correct"]


def test_keys_are_letters_again_while_somebody_types(open_page: OpenPage, own_told: Told) -> None:
    with running(own_told.folder) as base:
        page = open_page("/review", base=base)
        page.fill("#by", "Ada")
        page.keyboard.press("Enter")
        page.wait_for_selector("#reason")
        page.wait_for_load_state()
        page.keyboard.press("r")
        page.keyboard.type("anc")
        assert page.input_value("#reason") == "anc"
    assert judgements(own_told) == []


def test_the_folder_of_the_case_is_not_told(teller: TestClient, told: Told) -> None:
    assert str(Path(told.folder)) not in teller.get("/review").text
