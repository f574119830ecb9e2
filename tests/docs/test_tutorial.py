"""docs/tutorial/tutorial.md followed to the letter: files are written, commands run, what it shows is what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.functional.conftest import Run, willing

__all__ = ["willing"]

TEXT = (Path(__file__).parents[2] / "docs" / "tutorial" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, list[str]]]:
    """Commands with the lines that they show, and files to write (">path" with their lines), in the page's order."""
    found: list[tuple[str, list[str]]] = []
    for kind, path, body in BLOCK.findall(TEXT):
        if path:
            found.append((f">{path}", body.splitlines()))
        elif kind == "console":
            for line in body.splitlines():
                if line.startswith("$ "):
                    found.append((line.removeprefix("$ "), []))
                else:
                    found[-1][1].append(line)
    return found


def test_a_stranger_who_follows_the_page_gets_what_it_shows(tmp_path: Path, willing: Run) -> None:
    here, commands = tmp_path, 0
    for step, lines in steps():
        if step.startswith(">"):
            (tmp_path / step[1:]).write_text("\n".join(lines) + "\n", encoding="utf-8")
            continue
        program, *arguments = shlex.split(step)
        if program == "cd":
            here = here / arguments[0]
            continue
        assert program == "willing"
        done = willing(*arguments, cwd=here)
        told = done.stdout + done.stderr
        assert done.returncode in (0, 4), (step, told)
        shown = [" ".join(line.split()) for line in told.splitlines()]
        for line in lines:
            assert any(" ".join(line.split()) in each for each in shown), (step, line, told)
        commands += 1
    assert commands == 14


def test_every_command_of_the_page_shows_something() -> None:
    assert all(lines for step, lines in steps() if not step.startswith("cd "))
