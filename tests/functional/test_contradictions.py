"""`willing contradictions` on the built-in case and on a text with two voices."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.functional.conftest import Run

TEXT = (
    "Norway will send two frigates to the strait next month, its defence minister said on Tuesday.\n\n"
    "Spain will send ships too, the Norwegian minister said.\n"
)
ANSWER = "Spain will not send ships, its foreign minister said. The matter is closed for Madrid.\n"


def test_the_built_in_cases_known_contradictions_are_found(case_folder: Path, willing: Run) -> None:
    found = json.loads(willing("contradictions", "--json", cwd=case_folder).stdout)
    told = {(each["kind"], each["actor"], each["measure"]) for each in found}
    assert ("claimed-versus-own", "RUS", "troops") in told
    assert ("claimed-versus-own", "COW", "troops") in told
    assert ("who-speaks-for-whom", "DEU", "troops") in told
    assert ("who-speaks-for-whom", "NLD", "troops") in told
    assert len(found) == 14, "every one of them was judged by eye; more would be false alarms"
    between = {
        (each["kind"], each["actor"], tuple(side["speaker"].split(",")[0] for side in each["sides"]))
        for each in found
        if each["actor"] != "COW"
    }
    assert between == {
        ("who-speaks-for-whom", "ESP", ("Pedro Sánchez", "Sumar")),
        ("who-speaks-for-whom", "FRA", ("Emmanuel Macron", "Rassemblement national")),
        ("who-speaks-for-whom", "AUS", ("Anthony Albanese", "Peter Dutton")),
        ("who-speaks-for-whom", "NLD", ("Dick Schoof", "Geert Wilders")),
        ("who-speaks-for-whom", "DEU", ("defence ministry spokesperson", "Olaf Scholz")),
        ("claimed-versus-own", "RUS", ("Donald Trump", "Dmitry Peskov")),
        ("stance", "USA", ("Steve Witkoff", "Reuters account of text")),
        ("stance", "CHN", ("EU diplomats citing Chinese officials", "Guo Jiakun")),
    }
    for each in found:
        assert len(each["sides"]) == 2
        assert all(side["said"] and side["speaker"] and (side["quote"] or side["summary"]) for side in each["sides"])


def test_what_a_neighbour_claims_stands_against_the_own_refusal_until_then_nothing(
    tmp_path: Path, case_folder: Path, willing: Run
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(case_folder, folder)
    for name, text, day in (("one.txt", TEXT, "2031-06-03"), ("two.txt", ANSWER, "2031-06-04")):
        (folder / name).write_text(text, encoding="utf-8")
        assert willing("add", name, "--date", day, "--outlet", "Daily", cwd=folder).returncode == 0
    asked = ("contradictions", "--actor", "Spain", "--measure", "naval", "--json")
    assert json.loads(willing(*asked, "--as-of", "2031-06-03", cwd=folder).stdout) == []
    (found,) = json.loads(willing(*asked, cwd=folder).stdout)
    assert found["kind"] == "claimed-versus-own"
    assert [side["stance"] for side in found["sides"]] == ["committed", "declined"]
    shown = willing("contradictions", "--actor", "Spain", cwd=folder).stdout
    assert "Spain will not send ships" in shown
