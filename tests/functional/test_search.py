"""`willing search` on the built-in case and on a text just added."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.functional.conftest import Run


def test_a_text_just_added_is_found_with_its_positions(tmp_path: Path, case_folder: Path, willing: Run) -> None:
    folder = tmp_path / "case"
    shutil.copytree(case_folder, folder)
    text = "Norway will send two frigates if a cease-fire holds, its foreign minister said. Nothing else happened."
    willing("add", "-", "--date", "2025-06-01", "--outlet", "Example Daily", stdin=text.encode(), cwd=folder)
    shown = willing("search", "frigates", "cease-fire", cwd=folder)
    assert shown.returncode == 0, shown.stderr
    assert "Norway will send two frigates if a cease-fire holds" in " ".join(shown.stdout.split())
    assert "Example Daily" in shown.stdout
    assert "▸ Norway: ●●○ committed" in shown.stdout
    found = json.loads(willing("search", "frigates", "--json", cwd=folder).stdout)
    (hit,) = found["hits"]
    assert (found["total"], hit["kind"], hit["outlet"], hit["date"]) == (1, "document", "Example Daily", "2025-06-01")
    assert [text[start:end] for start, end in hit["marks"]] == ["frigates"]
    assert [position["actors"] for position in hit["positions"]] == [["NOR"]]


def test_coded_summaries_are_found_and_said_to_be_coded(case_folder: Path, willing: Run) -> None:
    found = json.loads(willing("search", "minesweepers", "--json", cwd=case_folder).stdout)
    (hit,) = found["hits"]
    assert (hit["kind"], hit["positions"][0]["actors"], hit["date"]) == ("coded", ["BGR"], "2025-09-05")
    shown = willing("search", "minesweepers", "--actor", "Bulgaria", "--measure", "naval", cwd=case_folder)
    assert "coded, words not stored" in " ".join(shown.stdout.split())
    assert willing("search", "minesweepers", "--actor", "France", cwd=case_folder).stdout.startswith("nothing found")


def test_a_query_without_a_word_is_refused(case_folder: Path, willing: Run) -> None:
    refused = willing("search", "🚀", cwd=case_folder)
    assert refused.returncode == 2
    assert "no word to look for" in refused.stderr
    assert willing("search", '"a (phrase', "AND", "NOT", "title:x", cwd=case_folder).returncode == 0
