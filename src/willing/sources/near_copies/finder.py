"""Finding the copies of a new text among all that came before it: index, comparison, and the stories that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from willing.model import PartialDate
from willing.model.groups import Groups
from willing.sources.near_copies.decision import Comparison, Relation, compare_words, days_between
from willing.sources.near_copies.index import CopyIndex
from willing.sources.near_copies.sketch import sketch_of
from willing.sources.near_copies.words import Words, words_of

REMEMBERED = 500
"""Texts whose words are kept at hand; others are cut into words again when they are compared."""


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text to compare, under a key that is its own."""

    key: str
    text: str
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier text that a new one is a copy of; `is_longer` where the new one is the longer of the two."""

    key: str
    comparison: Comparison
    is_longer: bool


class CopyFinder:
    """Put texts in one by one, and ask for the copies of a new one. The same texts give the same answers.

    `text_of` gives a text by its key, so that the finder need not hold them all.
    """

    def __init__(self, text_of: Callable[[str], KnownText]) -> None:
        self.text_of = text_of
        self.index = CopyIndex()
        self.recent: dict[str, tuple[Words, PartialDate | None]] = {}

    def put(self, known: KnownText) -> None:
        """Put a text in, to be found from now on."""
        self.index.put(known.key, sketch_of(known.text))

    def matches(self, new: KnownText) -> list[Match]:
        """The texts that a new one is a copy of, the closest first."""
        found = []
        candidates = [key for key in self.index.candidates(sketch_of(new.text)) if key != new.key]
        words = words_of(new.text if candidates else "")
        for key in candidates:
            earlier, published = self.words(key)
            comparison = compare_words(earlier, words, days_between(published, new.published))
            if comparison.relation.is_copy:
                found.append(Match(key, comparison, len(words) > len(earlier)))
        return sorted(found, key=lambda match: (-closeness(match.comparison), match.key))

    def words(self, key: str) -> tuple[Words, PartialDate | None]:
        """The words and day of an earlier text."""
        if key not in self.recent:
            if len(self.recent) >= REMEMBERED:
                del self.recent[next(iter(self.recent))]
            known = self.text_of(key)
            self.recent[key] = (words_of(known.text), known.published)
        return self.recent[key]


def closeness(comparison: Comparison) -> float:
    return comparison.contained + comparison.covered


def stories_of(texts: Iterable[KnownText]) -> dict[str, str]:
    """By key, the story of each text: the key of its first text, in the order given."""
    known: dict[str, KnownText] = {}
    finder = CopyFinder(known.__getitem__)
    groups = Groups()
    for text in texts:
        known[text.key] = text
        groups.add(text.key)
        for match in bridging(finder.matches(text)):
            groups.join(match.key, text.key)
        finder.put(text)
    return {key: groups.first(key) for key in known}


def bridging(matches: list[Match]) -> list[Match]:
    """The matches that join stories. A round-up holds texts of several stories: it belongs to the closest only."""
    strong = [match for match in matches if match.comparison.relation is not Relation.CONTAINED]
    return strong or matches[:1]
