"""The brief on the morning of a summit, from the built-in case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.conftest import Run


@pytest.fixture(scope="module")
def paris(case_folder: Path) -> dict[str, object]:
    from willing.workflows.briefing import brief

    return brief(case_folder, "2025-03-27").as_json()


def test_it_says_first_that_nobody_has_committed(paris: dict[str, list[str]]) -> None:
    assert paris["sentences"][0].startswith("Nobody has committed ground troops")


def test_leaders_stand_first_and_refusals_last_each_with_its_source(paris: dict[str, list[dict[str, object]]]) -> None:
    names = [each["name"] for each in paris["standing"]]
    assert names[:3] == ["France", "United Kingdom", "Germany"]
    assert names.index("Lithuania") < names.index("Poland") < names.index("Russia")
    assert all(each["sources"] for each in paris["standing"])
    assert all(str(source["url"]).startswith("http") for source in paris["sources"])


def test_nothing_of_the_meeting_itself_is_known_the_day_before(paris: dict[str, list[dict[str, str]]]) -> None:
    assert max(source["said"] for source in paris["sources"]) < "2025-03-27"


def test_who_asks_what_and_who_moved_are_told_with_sources(paris: dict[str, list[dict[str, object]]]) -> None:
    assert any(each["name"] == "Ukraine" and each["measure"] == "ground troops" for each in paris["asked"])
    assert paris["moved"]
    assert all(each["sources"] for each in [*paris["asked"], *paris["moved"]])


def test_three_open_facts_are_named(paris: dict[str, list[dict[str, str]]]) -> None:
    """As they stood the day before: nothing of what was told later."""
    assert len(paris["facts"]) == 3
    assert all("hang" in each["why"] and "2026" not in each["why"] for each in paris["facts"])


def test_it_is_written_as_a_page_and_as_markdown(case_folder: Path, tmp_path: Path, willing: Run) -> None:
    for name, start in (("brief.html", "<!doctype html>"), ("brief.md", "# Coalition of the willing")):
        done = willing("brief", "--meeting", "2026-01-06", "--case", str(case_folder), "-o", name)
        assert done.returncode == 0, done.stderr
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith(start)
        assert "Moved since" in text
    assert "<script" not in (tmp_path / "brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--meeting", "Atlantis"), "no such meeting"),
        (("-o", "brief.doc"), "expected a name that ends with .md, .html"),
    ],
)
def test_a_wrong_call_says_what_was_expected(
    case_folder: Path, willing: Run, arguments: tuple[str, ...], message: str
) -> None:
    done = willing("brief", "--case", str(case_folder), *arguments)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())


def test_json_is_whole(case_folder: Path, willing: Run) -> None:
    told = json.loads(willing("brief", "--case", str(case_folder), "--meeting", "2025-09-04", "--json").stdout)
    assert told["date"] == "2025-09-04"
    assert told["attendance"] == "35"
