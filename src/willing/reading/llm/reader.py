"""The reader behind an endpoint: documents in chunks, questions, answers checked and built."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from willing.model import Document, Position, Problem
from willing.model.register import Register
from willing.reading.llm.building import Builder
from willing.reading.llm.cache import AnswerCache
from willing.reading.llm.chunks import Chunk, chunks_of, tokens_in
from willing.reading.llm.client import Client
from willing.reading.llm.schema import VERSION, answer_schema, positions_in
from willing.reading.llm.settings import LlmSettings
from willing.reading.llm.spending import Estimate, Spending, estimate
from willing.reading.reader import Reading

MOST_ACTORS = 400
"""Actors of the register that a question lists; the first ones, which are states and bodies."""


@cache
def instruction() -> str:
    """Our guide in short, as a model is told it (`data/llm_instruction.md`)."""
    return resources.files("willing.reading").joinpath("data/llm_instruction.md").read_text(encoding="utf-8")


class LlmReader:
    """Reads positions by asking a model, in any language that the model knows."""

    def __init__(self, register: Register, settings: LlmSettings, client: Client | None = None) -> None:
        self.register, self.settings = register, settings
        self.client = client or Client(settings)
        self.cache = AnswerCache(settings.cache)
        self.spending = Spending(settings)
        self.schema = answer_schema([each.id for each in register.measures], [each.id for each in register.conditions])
        told = instruction() + json.dumps(self.schema, sort_keys=True)
        self.name = f"llm:{settings.model}"
        self.version = f"{VERSION}.{hashlib.sha256(told.encode()).hexdigest()[:6]}"

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """A reading for each document, in order. Raises LlmUnavailable or BudgetSpent between documents."""
        for document in documents:
            yield self.read_one(document)

    def read_one(self, document: Document, wanted: Sequence[int] | None = None) -> Reading:
        """The reading of one document; with `wanted` only of these sentences, by their numbers."""
        chunks = chunks_of(document.text, self.settings.chunk_tokens, self.settings.overlap_sentences, wanted)
        builder = Builder(
            document, self.register, self.issuer_of(document), f"{self.name}/{self.version}", self.settings.sure
        )
        positions: list[Position] = []
        problems: list[Problem] = []
        for number, chunk in enumerate(chunks, start=1):
            try:
                told = self.told(document, chunk)
            except ValueError as error:
                met = f"part {number} of {len(chunks)} was not read: {error}"
                problems.append(Problem(document.id, met, "an answer of the form"))
                continue
            for each in told:
                built = builder.build(each, chunk)
                if isinstance(built, Problem):
                    problems.append(built)
                elif not any(same(built, other) for other in positions):
                    positions.append(built)
        positions.sort(key=lambda each: each.evidence.span.start if each.evidence else 0)
        return Reading(document, tuple(positions), tuple(problems))

    def told(self, document: Document, chunk: Chunk) -> list[dict[str, Any]]:
        """The positions of a chunk as the model tells them. Raises ValueError where two answers were of no use."""
        messages = self.messages(document, chunk)
        question = {"model": self.settings.model, "schema": self.schema, "messages": messages}
        if (known := self.cache.get(question)) is not None:
            self.spending.cached += 1
            return positions_in(known["words"])
        problem = ValueError("no answer")
        for _ in range(2):
            self.spending.before(sum(tokens_in(each["content"]) for each in messages))
            answer = self.client.ask(messages, self.schema)
            self.spending.after(answer.tokens_in, answer.tokens_out)
            try:
                found = positions_in(answer.words)
            except ValueError as error:
                problem = error if answer.whole else ValueError("the answer was cut off at its longest")
                continue
            self.cache.put(question, {"words": answer.words})
            return found
        raise problem

    def messages(self, document: Document, chunk: Chunk) -> list[dict[str, str]]:
        """Instruction and question. The text stands in JSON strings of the question, whatever it holds."""
        told: dict[str, Any] = {
            "document": {
                "title": document.title,
                "outlet": document.outlet,
                "published": str(document.published) if document.published else None,
                "language": document.language,
            },
            "sentences": [
                {"number": number, "text": chunk.sentences[number].cut(document.text)} for number in chunk.shown
            ],
            "actors": {actor.id: actor.name for actor in self.register.actors[:MOST_ACTORS]},
            "measures": {each.id: each.meaning or each.name for each in self.register.measures},
            "conditions": {each.id: each.meaning or each.name for each in self.register.conditions},
        }
        if len(chunk.asked) < len(chunk.shown):
            told["report_on"] = list(chunk.asked)
        return [
            {"role": "system", "content": instruction()},
            {"role": "user", "content": json.dumps(told, ensure_ascii=False)},
        ]

    def issuer_of(self, document: Document) -> tuple[str, ...]:
        """Whose text it is, by its outlet, where that is an actor's own."""
        outlet = (document.outlet or "").casefold()
        found = (each.actor_id for each in self.register.issuers if each.words.casefold() in outlet)
        return tuple(dict.fromkeys(found)) if outlet else ()

    def estimate(self, documents: Iterable[Document]) -> Estimate:
        """What reading the documents would take; answers that are known already cost nothing."""
        requests = tokens = 0
        for document in documents:
            for chunk in chunks_of(document.text, self.settings.chunk_tokens, self.settings.overlap_sentences):
                messages = self.messages(document, chunk)
                question = {"model": self.settings.model, "schema": self.schema, "messages": messages}
                if self.cache.get(question) is None:
                    requests += 1
                    tokens += sum(tokens_in(each["content"]) for each in messages)
        return estimate(self.settings, requests, tokens)


def same(one: Position, other: Position) -> bool:
    """The same statement met in the overlap of two chunks."""
    if one.evidence is None or other.evidence is None or not one.evidence.span.overlaps(other.evidence.span):
        return False
    fields = ("actor_ids", "quantifier", "stance", "measure_id", "by_ids")
    return all(getattr(one, name) == getattr(other, name) for name in fields)
