"""How people write what is imported: synonyms of headers, stances, relations, as data (data/general/imports.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources

from willing.model.mistake import near

Synonyms = Mapping[str, tuple[str, ...]]


class NotUnderstood(Exception):
    """Words of a cell that could not be read: what was met, what was expected, and which word of the cell is meant."""

    def __init__(self, what: str, expected: str, word: str = "") -> None:
        super().__init__(f"{what}; expected {expected}")
        self.what, self.expected, self.word = what, expected, word


@cache
def synonyms(section: str) -> Synonyms:
    """From the id to the words that mean it, in lower case."""
    text = resources.files("willing.cases").joinpath("data/general/imports.toml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text)[section].items()}


@lru_cache(maxsize=100_000)
def plain(words: str) -> str:
    """Words for comparing: lower case, signs other than letters and digits as single blanks."""
    return " ".join(re.sub(r"[\W_]+", " ", words.casefold()).split())


def meant(what: str, words: str, known: Iterable[str], section: str) -> str:
    """The id that the words mean, by itself or by a synonym; raises NotUnderstood with the nearest right word."""
    ids = tuple(known)
    wanted = plain(words)
    for name in ids:
        if wanted == plain(name) or wanted in map(plain, synonyms(section).get(name, ())):
            return name
    listed = ", ".join(ids)
    said = {word: name for name in ids for word in synonyms(section).get(name, ())}
    hint = near(words, (*ids, *said))
    suggested = re.fullmatch(r'; perhaps "(.*)"', hint)
    if suggested and suggested[1] in said:
        hint = f'; perhaps "{said[suggested[1]]}"'
    raise NotUnderstood(f"unknown {what} {words!r}", f"a {what}{hint or f'; known: {listed}'}")
