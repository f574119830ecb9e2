"""`local+llm`: the local reader reads, and the model is asked only where that one is unsure or silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from willing.model import Document, Position
from willing.model.register import Register
from willing.reading.llm.reader import LlmReader
from willing.reading.local import LocalReader
from willing.reading.measures import MeasureFinder
from willing.reading.reader import Reading
from willing.reading.sentences import sentence_spans


class MixedReader:
    """Sure positions of the local reader stay; of unsure ones and of silent sentences with a measure the model says.

    A text in a language that the local reader cannot read is the model's as a whole.
    """

    def __init__(self, register: Register, local: LocalReader, model: LlmReader) -> None:
        self.local, self.model = local, model
        self.measures = MeasureFinder(register)
        self.name = f"local+{model.name}"
        self.version = f"{local.version}+{model.version}"

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """A reading for each document, in order. Raises as `LlmReader.read`."""
        for reading in self.local.read(documents):
            if reading.unread is not None:
                yield self.model.read_one(reading.document)
                continue
            wanted = self.open_sentences(reading)
            if not wanted:
                yield reading
                continue
            asked = self.model.read_one(reading.document, wanted)
            yield Reading(
                reading.document,
                tuple(self.joined(reading.positions, asked.positions)),
                (*reading.problems, *asked.problems),
            )

    def open_sentences(self, reading: Reading) -> list[int]:
        """The sentences with an unsure position, or with a measure's word and no position at all."""
        text = reading.document.text
        found = []
        for number, sentence in enumerate(sentence_spans(text)):
            here = [each for each in reading.positions if each.evidence and each.evidence.span.overlaps(sentence)]
            unsure = any(not each.sure for each in here)
            silent = not here and bool(self.measures.find(sentence.cut(text)))
            if unsure or silent:
                found.append(number)
        return found

    @staticmethod
    def joined(local: Sequence[Position], asked: Sequence[Position]) -> list[Position]:
        """Sure local ones, the model's that are not about the same, and unsure local ones that it left alone."""
        kept = [each for each in local if each.sure]
        new = [each for each in asked if not any(about_the_same(each, other) for other in kept)]
        left = [each for each in local if not each.sure and not any(about_the_same(each, other) for other in new)]
        return sorted([*kept, *new, *left], key=lambda each: each.evidence.span.start if each.evidence else 0)


def about_the_same(one: Position, other: Position) -> bool:
    """Whether two readings are of one statement: overlapping words, an actor in common, the same measure."""
    if one.evidence is None or other.evidence is None or not one.evidence.span.overlaps(other.evidence.span):
        return False
    return bool(set(one.actor_ids) & set(other.actor_ids)) and one.measure_id == other.measure_id
