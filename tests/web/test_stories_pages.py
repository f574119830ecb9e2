"""Stories: copies and corrections of one text, with the facts that differ."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.web.conftest import Told


def test_a_correction_is_shown_with_the_facts_that_differ(teller: TestClient, told: Told) -> None:
    page = teller.get(f"/stories/{told.digits[:12]}").text
    assert "2 texts, one story, from Harbour Daily" in page
    assert "<del>two</del>" in page
    assert "<ins>three</ins>" in page
    assert f'href="/documents/{told.corrected}"' in page


def test_a_text_tells_its_other_versions(teller: TestClient, told: Told) -> None:
    page = teller.get(told.page).text
    assert "1 other version of this text" in page
    assert f'href="/stories/{told.digits[:12]}"' in page


def test_a_story_is_told_as_the_command_tells_it(teller: TestClient, told: Told) -> None:
    (story,) = teller.get("/stories.json").json()
    assert story == teller.get(f"/stories/{told.digits[:12]}.json").json()
    assert [each["outlet"] for each in story["documents"]] == ["Harbour Daily", "Coast Post"]
    assert len(teller.get("/stories.json?all=true").json()) == 2


def test_a_story_that_is_none_is_not_there(teller: TestClient) -> None:
    assert teller.get("/stories/0123456789ab").status_code == 404
    assert teller.get("/stories/x").status_code == 404


def test_a_case_without_copies_says_so(client: TestClient) -> None:
    assert "No text is stored yet" in client.get("/stories").text
