"""`willing init`: start a case folder from a built-in case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

  willing init ukraine --from ukraine-coalition
  cd ukraine && willing who --measure troops
  willing init my-case --from template           a commented case to edit
  willing init --list
  willing init ukraine --ledger postgresql://analyst@db.example.org/ukraine"""


def init(
    folder: Annotated[Path | None, typer.Argument(help="Where the case shall live: a new or empty folder.")] = None,
    source: Annotated[str, typer.Option("--from", help="A built-in case, or a case folder.")] = "ukraine-coalition",
    ledger: Annotated[
        str | None,
        typer.Option(help="Address of an empty PostgreSQL database for the ledger; default: a file in the folder."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="The built-in cases, one a line.")] = False,
) -> int:
    """Start a case: its files, and a ledger with its coded positions, so that `who` answers at once."""
    from willing.cases import builtin_lines
    from willing.errors import UsageError
    from willing.workflows.starting import start

    if listed:
        for name, title in builtin_lines():
            typer.echo(f"{name:20} {title}")
        return 0
    if folder is None:
        raise UsageError("no folder: expected willing init FOLDER --from CASE, or willing init --list")
    started = start(source, folder, database=ledger)
    typer.echo(f"{started.name}: {started.positions} coded positions in {started.ledger}")
    typer.echo(f"next: cd {folder} && willing who    or: willing add ARTICLE")
    return 0


init.__doc__ = f"{init.__doc__}\n\n{EXAMPLES}"
