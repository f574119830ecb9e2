"""Rotation and burden on the screen: who holds how much for good, and what a part would cost each one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from willing.views.burden_words import flags_of, months, order_lines, span, strain_cell, whole, years_of
from willing.views.reckoned_sentences import actor_name, number

if TYPE_CHECKING:
    from rich.console import Console

    from willing.views.reckoned import Burden, CostLine, PoolLine, Reckoned


def pools_table(screen: Console, answer: Reckoned) -> None:
    """The rotation figures of those who promise; who has figures and promises nothing is named only."""
    from rich.markup import escape

    from willing.cli.tables_bare import bare

    shown = [pool for pool in answer.pools if pool.promises]
    if shown:
        table = bare("Rotation", "Units", "Tour / rest", "For good", "Over the horizon", "Of what")
        for pool in shown:
            turns = f"{months(pool.tour)} / {months(pool.rest)}"
            name = escape(actor_name(pool.actor, answer))
            table.add_row(name, whole(pool.units), turns, for_good(pool), whole(pool.held), escape(pool.note))
        screen.print(table)
        for pool in shown:
            screen.print(f"  [dim]{escape(actor_name(pool.actor, answer))}: {escape(pool.source)}[/]")
        for basis in dict.fromkeys(pool.basis for pool in shown if pool.basis):
            screen.print(f"  [dim]{escape(basis)}[/]")
    idle = [actor_name(pool.actor, answer) for pool in answer.pools if not pool.promises]
    if idle:
        screen.print(f"  [dim]rotation figures, but no promise that may hold: {escape(', '.join(idle))}[/]")


def for_good(pool: PoolLine) -> str:
    """What a pool holds for good, with the bounds that its longest and shortest rest give."""
    if pool.steady_low == pool.steady_high:
        return whole(pool.steady)
    return f"{whole(pool.steady)} [dim]({whole(pool.steady_low)}–{whole(pool.steady_high)})[/]"


def burden_tables(screen: Console, burden: Burden, answer: Reckoned) -> None:
    """The parts with what they cost and what stands beside them, then the strain by each yardstick."""
    from rich.markup import escape

    screen.print(
        f"[bold]Burden[/] of {number(burden.need)} over {burden.months} months, split at the least strain by "
        f"{escape(burden.split_by)}. [yellow]Arithmetic, nobody has promised these parts.[/]"
    )
    if not burden.feasible:
        screen.print(f"  [red]out of reach[/]: {number(burden.short)} missing with everybody at the cap")
    parts_table(screen, burden, answer)
    strain_table(screen, burden, answer)
    for line in order_lines(burden, answer):
        screen.print(f"  {escape(line)}")
    if burden.unsplit:
        names = ", ".join(actor_name(each, answer) for each in burden.unsplit)
        screen.print(f"  [dim]may give, no figure to split by: {escape(names)}[/]")
    for line in years_of(burden):
        screen.print(f"  [dim]{escape(line)}[/]")
    for flag in flags_of(burden, answer):
        screen.print(f"  [dim]! {escape(flag)}[/]")
    screen.print()


def parts_table(screen: Console, burden: Burden, answer: Reckoned) -> None:
    from rich.markup import escape

    from willing.cli.tables_bare import bare

    names = list(dict.fromkeys(each.name for part in burden.parts for each in part.beside))
    table = bare("Who", "Has said", "Part", "Holds for good", f"Costs, {burden.currency}", *names)
    for part in burden.parts:
        told = {each.name: f"{each.value}{'!' if each.flag else ''}" for each in part.beside}
        over = part.steady is not None and part.part > part.steady
        held = "no figure" if part.steady is None else f"{whole(part.steady)}{', [red]too few[/]' if over else ''}"
        table.add_row(
            escape(actor_name(part.actor, answer)),
            part.level,
            whole(part.part),
            held,
            span(part.cost_low, part.cost_high),
            *(told.get(name, "-") for name in names),
        )
    screen.print(table)


def strain_table(screen: Console, burden: Burden, answer: Reckoned) -> None:
    """A year's cost over each capacity, and the place that gives; the heaviest by the last yardstick first."""
    from rich.markup import escape

    from willing.cli.tables_bare import bare

    names = [table.name for table in burden.tables]
    table = bare("A year's cost, of", *names)
    for part in sorted(burden.parts, key=lambda each: tuple(strain.place for strain in reversed(each.strains))):
        told = {strain.yardstick: strain for strain in part.strains}
        cells = (strain_cell(told[name]) if name in told else "no figure" for name in names)
        table.add_row(escape(actor_name(part.actor, answer)), *cells)
    screen.print(table)


def costs_table(screen: Console, costs: tuple[CostLine, ...], burden: Burden) -> None:
    """What the costs are figures of: the one reckoned with first, then comparisons; and how yardsticks come about."""
    from rich.markup import escape

    from willing.cli.tables_bare import bare

    table = bare("Cost", "A year", "Of what, and source")
    for place, cost in enumerate(costs):
        label = escape(cost.name) + ("" if place == 0 else "\n[dim]for comparison[/]")
        what = "\n".join(filter(None, (escape(cost.note), f"[dim]{escape(cost.source)}[/]")))
        table.add_row(label, f"{span(cost.low, cost.high)} {cost.currency}\n[dim]per {escape(cost.per)}[/]", what)
    screen.print(table)
    for each in burden.tables:
        if each.note:
            screen.print(f"  [dim]{escape(each.name)}: {escape(each.note)}[/]")
    screen.print()
