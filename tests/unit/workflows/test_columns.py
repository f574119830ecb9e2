"""Documents as columns in, positions as columns out: pure, ordered by content, whole."""

from __future__ import annotations

import json

import pytest

from willing.errors import InputError
from willing.model import Position
from willing.reading.reader import Reader
from willing.sources import Found, SourceOptions
from willing.workflows.columns import GIVEN, MADE, Columns, item_of, item_row, read_columns, rows_of, table_of
from willing.workflows.reading import local_reader, register_for

TEXTS: Columns = {
    "doc_id": ["a", "b", "c", "d"],
    "text": [
        "Norway will send up to 200 soldiers if the United Nations gives a mandate.",
        "Norwegen wird Soldaten schicken, sagte die Regierung in Oslo am Montag den Abgeordneten.",
        "",
        "Spain has ruled out sending ships.",
    ],
    "date": ["2026-01-05", None, None, "yesterday"],
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return local_reader(register_for(None), threads=1)


def read(columns: Columns, reader: Reader, circumstances: str = "local") -> list[dict[str, object]]:
    made = read_columns(columns, reader, SourceOptions(), circumstances)
    assert list(made) == list(MADE)
    return [dict(zip(made, values, strict=True)) for values in zip(*made.values(), strict=True)]


def test_every_document_is_a_row_with_its_positions_or_its_problem(reader: Reader) -> None:
    rows = read(TEXTS, reader)
    told = {(row["doc_id"], row["row"]): row for row in rows}
    assert sorted(told) == [("a", "document"), ("a", "position"), ("b", "document"), ("c", "problem"), ("d", "problem")]
    position = told["a", "position"]
    text = TEXTS["text"][0]
    assert position["actor_ids"] == ["NOR"]
    assert position["date"] == "2026-01-05"
    assert text[position["evidence_start"] : position["evidence_end"]] == position["quote"]  # type: ignore[misc]
    assert json.loads(str(position["quantity"]))["value"] == [None, 200]
    assert "German" in str(told["b", "document"]["problem"])
    assert "expected a text" in str(told["c", "problem"]["problem"])
    assert "expected YYYY" in str(told["d", "problem"]["problem"])


def test_rows_say_what_the_guides_record_says(reader: Reader) -> None:
    (row,) = [row for row in read(TEXTS, reader) if row["row"] == "position"]
    spans = {name: [row[f"{name}_start"], row[f"{name}_end"]] for name in ("evidence", "actor", "measure")}
    nested = {name: json.loads(str(row[name])) for name in ("quantity", "conditions") if row[name]}
    plain = {name: row[name] for name in ("doc_id", "actor_ids", "stance", "measure_id", "speaker_kind", "directness")}
    again = Position.from_json({**plain, **spans, **nested, "confidence": row["confidence"]}, TEXTS["text"][0])
    assert (again.stance, again.measure_id, len(again.conditions)) == (row["stance"], row["measure_id"], 1)


def test_order_and_company_change_nothing(reader: Reader) -> None:
    backwards = {name: values[::-1] for name, values in TEXTS.items()}
    one_by_one = [
        row for number in range(4) for row in read({name: [values[number]] for name, values in TEXTS.items()}, reader)
    ]
    whole = read(TEXTS, reader)
    assert read(backwards, reader) == whole
    assert sorted(one_by_one, key=lambda row: (row["key"], row["number"])) == whole


def test_keys_differ_with_all_that_a_reading_depends_on(reader: Reader) -> None:
    text = {"doc_id": ["a"], "text": ["Norway will send ships."]}
    keys = {
        read(columns, reader, circumstances)[0]["key"]
        for columns, circumstances in (
            (text, "local"),
            (text, "other"),
            (text | {"doc_id": ["b"]}, "local"),
            (text | {"outlet": ["The White House"]}, "local"),
            (text | {"date": ["2026"]}, "local"),
        )
    }
    assert len(keys) == 5


def test_a_page_as_bytes_is_looked_into(reader: Reader) -> None:
    page = b"<html><body><article><p>Norway will send two frigates to the strait this year.</p></article></body></html>"
    found = Found("news/page.html", page, "page.html", url="https://example.org/a")
    columns = table_of([item_row(found)], GIVEN)
    assert item_of(next(rows_of(columns))) == found
    rows = read(columns, reader)
    assert [(row["row"], row["doc_id"]) for row in rows] == [("document", "page.html"), ("position", "page.html")]


def test_a_table_of_something_else_is_refused(reader: Reader) -> None:
    with pytest.raises(InputError, match="expected doc_id"):
        read({"name": ["a"]}, reader)
