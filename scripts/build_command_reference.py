"""Write the options and examples of docs/reference/commands.md from the program's own help.

python scripts/build_command_reference.py            # rewrite what lies between the marks
python scripts/build_command_reference.py --check    # exit code 1 where the page is not as the program is
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import typer.main
from made_parts import make

from willing.cli.main import EXIT_CODES, app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"


def commands(group: Any, before: str = "") -> dict[str, Any]:
    """Every command below a group, by its whole name ("eval positions")."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= commands(command, f"{before}{name} ")
        else:
            found[before + name] = command
    return found


def part(command: Any) -> str:
    """What a command does, what it takes, and its examples."""
    meaning, _, examples = command.help.partition("\n\nExamples:\n\n")
    examples, _, more = examples.partition("\n\n")
    lines = [" ".join(meaning.split()), "", "| | meaning | default |", "| --- | --- | --- |"]
    lines += [row(each) for each in command.params]
    shown = "\n".join(line.removeprefix("  ") for line in examples.splitlines())
    lines += ["", "```text", shown, "```", *(["", more] if more else [])]
    return "\n".join(lines)


def row(parameter: Any) -> str:
    names = " or ".join(f"`{each}`" for each in named(parameter))
    meaning = " ".join((parameter.help or "").split()).replace("|", "\\|")
    return f"| {names} | {meaning} | {default(parameter)} |"


def named(parameter: Any) -> list[str]:
    """As it is typed: options with what follows them where they say so, arguments as the usage line shows them."""
    if parameter.param_type_name == "option":
        return [f"{each} {parameter.metavar}" if parameter.metavar else each for each in parameter.opts]
    name = (parameter.metavar or parameter.name.upper()).strip("[]")
    return [name + " ..." * (parameter.nargs == -1)]


def default(parameter: Any) -> str:
    if parameter.required:
        return "must be given"
    value = parameter.default
    if value is None or value is False or value == "":
        return ""
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def exit_codes() -> str:
    return "\n".join(["| code | meaning |", "| --- | --- |", *(f"| {code} | {means} |" for code, means in EXIT_CODES)])


PARTS = {
    name: partial(part, command) for name, command in commands(typer.main.get_command(app)).items()
} | {"exit codes": exit_codes}  # fmt: skip

if __name__ == "__main__":
    sys.exit(make(PAGE, PARTS, Path(__file__).name))
