"""From the compact form to records in the annotation guide's form, everything checked.

A file is compiled whole or not at all: either records, or every mistake with its line.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from training.annotation.choice import batch_ids, looks_like_position
from training.annotation.news_gold import is_news_gold, news_codes, news_passage
from training.annotation.notation import (
    Block,
    Mistake,
    Said,
    Written,
    WrittenCondition,
    WrittenPosition,
    read_notation,
    read_quantifier,
    read_quantity,
)
from training.annotation.own_text import checked_own_text, passage_from
from training.annotation.passages import ANNOTATIONS, Done, Passage, annotated_passages, is_done, parts_of, passage_of
from training.annotation.places import find_all, find_one, find_outwards, whole_sentence
from training.corpora import CORPORA
from willing.cases import load_general_register
from willing.errors import InvalidValue
from willing.model import Position
from willing.model.position import Relation
from willing.model.span import Span
from willing.model.stance import Stance

Record = dict[str, Any]
PARTS_OF_A_STATE = ("CONGRESS", "PARLIAMENT", "OPPOSITION", "COURT", "REGION", "PARTY", "MILITIA")
"""`USA-CONGRESS`: what may follow a state's id without being declared."""


@dataclass(slots=True)
class Counts:
    """What a compiled file gives to train on, in sentences."""

    passages: int = 0
    positions: int = 0
    bearing: int = 0
    hard_negatives: int = 0
    """Without a position, and either marked by the annotator or with words that a reader could fall for."""
    marked: int = 0
    other: int = 0
    stances: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        stances = ", ".join(f"{name} {count}" for name, count in self.stances.most_common())
        relations = ", ".join(f"{name} {count}" for name, count in self.relations.most_common())
        return (
            f"{self.passages} passages, {self.positions} positions; sentences: {self.bearing} bearing, "
            f"{self.hard_negatives} hard negatives ({self.marked} of them marked), {self.other} other\n"
            f"stances: {stances or 'none'}\nconditions: {relations or 'none'}"
        )


@dataclass(slots=True)
class Compiled:
    records: list[Record]
    counts: Counts
    mistakes: list[Mistake]


def compile_text(
    text: str, *, corpora: Path = CORPORA, annotations: Path = ANNOTATIONS, output: Path | None = None
) -> Compiled:
    """The records of a file in the compact form; `output` is left out of the search for passages done already."""
    written = read_notation(text)
    if any(is_news_gold(block.doc_id) for block in written.blocks):
        written.codes = news_codes() | written.codes
        _refuse_as_training(output, annotations)
    done = annotated_passages(annotations, without=output)
    compiled = Compiled([], Counts(), list(written.mistakes))
    seen: set[str] = set()
    for block in written.blocks:
        try:
            if block.doc_id in seen:
                raise InvalidValue(f"{block.doc_id}: met twice in this file")
            seen.add(block.doc_id)
            if block.skipped is not None:
                continue
            passage = _passage_for(block, corpora)
            _refuse_overlap(passage, done)
        except (InvalidValue, ValueError) as error:
            compiled.mistakes.append(Mistake(block.line, str(error)))
            continue
        _compile_block(block, passage, written, compiled)
    compiled.mistakes += _missing(written, done)
    compiled.mistakes.sort(key=lambda mistake: mistake.line)
    if compiled.mistakes:
        compiled.records = []
    return compiled


def _passage_for(block: Block, corpora: Path) -> Passage:
    if is_news_gold(block.doc_id):
        return news_passage(block.doc_id, block)
    return passage_from(block) if block.doc_id.startswith("written:") else passage_of(block.doc_id, corpora)


def _refuse_as_training(output: Path | None, annotations: Path) -> None:
    if output is not None and output.resolve().parent in (annotations.resolve(), ANNOTATIONS.resolve()):
        raise InvalidValue(f"{output}: the news gold measures the reader and is never trained on; write it elsewhere")


def _refuse_overlap(passage: Passage, done: Done) -> None:
    if is_news_gold(passage.doc_id):
        return
    if passage.written:
        if passage.doc_id in done:
            raise InvalidValue(
                f"{passage.doc_id}: taken already, in {done[passage.doc_id][0][1]}; choose another number"
            )
        return
    corpus, document, span = parts_of(passage.doc_id)
    for other, file in done.get(f"{corpus}:{document}", ()):
        if other.overlaps(span):
            raise InvalidValue(f"{passage.doc_id}: overlaps a passage annotated already in {file}")


def _missing(written: Written, done: Done) -> list[Mistake]:
    """Passages of the batch that the file does not answer, and passages that are not of the batch."""
    if written.batch is None:
        return []
    wanted = batch_ids(*written.batch)
    open_ones = [each for each in wanted if not is_done(each, done)]
    given = {block.doc_id: block.line for block in written.blocks}
    missing = [
        Mistake(1, f"{each}: of this batch, not answered (or 'skip: reason')")
        for each in open_ones
        if each not in given
    ]
    strange = [Mistake(line, f"{each}: not of this batch") for each, line in given.items() if each not in wanted]
    return missing + strange


def _compile_block(block: Block, passage: Passage, written: Written, compiled: Compiled) -> None:
    before = len(compiled.mistakes)
    if passage.written:
        compiled.mistakes += checked_own_text(block, passage)
    if not (block.positions or block.none or block.negatives or block.misread):
        compiled.mistakes.append(
            Mistake(block.line, f"{block.doc_id}: nothing marked; write 'none' if it has no position")
        )
    if block.positions and block.none:
        compiled.mistakes.append(Mistake(block.line, f"{block.doc_id}: 'none', but positions are given"))
    positions: list[Record] = []
    for position in block.positions:
        record, problems = _PositionCompiler(position, passage, written.codes).compile()
        compiled.mistakes += [Mistake(position.line, problem) for problem in problems]
        if record is not None and not problems:
            if record in positions:
                compiled.mistakes.append(Mistake(position.line, "the same position is given twice"))
            positions.append(record)
    negatives = _negatives(block, passage, positions, compiled)
    if len(compiled.mistakes) > before:
        return
    positions.sort(key=lambda record: (record["evidence"], record["measure_id"]))
    compiled.records.append(_record(passage, positions, negatives, written.codes))
    _count(compiled.counts, passage, positions, negatives)


def _record(passage: Passage, positions: list[Record], negatives: list[Record], codes: dict[str, str]) -> Record:
    """What is kept of a passage; its text only where we wrote it."""
    record: Record = {"doc_id": passage.doc_id}
    if passage.written:
        given = {"date": passage.date, "outlet": passage.outlet, "title": passage.title, "text": passage.text}
        record |= {name: value for name, value in given.items() if value}
        record["sentences"] = [span.as_list() for span in passage.sentences]
    record |= {"positions": positions, "negatives": negatives}
    if used := {code: name for code, name in codes.items() if f'"{code}"' in json.dumps(positions)}:
        record["codes"] = used
    return record


def _negatives(block: Block, passage: Passage, positions: list[Record], compiled: Compiled) -> list[Record]:
    found: list[Record] = []
    for line, number, why in block.negatives:
        if not 1 <= number <= len(passage.sentences):
            compiled.mistakes.append(Mistake(line, f"no sentence [{number}]; the passage has {len(passage.sentences)}"))
            continue
        sentence = passage.sentences[number - 1]
        if any(Span(*record["evidence"]).overlaps(sentence) for record in positions):
            compiled.mistakes.append(Mistake(line, f"sentence [{number}] bears a position and is marked 'no'"))
            continue
        found.append({"sentence": sentence.as_list(), "why": why})
    return found


def _count(counts: Counts, passage: Passage, positions: list[Record], negatives: list[Record]) -> None:
    counts.passages += 1
    counts.positions += len(positions)
    counts.marked += len(negatives)
    marked = [record["sentence"] for record in negatives]
    for sentence in passage.sentences:
        if any(Span(*record["evidence"]).overlaps(sentence) for record in positions):
            counts.bearing += 1
        elif sentence.as_list() in marked or looks_like_position(sentence.cut(passage.text)):
            counts.hard_negatives += 1
        else:
            counts.other += 1
    for record in positions:
        counts.stances[record["stance"]] += 1
        counts.relations.update(condition["relation"] for condition in record["conditions"])


class _PositionCompiler:
    """One position's fields, each tried even where another failed, so that all mistakes of a line come at once."""

    def __init__(self, position: WrittenPosition, passage: Passage, codes: dict[str, str]) -> None:
        self.position, self.passage, self.codes = position, passage, codes
        self.problems: list[str] = []

    def compile(self) -> tuple[Record | None, list[str]]:
        position, passage = self.position, self.passage
        if not 1 <= position.first <= position.last <= len(passage.sentences):
            return None, [f"no sentence [{position.first}]; the passage has {len(passage.sentences)}"]
        area = Span(passage.sentences[position.first - 1].start, passage.sentences[position.last - 1].end)
        evidence = self._evidence(area)
        if evidence is None:
            return None, self.problems
        self.areas = [evidence, area, Span(0, len(passage.text))]
        actor = self._place("actor", position.actor, first=True)
        quantifier, ids = read_quantifier(position.actors)
        said = self._said(actor, ids)
        record: Record = {
            "evidence": evidence.as_list(),
            "actor": actor,
            "actor_ids": self._ids("actor", tuple(ids.split(","))),
            "quantifier": quantifier,
            "stance": self._known("stance", position.stance, tuple(Stance)),
            "able": True if "can" in position.flags else False if "cannot" in position.flags else None,
            "measure": self._place("measure", position.measure),
            "measure_id": self._known("measure", position.measure_id, known_measures()),
            "by_ids": self._ids("by", position.by_ids),
            "for_ids": self._ids("for", position.for_ids),
            "quantity": self._quantity(),
            "conditions": [each for each in map(self._condition, position.conditions) if each],
            "when": self._place("when", position.when),
            "speaker": self._speaker(said),
            "speaker_ids": self._ids("speaker", said.ids),
            "speaker_kind": said.kind,
            "directness": said.directness,
        }
        if "hard" in position.flags:
            record["hard"] = True
        self._check_sense(record)
        return record, self.problems

    def _evidence(self, area: Span) -> Span | None:
        if self.position.evidence is None:
            return whole_sentence(self.passage.text, area)
        try:
            return find_one(self.passage.text, self.position.evidence, area)
        except ValueError as error:
            elsewhere = [
                str(number)
                for number, sentence in enumerate(self.passage.sentences, start=1)
                if "..." not in self.position.evidence
                and self.position.evidence.casefold() in sentence.cut(self.passage.text).casefold()
            ]
            hint = f"; it stands in sentence [{elsewhere[0]}]" if elsewhere else ""
            self.problems.append(f"evidence in [{self.position.first}]: {error}{hint}")
            return None

    def _place(self, name: str, words: str | None, *, first: bool = False) -> list[int] | None:
        if words is None:
            return None
        try:
            return find_outwards(self.passage.text, words, self.areas, first=first).as_list()
        except ValueError as error:
            self.problems.append(f"{name}: {error}")
            return None

    def _said(self, actor: list[int] | None, ids: str) -> Said:
        position = self.position
        if position.speaks_for_itself is None:
            return position.said or Said()
        if actor is None:
            self.problems.append("self: expected an actor with words; write 'said: WORDS = IDS'")
        return Said(position.actor, tuple(ids.split(",")), "named", position.speaks_for_itself)

    def _speaker(self, said: Said) -> list[int] | None:
        """Null where the speaker is named only before the passage, as in the middle of a long answer."""
        text, words = self.passage.text, said.words
        if words and not find_all(text, words, self.areas[-1]) and words.casefold() in self.passage.before.casefold():
            return None
        return self._place("speaker", words, first=True)

    def _condition(self, condition: WrittenCondition) -> Record | None:
        span = self._place(f"condition {condition.id}", condition.words)
        self._known("condition", condition.id, known_conditions())
        self._known("relation", condition.relation, tuple(Relation))
        return {
            "span": span,
            "id": condition.id,
            "relation": condition.relation,
            "negated": condition.negated,
        }

    def _quantity(self) -> dict[str, object] | None:
        try:
            return read_quantity(self.position.quantity) if self.position.quantity else None
        except ValueError as error:
            self.problems.append(str(error))
            return None

    def _ids(self, name: str, ids: tuple[str, ...]) -> list[str]:
        for each in ids:
            if not is_known(each, self.codes):
                close = get_close_matches(each, [*known_actors(), *self.codes], n=2)
                hint = f"did you mean {' or '.join(close)}? " if close else ""
                self.problems.append(
                    f"{name} id {each!r} not known: {hint}declare a new one with 'code: {each} = its name'"
                )
        return list(ids)

    def _known(self, name: str, value: str, known: tuple[str, ...]) -> str:
        if value not in known:
            close = get_close_matches(value, known, n=2)
            hint = f"did you mean {' or '.join(close)}? " if close else ""
            self.problems.append(f"{name} {value!r} not known: {hint}expected one of {', '.join(known)}")
        return value

    def _check_sense(self, record: Record) -> None:
        """What the guide forbids, said by the model that the reader's own positions go through."""
        if not self.problems:
            try:
                Position.from_json({"doc_id": self.passage.doc_id, **record}, self.passage.text)
            except InvalidValue as error:
                self.problems.append(str(error))
        unsaid = not record["speaker_ids"] and record["speaker"] is None
        if unsaid and record["speaker_kind"] in ("named", "joint"):
            self.problems.append(f"speaker {record['speaker_kind']} without words and ids")
        if record["directness"] == "asserted" and record["speaker_kind"] == "anonymous":
            self.problems.append("an anonymous speaker is direct or reported, never asserted")
        if record["stance"] == "requests" and record["by_ids"] == record["actor_ids"]:
            self.problems.append("by: the actor asks it of itself; expected whose action is asked for")


@cache
def known_actors() -> frozenset[str]:
    return frozenset(actor.id for actor in load_general_register().actors)


@cache
def known_measures() -> tuple[str, ...]:
    return tuple(measure.id for measure in load_general_register().measures)


@cache
def known_conditions() -> tuple[str, ...]:
    return tuple(kind.id for kind in load_general_register().conditions)


def is_known(actor_id: str, codes: dict[str, str]) -> bool:
    """An id of the register, a declared code, or a part of a known state such as `FRA-OPPOSITION`."""
    state, dash, part = actor_id.partition("-")
    if actor_id in known_actors() or actor_id in codes:
        return True
    return bool(dash) and (state in known_actors() or state in codes) and part in PARTS_OF_A_STATE


def as_lines(records: list[Record]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
