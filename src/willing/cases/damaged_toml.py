"""Reading on in a `case.toml` that is no TOML, so that one broken line hides no other mistake.

The parser stops at the first broken statement; that one is taken out and the rest is read again. Lines keep their
numbers. Where taking out does not help, what was found so far is told, and nothing of the rest is known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willing.model.mistake import FileMistake, lines_of
from willing.model.toml_places import HEADER, KEY

PLACE_IN_ERROR = re.compile(r"(.*) \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)", re.DOTALL)
GIVEN_TWICE = "Cannot"
"""How the parser's messages on a key or table that is given twice begin: there the line itself is meant."""


@dataclass(frozen=True, slots=True)
class ReadableToml:
    """What could be read of a file, and why the rest could not. `whole`: nothing was taken out."""

    table: dict[str, Any]
    mistakes: tuple[FileMistake, ...]
    taken_out: frozenset[int]
    whole: bool


def toml_as_far_as_possible(file: Path, text: str) -> ReadableToml:
    """The tables of a file, without the statements that are no TOML; `taken_out` are their lines (from 1)."""
    lines = lines_of(text)
    mistakes: list[FileMistake] = []
    taken_out: set[int] = set()
    reached = -1
    while True:
        kept = ["" if number in taken_out else line for number, line in enumerate(lines, start=1)]
        try:
            return ReadableToml(tomllib.loads("\n".join(kept)), tuple(mistakes), frozenset(taken_out), not mistakes)
        except tomllib.TOMLDecodeError as error:
            mistake, line = syntax_mistake(file, lines, error)
            if line <= reached:
                return ReadableToml({}, tuple(mistakes), frozenset(taken_out), False)
            begun = last_begin(kept, line)
            if met_too_late(kept, begun, line) and not str(error).startswith(GIVEN_TWICE):
                begun = last_begin(kept, begun - 1 if is_toml(kept[begun]) else begun)
                mistake = not_closed(file, lines, begun, line)
            mistakes.append(mistake)
            taken_out |= set(range(begun + 1, end_of_statement(kept, begun) + 1))
            reached = line


def syntax_mistake(file: Path, lines: Sequence[str], error: tomllib.TOMLDecodeError) -> tuple[FileMistake, int]:
    """The parser's own words at the place that it tells, and the line of it (from 0)."""
    found = PLACE_IN_ERROR.fullmatch(str(error))
    what = f"no TOML: {found[1] if found else error}"
    line, column = (int(found[2]), int(found[3]) - 1) if found and found[2] else (len(lines), len(lines[-1]))
    shown = lines[min(line, len(lines)) - 1]
    place = min(column, len(shown))
    return FileMistake(file, line, what, 'TOML, such as key = "text"', shown, place, place), line - 1


def met_too_late(lines: Sequence[str], begun: int, line: int) -> bool:
    """Whether the mistake stands before the line at which it was met: at the end, or in a statement without one."""
    return line >= len(lines) or not lines[line].strip() or (begun > 0 and is_toml(lines[begun]))


def not_closed(file: Path, lines: Sequence[str], begun: int, line: int) -> FileMistake:
    """A list or text left open: the parser meets it only further on, where a statement stands that is none there."""
    text = lines[begun]
    what = f"no TOML: not closed before line {line + 1}"
    return FileMistake(file, begun + 1, what, "a closing bracket or quotation mark", text, len(text), len(text))


def end_of_statement(lines: Sequence[str], begun: int) -> int:
    """The line below a statement; with the header of a table goes the whole table."""
    header = HEADER.match(lines[begun])
    following = range(begun + 1, len(lines))
    return next((n for n in following if HEADER.fullmatch(lines[n]) or (not header and is_begin(lines[n]))), len(lines))


def last_begin(lines: Sequence[str], line: int) -> int:
    """The last line up to this one that begins a statement."""
    return next((number for number in range(min(line, len(lines) - 1), -1, -1) if is_begin(lines[number])), 0)


def is_begin(line: str) -> bool:
    return bool(KEY.match(line) or HEADER.match(line))


def is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return False
    return True
