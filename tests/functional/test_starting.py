"""`willing init`: what there is to start from, and the commented starter case."""

from __future__ import annotations

from pathlib import Path

from tests.functional.conftest import Run


def test_the_built_in_cases_are_listed_one_a_line(willing: Run) -> None:
    listed = willing("init", "--list")
    assert listed.returncode == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [
        "climate-pledges",
        "template",
        "ukraine-coalition",
    ]
    assert "climate-pledges      National climate pledges" in listed.stdout


def test_an_unknown_case_is_answered_with_those_there_are(tmp_path: Path, willing: Run) -> None:
    refused = willing("init", "mine", "--from", "templat")
    assert refused.returncode == 4
    assert 'perhaps "template"' in refused.stderr
    assert "National climate pledges" in refused.stderr
    assert not (tmp_path / "mine").exists()


def test_a_call_without_a_folder_says_what_is_expected(willing: Run) -> None:
    refused = willing("init")
    assert refused.returncode == 2
    assert "willing init FOLDER --from CASE, or willing init --list" in refused.stderr


def test_the_template_is_clean_answers_at_once_and_explains_itself(tmp_path: Path, willing: Run) -> None:
    assert willing("init", "mine", "--from", "template").returncode == 0
    here = tmp_path / "mine"
    assert "no mistakes" in willing("case", "check", cwd=here).stdout
    assert "Southland" in willing("who", cwd=here).stdout
    assert "40,000,000 to 70,000,000 of 100,000,000 EUR" in willing("reckon", cwd=here).stdout
    assert (here / "positions.csv").read_text(encoding="utf-8").count("Delete this row") == 2
    toml = (here / "case.toml").read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(toml):
        if line.startswith("["):  # every section is explained in the line above it, or by a remark on its keys
            assert toml[place - 1].startswith("#") or "#" in toml[place + 1]


def test_a_case_without_texts_shows_no_demo_and_leaves_nothing_behind(tmp_path: Path, willing: Run) -> None:
    refused = willing("demo", "mine", "--from", "template")
    assert refused.returncode == 4
    assert "shows no demo" in refused.stderr
    assert not (tmp_path / "mine").exists()
