"""`willing brief`: one page to hand on, before a meeting or of the day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from willing.cli.options import AsOf, KnownAt

if TYPE_CHECKING:
    from willing.workflows.axes import TimeAxes
    from willing.workflows.one_page import Asked

EXAMPLES = """Examples:

  willing brief                                        for the newest meeting of the case
  willing brief --meeting 2025-03-27 -o brief.html
  willing brief --meeting Washington -o brief.md
  willing brief --day -o today.pdf                     of the day, on one page
  willing brief --since 2025-09-04 --assume ceasefire=yes -o if-it-stops.html"""


def brief(
    meeting: Annotated[str | None, typer.Option(help="The meeting's date or place; default: the newest.")] = None,
    measure: Annotated[str | None, typer.Option(help="A measure's id or name; default: the requirement's.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file: .md, .html, .pdf.")] = None,
    day: Annotated[bool, typer.Option("--day", help="Of the day on one page, instead of before a meeting.")] = False,
    since: Annotated[
        str | None, typer.Option(help="Of the day: what moved since this day or meeting; default: the last meeting.")
    ] = None,
    assume: Annotated[list[str] | None, typer.Option(help="Of the day: FACT=yes, no or unknown. Repeatable.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Say before a meeting who stands where on what condition, who asks what of whom, what moved since the last one,
    which open facts matter most; each line with its source."""
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.terminal import console
    from willing.errors import UsageError
    from willing.views.brief import markdown
    from willing.workflows.asking import find_measure
    from willing.workflows.briefing import brief as made_for
    from willing.workflows.briefing import write_brief
    from willing.workflows.reading import register_for

    folder = required_case_folder(case)
    if day or since or assume or as_of or known_at or (output is not None and output.suffix.lower() == ".pdf"):
        if meeting is not None:
            raise UsageError("--meeting has a day of its own; expected it without the options of the brief of the day")
        asked = day_asked(folder, measure, since, assume or (), time_axes(as_of, known_at))
        return brief_of_the_day(folder, asked, output, as_json=as_json)
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


def day_asked(folder: Path, measure: str | None, since: str | None, assume: Sequence[str], axes: TimeAxes) -> Asked:
    from willing.workflows.asking import find_measure
    from willing.workflows.one_page import Asked
    from willing.workflows.reading import register_for
    from willing.workflows.reckoning import assumptions

    named = find_measure(measure, register_for(folder)) if measure else None
    return Asked(axes, since, assumptions(assume), named)


def brief_of_the_day(folder: Path, asked: Asked, output: Path | None, *, as_json: bool) -> int:
    from willing.views.one_page import ROOMS, USUAL, fitted, markdown
    from willing.workflows.one_page import one_page, write_one_page

    made = one_page(folder, asked)
    if output is not None:
        write_one_page(made, output)
        typer.echo(f"{output}: brief of {made.as_of}, one page")
    elif as_json:
        print(json.dumps(made.as_json(), ensure_ascii=False, indent=1))
    else:
        from rich.markdown import Markdown

        from willing.cli.terminal import console

        console().print(Markdown(markdown(fitted(made, ROOMS[USUAL]))))
    return 0


brief.__doc__ = f"{brief.__doc__}\n\n{EXAMPLES}"
