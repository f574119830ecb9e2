"""The what-if page: the same totals as the command, what changes, and the switches with and without script."""

from __future__ import annotations

import json
import re
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, click_through, client_of
from willing.cases import load_case
from willing.model import PartialDate
from willing.views.reckoned import as_json
from willing.workflows.reckoning import TRUTHS, ReckonOptions, reckon

if TYPE_CHECKING:
    from playwright.sync_api import Route

WORDS = ("yes", "no", "unknown")


def test_every_single_switch_comes_to_the_totals_of_the_command(client: TestClient, served_case: Path) -> None:
    facts = [fact["id"] for fact in client.get("/what-if.json").json()["facts"]]
    assert len(facts) > 10
    case = load_case(served_case)
    for fact in facts:
        for word in ("yes", "no"):
            told = reckon(served_case, ReckonOptions(assume={fact: TRUTHS[word]}), case)
            shown = client.get("/what-if.json", params={fact: word}).json()
            for part in ("totals", "requirements", "promises", "facts"):
                assert shown[part] == json.loads(json.dumps(as_json(getattr(told, part)))), (fact, word, part)


@pytest.mark.parametrize("query", [{"reading": "hopeful"}, {"voice": ["unnamed", "hearsay"]}, {"requirement": "R03"}])
def test_the_other_choices_come_to_the_totals_of_the_command_too(
    client: TestClient, served_case: Path, query: dict[str, str | list[str]]
) -> None:
    from willing.reckoning.semantics import Semantics

    options = ReckonOptions(
        {"ceasefire": True},
        Semantics(query.get("reading", "cautious")),
        str(query["requirement"]) if "requirement" in query else None,
        tuple(query.get("voice", ())),
    )
    told = reckon(served_case, options)
    shown = client.get("/what-if.json", params={"ceasefire": "yes", **query}).json()
    assert shown["totals"] == as_json(told.totals)
    assert shown["question"] == as_json(told.question)
    assert shown["sentence"].casefold() == told.sentences[0].casefold()


def test_a_cease_fire_moves_those_who_wait_for_it(client: TestClient) -> None:
    shown = client.get("/what-if.json", params={"ceasefire": "yes"}).json()
    assert {"promise": "FRA-troops", "before": "open", "now": "holds"} in shown["changed"]
    assert re.fullmatch(r"Against the present state: \d+ now hold\.", shown["change"])


def test_what_the_ledger_knows_can_be_assumed_otherwise(client: TestClient) -> None:
    page = client.get("/what-if", params={"involvement_in_planning": "no"}).text
    assert "Türkiye" in page.partition("What changes")[2].partition("</section>")[0]


def test_a_promise_leads_to_the_statement_it_rests_on(client: TestClient) -> None:
    page = client.get("/what-if", params={"ceasefire": "yes", "as-of": "2026-06-01"}).text
    address = re.search(r'href="(/cells/FRA/troops\?as-of=2026-06-01)#(statement-\w+)"', page)
    assert address is not None
    assert f'id="{address[2]}"' in client.get(address[1]).text


def test_the_reason_says_the_condition_by_its_name(client: TestClient) -> None:
    page = client.get("/what-if", params={"us_guarantee": "no"}).text
    assert "An American guarantee: not so" in page
    assert "others(troops" not in page


def test_numbers_of_others_are_marked(client: TestClient) -> None:
    assert "‡ " not in client.get("/what-if").text
    assert "not its own word: an upper bound only" in client.get("/what-if", params={"voice": "unnamed"}).text


def test_nothing_assumed_is_the_present_state(client: TestClient) -> None:
    shown = client.get("/what-if.json").json()
    assert shown["changed"] == []
    assert shown["change"].startswith("This is the present state")


def test_the_form_leads_to_the_short_address(client: TestClient) -> None:
    sent = {"sent": "1", "ceasefire": "yes", "peace_deal": "unknown", "reading": "cautious"}
    assert client.get("/what-if", params=sent).headers["location"] == "/what-if?ceasefire=yes"


def test_a_fact_that_is_none_is_said_to_be_none(client: TestClient) -> None:
    answer = client.get("/what-if", params={"ceasfire": "yes"})
    assert answer.status_code == 400
    assert "perhaps &#34;ceasefire&#34;" in answer.text
    assert client.get("/what-if", params={"ceasefire": "maybe"}).status_code == 400


def test_a_new_entry_of_a_fact_is_seen_at_once(own_case: Path) -> None:
    from willing.workflows.ledgers import open_ledger

    with client_of(own_case) as client:
        assert client.get("/what-if.json").json()["facts"][0]["truth"] is None
        with open_ledger(own_case) as ledger:
            ledger.state_fact("ceasefire", True, PartialDate.parse("2026-11-01"), by="a test")
        assert client.get("/what-if.json").json()["facts"][0]["truth"] is True


def test_a_switch_is_answered_in_a_tenth_of_a_second(client: TestClient) -> None:
    client.get("/what-if")
    taken = []
    for truth in WORDS * 4:
        started = time.perf_counter()
        client.get("/what-if", params={"ceasefire": truth, "part": "results"})
        taken.append(time.perf_counter() - started)
    # the machine of a test may be busy: docs/reference/web.md has the measured figure
    assert statistics.median(taken) < 0.3


def test_a_case_without_requirements_can_be_asked_too(tmp_path: Path) -> None:
    from willing.workflows.starting import start

    start("climate-pledges", tmp_path / "pledges")
    with client_of(tmp_path / "pledges") as client:
        shown = client.get("/what-if.json").json()
        fact = shown["facts"][0]["id"]
        assert client.get("/what-if", params={fact: "yes"}).status_code == 200


def test_a_switch_changes_the_page_without_loading_it(open_page: OpenPage) -> None:
    page = open_page("/what-if")
    page.evaluate("window.stayed = true")
    with page.expect_response(re.compile("part=results")):
        page.locator(".way input[name=ceasefire][value=yes]").check()
    page.locator("#change", has_text="now hold").wait_for()
    assert page.url.endswith("/what-if?ceasefire=yes")
    assert page.evaluate("window.stayed")
    assert page.locator("#sentence").get_attribute("role") == "status"
    assert page.locator('.status-holds .changed a[href^="/cells/FRA/troops"]').count() == 1


def test_a_switch_that_was_set_before_the_script_came_is_answered_all_the_same(open_page: OpenPage) -> None:
    page = open_page("/about")
    held: list[Route] = []
    page.route("**/what_if.js*", lambda route: held.append(route))
    with page.expect_request("**/what_if.js*"):
        page.goto(page.url.replace("/about", "/what-if"), wait_until="commit")
    # the text is all there before the script is run: nothing else can change it from here on
    page.wait_for_function("() => document.readyState === 'interactive'")
    page.locator(".way input[name=ceasefire][value=yes]").check(force=True)
    assert page.locator("#change", has_text="present state: facts").count() == 1
    with page.expect_response(re.compile("part=results")):
        held[0].continue_()
    page.locator("#change", has_text="now hold").wait_for()
    assert page.url.endswith("/what-if?ceasefire=yes")


def test_the_keyboard_switches_and_all_can_be_set_back(open_page: OpenPage) -> None:
    page = open_page("/what-if?ceasefire=no")
    page.focus(".way input[name=ceasefire][value=no]")
    page.keyboard.press("ArrowLeft")
    page.locator("#change", has_text="now hold").wait_for()
    page.click("[data-shortcut='']")
    page.locator("#change", has_text="present state: facts").wait_for()
    assert page.url.endswith("/what-if")


def test_without_script_the_form_asks(open_page: OpenPage) -> None:
    page = open_page("/what-if", script=False)
    page.locator(".way input[name=ceasefire][value=yes]").check()
    click_through(page, "text=Reckon >> nth=-1")
    assert page.url.endswith("/what-if?ceasefire=yes")
    assert "now hold" in page.inner_text("#change")
