"""A mistake in a file written by people, told with its line and place, what was expected and what comes near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from willing.errors import ConditionSyntaxError

LISTED_NAMES = 12
"""Known names listed in a message; more would hide the mistake."""

ALIKE, ALMOST = 0.6, 0.8
"""How like a word must be to be suggested; to be taken for a slip where any word would be allowed (difflib's ratio)."""

LONGEST_SUGGESTED = 80
"""Characters of a word beyond which no similar one is looked for."""


@dataclass(frozen=True, slots=True)
class FileMistake:
    """One mistake. `text` is the line it stands in, `start` and `end` the characters of it that are wrong.

    `line` counts from 1 and is None for what concerns a whole file; then there is no text to show either.
    """

    file: Path
    line: int | None
    what: str
    expected: str
    text: str = ""
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        """The message: place and mistake, the line, a mark under the place, what was expected.

        Where nothing better can be said than what is wrong, `expected` is empty and left out. The mark ends behind the
        wrong characters; where something is missing it is a lone caret at its place.
        """
        where = f"{self.file}, line {self.line}" if self.line else f"{self.file}"
        head = f"{where}: {self.what}\n"
        if self.text:
            shown, start, end = ConditionSyntaxError(self.text, self.start, self.end, "").visible_line()
            head += f"    {shown}\n    {' ' * start}{'~' * (end - start)}^\n"
        return f"{head}expected {self.expected}" if self.expected else head.rstrip("\n")


def unreadable(file: Path, error: OSError | UnicodeDecodeError) -> FileMistake:
    """The mistake that a file cannot be read at all, or is no text in UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        return no_utf8(file, error)
    return FileMistake(file, None, f"cannot be read ({error.strerror})", "a file that can be opened")


def no_utf8(file: Path, error: UnicodeDecodeError) -> FileMistake:
    """The mistake at the first byte that is no UTF-8; where the text before it is none either, without a line."""
    expected = "a text saved as UTF-8"
    before = lines_of(error.object[: error.start].decode("utf-8"))
    what = f"not UTF-8 (byte {error.object[error.start]:#04x})"
    if b"\0" in error.object:
        return FileMistake(file, None, f"{what}, and zero bytes as in no text", expected)
    line = lines_of(error.object.decode("utf-8", "replace"))[len(before) - 1]
    return FileMistake(file, len(before), what, expected, line, len(before[-1]), len(before[-1]) + 1)


def lines_of(text: str) -> list[str]:
    """The lines as editors, CSV and TOML count them: str.splitlines would end some at other signs too."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def near(word: str, known: Iterable[str]) -> str:
    """What to add to a message about an unknown word: `; perhaps "funding"`, or the known ones where they are few."""
    names = sorted(set(known))
    if found := nearest(word, names):
        return f'; perhaps "{found}"'
    return f"; known: {', '.join(names)}" if 0 < len(names) <= LISTED_NAMES else ""


def nearest(word: str, known: Iterable[str], likeness: float = ALIKE) -> str:
    """The known word that comes nearest to the word, "" where none is as like it as that."""
    if len(word) > LONGEST_SUGGESTED:
        return ""
    by_lower = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=likeness)
    return by_lower[found[0]] if found else ""
