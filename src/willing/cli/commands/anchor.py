"""`willing case anchor`: coded positions become quoted, sentence by sentence, after review."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from willing.ledger import Ledger
    from willing.model.register import Register
    from willing.workflows.anchoring import Proposal

EXAMPLES = """Examples:

  willing case anchor --actor GBR --measure troops
  willing case anchor --id P207
  willing case anchor --list --json --limit 20
  willing case anchor --accept P207:1 --by "A. Reviewer"

Keys: 1, 2, 3 accept that sentence; s skips; q stops, what was accepted is kept."""


def anchor(
    actor: Annotated[str | None, typer.Option(help="Only this actor: an id or name.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only this measure: an id or name.")] = None,
    only: Annotated[list[str] | None, typer.Option("--id", help="Only this coded row or position. Repeatable.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many coded positions.", min=1)] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what is proposed; ask and keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --list: one list, for scripts.")] = False,
    accept: Annotated[
        list[str] | None, typer.Option(help="ID:N accepts candidate N of a row without asking. Repeatable.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Your name, which goes with every sentence accepted.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private-addresses", help="Fetch from private and loopback addresses too.")
    ] = False,
    timeout: Annotated[float, typer.Option(help="Seconds that fetching one address may take.")] = 30.0,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Find the words that coded positions stand on: fetch the source, propose sentences, keep what you accept."""
    from willing.cli.options import required_case_folder, source_options
    from willing.cli.terminal import tell_problem
    from willing.errors import UsageError
    from willing.workflows.anchoring import Visits, coded_entries, proposals
    from willing.workflows.asking import find_actor, find_measure
    from willing.workflows.ledgers import open_ledger
    from willing.workflows.reading import local_reader, register_for
    from willing.workflows.stories import StoryKeeper

    accepted = dict(map(accepted_number, accept or ()))
    if accepted and not by:
        raise UsageError("--accept without --by: expected your name")
    if not accepted and not listed and not sys.stdin.isatty():
        raise UsageError("no terminal to ask on; expected --list, or --accept ID:N --by NAME")
    folder = required_case_folder(case)
    register = register_for(folder)
    options = source_options(date=None, outlet=None, title=None, allow_private=allow_private, timeout=timeout)
    with open_ledger(folder) as ledger:
        entries = coded_entries(
            ledger,
            actor=find_actor(actor, register) if actor else None,
            measure=find_measure(measure, register) if measure else None,
            only=[*(only or ()), *accepted],
        )[:limit]
        if not entries:
            typer.echo("no coded position left to anchor")
            return 0
        problems = kept = 0

        def told(found: Iterator[Proposal]) -> Iterator[Proposal]:
            nonlocal problems
            for each in found:
                if each.problem:
                    tell_problem(f"{each.row}: {each.problem}")
                    problems += 1
                yield each

        found = told(proposals(entries, register, Visits(local_reader(register), options)))
        if listed:
            show(found, register, as_json=as_json)
        elif accepted:
            kept = keep_accepted(found, accepted, ledger, str(by))
        else:
            kept = review(found, ledger, register, by or typer.prompt("Your name"))
        if kept:
            # a page that copies a text already there is no second source
            StoryKeeper(ledger).catch_up()
            ledger.sum_up(register)
    return 3 if problems else 0


anchor.__doc__ = f"{anchor.__doc__}\n\n{EXAMPLES}"


def accepted_number(word: str) -> tuple[str, int]:
    """ "P207:1" as row and number; raises UsageError."""
    from willing.errors import UsageError

    row, colon, number = word.rpartition(":")
    if not row or not colon or not number.isdecimal():
        raise UsageError(f"--accept {word}: expected ID:N, for example P207:1")
    return row, int(number)


def show(found: Iterator[Proposal], register: Register, *, as_json: bool) -> None:
    from willing.cli.anchor_screen import proposal_as_json, proposal_screen
    from willing.cli.terminal import console

    if as_json:
        print(json.dumps([proposal_as_json(each) for each in found], ensure_ascii=False, indent=1))
        return
    for each in found:
        if each.candidates:
            proposal_screen(console(), each, register)


def keep_accepted(found: Iterator[Proposal], accepted: dict[str, int], ledger: Ledger, by: str) -> int:
    """Keep the candidates named; how many were kept."""
    from willing.workflows.anchoring import keep_anchor

    kept = 0
    for each in found:
        if not each.problem:
            number = accepted[each.row] if each.row in accepted else accepted[each.entry.id]
            typer.echo(f"{each.row}: quoted, {keep_anchor(ledger, each, number, by)}")
            kept += 1
    return kept


def review(found: Iterator[Proposal], ledger: Ledger, register: Register, by: str) -> int:
    """Show one proposal after another and do what the key says; how many were kept."""
    from willing.cli.anchor_screen import QUIT, SKIP, pressed_key, proposal_screen
    from willing.cli.terminal import console
    from willing.workflows.anchoring import keep_anchor

    kept = 0
    for each in found:
        if not each.candidates:
            continue
        proposal_screen(console(), each, register)
        count = len(each.candidates)
        typer.echo(f"accept {'1' if count == 1 else f'1-{count}'}, s skip, q quit: ", nl=False)
        key = pressed_key(count)
        typer.echo(key)
        if key == QUIT:
            break
        if key != SKIP:
            typer.echo(f"{each.row}: quoted, {keep_anchor(ledger, each, int(key), by)}\n")
            kept += 1
    typer.echo(f"{kept} quoted")
    return kept
