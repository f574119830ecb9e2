"""Words as the search knows them: without case, accents and punctuation, the same in every database.

The text is cut into words here and not by the database, so that SQLite and PostgreSQL find the same, and so that
nothing a user types has a meaning of its own to either of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

UNSPACED = "\u3040-\u30ff\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
"""Scripts that put no space between words: each sign is a word, and several in a row are found as a phrase."""
MARKS = "̀-ͯ"
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_][{MARKS}]*)+")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"})
"""Letters that Unicode does not take apart into a plain one and a mark."""

TERM = re.compile(r'(?P<out>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
LONGEST_WORD = 100
"""Characters of a word that are kept; what is longer is an address or an encoding."""


@dataclass(frozen=True, slots=True)
class Term:
    """One or several words in a row to be found; the last one may be a beginning only ("parliament*")."""

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False

    def matches(self, words: list[str], place: int) -> bool:
        """Whether the term stands at a place in a list of words."""
        if not self.prefix and words[place] != self.words[0]:
            return False
        found = words[place : place + len(self.words)]
        if len(found) < len(self.words) or found[:-1] != list(self.words[:-1]):
            return False
        return found[-1].startswith(self.words[-1]) if self.prefix else found[-1] == self.words[-1]


def folded(word: str) -> str:
    """A word without case, accents and marks: "Støre" -> "store"."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(LETTERS)
    return "".join(sign for sign in plain.casefold() if sign.isalnum())[:LONGEST_WORD]


def pieces(word: str) -> list[str]:
    """A word folded; a sign that folds into several signs of a script without spaces is several words."""
    plain = folded(word)
    if plain.isascii():
        return [plain] if plain else []
    return [again for piece in WORD.findall(plain) if (again := folded(piece))]


def words_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, folded, each with its start and end."""
    for match in WORD.finditer(text):
        for word in pieces(match.group()):
            yield word, match.start(), match.end()


def folded_words(text: str | None) -> list[str]:
    return [word for each in WORD.findall(text or "") for word in pieces(each)]


def terms_of(query: str) -> tuple[Term, ...]:
    """What a user asks for: words (all of them), "phrases", beginnings*, and -words that must not stand there.

    Any text is a query; signs that mean nothing here are borders between words.
    """
    terms = []
    for match in TERM.finditer(query):
        said = match["phrase"] if match["phrase"] is not None else match["word"]
        words = tuple(folded_words(said))
        if words:
            terms.append(Term(words, prefix=said.endswith("*"), excluded=match["out"] is not None))
    return tuple(terms)
