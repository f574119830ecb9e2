"""The bundled demo texts say what they are, and our own gold cuts exactly the words it claims."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import willing
from willing.cases import builtin_cases
from willing.model.position import Position, Relation
from willing.model.stance import Stance

TEXTS = Path(willing.__file__).parent / "cases" / "data" / "ukraine-coalition" / "texts"
GOLD = Path(__file__).parents[2] / "gold"
COLUMNS = ["file", "title", "date", "outlet", "kind", "retells", "positions", "note"]
QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]*)[\"”“»]")
LONGEST_NAME = 4  # words that quotation marks may enclose: names of things, never somebody's speech


def index(texts: Path = TEXTS) -> list[dict[str, str]]:
    with (texts / "index.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def text_of(file: str) -> str:
    return (TEXTS / file).read_bytes().decode("utf-8")


def gold_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


DOCUMENTS = {document["doc_id"]: document for document in gold_lines("documents.jsonl")}
ANNOTATED = [(row["doc_id"], record) for row in gold_lines("positions.jsonl") for record in row["positions"]]
FILES = [row["file"] for row in index()]


def test_every_text_has_one_row_in_the_index_and_every_row_a_text() -> None:
    assert sorted(path.name for path in TEXTS.glob("*.txt")) == FILES


@pytest.mark.parametrize("row", index(), ids=FILES)
class TestARowOfTheIndex:
    def test_fills_every_column(self, row: dict[str, str]) -> None:
        assert list(row) == COLUMNS
        assert all(row[column].strip() for column in COLUMNS)

    def test_names_the_project_as_the_outlet(self, row: dict[str, str]) -> None:
        assert row["outlet"] == "willing demo text"

    def test_names_the_public_record_that_the_text_retells(self, row: dict[str, str]) -> None:
        addresses = row["retells"].split()
        assert addresses
        assert all(re.fullmatch(r"https?://[^/\s]+/\S*", address) for address in addresses)

    def test_names_the_rows_of_the_casebook(self, row: dict[str, str]) -> None:
        ids = row["positions"].split()
        assert all(re.fullmatch(r"P\d{3}", each) for each in ids)
        assert ids == sorted(set(ids))

    def test_is_dated_in_2025(self, row: dict[str, str]) -> None:
        assert date.fromisoformat(row["date"]).year == 2025


@pytest.mark.parametrize("file", FILES)
class TestADemoText:
    def test_quotes_nobody(self, file: str) -> None:
        assert all(len(words.split()) <= LONGEST_NAME for words in QUOTED.findall(text_of(file)))

    def test_closes_every_quotation_mark(self, file: str) -> None:
        assert text_of(file).count('"') % 2 == 0

    def test_is_a_page_long(self, file: str) -> None:
        assert 180 <= len(text_of(file).split()) <= 450

    def test_is_plain_paragraphs(self, file: str) -> None:
        text = text_of(file)
        assert "\r" not in text
        assert not text.startswith("\ufeff")
        assert all(paragraph == paragraph.strip() and "\n" not in paragraph for paragraph in text.strip().split("\n\n"))

    def test_stands_unchanged_in_the_gold(self, file: str) -> None:
        row = next(row for row in index() if row["file"] == file)
        document = DOCUMENTS[file]
        assert (document["text"], document["date"], document["outlet"]) == (text_of(file), row["date"], row["outlet"])


@pytest.mark.parametrize("name", [name for name in builtin_cases() if (TEXTS.parents[1] / name / "texts").is_dir()])
def test_the_texts_of_every_built_in_case_name_their_record_and_quote_nobody(name: str) -> None:
    folder = TEXTS.parents[1] / name
    with (folder / "positions.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["position_id"] for row in csv.DictReader(lines)}
    rows = index(folder / "texts")
    assert sorted(path.name for path in (folder / "texts").glob("*.txt")) == [row["file"] for row in rows]
    for row in rows:
        assert row["outlet"] == "willing demo text"
        assert all(re.fullmatch(r"https?://[^/\s]+/\S*", address) for address in row["retells"].split())
        assert row["retells"]
        assert set(row["positions"].split()) <= known
        text = (folder / "texts" / row["file"]).read_text(encoding="utf-8")
        assert all(len(words.split()) <= LONGEST_NAME for words in QUOTED.findall(text))


def test_texts_outside_the_demo_say_that_they_are_test_texts() -> None:
    others = [document for doc_id, document in DOCUMENTS.items() if doc_id not in FILES]
    assert len(others) == 20
    assert all(document["doc_id"].startswith("own:") for document in others)
    assert all("willing test text" in document["outlet"] for document in others)


def test_every_gold_document_is_dated_in_2025() -> None:
    assert {date.fromisoformat(document["date"]).year for document in DOCUMENTS.values()} == {2025}


def test_every_gold_document_is_annotated_once() -> None:
    assert Counter(row["doc_id"] for row in gold_lines("positions.jsonl")) == Counter(list(DOCUMENTS))


@pytest.mark.parametrize(
    ("doc_id", "record"), ANNOTATED, ids=[f"{doc_id}@{record['evidence'][0]}" for doc_id, record in ANNOTATED]
)
class TestAGoldPosition:
    def test_is_a_position_of_its_text(self, doc_id: str, record: dict[str, Any]) -> None:
        text = DOCUMENTS[doc_id]["text"]
        position = Position.from_json({"doc_id": doc_id, **record}, text)
        again = position.as_json()
        assert {key: again[key] for key in record} == record

    def test_cuts_whole_words(self, doc_id: str, record: dict[str, Any]) -> None:
        text = DOCUMENTS[doc_id]["text"]
        for start, end in spans(record):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            assert not re.match(r"\w\w", text[max(start - 1, 0) : start + 1] if start else "")
            assert not re.match(r"\w\w", text[end - 1 : end + 1])


def spans(record: dict[str, Any]) -> list[list[int]]:
    single = [record[field] for field in ("evidence", "actor", "measure", "when", "speaker")]
    return [span for span in single if span] + [condition["span"] for condition in record["conditions"]]


def test_the_gold_shows_every_stance_and_every_relation() -> None:
    assert {record["stance"] for _, record in ANNOTATED} == {stance.value for stance in Stance}
    assert {each["relation"] for _, record in ANNOTATED for each in record["conditions"]} == {
        relation.value for relation in Relation
    }


def test_only_the_outlet_speaks_without_a_name() -> None:
    for _, record in ANNOTATED:
        if record["speaker_kind"] == "outlet":
            assert record["speaker"] is None
            assert record["speaker_ids"] == []
        elif record["speaker_kind"] != "anonymous":
            assert record["speaker_ids"]


def test_no_position_is_annotated_twice() -> None:
    keys = Counter(
        (doc_id, *record["evidence"], tuple(record["actor_ids"]), record["measure_id"], str(record["measure"]))
        for doc_id, record in ANNOTATED
    )
    assert max(keys.values()) == 1
