"""The words that tell a stance, loaded once from data/stances.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class WordClass(StrEnum):
    """What a word does to the measure it governs; see data/stances.toml."""

    COMMIT = "commit"
    ALLOCATE = "allocate"
    WILLING = "willing"
    ABLE = "able"
    CONSIDER = "consider"
    UNDECIDED = "undecided"
    RELUCTANT = "reluctant"
    DECLINE = "decline"
    OPPOSE = "oppose"
    REQUEST = "request"
    ACTION = "action"
    SPEECH = "speech"


@dataclass(frozen=True)
class Lexicon:
    """Dictionary form -> class, by part of speech; `anaphors` are nouns that stand for a measure named
    before, `owned` nouns for somebody's own forces, `transparent` nouns that add nothing to what they govern;
    `inert` verbs tell of no deed; `force` nouns are for the use of force; `demanding` words turn "it is ..." into a
    demand."""

    verbs: dict[str, WordClass]
    adjectives: dict[str, WordClass]
    nouns: dict[str, WordClass]
    anaphors: frozenset[str]
    owned: frozenset[str]
    transparent: frozenset[str]
    inert: frozenset[str]
    force: frozenset[str]
    demanding: frozenset[str]
    known_verbs: frozenset[str]


PRECEDENCE = (
    "commit", "allocate", "willing", "consider", "undecided", "reluctant", "decline", "oppose", "request", "able",
    "action", "speech",
)  # fmt: skip


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the reader; a verb listed twice belongs to the first class of PRECEDENCE."""
    source = resources.files("willing.reading").joinpath("data/stances.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    verbs: dict[str, WordClass] = {}
    adjectives: dict[str, WordClass] = {}
    nouns: dict[str, WordClass] = {}
    for name in PRECEDENCE:
        for target, key in ((verbs, "verbs"), (adjectives, "adjectives"), (nouns, "nouns")):
            for word in table[name].get(key, ()):
                target.setdefault(word, WordClass(name))
    known = frozenset(word.split("_")[0] for word in verbs)
    return Lexicon(
        verbs,
        adjectives,
        nouns,
        anaphors=frozenset(table["anaphor"]["nouns"]),
        owned=frozenset(table["owned"]["nouns"]),
        transparent=frozenset(table["transparent"]["nouns"]),
        inert=frozenset(table["inert"]["verbs"]) - frozenset(verbs),
        force=frozenset(table["force"]["nouns"]),
        demanding=frozenset(table["demanding"]["words"]),
        known_verbs=known,
    )
