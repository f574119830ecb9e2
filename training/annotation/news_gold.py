"""The texts of our own news gold (tests/gold/news), given to annotators and to the compiler; never training material.

Their ids are `news:NUMBER`. A text stands in the repository once, as numbered sentences; an annotator's file holds the
ids and positions only, or a copy of the texts with the positions below each.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from training.annotation.notation import Block, Written, read_notation
from training.annotation.own_text import passage_of_sentences
from training.annotation.passages import NEWS_GOLD, Passage
from willing.errors import InvalidValue

FOLDER = Path(__file__).parents[2] / "tests" / "gold" / "news"


def is_news_gold(doc_id: str) -> bool:
    return doc_id.startswith(NEWS_GOLD)


@cache
def news_texts(folder: Path = FOLDER) -> dict[str, Passage]:
    """Every text by its id, in order; raises InvalidValue where a file cannot be read."""
    found: dict[str, Passage] = {}
    for block in (block for written in _files(folder) for block in written.blocks):
        if block.doc_id in found or not is_news_gold(block.doc_id):
            raise InvalidValue(f"{block.doc_id}: expected {NEWS_GOLD}NUMBER, each once")
        found[block.doc_id] = passage_of_sentences(block)
    return found


@cache
def news_codes(folder: Path = FOLDER) -> dict[str, str]:
    """Ids of actors that the texts declare beside the register."""
    return {code: name for written in _files(folder) for code, name in written.codes.items()}


def news_passage(doc_id: str, block: Block | None = None) -> Passage:
    """The text with that id; raises InvalidValue where there is none, or where `block` copies it with a change."""
    if doc_id not in news_texts():
        raise InvalidValue(f"{doc_id}: no such text in {FOLDER / 'texts'}")
    passage = news_texts()[doc_id]
    if block is not None and block.sentences and _plain(passage_of_sentences(block).text) != _plain(passage.text):
        raise InvalidValue(f"{doc_id}: the text differs from that in {FOLDER / 'texts'}; copy it again")
    return passage


def _plain(text: str) -> str:
    return text.translate(str.maketrans("“”’", '""\''))


def documents() -> list[dict[str, Any]]:
    """The texts as documents, the form that `willing read` takes."""
    return [
        {"doc_id": each.doc_id, "date": each.date, "outlet": each.outlet, "title": each.title, "text": each.text}
        for each in news_texts().values()
    ]


def write_gold(records: list[dict[str, Any]], folder: Path = FOLDER) -> None:
    """Write documents and positions in the gold's form; every text must be answered."""
    missing = sorted(set(news_texts()) - {record["doc_id"] for record in records})
    if missing:
        raise InvalidValue(f"not answered: {', '.join(missing)}")
    positions = [{"doc_id": record["doc_id"], "positions": record["positions"]} for record in records]
    for name, rows in (("documents", documents()), ("positions", positions)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")


def _files(folder: Path) -> list[Written]:
    found = []
    for file in sorted((folder / "texts").glob("group-*.txt")):
        written = read_notation(file.read_text(encoding="utf-8"))
        if written.mistakes:
            raise InvalidValue(f"{file}:{written.mistakes[0].line}: {written.mistakes[0].message}")
        found.append(written)
    return found
