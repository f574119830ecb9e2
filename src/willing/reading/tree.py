"""Walks over the dependency trees of a text: children, subtrees, the words between two words.

Word indexes run over the whole text, as in `Layers.words`; a tree never crosses a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from willing.model import Span
from willing.reading.layers import Layers, Word

HAVE = frozenset(["has", "have", "had"])
VERBS_IN_LY = frozenset("apply rely supply reply comply imply multiply ally fly rally tally bully".split())


def repaired(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with three slips of the parser mended, all of a verb hung below the word before it.

    "The Presidents strongly condemn": the adverb was taken for the verb. "Finland has earmarked": the auxiliary was, or
    "Finland has earmarked millions" was read as having earmarked millions.
    """
    mended = list(words)
    for index, word in enumerate(words):
        form = word.text.lower()
        if word.part_of_speech == "VERB" and form.endswith("ly") and form not in VERBS_IN_LY:
            below = (i for i, other in enumerate(words) if other.head == index and i > index)
            verb = next((i for i in below if words[i].part_of_speech == "VERB"), None)
            if verb is not None:
                take_place(mended, index, verb, "ADV", "advmod")
        elif word.relation == "goeswith" and word.part_of_speech == "VERB" and 0 <= word.head == index - 1:
            take_place(mended, word.head, index, "AUX", "aux")
        elif word.relation == "amod" and form.endswith("ed") and has_before(words, index):
            mended[index] = replace(mended[index], head=index - 1, part_of_speech="VERB")
            take_place(mended, index - 1, index, "AUX", "aux")
    return tuple(mended)


def has_before(words: tuple[Word, ...], index: int) -> bool:
    """Whether "has" stands right before the word and governs the noun that the word was hung on."""
    noun = words[index].head
    return 0 < index < noun and words[index - 1].text.lower() in HAVE and words[noun].head == index - 1


def take_place(words: list[Word], upper: int, lower: int, part_of_speech: str, relation: str) -> None:
    """Put the word `lower` where `upper` stands in the tree, with all that hung on it; `upper` hangs on `lower`."""
    if words[lower].head != upper:
        return  # already moved
    words[lower] = replace(words[lower], head=words[upper].head, relation=words[upper].relation)
    words[upper] = replace(words[upper], part_of_speech=part_of_speech, head=lower, relation=relation)
    for index, word in enumerate(words):
        if word.head == upper and index != lower:
            words[index] = replace(word, head=lower)


class Trees:
    """The dependency trees of one text, with children looked up once."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.words: tuple[Word, ...] = repaired(layers.words)
        self.lower: list[str] = [word.text.lower() for word in layers.words]
        self.children: list[list[int]] = [[] for _ in layers.words]
        for index, word in enumerate(self.words):
            if word.head >= 0:
                self.children[word.head].append(index)
        self._bounds: dict[int, tuple[int, int]] = {}

    def relation(self, index: int) -> str:
        return self.words[index].relation

    def part_of_speech(self, index: int) -> str:
        return self.words[index].part_of_speech

    def with_relation(self, index: int, *relations: str) -> list[int]:
        """Children of `index` that hang on it by one of `relations`, in text order."""
        return [child for child in self.children[index] if self.words[child].relation in relations]

    def ancestors(self, index: int) -> Iterator[int]:
        """Heads of `index`, nearest first."""
        head = self.words[index].head
        while head >= 0:
            yield head
            head = self.words[head].head

    def subtree(self, index: int, *without: str) -> list[int]:
        """`index` and everything below it in text order, leaving out branches that hang by a relation of `without`."""
        found, open_nodes = [], [index]
        while open_nodes:
            node = open_nodes.pop()
            found.append(node)
            open_nodes.extend(c for c in self.children[node] if self.words[c].relation not in without)
        return sorted(found)

    def bounds(self, index: int) -> tuple[int, int]:
        """First and last word of the subtree of `index`, both included."""
        if index not in self._bounds:
            nodes = self.subtree(index)
            self._bounds[index] = (nodes[0], nodes[-1])
        return self._bounds[index]

    def span(self, first: int, last: int) -> Span:
        """The place from the word `first` to the word `last`, both included."""
        return Span(self.words[first].start, self.words[last].end)

    def phrase(self, index: int) -> Span:
        """The place of the noun phrase headed by `index`, without relative clauses and appositions after it."""
        nodes = self.subtree(index, "acl", "appos", "parataxis", "punct", "conj", "cc")
        first, last = nodes[0], nodes[-1]
        return self.span(first, last)
