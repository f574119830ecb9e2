"""`willing changes`, and the two time axes of the commands that read: the built-in case's own rows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run
from willing.ledger import Ledger
from willing.model import PartialDate


@pytest.fixture
def folder(tmp_path: Path, case_folder: Path) -> Path:
    copied = tmp_path / "case"
    shutil.copytree(case_folder, copied)
    return copied


def changes(willing: Run, folder: Path, *arguments: str) -> dict[str, Any]:
    told = willing("changes", *arguments, "--json", cwd=folder)
    assert told.returncode == 0, told.stderr
    result: dict[str, Any] = json.loads(told.stdout)
    return result


def test_who_moved_since_a_meeting_is_said_like_news(case_folder: Path, willing: Run) -> None:
    told = changes(willing, case_folder, "--since", "2025-03-27", "--until", "2025-09-30", "--measure", "troops")
    assert told["since"] == "the meeting: Paris, Élysée (summit), 27 March 2025"
    assert (told["before"]["as_of"], told["after"]["as_of"]) == ("2025-03-27", "2025-09-30")
    moved = {change["actor"]: change for change in told["changes"] if change["change"] == "moved"}
    assert moved["ESP"]["headline"] == "Spain: undecided -> declined"
    assert moved["ESP"]["word"].startswith("Pedro Sánchez, prime minister (reported), 5 September 2025")
    assert moved["SWE"]["headline"] == "Sweden: considering -> reluctant"
    new = {change["actor"]: change for change in told["changes"] if change["change"] == "new"}
    assert new["EST"]["headline"] == "Estonia: willing, if parliament's approval and a cease-fire"
    assert (new["BGR"]["before"], new["BGR"]["after"], new["BGR"]["said"]) == (None, "declined", "2025-09-05")


def test_a_move_names_its_conditions_on_the_screen(case_folder: Path, willing: Run) -> None:
    told = willing("changes", "--since", "2025-12-31", "--until", "2026-01-31", "--actor", "Spain", cwd=case_folder)
    assert told.returncode == 0, told.stderr
    lines = [line.rstrip() for line in told.stdout.splitlines()]
    assert "  Spain: declined -> willing, if a cease-fire and parliament's approval" in lines
    assert "    ground troops; Pedro Sánchez, prime minister, 6 January 2026, RBC-Ukraine" in lines
    assert max(map(len, lines)) <= 80


def test_a_condition_that_came_is_a_change(case_folder: Path, willing: Run) -> None:
    told = changes(willing, case_folder, "--since", "2025-03-27", "--until", "2025-12-31", "--actor", "GBR")
    funding = next(change for change in told["changes"] if change["measure"] == "funding")
    assert funding["headline"] == "United Kingdom: still committed, now if a cease-fire"
    assert (funding["change"], [each["id"] for each in funding["came"]]) == ("conditions", ["ceasefire"])


@pytest.mark.parametrize(
    ("since", "until", "meeting"),
    [
        ("Ankara", "2025-05-01", "the meeting: Ankara (military, Black Sea), 15 April 2025"),
        ("kyiv", "2025-05-31", "the meeting: Kyiv (summit (hybrid)), 10 May 2025"),
        ("kyiv", "2025-04-30", "the meeting: Kyiv (chiefs of staff (FRA, GBR, UKR)), 4 April 2025"),
    ],
)
def test_a_meeting_is_found_by_its_place(case_folder: Path, willing: Run, since: str, until: str, meeting: str) -> None:
    assert changes(willing, case_folder, "--since", since, "--until", until)["since"] == meeting


def test_an_unknown_meeting_is_told(case_folder: Path, willing: Run) -> None:
    refused = willing("changes", "--since", "Atlantis", cwd=case_folder)
    assert refused.returncode == 2
    assert "no such day or meeting" in refused.stderr


def test_since_the_last_look_shows_what_the_ledger_learned(folder: Path, willing: Run) -> None:
    first = changes(willing, folder, "--since", "last", "--name", "A. Reader")
    assert (first["first_look"], first["changes"]) == (True, [])
    with Ledger.open(folder / "ledger.db") as ledger:
        (italian,) = ledger.entries(actor="ITA", measure="monitoring")
        ledger.end_position(
            italian.id, "withdrawn", PartialDate(2025, 10, 1), by="A. Reader", reason="a trial of this test"
        )
    willing("add", "-", "--date", "2025-06-01", stdin=b"Norway will send two frigates, its minister said.", cwd=folder)
    told = {
        (each["change"], each["actor"], each["measure"]): each
        for each in changes(willing, folder, "--since", "last", "--name", "A. Reader")["changes"]
    }
    assert told["new", "NOR", "naval"]["headline"] == "Norway: committed"
    gone = told["gone", "ITA", "monitoring"]
    assert gone["headline"] == "Italy: willing -> nothing that stands"
    assert gone["word"] == "withdrawn 1 October 2025: a trial of this test"
    assert changes(willing, folder, "--since", "last", "--name", "A. Reader")["changes"] == []
    assert changes(willing, folder, "--since", "last", "--name", "B. Reader")["first_look"]


def test_who_and_why_look_back_along_both_axes(folder: Path, willing: Run) -> None:
    willing("add", "-", "--date", "2025-06-01", stdin=b"Norway will send two frigates, its minister said.", cwd=folder)

    def stances(*arguments: str) -> list[str]:
        told = willing("who", "--actor", "NOR", "--measure", "naval", "--json", *arguments, cwd=folder)
        assert told.returncode == 0, told.stderr
        return [cell["stance"] for cell in json.loads(told.stdout)]

    assert stances() == ["committed"]
    assert stances("--as-of", "2025-05-31") == []
    assert stances("--known-at", "2025-06-30") == []
    assert stances("--as-of", "2025-06-01", "--known-at", "2999-01-01T12:00") == ["committed"]
    why = willing("why", "NOR", "naval", "--known-at", "2025-06-30", cwd=folder)
    assert "no position in the ledger" in why.stdout
    refused = willing("who", "--known-at", "2025-06-30T25:00", cwd=folder)
    assert refused.returncode == 2
    assert "expected YYYY-MM-DD or YYYY-MM-DDTHH:MM" in refused.stderr
