"""The tables of costs, land forces and rotation behind the built-in case: each figure with its date and address."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from scripts import build_ukraine_case as build

CASE = build.TARGET / "case.toml"


def tables(folder: Path = build.OWN_TABLES) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(build.figures_toml(folder))


def test_the_case_has_exactly_the_figures_of_the_tables() -> None:
    case = tomllib.loads(CASE.read_text(encoding="utf-8"))
    assert {name: case[name] for name in tables()} == tables()


def test_a_yearly_cost_a_head_is_worked_out_from_what_the_source_says() -> None:
    row = {"low": "25", "high": "30", "months": "1", "soldiers": "4800", "usd_per_unit": "1.0875"}
    assert build.yearly(row) == (0.068, 0.0816)


def test_the_cost_is_a_range_and_says_of_what_force_it_is() -> None:
    cost, *compared = tables()["unit_cost"]
    low, high = cost["cost"]  # type: ignore[misc]
    assert 0 < low < high
    assert "no force in Ukraine" in str(cost["note"])
    assert all(each["comparison"] for each in compared)


def test_pools_are_the_deployable_part_of_land_forces_and_rest_by_three_to_five_sets() -> None:
    (britain,) = [each for each in tables()["pool"] if each["actor"] == "GBR"]
    assert (britain["units"], britain["tour"], britain["rest"]) == (32000, 6, 18)
    assert britain["rest_range"] == [12, 24]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("pools.csv", ",https://nordicdefencereview.com/sweden/", ",", "SWE 6850 2024: no source"),
        ("pools.csv", "https://nordicdefencereview.com/sweden/", "a magazine", "expected an address"),
        ("costs.csv", ",2024-04-09,", ",,", "an exchange rate without number or date"),
        ("rotation.csv", "tour,6,months,2025-02", "tour,6,months,", "no date"),
        ("rotation.csv", "tour,6,", "tour,6,6,", "too many or too few cells"),
    ],
)
def test_a_figure_without_source_or_date_stops_the_build(
    tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    folder = shutil.copytree(build.OWN_TABLES, tmp_path / "figures")
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SystemExit, match=message):
        build.figures_toml(folder)
