"""Checking a case folder: every mistake in `case.toml` and the files beside it, at once, each with its place."""

from __future__ import annotations

from pathlib import Path

from willing.cases.builtin import CASE_FILE, builtin_cases
from willing.model.mistake import FileMistake


def check_case(folder: Path, *, texts: bool = True) -> tuple[FileMistake, ...]:
    """Every mistake in the folder, file by file and from top to bottom; none where the case can be loaded.

    Without `texts` those in the folder of texts are left out, which loading a case does not need.
    """
    from willing.cases.check_tables import check_tables
    from willing.cases.check_texts import check_texts
    from willing.cases.check_toml import check_toml
    from willing.cases.columns import TABLES
    from willing.cases.known import tables_in

    file = folder / CASE_FILE
    if not file.is_file():
        return (FileMistake(file, None, "no such file", f"a case folder, with a {CASE_FILE}{started_by(folder)}"),)
    tables = tables_in(folder, TABLES)
    mistakes, known = check_toml(file, tables)
    return (*mistakes, *check_tables(tables, known), *(check_texts(folder, known) if texts else ()))


def started_by(folder: Path) -> str:
    """The command that makes a folder of a built-in case; empty where the name is no such case's."""
    name = folder.name
    return f"; {name} is a built-in case: willing init {name} --from {name}" if name in builtin_cases() else ""
