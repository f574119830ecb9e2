"""`willing add`: read texts into the case's ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from willing.cli.llm import (
    Budget,
    Cache,
    Endpoint,
    LlmOptions,
    Model,
    Price,
    Rate,
    ReaderName,
    Yes,
)

EXAMPLES = """Examples:

  willing add news/ statement.pdf
  willing add https://example.org/feed.xml
  willing add article.txt --date 2025-03-27 --outlet "Example Daily"
  willing add news/ --workers 4       many documents, read on four processes
  willing add artikel.txt --reader llm --llm-endpoint http://127.0.0.1:11434/v1 --llm-model NAME

Safe to interrupt and to repeat: each text is kept whole or not at all, and a text met again adds nothing."""


def add(
    targets: Annotated[
        list[str], typer.Argument(help="Files, folders, feeds, http(s) addresses, or - for standard input.")
    ],
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the text where it gives none: YYYY-MM-DD.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet where the text gives none.")] = None,
    title: Annotated[str | None, typer.Option(help="Title where the text gives none.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private-addresses", help="Fetch from private and loopback addresses too.")
    ] = False,
    timeout: Annotated[float, typer.Option(help="Seconds that fetching one address may take.")] = 30.0,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read, for many documents.")] = None,
    ray: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read on the Ray cluster at this address (auto, HOST:PORT).")
    ] = None,
    reader_name: ReaderName = "local",
    endpoint: Endpoint = None,
    model: Model = None,
    price: Price = None,
    budget: Budget = None,
    rate: Rate = 60.0,
    cache: Cache = None,
    yes: Yes = False,
) -> int:
    """Read texts into the case's ledger, with the positions found in them."""
    from willing.cli.options import required_case_folder, source_options
    from willing.cli.readings import Workers, readings_of
    from willing.cli.terminal import progress, tell_problem
    from willing.model import Problem
    from willing.sources import count_sources
    from willing.workflows.adding import Kept, add_read
    from willing.workflows.ledgers import open_ledger
    from willing.workflows.reading import register_for
    from willing.workflows.stories import StoryKeeper

    folder = required_case_folder(case)
    options = source_options(date=date, outlet=outlet, title=title, allow_private=allow_private, timeout=timeout)
    register = register_for(folder)
    asked = LlmOptions(reader_name, endpoint, model, price, budget, rate, cache, yes)
    kept: list[Kept] = []
    problems = 0
    with (
        open_ledger(folder) as ledger,
        readings_of(targets, options, folder, register, Workers(workers, ray), asked) as readings,
        progress("adding", count_sources(targets)) as advance,
    ):
        stories = StoryKeeper(ledger)
        for item in add_read(readings.items, ledger, readings.reader, stories=stories):
            if isinstance(item, Problem):
                tell_problem(item)
                problems += 1
            else:
                kept.append(item)
                if item.unread:
                    tell_problem(f"{item.doc_id}: kept unread, {item.unread}")
            advance(note=readings.note())
        ledger.sum_up(register)
    new = [item for item in kept if item.is_new]
    positions = sum(item.positions for item in kept)
    typer.echo(f"{len(new)} new, {len(kept) - len(new)} already known; {positions} positions added")
    if stories.joined:
        joined = "1 is a copy" if stories.joined == 1 else f"{stories.joined} are copies"
        typer.echo(f"{joined} of a text already there: willing stories")
    if new:
        typer.echo("next: willing who    or: willing why ACTOR MEASURE")
    return 3 if problems else 0


add.__doc__ = f"{add.__doc__}\n\n{EXAMPLES}"
