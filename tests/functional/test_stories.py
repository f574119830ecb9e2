"""Copies join their story while they are added; origins are counted, and an interruption is mended."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.functional.conftest import Run
from willing.ledger import Ledger
from willing.model import Document, PartialDate
from willing.workflows.stories import StoryKeeper

ARTICLE = """\
Norway will send two frigates to the strait next month, its defence minister said on Tuesday, joining a mission that was
set up after attacks on merchant ships in the spring.

The ships sail with 340 sailors and stay until November. The mission's headquarters counts eleven countries. Shipping
companies welcomed the decision. About 26 ships a day pass the strait, half as many as a year ago, and insurers have
doubled their rates since March.

Spain has ruled out sending ships. Its foreign ministry said that the mission lacks a mandate of the United Nations, and
that talks with the islands should come first, as it has held since the matter was raised in spring.
"""
COPY = "OSLO (AP) - " + ARTICLE + "\n(This story is published from a syndicated feed.)\n"
CORRECTED = ARTICLE.replace("340 sailors", "430 sailors")


@pytest.fixture
def folder(tmp_path: Path, case_folder: Path) -> Path:
    copy = tmp_path / "case"
    shutil.copytree(case_folder, copy)
    return copy


def add(willing: Run, folder: Path, name: str, text: str, outlet: str, day: str = "2031-06-03") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    added = willing("add", name, "--date", day, "--outlet", outlet, cwd=folder)
    assert added.returncode == 0, added.stderr
    return added.stdout


def test_three_copies_are_one_origin_and_another_report_is_a_second(folder: Path, willing: Run) -> None:
    add(willing, folder, "one.txt", ARTICLE, "Harbour Daily")
    assert "1 is a copy of a text already there" in add(willing, folder, "two.txt", COPY, "Coast Post")
    add(willing, folder, "three.txt", CORRECTED, "Evening Mail", "2031-06-04")

    def origins() -> int:
        cells = json.loads(willing("who", "--json", "--actor", "NOR", "--measure", "naval", cwd=folder).stdout)
        return int(cells[0]["origins"])

    assert origins() == 1
    add(
        willing, folder, "four.txt", "Norway will send two frigates in July, the government in Oslo said.", "Fjord News"
    )
    assert origins() == 2


def test_stories_show_what_a_copy_is_who_wrote_it_and_what_was_corrected(folder: Path, willing: Run) -> None:
    for name, text, outlet in (("one.txt", ARTICLE, "Harbour Daily"), ("two.txt", COPY, "Coast Post")):
        add(willing, folder, name, text, outlet)
    add(willing, folder, "three.txt", CORRECTED, "Evening Mail", "2031-06-04")
    (story,) = json.loads(willing("stories", "--json", cwd=folder).stdout)
    assert (story["origin"], story["copies"]) == ("AP", 2)
    assert {each["outlet"]: each["relation"] for each in story["documents"]} == {
        "Harbour Daily": "origin",
        "Coast Post": "edition",
        "Evening Mail": "correction",
    }
    corrected = next(each for each in story["documents"] if each["outlet"] == "Evening Mail")
    assert corrected["changes"] == [{"kind": "number", "before": "340", "after": "430"}]
    shown = willing("stories", cwd=folder).stdout
    assert "number: “340” is here “430”" in shown


def test_why_shows_a_statement_once_with_the_copies_it_is_also_in(folder: Path, willing: Run) -> None:
    add(willing, folder, "one.txt", ARTICLE, "Harbour Daily")
    add(willing, folder, "two.txt", COPY, "Coast Post")
    shown = " ".join(willing("why", "Norway", "naval", cwd=folder).stdout.split())
    assert shown.count("Norway will send two frigates") == 1
    assert "also in 1 copy:" in shown


def document(name: str, text: str) -> Document:
    return Document(name, text, outlet=name, published=PartialDate.parse("2031-06-03"), language="en")


def test_a_document_that_an_interruption_left_without_a_story_joins_it_on_the_next_run(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        ledger.add(document("one", ARTICLE), (), reader="test/1")
        StoryKeeper(ledger).catch_up()
        # killed here: kept, but not joined
        ledger.add(document("two", COPY), (), reader="test/1")
        assert [story.copies for story in ledger.stories_told()] == [0]
        StoryKeeper(ledger).catch_up()
        assert [story.copies for story in ledger.stories_told()] == [1]
        before = ledger.stories()
        StoryKeeper(ledger).catch_up()
        assert ledger.stories() == before


def test_copies_that_two_processes_add_at_once_are_one_story_in_the_end(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        one, other = StoryKeeper(ledger), StoryKeeper(ledger)
        one.catch_up()
        other.catch_up()
        ledger.add(document("one", ARTICLE), (), reader="test/1")
        one.place(document("one", ARTICLE).sha256)
        ledger.add(document("two", COPY), (), reader="test/1")
        other.place(document("two", COPY).sha256)
        assert len(ledger.stories_told()) == 2
        one.catch_up()
        other.catch_up()
        assert [story.copies for story in ledger.stories_told()] == [1]


def test_a_text_written_for_the_project_is_no_copy_of_a_report(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        ledger.add(document("demo", ARTICLE), (), reader="test/1", demo=True)
        ledger.add(document("real", COPY), (), reader="test/1")
        StoryKeeper(ledger).catch_up()
        (story,) = ledger.stories_told()
        assert [member.document.id for member in story.members] == ["real"]
