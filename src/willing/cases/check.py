"""Checking a case folder: every mistake in `case.toml` and the tables beside it, at once, each with its place."""

from __future__ import annotations

from pathlib import Path

from willing.cases.builtin import CASE_FILE
from willing.model.mistake import FileMistake


def check_case(folder: Path) -> tuple[FileMistake, ...]:
    """Every mistake in the folder, file by file and from top to bottom; none where the case can be loaded."""
    from willing.cases.check_tables import check_tables
    from willing.cases.check_toml import check_toml

    file = folder / CASE_FILE
    if not file.is_file():
        return (FileMistake(file, None, "no such file", f"a case folder, with a {CASE_FILE}"),)
    mistakes, known = check_toml(file)
    return (*mistakes, *check_tables(folder, known))
