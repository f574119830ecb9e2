"""docs/reference/commands.md names every command and option there is."""

from __future__ import annotations

from pathlib import Path

import typer.main

from willing.cli.main import app

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")


def commands(group: object, before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            found |= commands(command, f"{before}{name} ")
        else:
            found[before + name] = command
    return found


def test_every_command_has_its_place_on_the_page() -> None:
    for name in commands(typer.main.get_command(app)):
        assert f"`willing {name}" in PAGE


def test_every_option_is_on_the_page() -> None:
    for name, command in commands(typer.main.get_command(app)).items():
        for parameter in command.params:  # type: ignore[attr-defined]
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}`" in PAGE or f"{option} " in PAGE, (name, option)
