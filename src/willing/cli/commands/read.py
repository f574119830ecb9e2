"""`willing read`: positions in these texts, kept nowhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from willing.model.register import Register
    from willing.reading.reader import Reading
    from willing.sources import SourceOptions

EXAMPLES = """Examples:

  willing read article.txt
  willing read page.html statement.pdf news/
  willing read https://example.org/statement --date 2025-03-27
  cat article.txt | willing read - --json
  willing read article.txt --text        the text that the offsets count
  willing read news/ --json --workers 4  many documents, on four processes
  willing read news/ --out positions.parquet --workers 4
  willing read article.txt --reader local+llm --llm-endpoint http://127.0.0.1:11434/v1 --llm-model NAME"""


def read(
    targets: Annotated[
        list[str], typer.Argument(help="Files, folders, feeds, http(s) addresses, or - for standard input.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="One position per line, with every field of the guide.")
    ] = False,
    as_text: Annotated[bool, typer.Option("--text", help="Print the text as stored, which the offsets count.")] = False,
    date: Annotated[str | None, typer.Option(help="Date of the text where it gives none: YYYY-MM-DD.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet where the text gives none.")] = None,
    title: Annotated[str | None, typer.Option(help="Title where the text gives none.")] = None,
    case: Annotated[
        Path | None, typer.Option(help="Case folder; default: the nearest case.toml, else the general register.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show the unsure positions too.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private-addresses", help="Fetch from private and loopback addresses too.")
    ] = False,
    timeout: Annotated[float, typer.Option(help="Seconds that fetching one address may take.")] = 30.0,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read, for many documents.")] = None,
    ray: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read on the Ray cluster at this address (auto, HOST:PORT).")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Keep a table instead: FILE.parquet, or a folder of parts; goes on where it was."),
    ] = None,
    reader: ReaderName = "local",
    endpoint: Endpoint = None,
    model: Model = None,
    price: Price = None,
    budget: Budget = None,
    rate: Rate = 60.0,
    cache: Cache = None,
    yes: Yes = False,
) -> int:
    """Show who is willing to do what in these texts, with the exact words. Keeps nothing."""
    from willing.cli.options import case_folder, source_options
    from willing.cli.readings import Workers, readings_of
    from willing.cli.terminal import progress, tell_problem
    from willing.errors import UsageError
    from willing.model import Problem
    from willing.sources import count_sources
    from willing.workflows.reading import register_for

    options = source_options(date=date, outlet=outlet, title=title, allow_private=allow_private, timeout=timeout)
    asked = LlmOptions(reader, endpoint, model, price, budget, rate, cache, yes)
    if not asked.local and out is not None:
        raise UsageError(f"--reader {reader} keeps no table; expected it without --out")
    if out is not None and (as_json or as_text):
        raise UsageError("--out keeps a table instead of printing; expected it without --json and --text")
    if as_text:
        return print_texts(targets, options)
    folder = case_folder(case)
    if out is not None:
        return keep_table(out, targets, options, folder, workers, ray)
    register = register_for(folder)
    readings: list[Reading] = []
    problems = 0
    with (
        readings_of(targets, options, folder, register, Workers(workers, ray), asked) as found,
        progress("reading", count_sources(targets)) as advance,
    ):
        for item in found.items:
            advance(note=found.note())
            if isinstance(item, Problem):
                tell_problem(item)
                problems += 1
            elif as_json:
                print_json(item)
            else:
                readings.append(item)
    if not as_json:
        print_tables(readings, register, everything=everything)
    return 3 if problems else 0


read.__doc__ = f"{read.__doc__}\n\n{EXAMPLES}"


def keep_table(
    out: Path, targets: list[str], options: SourceOptions, folder: Path | None, workers: int | None, ray: str | None
) -> int:
    """Documents, positions and problems as one table in Parquet; what it holds already is not read again."""
    from willing.cli.pace import Pace
    from willing.cli.terminal import progress, tell_problem
    from willing.sources import count_sources
    from willing.workflows.many_documents import ReadingColumns, circumstances_of, read_into, shared

    circumstances = circumstances_of(folder, options)
    seen = 0
    with (
        shared(ReadingColumns(folder, options, circumstances), workers, ray) as pool,
        progress("reading", count_sources(targets)) as advance,
    ):
        pace = Pace(pool.memory)
        for table in read_into(out, targets, options, pool, circumstances):
            new = table.before + table.documents + len(table.problems) - seen
            seen += new
            advance(new, pace.note(new))
    for problem in table.problems:
        tell_problem(problem)
    known = f"; {table.before:,} were there already" if table.before else ""
    problems = f", {len(table.problems):,} problems" if table.problems else ""
    typer.echo(f"{table.documents:,} documents, {table.positions:,} positions{problems} in {table.place}{known}")
    return 3 if table.problems else 0


def print_texts(targets: list[str], options: SourceOptions) -> int:
    """The canonical texts, exactly as stored, to standard output."""
    from willing.cli.terminal import tell_problem
    from willing.model import Problem
    from willing.sources import read_source

    problems = 0
    for target in targets:
        for item in read_source(target, options=options):
            if isinstance(item, Problem):
                tell_problem(item)
                problems += 1
            else:
                sys.stdout.write(item.text)
                sys.stdout.flush()
    return 3 if problems else 0


def print_json(reading: Reading) -> None:
    from willing.cli.terminal import tell_problem

    if reading.unread is not None:
        tell_problem(f"{reading.document.id}: {reading.unread}")
    for position in reading.positions:
        print(json.dumps(position.as_json(), ensure_ascii=False))


def print_tables(readings: list[Reading], register: Register, *, everything: bool) -> None:
    from willing.cli.tables import reading_table
    from willing.cli.terminal import console

    screen = console()
    for reading in readings:
        reading_table(screen, reading, register, everything=everything)
