"""`willing changes`: who moved since a day, a meeting or the last look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from willing.cli.options import KnownAt

EXAMPLES = """Examples:

  willing changes --since 2025-03-27
  willing changes --since Washington --until 2025-12-31
  willing changes --since last
  willing changes --since 2026-01-06 --measure troops --json"""


def changes(
    since: Annotated[
        str, typer.Option(help="A day (what was said on it is not new), a meeting's date or place, or: last.")
    ] = "last",
    until: Annotated[str | None, typer.Option(help="As said up to this day; default: today.")] = None,
    known_at: KnownAt = None,
    measure: Annotated[str | None, typer.Option(help="Only this measure: an id or name.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only this actor: an id or name.")] = None,
    name: Annotated[str | None, typer.Option(help="Whose last look; default: the name you are logged in by.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The two states and one list of changes.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[
        bool, typer.Option("--include-demo-texts", help="Count texts written for the project too.")
    ] = False,
) -> int:
    """Say who moved, from what to what, on whose word; what is new, withdrawn, or tied to other conditions."""
    import getpass

    from willing.cli.options import day, moment, required_case_folder
    from willing.cli.tables import changes_list
    from willing.cli.terminal import console
    from willing.workflows.asking import find_actor, find_measure
    from willing.workflows.comparing import compare, comparison_as_json, of_them
    from willing.workflows.reading import register_for

    folder = required_case_folder(case)
    register = register_for(folder)
    actor_id = find_actor(actor, register) if actor else None
    measure_id = find_measure(measure, register) if measure else None
    compared = compare(
        folder,
        register,
        since,
        until=day(until, "--until"),
        known_at=moment(known_at, "--known-at"),
        name=name or getpass.getuser(),
        include_demo=demo,
    )
    found = of_them(compared, actor_id, measure_id)
    if as_json:
        print(json.dumps(comparison_as_json(compared, found, register), ensure_ascii=False, indent=1))
    else:
        changes_list(console(), compared, found, register)
    return 0


changes.__doc__ = f"{changes.__doc__}\n\n{EXAMPLES}"
