"""Passages of our own writing: put together from numbered sentences, and kept free of real persons and of our gold."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from training.annotation.notation import Block, Mistake
from training.annotation.passages import Passage
from willing.cases import load_general_register
from willing.errors import InvalidValue
from willing.model.span import Span

OWN_GOLD = (Path("tests/gold/documents.jsonl"), Path("tests/gold/news/documents.jsonl"))
COPIED_WORDS = 8
"""So many words in a row that also stand in our gold make a copy."""
TITLES = "President|Prime Minister|Chancellor|Minister|Secretary|Mr|Mrs|Ms|Sir|General"


def passage_from(block: Block) -> Passage:
    """The text of a block's numbered sentences: a blank between them, an empty line between paragraphs."""
    if not re.fullmatch(r"written:[a-z0-9-]+:\d+", block.doc_id):
        raise InvalidValue(f"{block.doc_id!r}: expected written:NAME:NUMBER, for example written:07-a:3")
    return passage_of_sentences(block)


def passage_of_sentences(block: Block) -> Passage:
    """The passage of a block that carries its text, whatever its id."""
    if not block.sentences:
        raise InvalidValue(f"{block.doc_id}: no text; write its sentences as '[1] ...', one a line")
    text = ""
    spans: list[Span] = []
    paragraph = block.sentences[0][0]
    for number, words in block.sentences:
        if text:
            text += " " if number == paragraph else "\n\n"
        spans.append(Span(len(text), len(text) + len(words)))
        text, paragraph = text + words, number
    headers = {name: block.headers.get(name, "") for name in ("date", "outlet", "title")}
    return Passage(block.doc_id, text, tuple(spans), **headers)


def checked_own_text(block: Block, passage: Passage) -> list[Mistake]:
    """No real office holder is named, and no stretch of our gold is used again."""
    found = [
        Mistake(block.line, f"{name!r} names a real person: use an office or an invented name")
        for name in real_persons(passage.text)
    ]
    copied = stretches(passage.text) & _gold_stretches()
    if copied:
        found.append(Mistake(block.line, f"stands in the gold too: {sorted(copied)[0]!r}; write it afresh"))
    return found


def real_persons(text: str) -> list[str]:
    """The office holders of the register that a text names."""
    return sorted({match.group() for match in _person_pattern().finditer(text)})


@cache
def _person_pattern() -> re.Pattern[str]:
    holders = load_general_register().office_holders
    full = "|".join(sorted({re.escape(holder.person) for holder in holders}, key=len, reverse=True))
    last = "|".join(sorted({re.escape(holder.surname) for holder in holders}, key=len, reverse=True))
    return re.compile(rf"\b(?:{full})\b|\b(?:{TITLES})\.? (?:{last})\b")


@cache
def _gold_stretches() -> frozenset[str]:
    found: set[str] = set()
    for file in filter(Path.is_file, OWN_GOLD):
        with file.open(encoding="utf-8") as lines:
            found.update(*(stretches(json.loads(line)["text"]) for line in lines))
    return frozenset(found)


def stretches(text: str) -> frozenset[str]:
    """Every COPIED_WORDS words in a row."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(" ".join(words[place : place + COPIED_WORDS]) for place in range(len(words) - COPIED_WORDS + 1))
