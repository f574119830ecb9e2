"""`willing search`: words in the ledger's documents and coded summaries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from willing.cli.options import AsOf, KnownAt

EXAMPLES = """Examples:

  willing search frigates
  willing search '"boots on the ground"' --actor GBR
  willing search 'parliament* -budget' --measure troops --since 2025-09
  willing search Støre --json"""


def search(
    words: Annotated[
        list[str], typer.Argument(help='Words that all stand there; "a phrase", begin*, or -word to leave out.')
    ],
    actor: Annotated[str | None, typer.Option(help="Only texts with a position of this actor: an id or name.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only texts with a position on this measure.")] = None,
    since: Annotated[str | None, typer.Option(help="Only what is of this day or later: YYYY-MM-DD.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to show.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="The number of all, and one list of hits.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[
        bool, typer.Option("--include-demo-texts", help="Count texts written for the project too.")
    ] = False,
) -> int:
    """Find words in documents, quotes and coded summaries, the best first, with the positions that stand there."""
    from willing.cli.options import required_case_folder, starting_day, time_axes
    from willing.cli.tables import hits_list
    from willing.cli.terminal import console
    from willing.views.hits import hit_as_json
    from willing.workflows.asking import find_actor, find_measure
    from willing.workflows.reading import register_for
    from willing.workflows.searching import search as search_ledger

    folder = required_case_folder(case)
    register = register_for(folder)
    found = search_ledger(
        folder,
        " ".join(words),
        actor=find_actor(actor, register) if actor else None,
        measure=find_measure(measure, register) if measure else None,
        since=starting_day(since, "--since"),
        axes=time_axes(as_of, known_at),
        include_demo=demo,
        limit=limit,
    )
    if as_json:
        told = {"total": found.total, "hits": [hit_as_json(hit, register) for hit in found.hits]}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        hits_list(console(), found, register)
    return 0


search.__doc__ = f"{search.__doc__}\n\n{EXAMPLES}"
