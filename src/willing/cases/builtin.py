"""The cases that ship with the package."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

CASE_FILE = "case.toml"


@cache
def builtin_cases() -> tuple[str, ...]:
    """Names of the cases that ship with the package, in the order of the alphabet."""
    return tuple(sorted(each.name for each in data().iterdir() if each.joinpath(CASE_FILE).is_file()))


def case_source(name: str) -> Traversable | None:
    """The folder of a built-in case; None where there is none of this name."""
    return data().joinpath(name) if name in builtin_cases() else None


def data() -> Traversable:
    return resources.files("willing.cases").joinpath("data")
