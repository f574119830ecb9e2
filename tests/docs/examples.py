"""The examples of a page of the documentation, and how they are followed.

A fence says what it is. `console` are commands, each `$ ` line with what it answers below it; `python` is a script
or, with `>>>`, a session; `output` is what the block before it prints; a fence with a path (```csv
draft/positions.csv) is a file to write. Others are shown only. In an answer `...` stands for what is left out, and
blanks and line ends count as one blank.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.functional.conftest import in_this_process

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A fence of a page: the first word behind it, the path if it names one, the lines inside, and its line number."""

    kind: str
    path: str
    body: str
    line: int


def examples_of(page: Path) -> list[Example]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        kind, _, path = match[1].partition(" ")
        found.append(Example(kind, path, match[2], text.count("\n", 0, match.start()) + 1))
    return found


def commands_of(example: Example) -> list[tuple[str, str]]:
    """The commands of a console block without their remarks, each with the answer that is shown, or ""."""
    found: list[tuple[str, list[str]]] = []
    for line in example.body.splitlines():
        if line.startswith("$ "):
            found.append((re.sub(r"\s+# .*$", "", line.removeprefix("$ ")), []))
        else:
            found[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in found]


def agrees(told: str, shown: str) -> bool:
    """Whether an answer is as it is shown, `...` standing for anything."""
    told = " ".join(told.split())
    first, *others = [" ".join(part.split()) for part in shown.split("...")]
    if not others:
        return told == first
    if not told.startswith(first):
        return False
    place = len(first)
    for part in others[:-1]:
        place = told.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return told[place:].endswith(others[-1])


class Reader:
    """Somebody who follows a page from top to bottom, in a folder of their own."""

    def __init__(self, folder: Path, wrong: list[str], words: Mapping[str, str]) -> None:
        self.start = self.here = folder
        self.wrong = wrong
        self.words = words
        self.told = ""
        self.names: dict[str, object] = {}

    def follow(self, example: Example, skipped: tuple[str, ...]) -> None:
        """Does what the example says; what comes otherwise than shown is added to `wrong`."""
        if example.path:
            path = self.start / example.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.body, encoding="utf-8")
        elif example.kind == "console":
            for command, shown in commands_of(example):
                if not command.startswith(skipped):
                    self.give(command, shown, example.line)
        elif example.kind == "python":
            self.run(example)
        elif example.kind == "output" and not agrees(self.told, example.body):
            self.wrong.append(f"line {example.line}: shown\n{example.body}\nbut told\n{self.told}")

    def give(self, command: str, shown: str, line: int) -> None:
        program, *arguments = [self.words.get(word, word) for word in shlex.split(command)]
        if program == "cd":
            self.here = self.here / arguments[0]
            return
        assert program == "willing", f"line {line}: {command}: neither followed nor in NOT_RUN"
        done = in_this_process(*arguments, cwd=self.here)
        self.told = done.stdout + done.stderr
        if done.returncode and not shown:
            self.wrong.append(f"line {line}: {command}: exit code {done.returncode}\n{self.told}")
        if shown and not agrees(self.told, shown):
            self.wrong.append(f"line {line}: {command}: shown\n{shown}\nbut told\n{self.told}")

    def run(self, example: Example) -> None:
        printed, before = io.StringIO(), Path.cwd()
        os.chdir(self.here)
        try:
            if ">>> " in example.body:
                session = doctest.DocTestParser().get_doctest(example.body, self.names, "page", None, example.line)
                doctest.DocTestRunner().run(session, out=printed.write, clear_globs=False)
                self.names = session.globs
                if printed.getvalue():
                    self.wrong.append(printed.getvalue())
            else:
                with contextlib.redirect_stdout(printed):
                    exec(compile(example.body, f"line {example.line}", "exec"), {})
        finally:
            os.chdir(before)
        self.told = printed.getvalue()
