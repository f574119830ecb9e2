"""Where a value of a TOML file stands: the parser tells values without their lines, and mistakes need the line.

A path is what leads to a value: `("fact", 2, "since")` is the key `since` of the third `[[fact]]`. A place that
cannot be found (unusual spelling, inline tables) is that of the nearest table around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]

HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=\s*""")


@dataclass(frozen=True, slots=True)
class Place:
    """A line (from 1), its text, and the characters of it that are meant."""

    line: int
    text: str
    start: int
    end: int


def find_place(lines: Sequence[str], path: KeyPath, word: str = "") -> Place:
    """The place of the value at `path`; of `word` within it where that is given and found."""
    first, last = 0, len(lines)
    where = 0
    for length in range(1, len(path) + 1):
        header = header_line(lines, path[:length])
        if header is not None:
            where = first = header
            last = end_of_table(lines, header)
    key = innermost_key_line(lines, first, last, path)
    if key is None:
        return Place(where + 1, lines[where] if lines else "", 0, len(lines[where].rstrip()) if lines else 0)
    return value_place(lines, key, end_of_value(lines, key, last), word)


def key_place(lines: Sequence[str], path: KeyPath) -> Place:
    """The place of the key at the end of a path, or of its name in a header."""
    key = str(path[-1])
    spelt = re.compile(rf"(?:\s*\[*\s*(?:[\w.-]+\.)?)[\"']?({re.escape(key)})[\"']?\s*(?:=|\]|\.|$)")
    place = find_place(lines, path)
    nested = header_line(lines, path[:-1]) if len(path) > 1 else None
    for number in (place.line - 1, *range(nested or 0, len(lines))):
        if number < len(lines) and (found := spelt.match(lines[number])):
            return Place(number + 1, lines[number], *found.span(1))
    return place


def header_line(lines: Sequence[str], path: KeyPath) -> int | None:
    """The line of the table's header, `[demo]` or the n-th `[[fact]]`."""
    name = ".".join(str(part) for part in path if isinstance(part, str))
    wanted = path[-1] if isinstance(path[-1], int) else None
    seen = 0
    for number, line in enumerate(lines):
        found = HEADER.fullmatch(line)
        if not found or found[2] != name:
            continue
        if wanted is None and found[1] == "[":
            return number
        if found[1] == "[[":
            if seen == wanted:
                return number
            seen += 1
    return None


def end_of_table(lines: Sequence[str], header: int) -> int:
    """The line of the next header, or the end of the file."""
    return next((n for n in range(header + 1, len(lines)) if HEADER.fullmatch(lines[n])), len(lines))


def innermost_key_line(lines: Sequence[str], first: int, last: int, path: KeyPath) -> int | None:
    """The line of the last key of the path that has one of its own: an inline table's keys have not."""
    found = (key_line(lines, first, last, path[:length]) for length in range(len(path), 0, -1))
    return next((line for line in found if line is not None), None)


def key_line(lines: Sequence[str], first: int, last: int, path: KeyPath) -> int | None:
    """The line that gives the last key of the path."""
    if not path or not isinstance(path[-1], str):
        return None
    for number in range(first, last):
        found = KEY.match(lines[number])
        if found and (found[1] or found[2] or found[3]).split(".")[-1] == path[-1]:
            return number
    return None


def end_of_value(lines: Sequence[str], key: int, last: int) -> int:
    """The line behind a value that may run over several: the next key's, or the end of the table."""
    return next((n for n in range(key + 1, last) if KEY.match(lines[n])), last)


def value_place(lines: Sequence[str], key: int, last: int, word: str) -> Place:
    for number in range(key, last):
        found = KEY.match(lines[number]) if number == key else None
        start = lines[number].find(word, found.end() if found else 0) if word else -1
        if start >= 0:
            return Place(number + 1, lines[number], start, start + len(word))
    found = KEY.match(lines[key])
    return Place(key + 1, lines[key], found.end() if found else 0, len(lines[key].rstrip()))
