"""What is unclear, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from willing.views.unclear import UnclearView


def unclear_screen(screen: Console, view: UnclearView, top: int) -> None:
    """The first lines of a view, most telling first."""
    from rich.markup import escape

    from willing.cli.tables_bare import bare
    from willing.views.reckoned_sentences import percent
    from willing.views.unclear import KIND_WORDS

    against = f", against requirement {view.requirement}" if view.requirement else ""
    screen.print(f"[bold]Unclear about {escape(view.measure_name)}[/]{escape(against)}\n")
    table = bare("", "Who or what", "Not known", "Turns", "Why it matters", "So far")
    for number, line in enumerate(view.lines[:top], start=1):
        told = f"{line.evidence.said} {line.evidence.speaker}" if line.evidence else ""
        turns = percent(line.turns) if line.turns else ""
        table.add_row(
            str(number), escape(line.name), KIND_WORDS[line.kind], turns, escape(line.why), f"[dim]{escape(told)}[/]"
        )
    screen.print(table)
    if len(view.lines) > top:
        screen.print(f"[dim]and {len(view.lines) - top} more: --top {len(view.lines)}[/]")
