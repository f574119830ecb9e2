"""Walks over the dependency trees of a text: children, subtrees, the words between two words.

Word indexes run over the whole text, as in `Layers.words`; a tree never crosses a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from willing.model import Span
from willing.reading.layers import Layers, Word

VERBS_IN_LY = frozenset("apply rely supply reply comply imply multiply ally fly rally tally bully".split())


def repaired(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with one slip of the parser mended: an adverb taken for the verb it stands before.

    "The Presidents strongly condemn": the verb below takes the adverb's place in the tree.
    """
    mended = list(words)
    for index, word in enumerate(words):
        form = word.text.lower()
        if word.part_of_speech != "VERB" or not form.endswith("ly") or form in VERBS_IN_LY:
            continue
        below = [i for i, other in enumerate(words) if other.head == index]
        verb = next((i for i in below if mended[i].part_of_speech == "VERB" and i > index), None)
        if verb is None:
            continue
        mended[verb] = replace(mended[verb], head=word.head, relation=word.relation)
        mended[index] = replace(word, part_of_speech="ADV", head=verb, relation="advmod")
        for child in below:
            if child != verb:
                mended[child] = replace(mended[child], head=verb)
    return tuple(mended)


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
