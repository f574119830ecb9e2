"""The local reader: offline, shipped with the package, for English.

Reading is a row of steps, each usable alone: learned layers (attributions, syntax) -> names, persons and sets ->
voice and turns -> measures -> predicates and their stance -> conditions, quantities, times -> confidence. The learned
layers are read for many texts in one go; everything after is rules over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from willing.errors import InvalidValue
from willing.model import Document, Problem
from willing.model.register import Register
from willing.reading.conditions import ConditionFinder
from willing.reading.layers import Layers, read_layers
from willing.reading.measures import MeasureFinder
from willing.reading.names import NameIndex
from willing.reading.persons import PersonIndex
from willing.reading.positions import NAME, VERSION, find_positions
from willing.reading.reader import Reading, unread_reason

BATCH = 16
"""Documents whose layers are read together: enough to fill the encoder's batches, little enough to show progress."""


class LocalReader:
    """Reads positions with the shipped model and the words of a register."""

    name, version = NAME, VERSION

    def __init__(self, register: Register, *, threads: int = 1) -> None:
        self.register, self.threads = register, threads
        self.names = NameIndex(register)
        self.persons = PersonIndex(register)
        self.measures = MeasureFinder(register)
        self.conditions = ConditionFinder(register)

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """A reading for each document, in order. A text in another language is given back unread, with the reason."""
        waiting = iter(documents)
        while batch := list(islice(waiting, BATCH)):
            yield from self._read_batch(batch)

    def _read_batch(self, documents: Sequence[Document]) -> Iterator[Reading]:
        readable = [document for document in documents if unread_reason(document) is None]
        layers = iter(read_layers([document.text for document in readable], threads=self.threads))
        for document in documents:
            reason = unread_reason(document)
            if reason is not None:
                yield Reading(document, (), unread=reason)
            else:
                yield self._read_one(document, next(layers))

    def _read_one(self, document: Document, layers: Layers) -> Reading:
        try:
            return Reading(document, find_positions(document, layers, self))
        except InvalidValue as error:
            # a value that cannot be built is a mistake of the reader's: one text is lost for it, and not the others
            problem = Problem(document.id, f"the reader failed ({error})", "positions", "please report the text")
            return Reading(document, (), (problem,), unread="the reader failed on it")
