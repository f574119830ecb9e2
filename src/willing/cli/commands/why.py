"""`willing why`: every position behind a cell, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from willing.cli.options import AsOf, KnownAt

EXAMPLES = """Examples:

  willing why France troops
  willing why GBR
  willing why Russia troops --as-of 2025-03-27"""


def why(
    actor: Annotated[str, typer.Argument(help="An actor's id or name.")],
    measure: Annotated[str | None, typer.Argument(help="A measure's id or name; default: all of them.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Annotated[
        int, typer.Option(min=1, help="How many positions to show, the newest and those that stand.")
    ] = 50,
    everything: Annotated[bool, typer.Option("--all", help="Every position.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[
        bool, typer.Option("--include-demo-texts", help="Count texts written for the project too.")
    ] = False,
) -> int:
    """Show every position behind a cell with its words, who says so, where, and why one of them stands."""
    from willing.cases import load_case
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.tables import evidence_list
    from willing.cli.terminal import console
    from willing.workflows.asking import find_actor, find_measure, positions_behind

    opened = load_case(required_case_folder(case))
    register = opened.register
    actor_id = find_actor(actor, register)
    axes = time_axes(as_of, known_at)
    behind = positions_behind(
        opened,
        actor_id,
        find_measure(measure, register) if measure else None,
        axes=axes,
        include_demo=demo,
        newest=None if everything else limit,
    )
    evidence_list(console(), actor_id, behind, register, day=axes.day)
    return 0


why.__doc__ = f"{why.__doc__}\n\n{EXAMPLES}"
