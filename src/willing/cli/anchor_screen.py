"""Anchoring on the screen: what is proposed, as text or JSON, and the keys of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from willing.views.wording import conditions_in_words, shortened

if TYPE_CHECKING:
    from rich.console import Console

    from willing.model.register import Register
    from willing.workflows.anchoring import Proposal

SHOWN_CONTEXT = 90
QUIT, SKIP = "q", "s"


def proposal_screen(screen: Console, proposal: Proposal, register: Register) -> None:
    """The coded row, then each candidate with its context, why it is proposed and what it lacks."""
    from rich.markup import escape

    position, coding = proposal.entry.position, proposal.entry.position.coding
    assert coding is not None
    actors = ", ".join(map(register.actor_name, position.actor_ids))
    conditions = conditions_in_words(position.conditions, register)
    said = proposal.entry.said.in_words if proposal.entry.said else "undated"
    parts = [
        position.stance.value,
        register.measure_name(position.measure_id),
        str(position.quantity or ""),
        conditions,
    ]
    screen.print(f"[bold]{escape(proposal.row)}[/]  {escape(actors)}: {escape(', '.join(filter(None, parts)))}")
    screen.print(f"  {escape(coding.summary)} [dim]({escape(coding.speaker or 'no speaker')}, {said})[/]")
    screen.print(f"  [dim]{escape(coding.url or '')}[/]")
    for number, each in enumerate(proposal.candidates, start=1):
        before = shortened(each.before[::-1], SHOWN_CONTEXT)[::-1]
        screen.print(f"\n  [bold]{number}[/]  [dim]{escape(before)}[/] “{escape(' '.join(each.quote.split()))}”")
        screen.print(f"     [dim]{escape(shortened(each.after, SHOWN_CONTEXT))}[/]")
        screen.print(f"     why: {escape('; '.join(each.why))}")
        if each.missing:
            screen.print(f"     [yellow]not in these words[/] {escape('; '.join(each.missing))}")
    screen.print()


def proposal_as_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal for scripts; `number` is what --accept takes."""
    position, coding = proposal.entry.position, proposal.entry.position.coding
    assert coding is not None
    return {
        "id": proposal.entry.id,
        "row": proposal.row,
        "actor_ids": list(position.actor_ids),
        "measure": position.measure_id,
        "stance": position.stance.value,
        "summary": coding.summary,
        "url": coding.url,
        "problem": proposal.problem or None,
        "candidates": [
            {
                "number": number,
                "quote": each.quote,
                "before": each.before,
                "after": each.after,
                "why": list(each.why),
                "missing": list(each.missing),
                "position": each.position.as_json(),
            }
            for number, each in enumerate(proposal.candidates, start=1)
        ],
    }


def pressed_key(count: int) -> str:
    """The next key that means something: the number of a candidate, s or q. The end of input quits."""
    import click

    allowed = {*map(str, range(1, count + 1)), SKIP, QUIT}
    while True:
        try:
            key = click.getchar().lower()
        except EOFError:
            return QUIT
        if key in allowed:
            return key
