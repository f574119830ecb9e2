"""Columns that fit the screen."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from willing.cli.columns import Column, print_columns, widths_of, wrapped


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        ("only if a cease-fire", 10, ("only if a", "cease-fire")),
        ("", 5, ("",)),
        ("Bundesverteidigungsministerium", 12, ("Bundesvertei", "digungsminis", "terium")),
        ("à la 停战之后", 6, ("à la", "停战之", "后")),
        ("停", 1, ("停",)),
    ],
)
def test_words_are_wrapped_and_long_ones_cut(words: str, width: int, expected: tuple[str, ...]) -> None:
    assert wrapped(words, width) == expected


@pytest.mark.parametrize("width", [1, 20, 80, 237])
def test_widths_fill_the_screen(width: int) -> None:
    columns = [Column("Actor", 3), Column("Condition", 5), Column("Basis", 3)]
    assert sum(widths_of(columns, width)) == max(3, width - 4)


def test_cells_of_several_lines_stand_beside_one_another() -> None:
    screen = Console(file=io.StringIO(), width=30, color_system=None)
    columns = [Column("Actor", 1), Column("Stance", 1)]
    print_columns(screen, columns, iter([([("United Kingdom", "")], [("willing", "cyan"), ("of others", "dim")])]))
    assert screen.file.getvalue().splitlines() == [  # type: ignore[attr-defined]
        "Actor           Stance",
        "United Kingdom  willing",
        "                of others",
    ]
