"""Compiled records written in the compact form again: to read, to correct and to compile anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.annotation.choice import passage_text
from training.annotation.news_gold import is_news_gold, news_passage
from training.annotation.passages import Passage, passage_of
from training.annotation.places import find_all, find_outwards, whole_sentence
from willing.model.span import Span
from willing.reading.sentences import sentence_spans

Record = dict[str, Any]


def show_file(file: Path, *, with_text: bool = False) -> str:
    """Every record of a compiled file; a text of our own always comes with its words."""
    with file.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    codes = {code: name for record in records for code, name in record.get("codes", {}).items()}
    declared = "".join(f"code: {code} = {name}\n" for code, name in sorted(codes.items()))
    return declared + "\n".join(show_record(record, with_text=with_text) for record in records)


def passage_of_record(record: Record) -> Passage:
    """The passage a record is about: its own text, or that of the corpus."""
    if is_news_gold(record["doc_id"]):
        return news_passage(record["doc_id"])
    if "text" not in record:
        return passage_of(record["doc_id"])
    text = record["text"]
    sentences = tuple(Span(*each) for each in record["sentences"]) if "sentences" in record else sentence_spans(text)
    headers = {name: record.get(name, "") for name in ("date", "outlet", "title")}
    return Passage(record["doc_id"], text, sentences, **headers)


def show_record(record: Record, *, with_text: bool = False) -> str:
    passage = passage_of_record(record)
    head = passage_text(passage) if with_text or passage.written else f"== {passage.doc_id}\n"
    lines = [position_line(position, passage) for position in record["positions"]]
    starts = {sentence.start: number for number, sentence in enumerate(passage.sentences, start=1)}
    lines += [f"no {starts[each['sentence'][0]]} {each['why']}" for each in record.get("negatives", ())]
    return head + ("\n" if head.count("\n") > 1 else "") + "\n".join(lines or ["none"]) + "\n"


def position_line(position: Record, passage: Passage) -> str:
    """The position's line; words that the compiler would look for elsewhere get their number."""
    evidence = Span(*position["evidence"])
    inside = [number for number, span in enumerate(passage.sentences, start=1) if span.overlaps(evidence)]
    area = Span(passage.sentences[inside[0] - 1].start, passage.sentences[inside[-1] - 1].end)
    areas = [evidence, area, Span(0, len(passage.text))]

    def words(field: str, place: list[int] | None) -> str:
        return _words(passage.text, place, areas, first=field in ("actor", "speaker"))

    fields = [_head(position, inside), words("actor", position["actor"]), words("measure", position["measure"])]
    if evidence != whole_sentence(passage.text, area):
        fields.append(_in_area(passage.text, evidence, area))
    fields += _conditions(position, words)
    if position.get("when"):
        fields.append(f"when: {words('when', position['when'])}")
    fields += [f"{name}: {','.join(position[f'{name}_ids'])}" for name in ("by", "for") if position.get(f"{name}_ids")]
    if position.get("quantity"):
        fields.append(f"n: {_quantity(position['quantity'])}")
    return " | ".join([*fields, _said(position, words)])


def _head(position: Record, inside: list[int]) -> str:
    number = str(inside[0]) if len(inside) == 1 else f"{inside[0]}-{inside[-1]}"
    ids = ",".join(position["actor_ids"])
    quantifier = position.get("quantifier")
    if isinstance(quantifier, dict):
        count = f"{quantifier['at_least']}+" if "at_least" in quantifier else f"{quantifier['exactly']}"
        whole = f"/{quantifier['of']}" if "of" in quantifier else ""
        ids = f"{count}{whole}:{ids}"
    elif quantifier:
        ids = f"{quantifier}:{ids}"
    flags = {True: " can", False: " cannot", None: ""}[position.get("able")] + (" hard" if position.get("hard") else "")
    return f"{number} {ids} {position['stance']} {position['measure_id']}{flags}"


def _conditions(position: Record, words: Any) -> list[str]:
    return [
        f"{each['relation']} {'!' if each.get('negated') else ''}{each['id']}: {words('condition', each['span'])}"
        for each in position.get("conditions", ())
    ]


def _said(position: Record, words: Any) -> str:
    kind, directness = position["speaker_kind"], position["directness"]
    if kind == "outlet" and directness == "asserted":
        return "said: -"
    ids = ",".join(position["speaker_ids"]) or "-"
    marks = [{"named": "", "anonymous": "anon"}.get(kind, kind), "" if directness == "reported" else directness]
    return " ".join(["said:", words("speaker", position.get("speaker")), "=", ids, *filter(None, marks)])


def _quantity(quantity: Record) -> str:
    value = quantity["value"]
    figure = "..".join("" if each is None else str(each) for each in value) if isinstance(value, list) else str(value)
    return " ".join(filter(None, [figure, quantity.get("scale", ""), quantity["unit"]]))


def _words(text: str, place: list[int] | None, areas: list[Span], *, first: bool) -> str:
    if not place:
        return "-"
    span = Span(*place)
    words = " ".join(span.cut(text).split())
    try:
        if find_outwards(text, words, areas, first=first) == span:
            return words
    except ValueError:
        pass
    sentence, passage = (find_all(text, words, area) for area in areas[1:])
    if span in sentence:
        return f"{words} #{sentence.index(span) + 1}"
    return f"{words} ##{passage.index(span) + 1}" if span in passage else words


def _in_area(text: str, span: Span, area: Span) -> str:
    words = " ".join(span.cut(text).split())
    found = find_all(text, words, area)
    return words if len(found) == 1 else f"{words} #{found.index(span) + 1}"
