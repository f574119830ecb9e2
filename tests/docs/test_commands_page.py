"""docs/reference/commands.md is as the program is, and the examples of its help can be typed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

from willing.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"willing ((?:case|db|eval) \S+|\S+)(.*)")


def commands(group: Any, before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= commands(command, f"{before}{name} ")
        else:
            found[before + name] = command
    return found


COMMANDS = commands(typer.main.get_command(app))


def test_options_and_examples_of_the_page_are_made_from_the_program() -> None:
    script = ROOT / "scripts" / "build_command_reference.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_what_each_option_is_and_shows_examples(name: str) -> None:
    command = COMMANDS[name]
    assert all(parameter.help for parameter in command.params)
    examples = command.help.partition("\n\nExamples:\n\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    options = {option for parameter in command.params for option in parameter.opts}
    shown = [COMMAND.search(re.sub(r"\s{2,}\S.*$", "", line.strip())) for line in examples]
    assert any(match is not None and match[1] == name for match in shown), examples
    for match in shown:
        assert match is not None
        if match[1] == name:
            typed = [word.split("=")[0] for word in shlex.split(match[2]) if re.match(r"--?[a-z]", word)]
            assert set(typed) <= options, match[0]
