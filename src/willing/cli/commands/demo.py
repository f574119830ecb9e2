"""`willing demo`: a built-in case and its bundled texts, read here and now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

  willing demo
  willing demo /some/new/folder
  willing demo pledges --from climate-pledges"""


def demo(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder; an earlier demo is shown again.")] = Path(
        "willing-demo"
    ),
    source: Annotated[
        str, typer.Option("--from", help="A case with texts, built-in or a folder.")
    ] = "ukraine-coalition",
) -> int:
    """Read the bundled texts with the local reader and show who is willing to do what. No network, no key."""
    from willing.cli.demo_screen import demo_screen
    from willing.cli.terminal import progress
    from willing.workflows.demo import demonstrate

    with progress("reading the bundled texts", None) as advance:
        shown = demonstrate(folder, lambda: advance(1), source=source)
    for line in demo_screen(shown):
        typer.echo(line)
    return 0


demo.__doc__ = f"{demo.__doc__}\n\n{EXAMPLES}"
