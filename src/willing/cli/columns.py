"""Columns of text that fit the screen, quickly: a matrix may have thousands of rows.

A library's tables weigh every column against every other and read a markup in each cell; here the widths are shares of
the screen, and a cell is a list of lines with a style each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment
    from rich.style import Style

GAP = 2
Line = tuple[str, str]
"""Words and the style they are shown in ("" for none)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the share of the screen's width that the column gets."""

    heading: str
    share: int


def print_columns(screen: Console, columns: Sequence[Column], rows: Iterator[Sequence[Sequence[Line]]]) -> None:
    """Prints rows of cells under headings, each cell wrapped to the width of its column."""
    from rich.segment import Segments

    widths = widths_of(columns, screen.width)
    heading = [[(column.heading, "bold")] for column in columns]
    segments = [segment for row in (heading, *rows) for segment in row_segments(row, widths)]
    screen.print(Segments(segments), end="")


def widths_of(columns: Sequence[Column], width: int) -> list[int]:
    """Shares of what the gaps leave, at least one sign each; what does not divide goes to the first columns."""
    room = max(len(columns), width - GAP * (len(columns) - 1))
    total = sum(column.share for column in columns)
    widths = [max(1, room * column.share // total) for column in columns]
    for index in range(room - sum(widths)):
        widths[index] += 1
    return widths


def row_segments(row: Sequence[Sequence[Line]], widths: Sequence[int]) -> Iterator[Segment]:
    from rich.segment import Segment

    cells = [
        [(part, style) for words, style in lines for part in wrapped(words, width)]
        for lines, width in zip(row, widths, strict=True)
    ]
    last = len(widths) - 1
    for number in range(max(map(len, cells))):
        blank = 0
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            words, style = cell[number] if number < len(cell) else ("", "")
            if words:
                yield Segment(" " * blank + words if not style else " " * blank, None)
                if style:
                    yield Segment(words, parsed(style))
                blank = 0
            blank += width - shown_length(words) + (GAP if index < last else 0)
        yield Segment("\n")


@lru_cache(maxsize=64)
def parsed(style: str) -> Style:
    from rich.style import Style

    return Style.parse(style)


def shown_length(words: str) -> int:
    """Columns of the screen that words take."""
    if words.isascii():
        return len(words)
    from rich.cells import cell_len

    return cell_len(words)


@lru_cache(maxsize=4096)
def wrapped(words: str, width: int) -> tuple[str, ...]:
    """Lines of at most `width` columns; a word that is too long is cut."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        if line and shown_length(line) + 1 + shown_length(word) <= width:
            line += f" {word}"
            continue
        if line:
            lines.append(line)
        *full, line = pieces(word, width)
        lines += full
    return tuple([*lines, line] if line else lines or [""])


def pieces(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` columns (a wide sign in a column of one still gets its place)."""
    found, piece = [], ""
    for sign in word:
        if piece and shown_length(piece + sign) > width:
            found.append(piece)
            piece = ""
        piece += sign
    return [*found, piece]
