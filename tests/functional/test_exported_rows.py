"""Rows of an exported table come back as the statements that they were: nothing is guessed, doubled or made firmer."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.conftest import Run, in_this_process
from willing.cases import load_case
from willing.cases.imports.words import actors_of
from willing.ledger import Entry, Ledger
from willing.workflows.asking import find_actor

TEXT = (
    "Norway will send 40 troops to Kenya if there is a cease-fire, its foreign minister said on Monday. "
    "France said that Spain refused to send troops. -Sweden will send 300 troops to Kenya. "
    "Most European countries are ready to send troops, Germany said."
)
Edit = Callable[[list[dict[str, str]]], None]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in case with a text of its own."""
    folder = tmp_path_factory.mktemp("exported") / "case"
    assert in_this_process("init", str(folder), cwd=folder.parent).returncode == 0
    (folder.parent / "text.txt").write_text(TEXT, encoding="utf-8")
    told = ("--date", "2026-03-02", "--outlet", "=A Paper")
    assert in_this_process("add", str(folder.parent / "text.txt"), *told, cwd=folder).returncode == 0
    return folder


def other_case(case: Path, folder: Path) -> Path:
    """The same case with an empty ledger."""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("ledger.db*"))
    Ledger.create(folder / "ledger.db").close()
    return folder


def entries(folder: Path) -> tuple[Entry, ...]:
    with Ledger.open(folder / "ledger.db") as ledger:
        return ledger.entries()


def exported(case: Path, folder: Path, kind: str) -> Path:
    assert in_this_process("export", str(folder), "--to", kind, cwd=case).returncode == 0
    return folder / "positions.csv" if kind == "csv" else folder


def edited(file: Path, edit: Edit) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    edit(rows)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(("kind", "name"), [("xlsx", "case.xlsx"), ("csv", "tables")])
def test_every_row_comes_back_as_it_was_and_adds_nothing_at_home(
    kind: str, name: str, case: Path, in_process: Run, tmp_path: Path
) -> None:
    file = exported(case, tmp_path / name, kind)
    before = entries(case)
    shown = in_process("import", str(file), cwd=case)
    assert (shown.returncode, f"0 positions added, {len(before)} already known" in shown.stdout) == (0, True)
    assert entries(case) == before
    other = other_case(case, tmp_path / "other")
    shown = in_process("import", str(file), cwd=other)
    assert shown.returncode == 0, shown.stderr
    back = entries(other)
    assert {each.id for each in before if not each.document} <= {each.id for each in back}
    quoted = {row_of(each): each for each in before if each.document}
    again = {row_of(each): each for each in back if each.position.doc_id in {one.id for one in before if one.document}}
    assert len(quoted) >= 4
    assert again.keys() == quoted.keys()
    assert "added, 0 already known" in shown.stdout
    assert "0 positions added" in in_process("import", str(file), cwd=other).stdout


def row_of(entry: Entry) -> tuple[object, ...]:
    """What of a quoted position a row can hold."""
    position = entry.position
    words = position.evidence.exact if position.evidence else position.coding.summary if position.coding else ""
    conditions = tuple((each.id, each.relation, each.negated) for each in position.conditions)
    told = (position.actor_ids, position.stance, position.measure_id, position.quantifier, position.quantity)
    who = (position.speaker_ids, position.speaker_kind, position.directness, position.sure, position.able)
    return (*told, *who, position.by_ids, position.for_ids, conditions, " ".join(words.split()), entry.days[1])


def test_what_one_says_of_another_comes_back_as_hearsay(case: Path, in_process: Run, tmp_path: Path) -> None:
    other = other_case(case, tmp_path / "other")
    assert in_process("import", str(exported(case, tmp_path / "case.xlsx", "xlsx")), cwd=other).returncode == 0
    (hearsay,) = [
        each for each in entries(other) if each.position.speaker_ids == ("FRA",) and each.position.actor_ids == ("ESP",)
        and (each.coding and each.coding.publisher) == "=A Paper"
    ]  # fmt: skip
    assert hearsay.coding is not None
    assert hearsay.coding.speaks_for == "third_party_about_actor"


def test_rejected_and_ended_statements_do_not_stand_again(case: Path, in_process: Run, tmp_path: Path) -> None:
    mine = shutil.copytree(case, tmp_path / "mine")
    rejected = next(each.id for each in entries(mine) if each.document)
    assert in_process("review", "--reject", rejected, "--by", "A", "--reason", "no", cwd=mine).returncode == 0
    file = exported(mine, tmp_path / "tables", "csv")
    other = other_case(case, tmp_path / "other")
    shown = in_process("import", str(file), cwd=other)
    assert "1 rows left out: rejected or ended" in shown.stdout
    assert rejected not in {each.position.doc_id for each in entries(other)}


def test_an_edited_row_is_a_new_statement_and_an_edited_quote_a_mistake(
    case: Path, in_process: Run, tmp_path: Path
) -> None:
    mine = shutil.copytree(case, tmp_path / "mine")
    file = exported(mine, tmp_path / "tables", "csv")

    def edit_coded(rows: list[dict[str, str]]) -> None:
        row = next(each for each in rows if each["words"] == "summary" and each["stance"] == "declined")
        row["stance"], row["conditions"] = "comitted", "not:after:ceasefire"

    edited(file, edit_coded)
    shown = in_process("import", str(file), cwd=mine)
    assert (shown.returncode, 'perhaps "committed"' in shown.stderr) == (1, True)
    file.write_text(file.read_text(encoding="utf-8").replace("comitted", "committed"), encoding="utf-8")
    shown = in_process("import", str(file), cwd=mine)
    assert (shown.returncode, "1 positions added" in shown.stdout) == (0, True)
    assert "had other content before" in shown.stdout
    (new,) = [each for each in entries(mine) if each.position.reader == "import"]
    assert [(each.id, each.negated) for each in new.position.conditions] == [("ceasefire", True)]

    def edit_quote(rows: list[dict[str, str]]) -> None:
        next(each for each in rows if each["words"] == "quote")["stance"] = "opposed"

    edited(exported(mine, tmp_path / "again", "csv"), edit_quote)
    shown = in_process("import", str(tmp_path / "again" / "positions.csv"), cwd=mine)
    assert (shown.returncode, "willing review --correct" in shown.stderr) == (1, True)


def test_text_that_a_spreadsheet_would_take_for_a_formula_is_text(case: Path, in_process: Run, tmp_path: Path) -> None:
    file = exported(case, tmp_path / "tables", "csv")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts = [cell for row in rows for name, cell in row.items() if not name.startswith("quantity")]
    assert not [each for each in texts if each[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert {row["publisher"] for row in rows if row["words"] == "quote"} == {"'=A Paper"}
    assert in_process("export", str(tmp_path / "events.csv"), "--to", "plover", cwd=case).returncode == 0
    assert not [
        line for line in (tmp_path / "events.csv").read_text(encoding="utf-8").splitlines() if line[0] in "=+-@"
    ]


def test_only_what_counts_becomes_events_annotations_and_entities(case: Path, in_process: Run, tmp_path: Path) -> None:
    mine = shutil.copytree(case, tmp_path / "mine")
    quoted = [each for each in entries(mine) if each.document]
    rejected = quoted[0].id
    assert in_process("review", "--reject", rejected, "--by", "A", "--reason", "no", cwd=mine).returncode == 0
    left_out = {rejected, *(each.id for each in quoted if not each.position.sure)}
    assert len(left_out) < len(quoted)
    for to in ("annotations", "plover", "ftm"):
        assert in_process("export", str(tmp_path / to), "--to", to, cwd=mine).returncode == 0
        text = (tmp_path / to).read_text(encoding="utf-8")
        assert {each.id for each in quoted if each.id in text} == {each.id for each in quoted} - left_out, to


def test_of_what_was_reviewed_the_matrix_shows_what_stands_by_it(case: Path, in_process: Run, tmp_path: Path) -> None:
    mine = shutil.copytree(case, tmp_path / "mine")
    (norway,) = [each for each in json.loads(in_process("who", "--json", cwd=mine).stdout) if of_norway(each)]
    older = next(each for each in norway["positions"] if each != norway["standing"])
    assert in_process("review", "--accept", older, "--by", "A", "--reason", "so", cwd=mine).returncode == 0
    assert in_process("export", str(tmp_path / "r"), "--to", "csv", "--reviewed", cwd=mine).returncode == 0
    with (tmp_path / "r" / "matrix.csv").open(encoding="utf-8") as lines:
        assert [row["position"] for row in csv.DictReader(lines)] == [older]


def of_norway(cell: dict[str, object]) -> bool:
    return (cell["actor"], cell["measure"]) == ("NOR", "troops")


def test_an_id_is_itself_also_where_it_is_the_name_of_another(case: Path) -> None:
    register = load_case(case).register
    assert "Allies" in next(actor.names for actor in register.actors if actor.id == "NATO")
    assert find_actor("ALLIES", register) == "ALLIES"
    assert actors_of("ALLIES", register) == ("ALLIES",)
    assert find_actor("allies", register) == "NATO"
