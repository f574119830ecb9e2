"""`willing reckon`: what the promises add up to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from willing.cli.options import AsOf, KnownAt

if TYPE_CHECKING:
    from willing.views.reckoned import PromiseLine, Reckoned

EXAMPLES = """Examples:

  willing reckon
  willing reckon --assume ceasefire=yes --assume us_guarantee=no
  willing reckon --reading hopeful --requirement R08
  willing reckon --include unnamed                 numbers by unnamed sources, as upper bounds
  willing reckon --odds my-odds.toml               probabilities, from your own odds only
  willing reckon --burden-of 25000 --burden-months 24   what each one's part would cost
  willing reckon --trace FRA-troops                one promise, down to the quotes
  willing reckon cases/01-after-you.json --json    a reckoning case file"""


def reckon(
    target: Annotated[
        Path | None, typer.Argument(help="A case folder or a reckoning case file; default: the nearest case.toml.")
    ] = None,
    assume: Annotated[
        list[str] | None, typer.Option(help="FACT=yes|no|unknown; a condition's id means all facts of it. Repeatable.")
    ] = None,
    reading: Annotated[
        str, typer.Option(help="cautious: nobody moves first; hopeful: all that support one another; pacts.")
    ] = "cautious",
    requirement: Annotated[str | None, typer.Option(help="The requirement to ask about, by its id.")] = None,
    measure: Annotated[str | None, typer.Option(help="Show the promises on this measure.")] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="Also count what others say: unnamed, outlet or hearsay. Upper bounds, marked. Repeatable."),
    ] = None,
    odds: Annotated[
        Path | None, typer.Option(help="A TOML file of your own odds; without it, no probabilities.")
    ] = None,
    months: Annotated[int, typer.Option(help="Months to look ahead.", min=1, max=600)] = 24,
    burden_months: Annotated[
        int | None, typer.Option(help="Months over which a burden is borne; default: as --months.", min=1, max=600)
    ] = None,
    burden_of: Annotated[
        list[int] | None, typer.Option(help="Split this amount too among those who may give. Repeatable.", min=1)
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    trace: Annotated[str | None, typer.Option(help="Show one promise down to the positions behind it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All measures, and what does not count.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """What holds, is open, fails, and why; totals against requirements; what must go right and what breaks it; who is
    pivotal and who must move first; sustainment and burden."""
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.reckoned_tables import reckoned_screen, trace_screen
    from willing.cli.terminal import console
    from willing.workflows.reckoning import ReckonOptions, assumptions, reading_named, reckon, voices_named

    answer = reckon(
        target if target is not None else required_case_folder(case),
        ReckonOptions(
            assume=assumptions(assume or ()),
            reading=reading_named(reading),
            requirement=requirement,
            voices=voices_named(include or ()),
            odds=odds,
            months=months,
            burden_months=burden_months,
            burden_of=tuple(burden_of or ()),
            axes=time_axes(as_of, known_at),
        ),
    )
    if trace is not None:
        line = promise_named(trace, answer)
        if as_json:
            from willing.views.reckoned import as_json as told

            print(json.dumps(told(line), ensure_ascii=False, indent=1))
        else:
            trace_screen(console(), line, answer)
    elif as_json:
        print(json.dumps(answer.as_json(), ensure_ascii=False, indent=1))
    else:
        reckoned_screen(console(), answer, measure=measure, everything=everything)
    return 0


def promise_named(name: str, answer: Reckoned) -> PromiseLine:
    """The promise of an id; raises UsageError with the nearest one."""
    from willing.errors import UsageError
    from willing.model.mistake import near

    found = next((each for each in answer.promises if each.id == name), None)
    if found is None:
        raise UsageError(f"--trace {name}: no such promise{near(name, [each.id for each in answer.promises])}")
    return found


reckon.__doc__ = f"{reckon.__doc__}\n\n{EXAMPLES}"
