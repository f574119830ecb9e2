"""`willing case`: check a case folder, and find the words of its coded positions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from willing.cli.commands.anchor import anchor

HELP = "Check a case folder; find the words that its coded positions stand on."

app = typer.Typer(help=HELP, no_args_is_help=True)


@app.callback()
def root() -> None:
    """Check a case folder; find the words that its coded positions stand on."""


app.command("anchor")(anchor)


@app.command("check")
def check(
    folder: Annotated[Path | None, typer.Argument(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """List every mistake in a case folder at once, with file, line and place.

    Examples:

      willing case check ukraine/
    """
    from willing.cases import check_case
    from willing.cli.options import required_case_folder

    place = required_case_folder(folder)
    problems = check_case(place)
    for problem in problems:
        typer.echo(f"{problem}\n", err=True)
    typer.echo(
        f"{place}: {len(problems)} mistake{'s' if len(problems) != 1 else ''}" if problems else f"{place}: no mistakes"
    )
    return 4 if problems else 0
