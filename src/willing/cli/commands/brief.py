"""`willing brief`: one page to hand on before a meeting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

  willing brief                                        for the newest meeting of the case
  willing brief --meeting 2025-03-27 -o brief.html
  willing brief --meeting Washington -o brief.md"""


def brief(
    meeting: Annotated[str | None, typer.Option(help="The meeting's date or place; default: the newest.")] = None,
    measure: Annotated[str | None, typer.Option(help="A measure's id or name; default: the requirement's.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file: .md or .html.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Say before a meeting who stands where on what condition, who asks what of whom, what moved since the last one,
    which open facts matter most; each line with its source."""
    from willing.cli.options import required_case_folder
    from willing.cli.terminal import console
    from willing.views.brief import markdown
    from willing.workflows.asking import find_measure
    from willing.workflows.briefing import brief as made_for
    from willing.workflows.briefing import write_brief
    from willing.workflows.reading import register_for

    folder = required_case_folder(case)
    made = made_for(folder, meeting, measure=find_measure(measure, register_for(folder)) if measure else None)
    if output is not None:
        write_brief(made, output)
        typer.echo(f"{output}: brief for {made.meeting}, {len(made.sources)} sources")
    elif as_json:
        print(json.dumps(made.as_json(), ensure_ascii=False, indent=1))
    else:
        from rich.markdown import Markdown

        console().print(Markdown(markdown(made)))
    return 0


brief.__doc__ = f"{brief.__doc__}\n\n{EXAMPLES}"
