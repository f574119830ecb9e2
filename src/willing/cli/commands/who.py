"""`willing who`: the matrix of who is willing to do what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from willing.cli.options import AsOf, KnownAt

EXAMPLES = """Examples:

  willing who
  willing who --measure troops
  willing who --actor FRA --as-of 2025-03-27
  willing who --json"""


def who(
    measure: Annotated[str | None, typer.Option(help="Only this measure: an id or name.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only this actor: an id or name.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="One list of cells.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[
        bool, typer.Option("--include-demo-texts", help="Count texts written for the project too.")
    ] = False,
) -> int:
    """Show the matrix: actor by measure, stance, condition, number of independent sources."""
    from willing.cases import load_case
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.tables import cells_table
    from willing.cli.terminal import console
    from willing.views.matrix import cell_as_json
    from willing.workflows.asking import current_matrix, find_actor, find_measure

    opened = load_case(required_case_folder(case))
    register = opened.register
    found = current_matrix(
        opened,
        actor=find_actor(actor, register) if actor else None,
        measure=find_measure(measure, register) if measure else None,
        axes=time_axes(as_of, known_at),
        include_demo=demo,
        with_entries=as_json,
    )
    if as_json:
        told = [
            cell_as_json(cell, register, found.abilities.get((cell.actor_id, cell.measure_id))) for cell in found.cells
        ]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        cells_table(console(), found.cells, register, found.abilities)
    return 0


who.__doc__ = f"{who.__doc__}\n\n{EXAMPLES}"
