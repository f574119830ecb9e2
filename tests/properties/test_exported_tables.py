"""Any text that a ledger can hold comes out of every table as it went in, or as the format says that it holds it."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from willing.export.columns import Column, Table, Type, text
from willing.export.csv_files import guarded, unguarded, write_csv
from willing.export.data_package import RECORD, read_package, write_record
from willing.export.json_lines import read_rows, write_rows
from willing.sources.sheets import read_sheet

TABLE = Table(
    "any",
    "A column of each type.",
    (
        text("name", "text"),
        Column("count", Type.INTEGER, "whole"),
        Column("share", Type.NUMBER, "number"),
        Column("so", Type.BOOLEAN, "yes or no"),
    ),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''@",
        "-",
        "+\t",
        "\r",
        "a\rb",
        'a"b',
        '"',
        ",",
        ";\n",
        "\x00",
        "\ufeff",
        "NULL",
        "true",
        " x ",
        "\ufffe",
    ]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.none() | TEXTS.filter(bool),
            "count": st.none() | st.integers(-(2**62), 2**62),
            "share": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "so": st.none() | st.booleans(),
        }
    ),
    max_size=4,
)


@given(TEXTS)
def test_a_guarded_text_is_no_formula_and_is_found_again(words: str) -> None:
    assert guarded(words)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert unguarded(guarded(words)) == words


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_csv_is_read_back_by_pythons_reader_cell_by_cell(rows: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.csv"
        write_csv(file, TABLE, rows)
        with file.open(encoding="utf-8", newline="") as lines:
            found = list(csv.DictReader(lines, strict=True))
    assert [unguarded(each["name"]) for each in found] == [row["name"] or "" for row in rows]
    assert [float(each["share"]) if each["share"] else None for each in found] == [row["share"] for row in rows]
    assert [int(each["count"]) if each["count"] else None for each in found] == [row["count"] for row in rows]
    assert [each["so"] for each in found] == [{True: "true", False: "false"}.get(row["so"], "") for row in rows]


@settings(max_examples=100, deadline=None)
@given(ROWS)
@example([{"name": 'a "b"\r\nc', "count": -(2**62), "share": 0.1, "so": False}])
def test_duckdb_reads_the_parquet_back_value_by_value(rows: list[dict[str, Any]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    from willing.export.parquet import write_parquet

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.parquet"
        write_parquet(file, TABLE, rows)
        found = duckdb.sql(f"SELECT name, count, share, so FROM '{file}'").fetchall()
    assert found == [tuple(row[name] for name in TABLE.names) for row in rows]


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_openpyxl_reads_the_workbook_back_but_for_control_characters(rows: list[dict[str, Any]]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from willing.export.workbook import held_in_cell, write_table

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.xlsx"
        book = openpyxl.Workbook()
        write_table(book.active, TABLE, rows)
        book.save(file)
        read = openpyxl.load_workbook(file).active
        found = [[cell.value for cell in line] for line in read.iter_rows(min_row=2, max_col=4)]
        kinds = {cell.data_type for line in read.iter_rows() for cell in line}
    assert "f" not in kinds
    # empty rows at the end are none in a workbook
    held = max(
        (number for number, row in enumerate(rows, start=1) if any(each is not None for each in row.values())),
        default=0,
    )
    for row, line in zip(rows[:held], found[:held], strict=True):
        assert line[0] == (held_in_cell(row["name"]) if row["name"] else None)
        assert line[1] == (row["count"] and pytest.approx(row["count"]))
        # openpyxl writes sixteen digits
        assert line[2] == (None if row["share"] is None else float(f"{row['share']:.16g}"))
        assert line[3] == row["so"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TEXTS.filter(str.strip), TEXTS), max_size=3))
def test_a_record_is_the_same_in_both_of_its_forms(texts: list[tuple[str, str]]) -> None:
    rows = [
        {
            "row": "document", "sha256": "0", "doc_id": words, "text": words + other, "raw": None, "demo": False,
            "media_type": "text/plain", "title": other or None, "outlet": None, "author": None, "url": None,
            "language": None, "published": None, "retrieved": None, "recorded_at": "2026-01-01T00:00:00.000000Z",
        }
        for words, other in texts
    ]  # fmt: skip
    assert {name for row in rows for name in row} <= {"row", *(column.name for column in RECORD["document"])}
    with tempfile.TemporaryDirectory() as folder:
        write_record(Path(folder), rows)
        (Path(folder) / "datapackage.json").write_text('{"willing": 1}', encoding="utf-8")
        assert list(read_package(Path(folder))) == rows
        write_rows(Path(folder) / "record.jsonl", rows)
        assert list(read_rows(Path(folder) / "record.jsonl")) == rows


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS.filter(lambda words: bool(words.strip()) and "\0" not in words), min_size=1, max_size=3))
def test_the_programs_own_reader_of_tables_finds_the_texts(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.csv"
        write_csv(file, TABLE, [{"name": words, "count": 1, "share": None, "so": None} for words in texts])
        sheet = read_sheet(file)
    assert [unguarded(row.cell(0)).split() for row in sheet.rows[1:]] == [words.split() for words in texts]
