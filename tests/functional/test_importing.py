"""`willing import` on real files: CSV as programs of several countries write it, workbooks, annotations."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.functional.conftest import Run

HEADER = ["Date", "Country", "Speaker", "Position", "What", "How many", "Conditions", "Source", "Link"]
ROWS = [
    ["2026-03-01", "Norway", "A. Name, premier", "willing", "troops", "up to 500 troops", "ceasefire", "Paper", ""],
    ["March 2026", "Swedish", "B. Name, minister", "not ruled out", "air policing", "6 jets", "truce", "Wire", ""],
    ["2026-03-03", "ESP; PRT", "", "committed", "funding", "EUR 300m", "", "", "https://example.org/a"],
]  # fmt: skip


@pytest.fixture
def willing(in_process: Run) -> Run:
    return in_process


@pytest.fixture
def folder(tmp_path: Path, case_folder: Path) -> Path:
    copied = tmp_path / "case"
    shutil.copytree(case_folder, copied)
    return copied


def table(path: Path, rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> None:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def outcome(willing: Run, folder: Path, *arguments: str) -> dict[str, object]:
    done = willing("import", *arguments, "--json", cwd=folder)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def cell(willing: Run, folder: Path, actor: str, measure: str) -> dict[str, object]:
    cells = json.loads(willing("who", "--actor", actor, "--measure", measure, "--json", cwd=folder).stdout)
    (only,) = cells
    return dict(only)


def test_a_table_is_imported_once_and_a_corrected_row_adds_only_itself(folder: Path, willing: Run) -> None:
    table(folder / "pledges.csv", [HEADER, *ROWS])
    first = willing("import", "pledges.csv", "--by", "A. Coder", cwd=folder)
    assert first.returncode == 0, first.stderr
    assert "B 'Country' -> actor" in first.stdout
    assert "3 positions added, 0 already known" in first.stdout
    assert "0 positions added, 3 already known" in willing("import", "pledges.csv", cwd=folder).stdout
    corrected = [[*ROWS[0][:5], "up to 600 troops", *ROWS[0][6:]], *ROWS[1:]]
    table(folder / "pledges.csv", [HEADER, *corrected])
    assert "1 positions added, 2 already known" in willing("import", "pledges.csv", cwd=folder).stdout
    portugal = cell(willing, folder, "PRT", "funding")
    assert (portugal["stance"], portugal["basis"], portugal["reviewed"]) == ("committed", "imported", False)


def test_a_mistake_made_in_many_rows_is_told_once_with_all_its_places(folder: Path, willing: Run) -> None:
    wrong = [[*ROWS[0][:4], "zeppelins", *ROWS[0][5:]]] * 3
    table(folder / "pledges.csv", [HEADER, *wrong])
    done = willing("import", "pledges.csv", cwd=folder)
    assert done.returncode == 1
    assert done.stderr.count("unknown measure 'zeppelins'") == 1
    assert "expected a measure of the case: " in done.stderr
    assert "the same 2 more times: line 3, cell E (What); line 4, cell E (What)\n" in done.stderr
    assert "pledges.csv: 3 mistakes; nothing was imported" in done.stderr


def test_every_mistake_is_told_with_its_cell_and_nothing_is_kept(folder: Path, willing: Run) -> None:
    wrong = [
        ROWS[0],
        ["30.02.2026", "Norwy", "A", "comitted", "trops", "many", "goodwill", "", ""],
        ["06/01/2026", "Norway", "A", "willing", "troops", "", "", "Paper", ""],
    ]
    table(folder / "pledges.csv", [HEADER, *wrong])
    done = willing("import", "pledges.csv", cwd=folder)
    assert done.returncode == 1
    for told in (
        "pledges.csv, line 3, cell A (Date): bad date '30.02.2026'",
        "cell B (Country): unknown actor 'Norwy'",
        'perhaps "Norway"',
        "cell D (Position): unknown stance 'comitted'\n    comitted\n    ~~~~~~~~^\n"
        'expected a stance; perhaps "committed"',
        'perhaps "troops"',
        "cell F (How many): quantity 'many' not understood",
        "cell G (Conditions): unknown condition 'goodwill'",
        "no source",
        "pledges.csv, line 4, cell A (Date): date '06/01/2026' can be read two ways",
        "pledges.csv: 8 mistakes; nothing was imported",
    ):
        assert told in done.stderr
    assert outcome(willing, folder, "pledges.csv")["added"] == []
    assert json.loads(willing("who", "--actor", "NOR", "--measure", "troops", "--json", cwd=folder).stdout)[0][
        "basis"
    ] == "coded"  # fmt: skip


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [
        ("inf", "ships", "quantity bound inf"),
        ("1e999", "ships", "quantity bound inf"),
        ("9" * 5000, "ships", "quantity bound inf"),
        ("\u00b2", "ships", "quantity '\u00b2' not understood"),
        ("9" * 5000, "states", "a number of actors that is no whole one"),
        ("9" * 12, "states", "a quantifier of too many"),
        ("2.5", "states", "a number of actors that is no whole one"),
        ("-4", "states", "quantifier -4"),
        ("40", "states of about 30", "quantifier 40 of 30"),
        ("9", "states of about " + "9" * 5000, "a count of 5000 digits"),
    ],
)
def test_a_number_that_is_none_is_told_with_its_cell(
    folder: Path, willing: Run, number: str, unit: str, told: str
) -> None:
    header = "actor,stance,measure,date,summary,quantity,unit,publisher"
    row = f"NOR,committed,naval,2026-01-02,As promised.,{number},{unit},Daily"
    (folder / "pledges.csv").write_text(f"{header}\n{row}\n")
    done = willing("import", "pledges.csv", cwd=folder)
    assert done.returncode == 1
    assert f"pledges.csv, line 2, cell F (quantity): {told}\n" in done.stderr
    assert "nothing was imported" in done.stderr


def test_a_source_that_is_no_address_stands_as_it_was_written(folder: Path, willing: Run) -> None:
    header = "actor,stance,measure,date,summary,url"
    (folder / "pledges.csv").write_text(f"{header}\nNOR,committed,naval,2026-01-02,As promised.,http://[half\n")
    assert willing("import", "pledges.csv", cwd=folder).returncode == 0
    for asked in (("who", "--actor", "NOR"), ("contradictions",), ("brief",), ("unclear",), ("export", "all.jsonl")):
        assert willing(*asked, cwd=folder).returncode == 0, asked
    assert "http://[half" in willing("why", "NOR", "naval", cwd=folder).stdout


@pytest.mark.parametrize(
    ("name", "content", "code", "told"),
    [
        ("empty.csv", b"", 1, "empty.csv: no table"),
        ("header.csv", b"Date,Country,Position,What,Source\n", 1, "no rows below the header"),
        ("wide.csv", b"Date,Country,Position,What,Source\n2026-01-01,Norway,willing,troops,The Paper, Oslo,\n", 1,
         "line 2, cell F: a cell beyond the header"),
        ("open.csv", b'Date,Country,Position,What,Source\n"2026-01-01,Norway', 3, "no CSV (unexpected end of data)"),
        ("binary.csv", b"\0\1", 3, "binary data"),
        ("broken.xlsx", b"PK\x03\x04 and no more", 3, "a workbook that cannot be read"),
        ("old.xls", b"x", 3, "save it as .xlsx or .csv"),
        ("form.jsonl", b"[1]\n{", 1, "no JSON"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_in_a_line(
    folder: Path, willing: Run, name: str, content: bytes, code: int, told: str
) -> None:
    (folder / name).write_bytes(content)
    done = willing("import", name, cwd=folder)
    assert done.returncode == code
    assert told in done.stderr
    assert willing("import", f"missing-{name}", cwd=folder).returncode == 3


def test_checking_tells_and_keeps_nothing(folder: Path, willing: Run) -> None:
    table(folder / "pledges.csv", [HEADER, *ROWS])
    checked = willing("import", "pledges.csv", "--check", cwd=folder)
    assert checked.returncode == 0
    assert "3 positions would be imported; nothing was kept" in checked.stdout
    assert len(outcome(willing, folder, "pledges.csv")["added"]) == 3  # type: ignore[arg-type]


def test_columns_are_mapped_by_option_and_by_file(folder: Path, willing: Run) -> None:
    header = ["Wann", "Land", "Zusage", "Sache", "Quelle"]
    table(folder / "liste.csv", [header, ["06.03.2026", "Norway", "ja", "troops", "Paper"]], delimiter=";")
    unmapped = willing("import", "liste.csv", cwd=folder)
    assert unmapped.returncode == 1
    assert "no column for 'actor' among: Wann, Land" in unmapped.stderr
    (folder / "mapping.toml").write_text(
        'date_order = "dmy"\n[columns]\nWann = "date"\nLand = "actor"\nZusage = "stance"\nQuelle = "publisher"\n'
        '[values.stance]\nja = "willing"\n[fixed]\nspeaker = "A. Name, prime minister"\n',
        encoding="utf-8",
    )
    done = willing("import", "liste.csv", "--map-file", "mapping.toml", "--map", "D=measure", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "cells stand between semicolons" in done.stdout
    assert willing("import", "liste.csv", "--map", "Land=actr", cwd=folder).returncode == 2


@pytest.mark.parametrize(
    ("encoding", "delimiter", "told"),
    [("utf-8-sig", ",", ""), ("latin-1", ";", "read as Latin-1"), ("cp1252", "\t", "read as Windows-1252"),
     ("utf-16", ",", "")],
)  # fmt: skip
def test_a_table_is_read_in_the_encoding_it_was_saved_in(
    folder: Path, willing: Run, encoding: str, delimiter: str, told: str
) -> None:
    speaker = "“Ståle Müller”, prime minister" if encoding == "cp1252" else "Ståle Müller, prime minister"
    row = ["2026-03-01", "Norway", speaker, "committed", "troops", "", "", "Paper", ""]
    table(folder / "pledges.csv", [HEADER, row, [""] * 9, [""] * 9], delimiter=delimiter, encoding=encoding)
    done = willing("import", "pledges.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout
    assert speaker.partition(",")[0] in willing("why", "NOR", "troops", cwd=folder).stdout


def test_a_workbook_whose_properties_are_damaged_is_told_in_a_line(folder: Path, willing: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(folder / "pledges.xlsx")
    raw = bytearray((folder / "pledges.xlsx").read_bytes())
    with zipfile.ZipFile(folder / "pledges.xlsx") as archive:
        place = archive.getinfo("docProps/core.xml").header_offset + 30 + len("docProps/core.xml")
    raw[place : place + 40] = bytes(byte ^ 0xFF for byte in raw[place : place + 40])
    (folder / "pledges.xlsx").write_bytes(raw)
    done = willing("import", "pledges.xlsx", cwd=folder)
    assert done.returncode in (1, 3)
    assert done.stderr.startswith(("pledges.xlsx", "willing: pledges.xlsx"))
    assert "Traceback" not in done.stderr


def test_a_workbook_is_read_with_merged_headers_dates_serials_and_trailing_emptiness(
    folder: Path, willing: Run
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Pledges 2026"
    sheet["A1"] = "Who promised what"
    sheet.merge_cells("A1:H1")
    sheet.append(["Date", "Country", "Speaker", "Position", "What", "How many", "Source", None])
    sheet.append([None, None, None, None, None, None, "name", "link"])
    for column in "ABCDEF":
        sheet.merge_cells(f"{column}2:{column}3")
    sheet.merge_cells("G2:H2")
    sheet.append(
        [datetime.date(2026, 3, 1), "Norway", "A. Name, prime minister", "committed", "troops", "500 troops", "Paper"]
    )
    sheet.append([46083, "Sweden", "B. Name, prime minister", "willing", "air", None, None, "https://example.org/a"])
    for _ in range(30):
        sheet.append([None] * 8)
    sheet["A40"].number_format = "yyyy-mm-dd"
    book.create_sheet("Notes")["A1"] = "nothing to import"
    book.save(folder / "pledges.xlsx")
    done = willing("import", "pledges.xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "not read: 'Notes'" in done.stdout
    assert "G 'Source name' -> publisher; H 'link' -> url" in done.stdout
    assert "2 positions added" in done.stdout
    assert "2 March 2026" in willing("why", "Sweden", "air", cwd=folder).stdout
    assert "0 positions added, 2 already known" in willing("import", "pledges.xlsx", cwd=folder).stdout


def test_a_formula_that_nobody_computed_is_a_mistake_with_its_cell(folder: Path, willing: Run) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Troops"
    sheet.append(["Date", "Country", "Position", "What", "How many", "Source"])
    sheet.append(["2026-03-01", "Norway", "committed", "troops", '=A9&" troops"', "Paper"])
    sheet.append(["2026-03-01", "Norwy", "committed", "troops", None, "Paper"])
    book.save(folder / "pledges.xlsx")
    done = willing("import", "pledges.xlsx", "--sheet", "troops", cwd=folder)
    assert done.returncode == 1
    assert "pledges.xlsx, sheet 'Troops', cell E2: the formula =A9&\" troops\" without a computed value" in done.stderr
    assert "sheet 'Troops', cell B3 (Country): unknown actor 'Norwy'" in done.stderr
    assert willing("import", "pledges.xlsx", "--sheet", "Tropps", cwd=folder).returncode == 2


def test_the_tables_of_a_case_import_as_what_is_known_already(folder: Path, willing: Run) -> None:
    assert "0 positions added, 266 already known" in willing("import", "positions.csv", cwd=folder).stdout


def test_a_row_with_an_id_that_changed_is_told_with_the_older_entry(folder: Path, willing: Run) -> None:
    header, row = ["id", *HEADER], ["N1", *ROWS[0]]
    table(folder / "pledges.csv", [header, row])
    (first,) = outcome(willing, folder, "pledges.csv")["added"]  # type: ignore[misc]
    table(folder / "pledges.csv", [header, [*row[:4], "committed", *row[5:]]])
    assert outcome(willing, folder, "pledges.csv")["older"] == [{"row": "N1", "id": first}]


TEXT = "Norway will send 500 troops, its prime minister said. Sweden has not decided."


def annotation(**fields: object) -> dict[str, object]:
    known = {
        "evidence": [0, 27], "actor": [0, 6], "actor_ids": ["NOR"], "stance": "committed", "measure": [21, 27],
        "measure_id": "troops", "speaker": [29, 47], "speaker_ids": ["NOR"], "speaker_kind": "named",
        "directness": "reported", "quote": TEXT[0:27],
    }  # fmt: skip
    return known | fields


def lines(path: Path, *records: dict[str, object]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_annotations_with_their_documents_become_quoted_positions(folder: Path, willing: Run) -> None:
    lines(folder / "ours.documents.jsonl", {"doc_id": "a", "text": TEXT, "date": "2026-03-01", "outlet": "Paper"})
    lines(folder / "ours.jsonl", {"doc_id": "a", "positions": [annotation()]})
    done = willing("import", "ours.jsonl", "--by", "A. Coder", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "1 positions added" in done.stdout
    found = cell(willing, folder, "NOR", "troops")
    assert (found["stance"], found["basis"], found["reviewed"]) == ("committed", "quoted", False)
    assert "0 positions added, 1 already known" in willing("import", "ours.jsonl", cwd=folder).stdout


def test_an_annotation_that_does_not_stand_in_its_text_is_refused_with_all_the_others(
    folder: Path, willing: Run
) -> None:
    lines(
        folder / "ours.jsonl",
        {"doc_id": "a", "text": TEXT, "positions": [annotation(), annotation(evidence=[0, 900])]},
        {"doc_id": "a", "text": TEXT, **annotation(quote="Norway will not")},
        {"doc_id": "a", "text": TEXT, **annotation(measure_id="trops")},
        {"doc_id": "b", "positions": []},
    )
    done = willing("import", "ours.jsonl", cwd=folder)
    assert done.returncode == 1
    assert "line 1, position 2" in done.stderr
    assert "the quote is not what stands at [0, 27]: 'Norway will send 500 troops'" in done.stderr
    assert "unknown measure 'trops'" in done.stderr
    assert "no document 'b'" in done.stderr
    assert "4 mistakes; nothing was imported" in done.stderr
