"""The second built-in case on the real command line: the same verbs, nothing said of it in the code."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import build_climate_case
from tests.functional.conftest import Run
from willing.cases import load_case

TONNES = "MtCO2e"


@pytest.fixture(scope="module")
def pledges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("climate") / "pledges"
    command = [sys.executable, "-m", "willing", "init", str(folder), "--from", "climate-pledges"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def reckoned(willing: Run, folder: Path, *arguments: str) -> dict[str, Any]:
    done = willing("reckon", "--json", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def cut_in_2030(answer: dict[str, Any]) -> tuple[float, float, float, float]:
    (total,) = [each for each in answer["totals"] if each["measure"] == "emission_cut"]
    return total["floor"], total["low"], total["high"], total["ceiling"]


def test_the_folder_is_clean(pledges: Path, willing: Run) -> None:
    checked = willing("case", "check", cwd=pledges)
    assert (checked.returncode, "no mistakes" in checked.stdout) == (0, True)


def test_a_pledge_with_a_conditional_part_stands_and_grows_with_support(pledges: Path, willing: Run) -> None:
    (cell,) = json.loads(
        willing("who", "--json", "--actor", "Indonesia", "--measure", "emission_cut", cwd=pledges).stdout
    )
    assert (cell["stance"], cell["claim"]) == ("committed", False)
    assert [(each["id"], each["relation"]) for each in cell["conditions"]] == [("support", "raises")]


def test_why_tells_both_tiers_with_their_source(pledges: Path, willing: Run) -> None:
    told = " ".join(willing("why", "Indonesia", "emission_cut", cwd=pledges).stdout.split())
    assert "31.89 % below its own projection" in told
    assert "43.20 % below its own projection for 2030 with international support" in told
    assert "https://climateactiontracker.org/countries/indonesia/targets" in told


def test_unconditional_pledges_are_the_floor_and_all_conditions_the_ceiling(pledges: Path, willing: Run) -> None:
    answer = reckoned(willing, pledges)
    assert cut_in_2030(answer) == (1973.5, 1973.5, 3631.3, 3631.3)
    needs = {each["id"]: (each["floor"], each["ceiling"]) for each in answer["requirements"]}
    assert needs["half"] == needs["all"] == ("open", "open")
    assert needs["R01"] == needs["R02"] == ("missed", "missed")


def test_finance_and_technology_for_all_bring_most_of_it(pledges: Path, willing: Run) -> None:
    """Without the support of Indonesia, Vietnam, Ethiopia, Lebanon and Morocco, and without capacity building."""
    answer = reckoned(willing, pledges, "--assume", "finance=yes", "--assume", "technology=yes")
    assert cut_in_2030(answer)[:2] == (2701.5, 2701.5)


def test_the_larger_tier_counts_once(pledges: Path, willing: Run) -> None:
    """Indonesia with support: 1,239.4 instead of 914.9, not both."""
    answer = reckoned(willing, pledges, "--assume", "support-IDN=yes")
    assert cut_in_2030(answer)[0] == pytest.approx(1973.5 - 914.9 + 1239.4)


def test_money_for_the_fund_is_a_question_of_its_own(pledges: Path, willing: Run) -> None:
    answer = reckoned(willing, pledges, "--requirement", "R06")
    (need,) = [each for each in answer["requirements"] if each["id"] == "R06"]
    assert (need["at_least"], need["ceiling"]) == (10_000_000_000, "missed")


def test_what_is_told_in_per_cent_or_as_a_level_is_in_no_total(pledges: Path) -> None:
    rows = list(csv.DictReader((pledges / "positions.csv").open(encoding="utf-8", newline="")))
    for row in rows:
        if row["quantity"]:
            counted = row["measure"] in ("emission_cut", "emission_cut_2035")
            assert (row["unit"].split(",")[0] == TONNES) is counted, row["position_id"]


def test_the_two_own_questions_are_the_sums_of_the_rows(pledges: Path, willing: Run) -> None:
    floor, _, _, ceiling = cut_in_2030(reckoned(willing, pledges))
    needs = {each.id: each.at_least for each in load_case(pledges).reckoning.requirements}
    assert needs["all"] == int(ceiling)
    assert needs["half"] == int((floor + ceiling) / 2)


def test_the_positions_are_those_that_the_build_makes_of_the_table(tmp_path: Path, pledges: Path) -> None:
    built = tmp_path / "positions.csv"
    assert build_climate_case.main([str(build_climate_case.TABLE), str(built)]) == 0
    assert built.read_bytes() == (pledges / "positions.csv").read_bytes()


def test_every_row_says_what_kind_of_source_it_stands_on(pledges: Path) -> None:
    rows = list(csv.DictReader((pledges / "positions.csv").open(encoding="utf-8", newline="")))
    assert len(rows) == 94
    assert {row["source_kind"] for row in rows} == set(build_climate_case.SOURCE_KINDS)
    assert all(row["url"].startswith("http") and row["confidence"] for row in rows)


def test_the_reader_finds_pledges_by_the_words_of_the_case(pledges: Path, willing: Run) -> None:
    article = (
        "Kenya will cut greenhouse gas emissions by 32 per cent if it receives international finance. "
        "Chile has pledged deeper emission cuts. Vietnam has committed to phasing out coal."
    )
    done = willing("read", "-", "--json", "--date", "2022-11-20", stdin=article.encode(), cwd=pledges)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(*each["actor_ids"], each["stance"], each["measure_id"]) for each in found if each["sure"]] == [
        ("KEN", "committed", "emission_cut"),
        ("CHL", "committed", "emission_cut"),
        ("VNM", "committed", "coal_exit"),
    ]
    assert [(each["id"], each["relation"]) for each in found[0]["conditions"]] == [("finance", "requires")]


def test_the_demo_shows_this_case_too(tmp_path: Path, willing: Run) -> None:
    shown = willing("demo", "pledges-demo", "--from", "climate-pledges")
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert "written for this project" in lines[0]
    assert any(line.startswith("On 30 November 2022: ") for line in lines)
    assert len(lines) <= 24
    assert "willing who --measure emission_cut" in shown.stdout
    assert (tmp_path / "pledges-demo" / "demo.html").is_file()
