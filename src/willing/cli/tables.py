"""Tables that fit the terminal: readings, the matrix, the positions behind a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from willing.views.wording import (
    STANCE_MARKS,
    actors_in_words,
    conditions_in_words,
    is_hearsay,
    speaker_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from willing.ledger import Cell, Entry
    from willing.model import Position, Stance
    from willing.model.register import Register
    from willing.reading.reader import Reading

STYLES: dict[str, str] = {
    "delivered": "bold green",
    "allocated": "green",
    "committed": "green",
    "willing": "cyan",
    "considering": "blue",
    "undecided": "yellow",
    "reluctant": "yellow",
    "declined": "red",
    "opposed": "bold red",
    "requests": "magenta",
}


def stance_label(stance: Stance) -> str:
    """The stance with its sign, in colour where there is colour."""
    return f"[{STYLES[stance.value]}]{STANCE_MARKS[stance]} {stance.value}[/]"


def reading_table(screen: Console, reading: Reading, register: Register, *, everything: bool) -> None:
    """The positions of one document, each with its exact words."""
    from rich.markup import escape
    from rich.table import Table

    document = reading.document
    known = [str(part) for part in (document.published, document.outlet) if part]
    title = f"{document.id}" + (f"  ({', '.join(known)})" if known else "")
    if reading.unread is not None:
        screen.print(f"[bold]{escape(title)}[/]\n  kept unread: {escape(reading.unread)}\n")
        return
    shown = [p for p in reading.positions if everything or p.sure]
    unsure = len(reading.positions) - len([p for p in reading.positions if p.sure])
    screen.print(f"[bold]{escape(title)}[/]")
    if not shown:
        screen.print("  no position" + (f" ({unsure} unsure: --all)" if unsure else ""))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for heading, ratio in (("Who", 3), ("Stance on what, if", 4), ("Says who", 3), ("In these words", 7)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    table.expand = True
    for position in shown:
        table.add_row(*(position_row(position, document.text, register)))
    screen.print(table)
    if unsure and not everything:
        screen.print(f"[dim]{unsure} more, unsure: --all shows them[/]")
    screen.print()


def position_row(position: Position, text: str, register: Register) -> tuple[str, str, str, str]:
    """Who, stance and condition, speaker, quote: one table row, with markup."""
    from rich.markup import escape

    who = actors_in_words(position.actor_ids, position.quantifier, register)
    what = f"{stance_label(position.stance)}\n{escape(register.measure_name(position.measure_id))}"
    if position.quantity is not None:
        what += f": {escape(str(position.quantity))}"
    conditions = conditions_in_words(position.conditions, register)
    if conditions:
        what += f"\n[italic]{escape(conditions)}[/]"
    says = escape(speaker_in_words(position, text, register))
    if is_hearsay(position):
        says += "\n[dim]says it of another[/]"
    if not position.sure:
        says += "\n[dim]unsure[/]"
    quote = position.evidence.exact if position.evidence is not None else ""
    return escape(who), what, says, f"“{escape(' '.join(quote.split()))}”"


def cells_table(screen: Console, cells: Sequence[Cell], register: Register) -> None:
    """The matrix as rows: each actor with its measures, claims about many below."""
    from rich.markup import escape
    from rich.table import Table

    from willing.views.matrix import conditions_of, matrix_of

    if not cells:
        screen.print("no position yet; add texts with: willing add ARTICLE")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    for heading, ratio in (("Actor", 3), ("Measure", 3), ("Stance", 3), ("On what condition", 5), ("Basis", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    matrix = matrix_of(cells, register)
    for row in matrix.rows:
        name = f"{row.name}\n[dim]claim[/]" if row.claim else escape(row.name)
        for measure, measure_name in matrix.measures:
            cell = row.cells.get(measure)
            if cell is None:
                continue
            stance = stance_label(cell.stance) + ("" if cell.own else "\n[dim]of others[/]")
            asks = "".join(f"\n[dim]→ {ask.stance.value} {', '.join(ask.by_ids)}[/]" for ask in cell.asks[:2])
            table.add_row(name, measure_name, stance + asks, escape(conditions_of(cell, register)), basis_label(cell))
            name = ""
    screen.print(table)
    screen.print("[dim]● firm  ○ open  ✕ no  → asks of others. Behind a cell: willing why ACTOR MEASURE[/]")


def basis_label(cell: Cell) -> str:
    """What a cell stands on: coded is hollow, unreviewed is said, origins are counted."""
    origins = f"{cell.origins} source{'s' if cell.origins != 1 else ''}" if cell.origins else "demo text"
    mark = "○ coded" if cell.basis.value != "quoted" else "● quoted"
    return f"{mark}, {origins}" + ("" if cell.reviewed or cell.basis.value != "quoted" else "\n[dim]unreviewed[/]")


def evidence_list(
    screen: Console, actor_id: str, entries: Sequence[Entry], cells: Sequence[Cell], register: Register
) -> None:
    """Every position behind an actor's cells, newest first, and why one of them stands."""
    from rich.markup import escape

    from willing.ledger import anchors_of

    if not entries:
        screen.print(f"{escape(register.actor_name(actor_id))}: no position in the ledger")
        return
    standing = {cell.standing_id: cell for cell in cells}
    for cell in cells:
        screen.print(
            f"[bold]{escape(register.actor_name(actor_id))}, {register.measure_name(cell.measure_id)}[/]: "
            f"{stance_label(cell.stance)}"
        )
        screen.print(f"  [dim]{escape(cell.reason)}[/]")
    screen.print()
    anchors = anchors_of(entries)
    for entry in entries:
        quote = anchors[entry.id].id if entry.id in anchors else ""
        screen.print(entry_text(entry, register, stands=entry.id in standing, quote=quote))


def entry_text(entry: Entry, register: Register, *, stands: bool, quote: str = "") -> str:
    """One position: date, stance, condition, speaker and outlet; its words, or the coder's summary and source.

    `quote` is the id of the quoted position that stands for a coded one.
    """
    from rich.markup import escape

    position = entry.position
    said = f"{entry.said.in_words}" if entry.said else "undated"
    conditions = conditions_in_words(position.conditions, register)
    outlet = entry.document.outlet if entry.document else (position.coding.publisher if position.coding else None)
    speaker = (entry.words.speaker or speaker_in_words(position, None, register)).strip(" ,;")
    measure = register.measure_name(position.measure_id)
    head = f"{'▸ ' if stands else '  '}{said}  {stance_label(position.stance)} {measure}"
    lines = [head + (f"; [italic]{escape(conditions)}[/]" if conditions else "")]
    hearsay = " (says it of another)" if is_hearsay(position) and position.coding is None else ""
    lines.append(
        f"    says {escape(speaker)}{hearsay}" + (f", in {escape(outlet)}" if outlet else "") + f"  [dim]{entry.id}[/]"
    )
    if position.evidence is not None:
        lines.append(f"    “{escape(' '.join(position.evidence.exact.split()))}”")
        if entry.demo:
            lines.append("    [dim]a text written for the project, no source[/]")
    elif position.coding is not None:
        basis = f"coded; its words: {quote}" if quote else "coded, words not stored"
        lines.append(f"    {escape(position.coding.summary)} [dim]({basis})[/]")
        lines.append(f"    [dim]{escape(position.coding.url or '')}[/]")
    return "\n".join(lines)
