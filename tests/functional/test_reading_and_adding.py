"""`read`, `add`, `who`, `why` on real files, a real database and the real reader."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.functional.conftest import Run

ARTICLE = (
    "Norway will send two frigates to the strait if the United Nations gives a mandate, its foreign minister said.\n\n"
    "Spain has ruled out sending ships. Italy is considering a hospital ship, officials in Rome said.\n"
)
GUIDE_FIELDS = [
    "doc_id", "evidence", "actor", "actor_ids", "quantifier", "stance", "able", "measure", "measure_id", "by_ids",
    "for_ids", "quantity", "conditions", "when", "speaker", "speaker_ids", "speaker_kind", "directness", "quote",
    "confidence", "sure",
]  # fmt: skip


def test_json_has_the_guides_fields_and_quotes_that_equal_the_text(tmp_path: Path, willing: Run) -> None:
    (tmp_path / "article.txt").write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    text = willing("read", "article.txt", "--text").stdout
    assert text == ARTICLE
    found = willing("read", "article.txt", "--json", "--date", "2025-06-01")
    assert found.returncode == 0, found.stderr
    records = [json.loads(line) for line in found.stdout.splitlines()]
    assert records
    for record in records:
        assert list(record) == GUIDE_FIELDS
        assert record["doc_id"] == "article.txt"
        assert text[record["evidence"][0] : record["evidence"][1]] == record["quote"]
        for name in ("actor", "measure", "when", "speaker"):
            assert record[name] is None or text[record[name][0] : record[name][1]].strip()
    told = {(record["actor_ids"][0], record["stance"], record["measure_id"]) for record in records}
    assert ("NOR", "committed", "naval") in told
    assert ("ESP", "declined", "naval") in told
    norway = next(record for record in records if record["actor_ids"] == ["NOR"])
    assert [(each["id"], each["relation"]) for each in norway["conditions"]] == [("mandate", "requires")]


def test_standard_input_is_read_and_the_table_fits(willing: Run) -> None:
    shown = willing("read", "-", stdin=ARTICLE.encode())
    assert shown.returncode == 0
    assert "Norway" in shown.stdout
    assert "“" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_a_text_in_another_language_is_named_and_not_read(tmp_path: Path, willing: Run) -> None:
    german = "Die Bundesregierung hat am Montag beschlossen, zwei weitere Schiffe in das Mittelmeer zu entsenden. " * 3
    (tmp_path / "meldung.txt").write_text(german, encoding="utf-8")
    shown = willing("read", "meldung.txt")
    assert "kept unread: the text is in German" in " ".join(shown.stdout.split())
    as_json = willing("read", "meldung.txt", "--json")
    assert as_json.stdout == ""
    assert "German" in as_json.stderr


def test_a_text_added_twice_adds_nothing_and_shows_in_who_and_why(
    tmp_path: Path, case_folder: Path, willing: Run
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(case_folder, folder)
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    first = willing("add", "article.txt", "--date", "2025-06-01", "--outlet", "Example Daily", cwd=folder)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("1 new, 0 already known")
    again = willing("add", "article.txt", "--date", "2025-06-01", cwd=folder)
    assert again.stdout.startswith("0 new, 1 already known; 0 positions added")
    why = willing("why", "Norway", "naval", cwd=folder)
    assert why.returncode == 0, why.stderr
    assert "Norway will send two frigates" in " ".join(why.stdout.split())
    assert "Example Daily" in why.stdout
    cells = json.loads(willing("who", "--json", "--measure", "naval", cwd=folder).stdout)
    assert {"actor", "measure", "actor_name", "stance", "conditions", "place", "claim", "basis", "reviewed",
            "origins", "positions"} <= set(cells[0])  # fmt: skip


def test_an_unknown_actor_is_answered_with_near_names(case_folder: Path, willing: Run) -> None:
    asked = willing("why", "Frnace", cwd=case_folder)
    assert asked.returncode == 2
    assert "did you mean France" in asked.stderr


def test_without_a_case_the_message_says_how_to_start_one(tmp_path: Path, willing: Run) -> None:
    asked = willing("who", cwd=tmp_path)
    assert asked.returncode == 4
    assert "willing init" in asked.stderr


def test_the_built_in_case_has_no_mistakes_and_a_broken_one_lists_them_all(
    tmp_path: Path, case_folder: Path, willing: Run
) -> None:
    assert willing("case", "check", str(case_folder)).returncode == 0
    broken = tmp_path / "broken"
    shutil.copytree(case_folder, broken)
    table = (broken / "positions.csv").read_text(encoding="utf-8").splitlines()
    table[1] = table[1].replace("considering", "pondering")
    table[2] = table[2].replace("undecided", "unsure")
    (broken / "positions.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
    checked = willing("case", "check", str(broken))
    assert checked.returncode == 4
    assert "pondering" in checked.stderr
    assert "unsure" in checked.stderr
    assert "^" in checked.stderr
