"""`willing init`: start a case folder from a built-in case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

  willing init ukraine --from ukraine-coalition
  cd ukraine && willing who --measure troops
  willing init ukraine --ledger postgresql://analyst@db.example.org/ukraine"""


def init(
    folder: Annotated[Path, typer.Argument(help="Where the case shall live: a new or empty folder.")],
    source: Annotated[str, typer.Option("--from", help="A built-in case, or a case folder.")] = "ukraine-coalition",
    ledger: Annotated[
        str | None,
        typer.Option(help="Address of an empty PostgreSQL database for the ledger; default: a file in the folder."),
    ] = None,
) -> int:
    """Start a case: its files, and a ledger with its coded positions, so that `who` answers at once."""
    from willing.workflows.starting import start

    started = start(source, folder, database=ledger)
    typer.echo(f"{started.name}: {started.positions} coded positions in {started.ledger}")
    typer.echo(f"next: cd {folder} && willing who    or: willing add ARTICLE")
    return 0


init.__doc__ = f"{init.__doc__}\n\n{EXAMPLES}"
