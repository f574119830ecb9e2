"""`willing db`: the database behind a case's ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look after the database behind a case's ledger.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """Look after the database behind a case's ledger."""


@app.command("upgrade")
def upgrade(
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Bring a ledger made by an older version to the form of this one, all or nothing; it keeps all that it holds.

    Examples:

      willing db upgrade --case ukraine/
    """
    from willing.cli.options import required_case_folder
    from willing.workflows.upgrading import upgrade as upgrade_ledger

    folder = required_case_folder(case)
    met, now = upgrade_ledger(folder)
    typer.echo(
        f"{folder}: the ledger's form is version {now}" + (f", it was version {met}" if met != now else " already")
    )
    return 0
