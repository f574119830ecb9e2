"""`willing contradictions`: statements that cannot both stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from willing.cli.options import AsOf, KnownAt

if TYPE_CHECKING:
    from rich.console import Console

    from willing.ledger import Entry
    from willing.ledger.contradictions import Contradiction
    from willing.model.register import Register

EXAMPLES = """Examples:

  willing contradictions
  willing contradictions --actor Germany --measure troops
  willing contradictions --as-of 2025-09-05 --json"""


def contradictions(
    actor: Annotated[str | None, typer.Option(help="Only about this actor: an id or name.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only about this measure: an id or name.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="One list, each with both sides.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[bool, typer.Option("--include-demo-texts", help="Texts written for the project too.")] = False,
) -> int:
    """Show statements that cannot both stand, by kind, with both quotes, days and speakers."""
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.terminal import console
    from willing.views.contradictions import contradiction_as_json
    from willing.workflows.asking import find_actor, find_measure
    from willing.workflows.contradicting import contradictions_in
    from willing.workflows.reading import register_for

    folder = required_case_folder(case)
    register = register_for(folder)
    found = contradictions_in(
        folder,
        register,
        actor=find_actor(actor, register) if actor else None,
        measure=find_measure(measure, register) if measure else None,
        axes=time_axes(as_of, known_at),
        include_demo=demo,
    )
    if as_json:
        print(json.dumps([contradiction_as_json(each, register) for each in found], ensure_ascii=False, indent=1))
    else:
        print_all(console(), found, register)
    return 0


contradictions.__doc__ = f"{contradictions.__doc__}\n\n{EXAMPLES}"


def print_all(screen: Console, found: tuple[Contradiction, ...], register: Register) -> None:
    from rich.markup import escape

    if not found:
        screen.print("no statements that cannot both stand")
    for each in found:
        name, measure = register.actor_name(each.actor_id), register.measure_name(each.measure_id)
        screen.print(f"[bold]{escape(name)}, {escape(measure)}[/]: {each.kind.value}")
        screen.print(f"  [dim]{escape(each.reason)}[/]")
        for entry in (each.one, each.other):
            print_side(screen, entry, register)
        screen.print()


def print_side(screen: Console, entry: Entry, register: Register) -> None:
    from rich.markup import escape

    from willing.cli.tables import stance_label
    from willing.views.contradictions import side_in_words

    side = side_in_words(entry, register)
    outlet = f", in {escape(side.outlet)}" if side.outlet else ""
    screen.print(f"  {side.said}  {escape(side.actor)} {stance_label(entry.position.stance)}")
    screen.print(f"    says {escape(side.speaker)}{outlet}  [dim]{entry.id}[/]")
    if side.quote is not None:
        screen.print(f"    “{escape(side.quote)}”")
    else:
        screen.print(f"    {escape(side.summary or '')} [dim](coded, words not stored)[/]")
