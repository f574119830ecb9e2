"""Claims about many on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from willing.ledger import Entry
    from willing.model.register import Register
    from willing.views.claim import ClaimView
    from willing.views.reckoned import Evidence


def claims_screen(screen: Console, claims: Sequence[Entry], register: Register) -> None:
    """The claims of a case, oldest first."""
    from rich.markup import escape

    from willing.cli.tables_bare import bare
    from willing.ledger.authority import speaker_of

    if not claims:
        screen.print("no claim counts anybody yet")
        return
    table = bare("Claim", "Said", "How many", "Stance on what", "By")
    for entry in claims:
        position = entry.position
        table.add_row(
            escape(entry.row_name or entry.id),
            str(entry.said or ""),
            f"{position.quantifier}: {escape(register.actor_name(position.actor_ids[0]))}",
            f"{position.stance.value}, {register.measure_name(position.measure_id)}",
            escape(speaker_of(entry)),
        )
    screen.print(table)
    screen.print("[dim]Look into one: willing claim ID[/]")


def claim_screen(screen: Console, view: ClaimView) -> None:
    """One claim: the sentence, its words, how it was narrowed, the members by what they say, the count through time."""
    from rich.markup import escape

    from willing.cli.tables_bare import bare
    from willing.views.claim import GROUPS

    screen.print(f"[bold]{escape(view.sentence)}[/]\n")
    screen.print(evidence_text(view.claim))
    if view.narrowed:
        screen.print("\n[bold]Narrowed by the same speaker[/]")
        for each in view.narrowed:
            screen.print(evidence_text(each))
    screen.print()
    for group, words in GROUPS:
        members = [line for line in view.members if line.now == group]
        if not members:
            continue
        screen.print(f"[bold]{len(members)} {words}[/]")
        for line in members:
            moved = f" [dim](at the claim: {line.then})[/]" if line.then != line.now else ""
            told = f"  {line.evidence.said} {line.evidence.speaker}" if line.evidence else ""
            screen.print(f"  {escape(line.name)}[dim]{escape(told)}[/]{moved}")
    if len(view.through_time) > 1:
        table = bare("\nThrough time", "Claimed", "By", "Had promised it themselves")
        for point in view.through_time:
            table.add_row(point.day, point.claimed, escape(point.speaker), str(point.said_themselves))
        screen.print(table)


def evidence_text(each: Evidence) -> str:
    from rich.markup import escape

    words = f"“{each.words}”" if each.quoted else f"{each.words} (coded, words not stored)"
    return (
        f"  {each.said}  {escape(each.speaker)}, in {escape(each.outlet)}\n    {escape(words)}\n"
        f"    [dim]{escape(each.url)}[/]"
    )
