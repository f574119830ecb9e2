"""The cases that ship with the package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

CASE_FILE = "case.toml"


@cache
def builtin_cases() -> tuple[str, ...]:
    """Names of the cases that ship with the package, in the order of the alphabet."""
    return tuple(sorted(each.name for each in data().iterdir() if each.joinpath(CASE_FILE).is_file()))


def builtin_lines() -> tuple[tuple[str, str], ...]:
    """Each built-in case with its own name, to choose from."""
    tables = ((name, tomllib.loads(data().joinpath(name, CASE_FILE).read_text("utf-8"))) for name in builtin_cases())
    return tuple((name, str(table["name"])) for name, table in tables)


def case_source(name: str) -> Traversable | None:
    """The folder of a built-in case; None where there is none of this name."""
    return data().joinpath(name) if name in builtin_cases() else None


def data() -> Traversable:
    return resources.files("willing.cases").joinpath("data")
