"""`willing unclear`: what nobody has said, or said clearly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from willing.cli.options import AsOf, KnownAt

EXAMPLES = """Examples:

  willing unclear
  willing unclear --measure air --top 5
  willing unclear --as-of 2025-03-27 --json"""


def unclear(
    measure: Annotated[str | None, typer.Option(help="A measure's id or name; default: the requirement's.")] = None,
    top: Annotated[int, typer.Option(help="How many to show.", min=1)] = 20,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as JSON.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """List facts that nobody knows, amounts that nobody told, the vague and the silent: what knowing would change most
    comes first."""
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.terminal import console
    from willing.cli.unclear_screen import unclear_screen
    from willing.views.unclear import unclear_as_json
    from willing.workflows.asking import find_measure
    from willing.workflows.reading import register_for
    from willing.workflows.unclear import unclear as asked

    folder = required_case_folder(case)
    wanted = find_measure(measure, register_for(folder)) if measure else None
    view = asked(folder, measure=wanted, axes=time_axes(as_of, known_at))
    if as_json:
        print(json.dumps(unclear_as_json(view), ensure_ascii=False, indent=1))
    else:
        unclear_screen(console(), view, top)
    return 0


unclear.__doc__ = f"{unclear.__doc__}\n\n{EXAMPLES}"
