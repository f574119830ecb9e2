"""The examples of the documentation do what the pages say: every command, script and answer, page by page."""

from __future__ import annotations

import importlib.util
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.docs.examples import ROOT, Reader, agrees, commands_of, examples_of
from tests.docs.given import GIVEN, IN_A_CASE, NOT_RUN
from tests.functional.conftest import case_folder

__all__ = ["case_folder"]

PAGES = ["README.md", *sorted(page.relative_to(ROOT).as_posix() for page in (ROOT / "docs").rglob("*.md"))]
FOLLOWED = ("console", "python", "output")
SHOWN = ("text", "toml", "csv", "json", "jsonl", "ebnf", "sql")
LIBRARIES = {"docs/how-to/analyse.md": ("openpyxl", "duckdb", "pandas"), "docs/how-to/brief.md": ("typst",)}
"""What a page needs beyond the package itself."""


@pytest.mark.parametrize("name", PAGES)
def test_every_fence_says_what_it_is(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert {each.kind for each in examples_of(ROOT / name)} <= {*FOLLOWED, *SHOWN}
    assert not re.search(r"\n\n    (?:\$ |willing |python |make |pip )", text), "commands stand in a console fence"


@pytest.mark.parametrize("name", [name for name in PAGES if any(e.kind in FOLLOWED for e in examples_of(ROOT / name))])
def test_who_follows_a_page_gets_what_it_shows(
    name: str, tmp_path: Path, case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in LIBRARIES.get(name, ()):
        if importlib.util.find_spec(library) is None:
            pytest.skip(f"{library} is not installed")
    for variable, value in (("NO_COLOR", "1"), ("COLUMNS", "80")):
        monkeypatch.setenv(variable, value)
    here = tmp_path / "here"
    if name in IN_A_CASE:
        shutil.copytree(case_folder, here)
    else:
        here.mkdir()
    words = GIVEN[name](here) if name in GIVEN else {}
    skipped = (*NOT_RUN["*"], *NOT_RUN.get(name, {}))
    wrong: list[str] = []
    reader = Reader(here, wrong, words)
    for example in examples_of(ROOT / name):
        if not (example.kind == "python" and "python" in skipped):
            reader.follow(example, skipped)
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("name", PAGES)
def test_toml_that_a_page_shows_is_toml(name: str) -> None:
    for example in examples_of(ROOT / name):
        if example.kind == "toml":
            tomllib.loads(example.body)


def test_nothing_is_kept_from_running_that_is_not_there() -> None:
    commands = {
        name: [
            command for each in examples_of(ROOT / name) if each.kind == "console" for command, _ in commands_of(each)
        ]
        for name in PAGES
    }
    for name, reasons in NOT_RUN.items():
        pages = PAGES if name == "*" else [name]
        for start in reasons:
            assert start == "python" or any(each.startswith(start) for page in pages for each in commands[page]), start


@pytest.mark.parametrize(
    ("told", "shown", "right"),
    [
        ("one  two\nthree", "one two three", True),
        ("one two three", "one two", False),
        ("one two three", "one ...", True),
        ("one two three", "... two ...", True),
        ("one two three", "... three two ...", False),
        ("one two three", "two ...", False),
    ],
)
def test_an_answer_is_compared_but_for_what_is_left_out(told: str, shown: str, right: bool) -> None:
    assert agrees(told, shown) is right
