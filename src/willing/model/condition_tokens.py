"""Tokens of the condition language: names, numbers and signs, read one by one with their place.

    NAME   = letters, digits, "_" and "-", not beginning with "-"
    NUMBER = 5000, 10,000 or 2.5

What a run of characters is depends on what is expected at its place, so ids may begin with a digit. A thousands comma
has a digit right behind it and stands between groups of three; a number only follows ">=", so its commas are never
those of a list of names, and "3,5" is refused rather than guessed at.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from decimal import Decimal

from willing.errors import ConditionSyntaxError
from willing.model.condition_atoms import LARGEST, NAME, Number, checked_number

TOKEN = re.compile(rf"{NAME.pattern}|>=|\S")
DIGITS = re.compile(r"[0-9](?:\w|[.,](?=[0-9]))*")
NUMBER = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")

LISTED_NAMES = 12
"""Known names listed in a message; more would hide the mistake."""

LONGEST_SUGGESTED = 80
"""Characters of a name beyond which no similar one is looked for."""


class Cursor:
    """A place in a text that moves from token to token; `token` is the one it stands at, "" at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.move(0)

    def move(self, place: int) -> None:
        """Stand at the first token from `place` on."""
        found = TOKEN.search(self.text, place)
        self.token = found[0] if found else ""
        # a missing token belongs behind the last one, not behind the blanks and line ends after it
        self.start = found.start() if found else len(self.text.rstrip())

    @property
    def end(self) -> int:
        """Where the present token ends."""
        return self.start + len(self.token)

    @property
    def following(self) -> str:
        """The token behind the present one."""
        found = TOKEN.search(self.text, self.end)
        return found[0] if found else ""

    def took(self, token: str) -> bool:
        """Whether this token stood here; if so, moves behind it."""
        if self.token != token:
            return False
        self.move(self.end)
        return True

    def take(self, token: str, expected: str = "") -> None:
        """Moves behind this token; `expected` says what else could have stood here."""
        if not self.took(token):
            raise self.mistake(expected or f'"{token}"')

    def name(self, noun: str, known: Collection[str] | None) -> str:
        """The name of a `noun` ("actor"), one of `known` if given."""
        name = self.token
        if not NAME.fullmatch(name):
            raise self.mistake(f"the name of {article(noun)} {noun}", noun=noun, known=known)
        if known is not None and name not in known:
            raise self.mistake(f"a known {noun}", nearest_of=known, noun=noun, known=known)
        self.move(self.end)
        return name

    def number(self, whole: bool = False) -> Number:
        """A NUMBER; with `whole` one without decimals."""
        found = DIGITS.match(self.text, self.start)
        if not found:
            raise self.mistake(number_wanted(whole))
        number = Decimal(found[0].replace(",", "")) if NUMBER.fullmatch(found[0]) else None
        if number is None or (whole and number % 1):
            raise self.mistake(number_wanted(whole), found.end())
        if number > LARGEST:
            raise self.mistake(f"a number up to {LARGEST}", found.end())
        self.move(found.end())
        return checked_number(float(number))

    def mistake(
        self,
        expected: str,
        end: int | None = None,
        *,
        nearest_of: Iterable[str] = (),
        noun: str = "",
        known: Collection[str] | None = None,
    ) -> ConditionSyntaxError:
        """The error for what stands here (up to `end`), with the nearest of some words and the known `noun`s."""
        near = nearest(self.token, nearest_of)
        perhaps = f', perhaps "{near}"' if near else ""
        return ConditionSyntaxError(
            self.text, self.start, self.end if end is None else end, expected + perhaps + listing(known, noun)
        )


def article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def number_wanted(whole: bool) -> str:
    return "a whole number such as 3" if whole else "a number such as 5000, 10,000 or 2.5"


def listing(known: Collection[str] | None, noun: str) -> str:
    """What to add to a message where only some names may be used: `; known facts: ceasefire, mandate`."""
    if known is None:
        return ""
    names = sorted(known)
    more = f" and {len(names) - LISTED_NAMES} more" if len(names) > LISTED_NAMES else ""
    return f"; known {noun}s: {', '.join(names[:LISTED_NAMES]) or 'none'}{more}"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The most similar of some words, upper and lower case taken as the same; None where none is similar."""
    if len(word) > LONGEST_SUGGESTED:
        return None
    folded = {each.casefold(): each for each in sorted(words, reverse=True)}
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    return folded[close[0]] if close else None
