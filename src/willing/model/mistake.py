"""A mistake in a file written by people, told with its line and place, what was expected and what comes near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from willing.errors import ConditionSyntaxError

LISTED_NAMES = 12
"""Known names listed in a message; more would hide the mistake."""

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
        return FileMistake(file, None, f"not UTF-8 (byte {error.start})", "a text saved as UTF-8")
    return FileMistake(file, None, f"cannot be read ({error.strerror})", "a file that can be opened")


def near(word: str, known: Iterable[str]) -> str:
    """What to add to a message about an unknown word: `; perhaps "funding"`, or the known ones where they are few."""
    names = sorted(set(known))
    if len(word) <= LONGEST_SUGGESTED:
        by_lower = {name.lower(): name for name in names}
        found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
        if found:
            return f'; perhaps "{by_lower[found[0]]}"'
    return f"; known: {', '.join(names)}" if 0 < len(names) <= LISTED_NAMES else ""
