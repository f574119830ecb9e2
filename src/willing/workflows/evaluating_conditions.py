"""Scoring conditions: documents -> conditions of every sentence, against gold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import InputError, InvalidValue
from willing.model import Document, Span
from willing.reading.condition_scoring import CONDITIONAL, NO_CONNECTIVE, ConditionScore, Opened
from willing.reading.conditions import CONNECTIVES
from willing.workflows.gold_files import name_of, records, texts_for

if TYPE_CHECKING:
    from willing.reading.local import LocalReader

OPENING = re.compile("|".join(f"(?:{words})" for _, _, words in CONNECTIVES) + r"|\w+", re.IGNORECASE)


def score_conditions(gold: Path, documents: Path, reader: LocalReader) -> ConditionScore:
    """Find the conditions of every sentence, whether or not a position hangs on them, and score them.

    Both are JSON Lines, plain or gzipped, and may be one file: `doc_id` (or `id`) and `relations`, of which those with
    a `condition` count (`conn`: the pieces of the connective; `condition.cond`: those of the conditioning clause, as
    [start, end] in code points); `doc_id` and `text`. Conditions without a connective are left out. Raises InputError.
    """
    wanted = {name_of(row, gold): conditions_in(row, gold) for row in records(gold, ("relations",))}
    texts = texts_for(wanted, gold, documents)
    score = ConditionScore()
    for name, text in texts.items():
        score.add(text, wanted[name], found_in(text, reader))
    return score


def conditions_in(record: dict[str, Any], file: Path) -> list[Opened]:
    try:
        return [
            Opened(places(each["conn"]), places(each["condition"]["cond"]))
            for each in record["relations"]
            if each.get("condition") is not None and each.get("conn")
        ]
    except (AttributeError, KeyError, TypeError, InvalidValue) as error:
        raise InputError(
            f"{file}, {name_of(record, file)}: {error!r}; expected relations with conn and condition.cond as lists of "
            "[start, end]"
        ) from None


def places(pieces: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*piece) for piece in pieces)


def found_in(text: str, reader: LocalReader) -> list[Opened]:
    """The conditional clauses of a text as the reader finds them."""
    from willing.reading.layers import read_layers
    from willing.reading.page import Page

    (layers,) = read_layers([text], threads=1)
    page = Page(Document("gold", text, language="en"), layers, reader)
    return [
        Opened((connective_at(text, mention.condition.span),), (mention.condition.span,))
        for sentence in layers.sentences
        for mention in page.conditions_of(sentence)
        if mention.condition.relation in CONDITIONAL
        and mention.condition.span is not None
        and not NO_CONNECTIVE.match(text, mention.condition.span.start)
    ]


def connective_at(text: str, span: Span) -> Span:
    """The words that a condition begins with, which open it; its first word where none of the known ones is there."""
    match = OPENING.match(text, span.start, span.end)
    return Span(span.start, match.end()) if match else span
