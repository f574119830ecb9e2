"""Tables that fit the terminal: readings, the matrix, the positions behind a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from willing.cli.columns import Column, print_columns
from willing.views.ability import NOT_ABLE, ability_in_words
from willing.views.copies import in_copies
from willing.views.wording import (
    STANCE_MARKS,
    actors_in_words,
    conditions_in_words,
    is_hearsay,
    speaker_in_words,
    where_in_words,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rich.console import Console

    from willing.cli.columns import Line
    from willing.ledger import Cell, Entry, Found, Hit
    from willing.model import Position, Stance
    from willing.model.register import Register
    from willing.reading.reader import Reading
    from willing.views.ability import Ability
    from willing.views.changes import Change
    from willing.workflows.asking import Behind
    from willing.workflows.comparing import Comparison

    Abilities: TypeAlias = Mapping[tuple[str, str], Ability]

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


MATRIX = (
    Column("Actor", 3),
    Column("Measure", 3),
    Column("Stance", 3),
    Column("On what condition", 5),
    Column("Basis", 3),
)


def cells_table(screen: Console, cells: Sequence[Cell], register: Register, abilities: Abilities) -> None:
    """The matrix as rows: each actor with its measures, claims about many below; who is willing, not able is marked."""
    if not cells:
        screen.print("no position yet; add texts with: willing add ARTICLE")
        return
    waiting = {key for key, ability in abilities.items() if not ability.able}
    print_columns(screen, MATRIX, matrix_rows(cells, register, waiting))
    screen.print("[dim]● firm  ○ open  ✕ no  → asks of others. Behind a cell: willing why ACTOR MEASURE[/]")
    if waiting:
        screen.print(
            "[dim]⊘ willing, but its decider, its parliament or its law has not allowed it, as far as is known[/]"
        )


def matrix_rows(
    cells: Sequence[Cell], register: Register, waiting: Collection[tuple[str, str]]
) -> Iterator[Sequence[Sequence[Line]]]:
    """The cells in the order of the matrix, five columns each; an actor's name stands at its first measure only."""
    from willing.views.matrix import conditions_of, matrix_of

    matrix = matrix_of(cells, register)
    for row in matrix.rows:
        name = [(row.name, "")] + ([("claim", "dim")] if row.claim else [])
        for measure, measure_name in matrix.measures:
            if cell := row.cells.get(measure):
                stance = stance_lines(cell, able=(cell.actor_id, measure) not in waiting)
                yield name, [(measure_name, "")], stance, [(conditions_of(cell, register), "")], basis(cell)
                name = [("", "")]


def stance_lines(cell: Cell, *, able: bool) -> list[Line]:
    """The stance, whether it is not allowed yet, what was told apart from it, and what is asked of others."""
    stance = cell.stance
    lines = [(f"{STANCE_MARKS[stance]} {stance.value}", STYLES[stance.value])]
    lines += [] if able else [(NOT_ABLE, "yellow")]
    lines += [] if cell.own else [("of others", "dim")]
    lines += [(f"{where_in_words(part.place, part.phase)}: {part.stance.value}", "dim") for part in cell.parts]
    return lines + [(f"→ {ask.stance.value} {', '.join(ask.by_ids)}", "dim") for ask in cell.asks[:2]]


def basis(cell: Cell) -> list[Line]:
    """What a cell stands on: coded is hollow, unreviewed is said, origins are counted."""
    origins = f"{cell.origins} source{'s' if cell.origins != 1 else ''}" if cell.origins else "demo text"
    quoted = cell.basis.value == "quoted"
    lines = [(f"{'● quoted' if quoted else '○ coded'}, {origins}", "")]
    return lines + ([("unreviewed", "dim")] if quoted and not cell.reviewed else [])


def evidence_list(
    screen: Console,
    actor_id: str,
    behind: Behind,
    register: Register,
    *,
    day: datetime.date,
) -> None:
    """The positions behind an actor's cells, newest first, why one of them stands, and what had ended by `day`.

    Where an actor is willing and not able, the reasons with their sources.
    """
    from rich.markup import escape

    from willing.ledger import anchors_of

    entries, cells = behind.entries, behind.cells
    if not entries:
        screen.print(f"{escape(register.actor_name(actor_id))}: no position in the ledger")
        return
    standing = {cell.standing_id for cell in cells} | {part.standing_id for cell in cells for part in cell.parts}
    for cell in cells:
        screen.print(
            f"[bold]{escape(register.actor_name(actor_id))}, {register.measure_name(cell.measure_id)}[/]: "
            f"{stance_label(cell.stance)}"
        )
        screen.print(f"  [dim]{escape(cell.reason)}[/]")
        for part in cell.parts:
            # the first part is the cell's own, whose reason stands above
            why = f"  [dim]{escape(part.reason)}[/]" if part.standing_id != cell.standing_id else ""
            screen.print(f"  {where_in_words(part.place, part.phase)}: {stance_label(part.stance)}{why}")
        ability = behind.abilities.get((cell.actor_id, cell.measure_id))
        if ability is not None and not ability.able:
            screen.print(f"  [yellow]{NOT_ABLE}[/]")
            for reason in ability_in_words(ability):
                screen.print(f"    [dim]{escape(reason)}[/]")
    screen.print()
    anchors = anchors_of(met.entry for met in entries)
    for met in entries:
        quote = anchors[met.entry.id].id if met.entry.id in anchors else ""
        screen.print(entry_text(met.entry, register, stands=met.entry.id in standing, day=day, quote=quote))
        if met.also_in:
            screen.print(f"    [dim]{escape(in_copies(met.also_in))}[/]")
    if behind.older:
        screen.print(f"[dim]the {len(entries)} newest, and those that stand; older ones: --all[/]")


def entry_text(entry: Entry, register: Register, *, stands: bool, day: datetime.date, quote: str = "") -> str:
    """One position: date, stance, condition, speaker and outlet; its words, or the coder's summary and source.

    `quote` is the id of the quoted position that stands for a coded one.
    """
    from rich.markup import escape

    from willing.ledger import ending_in_force

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
    if ending := ending_in_force(entry, day.isoformat()):
        told = f" ({ending.reason})" if ending.reason else ""
        lines.append(f"    [bold]{ending.kind.value} {ending.since.in_words}[/]{escape(told)}")
    if position.evidence is not None:
        lines.append(f"    “{escape(' '.join(position.evidence.exact.split()))}”")
        if entry.demo:
            lines.append("    [dim]a text written for the project, no source[/]")
    elif position.coding is not None:
        basis = f"coded; its words: {quote}" if quote else "coded, words not stored"
        lines.append(f"    {escape(position.coding.summary)} [dim]({basis})[/]")
        lines.append(f"    [dim]{escape(position.coding.url or '')}[/]")
    return "\n".join(lines)


def changes_list(screen: Console, compared: Comparison, changes: Sequence[Change], register: Register) -> None:
    """Who moved, who spoke first, what no longer stands, which conditions came or went; each on whose word."""
    from rich.markup import escape
    from rich.padding import Padding

    from willing.views.changes import ChangeKind, headline, word_for

    if compared.first_look:
        screen.print(f"{escape(compared.since.split(' last ')[0])} never looked before; the next time starts here")
        return
    screen.print(f"[bold]Since {escape(compared.since)}[/]: {number_of(len(changes), 'change')}")
    headings = {
        ChangeKind.MOVED: "Moved",
        ChangeKind.NEW: "Spoke for the first time",
        ChangeKind.CONDITIONS: "Tied to other conditions",
        ChangeKind.GONE: "No longer stands",
    }
    for kind, heading in headings.items():
        of_kind = [change for change in changes if change.kind is kind]
        if of_kind:
            screen.print(f"\n[bold]{heading}[/]")
        for change in of_kind:
            screen.print(Padding(escape(headline(change, register)), (0, 0, 0, 2), expand=False))
            parts = (register.measure_name(change.cell.measure_id), word_for(change, register))
            screen.print(Padding(f"[dim]{escape('; '.join(filter(None, parts)))}[/]", (0, 0, 0, 4), expand=False))


def number_of(count: int, thing: str) -> str:
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"


SHOWN_POSITIONS = 3


def hits_list(screen: Console, found: Found, register: Register) -> None:
    """What was found, the best first: where, the passage with the words marked, and the positions that stand there."""
    from rich.markup import escape
    from rich.padding import Padding

    from willing.views.hits import day_of, outlet_of, title_of

    if not found.hits:
        screen.print("nothing found; fewer or other words may help, or a beginning: parliament*")
        return
    for hit in found.hits:
        head = "; ".join(filter(None, (day_of(hit), outlet_of(hit), title_of(hit))))
        screen.print(f"[bold]{escape(' '.join(head.split()))}[/]")
        screen.print(Padding(marked_passage(hit), (0, 0, 0, 2), expand=False))
        for entry in hit.entries[:SHOWN_POSITIONS]:
            actors = actors_in_words(entry.position.actor_ids, entry.position.quantifier, register)
            stance = f"{stance_label(entry.position.stance)} {register.measure_name(entry.position.measure_id)}"
            screen.print(Padding(f"▸ {escape(actors)}: {stance} [dim]{entry.id}[/]", (0, 0, 0, 2), expand=False))
        if (more := len(hit.entries) - SHOWN_POSITIONS) > 0:
            screen.print(f"  [dim]and {number_of(more, 'position')} more[/]")
    screen.print(f"[dim]{len(found.hits)} of {number_of(found.total, 'hit')}[/]")


def marked_passage(hit: Hit) -> str:
    """The passage on one line, the words found in bold."""
    from rich.markup import escape

    # signs that no text has, so that markup in the text stays text
    begins, ends = "\ue000", "\ue001"
    plain = escape(" ".join(hit.snippet.marked(begins, ends).split()))
    return plain.replace(begins, "[bold yellow]").replace(ends, "[/]")
