"""The news gold is what its readme says, stands on its own words, and cannot become training material."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gold.scoring import rows_of
from training.annotation.compiling import compile_text
from training.annotation.news_gold import documents, news_passage, news_texts
from training.annotation.own_text import real_persons, stretches
from training.annotation.passages import ANNOTATIONS, annotated_passages, passage_of, sources
from training.confidence import examples_of, own_gold
from willing.errors import InvalidValue
from willing.model import Position

NEWS = Path(__file__).parent / "news"
HEDGED = ("considering", "undecided", "reluctant")
ANSWER = "== news:02\n1 NOR committed naval | Norway | a frigate | said: its defence minister = NOR\n"


@pytest.fixture(scope="module")
def positions() -> list[dict[str, Any]]:
    return [position for row in rows_of(NEWS / "positions.jsonl") for position in row["positions"]]


def test_it_has_its_passages_and_positions_a_quarter_hedged_and_a_quarter_conditional(
    positions: list[dict[str, Any]],
) -> None:
    assert len(news_texts()) == 52
    assert len(positions) >= 310
    assert sum(position["stance"] in HEDGED for position in positions) / len(positions) >= 0.25
    assert sum(bool(position["conditions"]) for position in positions) / len(positions) >= 0.25


def test_its_files_are_those_that_its_texts_and_answers_compile_to() -> None:
    assert rows_of(NEWS / "documents.jsonl") == documents()
    records = [
        record
        for file in sorted((NEWS / "answers").glob("group-*.txt"))
        for record in compile_text(file.read_text(encoding="utf-8")).records
    ]
    compiled = [{"doc_id": record["doc_id"], "positions": record["positions"]} for record in records]
    assert rows_of(NEWS / "positions.jsonl") == compiled


def test_every_position_can_be_cut_from_its_text() -> None:
    texts = {row["doc_id"]: row["text"] for row in rows_of(NEWS / "documents.jsonl")}
    for row in rows_of(NEWS / "positions.jsonl"):
        for position in row["positions"]:
            Position.from_json({"doc_id": row["doc_id"], **position}, texts[row["doc_id"]])


def test_no_real_office_holder_is_named() -> None:
    assert {doc_id: found for doc_id, text in news_texts().items() if (found := real_persons(text.text))} == {}


def test_no_stretch_of_it_stands_in_training_texts_or_the_other_gold() -> None:
    ours = frozenset().union(*(stretches(passage.text) for passage in news_texts().values()))
    others = [row["text"] for row in rows_of(NEWS.parent / "documents.jsonl")]
    others += [row["text"] for file in ANNOTATIONS.glob("*.jsonl") for row in rows_of(file) if "text" in row]
    assert len(others) > 100
    assert [found for text in others if (found := ours & stretches(text))] == []


def test_no_training_annotation_is_of_it() -> None:
    assert not any(doc_id.startswith("news:") for doc_id in annotated_passages())


def test_it_is_no_corpus_to_choose_passages_from() -> None:
    with pytest.raises(InvalidValue):
        passage_of("news:02")
    with pytest.raises(InvalidValue, match="corpus 'news'"):
        sources("news")


def test_answers_to_it_are_never_written_among_training_annotations() -> None:
    with pytest.raises(InvalidValue, match="never trained on"):
        compile_text(ANSWER, output=ANNOTATIONS / "news-02.jsonl")


def test_an_annotation_of_it_among_training_annotations_stops_the_tools(tmp_path: Path) -> None:
    (tmp_path / "smuggled.jsonl").write_text(json.dumps({"doc_id": "news:02", "positions": []}) + "\n")
    with pytest.raises(InvalidValue, match="news gold"):
        annotated_passages(tmp_path)


def test_a_training_text_may_not_repeat_it() -> None:
    sentence = news_texts()["news:02"].sentences[0].cut(news_texts()["news:02"].text)
    compiled = compile_text(f"== written:00-test:1\n[1] {sentence}\n\nnone\n")
    assert ["stands in the gold too" in mistake.message for mistake in compiled.mistakes] == [True]


def test_the_confidence_is_never_fitted_on_it() -> None:
    with pytest.raises(InvalidValue, match="never fitted"):
        examples_of(own_gold(NEWS))


def test_a_second_annotator_may_copy_the_text_or_give_ids_only() -> None:
    passage = news_passage("news:02")
    numbered = "".join(f"[{n}] {span.cut(passage.text)}\n" for n, span in enumerate(passage.sentences, start=1))
    head, answer = ANSWER.split("\n", 1)
    assert not compile_text(ANSWER).mistakes
    paragraphs = numbered.replace("\n[3]", "\n\n[3]").replace("\n[8]", "\n\n[8]")
    assert not compile_text(f"{head}\n{paragraphs}\n{answer}").mistakes
    changed = compile_text(f"{head}\n{paragraphs.replace('Norway', 'Sweden')}\n{answer}")
    assert ["copy it again" in mistake.message for mistake in changed.mistakes] == [True]
