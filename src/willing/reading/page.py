"""One text with everything that was read in it so far: what the later steps look things up in."""

from __future__ import annotations

import bisect
import re
from functools import cached_property
from typing import Protocol

from willing.model import Document, Relation, Span
from willing.model.register import Register
from willing.reading.actors import ActorResolver
from willing.reading.conditions import ConditionFinder, ConditionMention
from willing.reading.labels import LabelNames
from willing.reading.layers import Layers
from willing.reading.measures import MeasureFinder, MeasureMention
from willing.reading.names import NameIndex
from willing.reading.persons import PersonIndex
from willing.reading.predicates import Predicates
from willing.reading.speakers import Speakers
from willing.reading.tree import Trees
from willing.reading.turns import Voice, find_voice, heading_of

IDIOM = re.compile(r"as (?:long|much) as (?:it takes|necessary|needed|is needed|possible)")


HALF_DISTANCE = 150.0
"""Characters at which a word counts half for what a passage is about."""


class Tools(Protocol):
    """What a reader prepares once for all texts."""

    register: Register
    names: NameIndex
    persons: PersonIndex
    measures: MeasureFinder
    conditions: ConditionFinder


class Page:
    """A document, its layers, and the finders' results, each computed once."""

    def __init__(self, document: Document, layers: Layers, tools: Tools) -> None:
        self.document, self.layers, self.register = document, layers, tools.register
        self.text = document.text
        self.trees = Trees(layers)
        self.predicates = Predicates(self.trees)
        places = tools.names.find(self.text)
        self.voice: Voice = find_voice(
            document,
            tools.register,
            label_names(tools.register),
            places,
            tools.names.find(document.outlet or ""),
            tools.names.find(heading_of(document)),
        )
        self.resolver = ActorResolver(document, tools.register, self.trees, places, tools.persons, self.voice)
        self.speakers = Speakers(self.trees, self.voice)
        self.measures: list[MeasureMention] = tools.measures.find(self.text)
        self._measure_starts = [mention.span.start for mention in self.measures]
        self._word_starts = [word.start for word in layers.words]
        self._condition_finder = tools.conditions
        self.measure_finder = tools.measures
        self._idioms = [Span(*match.span()) for match in IDIOM.finditer(self.text)]

    @cached_property
    def named_words(self) -> tuple[list[int], list[tuple[str, ...]]]:
        """The words that names hang on, and whom each names."""
        found = [(self.head_word(mention.span), mention.actor_ids) for mention in self.resolver.mentions]
        placed = [(word, ids) for word, ids in found if word is not None]
        return [word for word, _ in placed], [ids for _, ids in placed]

    def names_between(self, first: int, last: int) -> tuple[list[int], list[tuple[str, ...]]]:
        """The same of words `first` up to `last`, the latter excluded."""
        words, named = self.named_words
        places = slice(bisect.bisect_left(words, first), bisect.bisect_left(words, last))
        return words[places], named[places]

    def unknown_names(self, first: int, last: int) -> list[int]:
        """Proper nouns among words `first` up to `last` that are part of no name of the register."""
        if first >= last:
            return []
        around = Span(self.layers.words[first].start, self.layers.words[last - 1].end)
        known = [mention.span for mention in self.resolver.mentions_in(around)]
        taken = {index for span in known for index in self.layers.words_in(span)}
        return [i for i in range(first, last) if i not in taken and self.trees.part_of_speech(i) == "PROPN"]

    def words_of(self, span: Span) -> tuple[int, int]:
        """First and last word that start inside `span`; the last is before the first where there is none."""
        return (
            bisect.bisect_left(self._word_starts, span.start),
            bisect.bisect_left(self._word_starts, span.end) - 1,
        )

    def measures_of(self, span: Span) -> list[MeasureMention]:
        first = bisect.bisect_left(self._measure_starts, span.start)
        last = bisect.bisect_left(self._measure_starts, span.end)
        return self.measures[first:last]

    def last_measure_before(self, offset: int, reach: int = 400) -> MeasureMention | None:
        """The measure named last before `offset`, not farther back than `reach` characters."""
        place = bisect.bisect_left(self._measure_starts, offset) - 1
        if place >= 0 and offset - self.measures[place].span.start <= reach:
            return self.measures[place]
        return None

    def measure_around(self, offset: int, reach: int) -> str | None:
        """The measure spoken of most around `offset`, near words counting more; None where there is none.

        The last two measures of the register are the general ones and count least.
        """
        weights: dict[str, float] = {}
        first = bisect.bisect_left(self._measure_starts, offset - reach)
        last = bisect.bisect_right(self._measure_starts, offset + reach)
        for mention in self.measures[first:last]:
            distance = abs(mention.span.start - offset)
            general = mention.rank >= len(self.register.measures) - 2
            weights[mention.measure_id] = weights.get(mention.measure_id, 0.0) + (0.3 if general else 1.0) / (
                1.0 + distance / HALF_DISTANCE
            )
        return max(weights, key=lambda each: weights[each]) if weights else None

    def conditions_of(self, sentence: Span) -> list[ConditionMention]:
        first, last = self.words_of(sentence)
        return self._condition_finder.find(self.trees, sentence, first, last) if last >= first else []

    def condition_kind(self, span: Span) -> str | None:
        """Which condition of the register the words mean, None where none of its words occur."""
        return self._condition_finder.kind_of(span.cut(self.text))

    def in_company(self, relation: Relation, kind: str, span: Span) -> tuple[Relation, str]:
        """As `ConditionFinder.in_company`, of a condition of this text."""
        return self._condition_finder.in_company(relation, kind, span.cut(self.text))

    def in_idiom(self, word: int) -> bool:
        """Whether the word belongs to a set phrase that says nothing of its own ("as long as it takes")."""
        place = self.layers.words[word].span
        return any(idiom.contains(place) for idiom in self._idioms)

    def head_word(self, span: Span) -> int | None:
        """The word inside `span` that the others hang on."""
        first, last = self.words_of(span)
        for index in range(first, last + 1):
            head = self.layers.words[index].head
            if not first <= head <= last:
                return index
        return first if first <= last else None


_LABELS: dict[int, tuple[Register, LabelNames]] = {}


def label_names(register: Register) -> LabelNames:
    """Surnames of office holders and names of states and bodies in capitals, as they stand in a transcript's labels."""
    known = _LABELS.get(id(register))
    if known is not None and known[0] is register:
        return known[1]
    surnames = {holder.surname.upper(): (holder.actor_id,) for holder in register.office_holders}
    places = {
        name.upper().removeprefix("THE "): (actor.id,)
        for actor in register.actors
        if actor.kind in ("state", "body")
        for name in (actor.name, *actor.names, *actor.demonyms)
        if name[:1].isupper()
    }
    found = LabelNames(surnames, places)
    _LABELS[id(register)] = (register, found)
    return found
