"""What a force would cost whom: on a small case where every number can be worked out by hand, and on the built-in one.

Countries of the small case are made up.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run

CASE = """\
id = "strait"
name = "The strait"
question = "Who guards the strait?"
[codes.units]
soldiers = "troops"
[[requirement]]
id = "small"
measure = "troops"
at_least = 1000
unit = "troops"
source = "https://example.org/need"
[[unit_cost]]
measure = "troops"
name = "a force elsewhere"
cost = [0.1, 0.4]
currency = "USD m"
per = "soldier and year"
source = "https://example.org/cost"
[[unit_cost]]
measure = "troops"
name = "a dearer force"
comparison = true
cost = 2
currency = "EUR m"
per = "soldier and year"
source = "https://example.org/dear"
[[pool]]
actor = "ALF"
measure = "troops"
units = 2000
tour = 6
rest = 18
rest_range = [12, 24]
source = "https://example.org/army"
note = "half of 4,000"
[[pool]]
actor = "DEL"
measure = "troops"
units = 9000
tour = 6
rest = 18
source = "https://example.org/army"
[[yardstick]]
name = "GDP"
figure = "gdp_usd_bn"
unit = "USD bn"
[[yardstick]]
name = "defence budget"
figure = "gdp_usd_bn"
per_cent = "defence_pct_gdp"
[[yardstick]]
name = "GDP less debt"
figure = "gdp_usd_bn"
debt = "debt_pct_gdp"
limit = 60
source = "https://example.org/limit"
[[beside]]
name = "Growth %"
figure = "real_growth_pct"
[[beside]]
name = "Debt % GDP"
figure = "debt_pct_gdp"
"""
ACTORS = "id,name,kind\nALF,Alforia,state\nBET,Betland,state\nGAM,Gamland,state\nDEL,Delland,state\nEPS,Epsland,state\n"
COUNTRIES = """\
id,name,gdp_usd_bn,gdp_url,real_growth_pct,growth_year,growth_url,debt_pct_gdp,debt_year,debt_url,debt_confidence,\
debt_definition,defence_pct_gdp,defence_url
ALF,Alforia,300,https://example.org/a,1.5,2025,https://example.org/a,120,2024,https://example.org/a,high,,1,https://example.org/a
BET,Betland,100,https://example.org/a,2.5,2024,https://example.org/a,30,2019,https://example.org/a,low,\
central government only,4,https://example.org/a
GAM,Gamland,600,https://example.org/a,0.5,2025,https://example.org/a,50,2024,https://example.org/a,high,,2,https://example.org/a
DEL,Delland,900,https://example.org/a,0.5,2025,https://example.org/a,50,2024,https://example.org/a,high,,2,https://example.org/a
"""
POSITIONS = """\
position_id,date_said,actor_id,speaker,speaker_kind,stance,measure,quantity,unit,summary,url,publisher,confidence
P1,2026-02,ALF,"Ana Velm, prime minister",named,committed,troops,,,Will send some.,https://example.org/1,Post,high
P2,2026-02,BET,"Oto Marn, prime minister",named,willing,troops,,,Would send some.,https://example.org/2,Post,high
P3,2026-02,GAM,"Ida Korr, prime minister",named,considering,troops,100,"soldiers, up to",A few.,https://example.org/3,Post,high
P4,2026-02,DEL,"Ulf Senn, prime minister",named,declined,troops,,,Sends none.,https://example.org/4,Post,high
P5,2026-02,EPS,"Eva Holt, prime minister",named,willing,troops,,,Would send some.,https://example.org/5,Post,high
"""


@pytest.fixture(scope="module")
def strait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    files = {"case.toml": CASE, "actors.csv": ACTORS, "countries.csv": COUNTRIES, "positions.csv": POSITIONS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    started = tmp_path_factory.mktemp("started") / "case"
    command = [sys.executable, "-m", "willing", "init", str(started), "--from", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return started


def by_actor(burden: dict[str, Any]) -> dict[str, Any]:
    return {each["actor"]: each for each in burden["parts"]}


def test_parts_costs_and_strains_come_from_the_tables(strait: Path, willing: Run) -> None:
    answer = json.loads(willing("reckon", str(strait), "--json").stdout)
    parts = by_actor(answer["burden"])
    # Gamland may give 100; Alforia and Betland share the other 900 as 300 to 100
    assert {actor: each["part"] for actor, each in parts.items()} == {"ALF": 675, "BET": 225, "GAM": 100}
    assert {actor: each["level"] for actor, each in parts.items()} == {
        "ALF": "firm", "BET": "offered", "GAM": "considered",
    }  # fmt: skip
    # two years at 0.1 to 0.4 million a soldier
    assert (parts["ALF"]["cost_low"], parts["ALF"]["cost_high"]) == (135, 540)
    strains = {each["yardstick"]: each for each in parts["ALF"]["strains"]}
    # 270 million a year of 300 billion; of a budget of 3 billion; of 150 billion, for debt of 120 % halves it
    assert {name: each["high"] for name, each in strains.items()} == {
        "GDP": 0.09, "defence budget": 9, "GDP less debt": 0.18,
    }  # fmt: skip
    assert all(each["per_cent"] for each in strains.values())
    assert parts["ALF"]["steady"] == 500


def test_nobody_who_declines_or_lacks_a_figure_is_given_a_part(strait: Path, willing: Run) -> None:
    answer = json.loads(willing("reckon", str(strait), "--json").stdout)
    assert set(by_actor(answer["burden"])) == {"ALF", "BET", "GAM"}
    assert answer["burden"]["unsplit"] == ["EPS"]
    assert {each["actor"]: each["promises"] for each in answer["pools"]} == {"ALF": True, "DEL": False}


def test_another_amount_and_time_are_reckoned_beside(strait: Path, willing: Run) -> None:
    call = ("reckon", str(strait), "--burden-of", "500", "--burden-months", "6", "--json")
    (other,) = json.loads(willing(*call).stdout)["other_burdens"]
    parts = by_actor(other)
    assert (other["need"], other["months"], sum(each["part"] for each in parts.values())) == (500, 6, 500)
    assert (parts["BET"]["part"], parts["BET"]["cost_high"]) == (100, 20)


def test_the_screen_shows_what_stands_beside_and_what_is_not_comparable(strait: Path, willing: Run) -> None:
    shown = " ".join(willing("reckon", str(strait)).stdout.split())
    assert "Arithmetic, nobody has promised these parts." in shown
    assert "Alforia firm 675 500, too few 135–540 1.5 120" in shown
    assert "Betland offered 225 no figure 45–180 2.5 30!" in shown
    assert "not comparable, Debt % GDP: central government only (Betland)" in shown
    assert "Growth % of 2024 to 2025; Debt % GDP of 2019 to 2024" in shown
    assert "500 (400–667)" in shown
    assert "rotation figures, but no promise that may hold: Delland" in shown
    assert "may give, no figure to split by: Epsland" in shown
    assert "a dearer force 2 EUR m https://example.org/dear for comparison" in shown
    assert "https://example.org/limit" in shown
    assert "the order depends on the yardstick, for 1 of 3; most for:" in shown
    assert "Betland: place 1 by GDP, 2 by defence budget, 2 by GDP less debt" in shown


def test_in_the_built_in_case_only_states_that_said_yes_or_perhaps_get_a_part(case_folder: Path, willing: Run) -> None:
    call = ("reckon", str(case_folder), "--assume", "ceasefire=yes", "--burden-of", "25000", "--json")
    answer = json.loads(willing(*call).stdout)
    cells = json.loads(willing("who", "--measure", "troops", "--json", "--case", str(case_folder)).stdout)
    positive = {
        each["actor"]
        for each in cells
        if each["stance"] in ("delivered", "allocated", "committed", "willing", "considering") and not each["claim"]
    }
    case = tomllib.loads((case_folder / "case.toml").read_text(encoding="utf-8"))
    (cost,) = [each["cost"] for each in case["unit_cost"] if not each.get("comparison")]
    countries = {row["id"]: row for row in csv.DictReader((case_folder / "countries.csv").open(encoding="utf-8"))}
    for burden, need in ((answer["burden"], 10_000), (*answer["other_burdens"], 25_000)):
        parts = by_actor(burden)
        assert set(parts) <= positive
        assert sum(each["part"] for each in parts.values()) == pytest.approx(need)
        for actor, each in parts.items():
            assert each["cost_low"] == pytest.approx(2 * cost[0] * each["part"])
            assert each["cost_high"] == pytest.approx(2 * cost[1] * each["part"])
            beside = {figure["name"]: figure for figure in each["beside"]}
            assert beside["Growth %"]["value"] == countries[actor]["real_growth_pct"]
            assert bool(beside["Debt % GDP"]["flag"]) == (countries[actor]["debt_confidence"] == "low")
    assert any(each["flag"] for part in answer["burden"]["parts"] for each in part["strains"])
    assert all(each["source"].startswith("http") for each in answer["pools"])
