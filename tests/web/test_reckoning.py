"""The reckoning page: the command's answer, said first and drawn."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, client_of
from willing.reckoning.semantics import Semantics
from willing.views.month_chart import month_chart
from willing.views.reckoned import MonthLine
from willing.workflows.reckoning import ReckonOptions, reckon


def test_the_json_form_is_that_of_the_command(client: TestClient, served_case: Path) -> None:
    options = ReckonOptions({"us_guarantee": False}, Semantics.HOPEFUL, "R03", ("unnamed",), months=36)
    query = {"us_guarantee": "no", "reading": "hopeful", "requirement": "R03", "voice": "unnamed", "months": "36"}
    assert client.get("/reckoning.json", params=query).json() == reckon(served_case, options).as_json()


def test_the_answer_is_said_first(client: TestClient) -> None:
    page = client.get("/reckoning").text
    sentences = client.get("/reckoning.json").json()["sentences"]
    assert f'<p class="sentence-first">{sentences[0]}</p>' in page
    assert all(sentence in page for sentence in sentences)


def test_what_must_go_right_can_be_tried(client: TestClient) -> None:
    page = client.get("/reckoning", params={"us_guarantee": "no"}).text
    right = page.partition('id="right"')[2].partition("</section>")[0]
    address = re.search(r'href="(/what-if\?[^"]+)"', right)
    assert address is not None
    assert address[1].replace("&amp;", "&") == "/what-if?us_guarantee=no&ceasefire=yes"
    assert client.get(address[1].replace("&amp;", "&")).status_code == 200


def test_the_requirement_can_be_chosen(client: TestClient) -> None:
    page = client.get("/reckoning", params={"requirement": "R10"}).text
    assert "of 60,000 troops" in page
    assert client.get("/reckoning", params={"requirement": "R99"}).status_code == 400


def test_every_part_of_a_burden_stands_in_drawing_and_table(client: TestClient) -> None:
    page = client.get("/reckoning").text
    parts = client.get("/reckoning.json").json()["burden"]["parts"]
    assert (
        page.count('class="rank') == len(parts) == page.partition('id="burden-table"')[2].count('<tr><th scope="row">')
    )


def test_months_ahead_have_a_limit(client: TestClient) -> None:
    assert client.get("/reckoning", params={"months": "601"}).status_code == 400


def test_a_month_without_an_upper_end_is_drawn_to_the_top() -> None:
    line = MonthLine(0, 12, Fraction(100), None, Fraction(50), (), ())
    chart = month_chart([line], Fraction(400))
    assert chart is not None
    assert chart.open_ended.endswith("V12H98.0Z")
    assert chart.likely == ""
    assert chart.sure.startswith("M98.0 206")
    # the requirement is the greatest amount, and stands below the top
    assert 12 < chart.needed < 40


def test_ticks_are_round_numbers() -> None:
    line = MonthLine(0, 24, Fraction(0), Fraction(9000), Fraction(29850), (), ())
    chart = month_chart([line], Fraction(10000))
    assert chart is not None
    assert [amount for _, amount in chart.up] == [0, 10000, 20000, 30000]
    assert [month for _, month in chart.across] == [0, 3, 6, 9, 12, 15, 18, 21, 24]


def test_a_case_without_a_requirement_says_its_totals(tmp_path: Path) -> None:
    from willing.workflows.starting import start

    start("climate-pledges", tmp_path / "pledges")
    with client_of(tmp_path / "pledges") as client:
        answer = client.get("/reckoning")
        assert answer.status_code == 200
        assert client.get("/reckoning.json").json()["sentences"][0] in answer.text.replace("&#39;", "'")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_words_of_a_drawing_stay_inside_it(open_page: OpenPage, width: int) -> None:
    page = open_page("/reckoning", width=width)
    for drawing in page.locator(".chart > svg").all():
        frame = drawing.bounding_box()
        assert frame is not None
        for words in drawing.locator("text:visible").all():
            box = words.bounding_box()
            assert box is not None
            assert frame["x"] - 1 <= box["x"], words.inner_text()
            assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1, words.text_content()


def test_what_several_give_together_and_estimates_stand_beside_the_promises(client: TestClient) -> None:
    page = client.get("/reckoning", params={"voice": ["unnamed", "hearsay"]}).text
    together = page.partition('id="together"')[2].partition("</section>")[0]
    assert "at most 15,000 troops" in together
    assert "by military sources, not their own word" in together
    estimates = page.partition('id="estimates"')[2].partition("</section>")[0]
    assert "nobody’s promise" in estimates
    assert "10,000 to 25,000 troops" in estimates
    assert 'id="together"' not in client.get("/reckoning").text


def test_a_number_that_is_not_its_actors_own_word_is_marked(client: TestClient) -> None:
    rows = client.get("/what-if.json", params={"voice": ["unnamed", "hearsay"]}).json()["promises"]
    told = {row["actor"]: row["told_by"] for row in rows if row["measure"] == "troops"}
    assert told["GBR"]
    page = client.get("/what-if", params={"voice": ["unnamed", "hearsay"]}).text
    assert "‡" in page
    assert "‡" not in client.get("/what-if", params={"part": "results"}).text
