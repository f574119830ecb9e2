"""`willing watch`: feeds and sitemaps, asked politely again and again."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.workflows.watch_rules import Rule

EXAMPLES = """Examples:

  willing watch https://example.org/feed.xml --rule "firmer of DEU on troops"
  willing watch --list feeds.txt --every 30 --rules rules.txt --alerts alerts.jsonl
  willing watch --list feeds.txt --once                 for cron: ask what is due, then end
  willing watch https://example.org/sitemap.xml --atom feeds/

Stopped at any moment, the next run goes on where this one was. Exit codes of --once: 0, or 3 where a source failed."""


def watch(
    addresses: Annotated[list[str] | None, typer.Argument(help="Feeds, sitemaps or pages: http(s) addresses.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", help="A file with an address a line; # begins a remark.")
    ] = None,
    every: Annotated[float, typer.Option(min=1.0, help="Minutes between two visits of a source.")] = 15.0,
    once: Annotated[bool, typer.Option("--once", help="Ask what is due once, then end.")] = False,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", help='What to be told: "KIND [of ACTOR] [on MEASURE]"; default: anything. Repeatable.'),
    ] = None,
    rules: Annotated[Path | None, typer.Option(help="A file with a rule a line.")] = None,
    alerts: Annotated[Path | None, typer.Option(help="Write each alert at the end of this file, a JSON line.")] = None,
    atom: Annotated[
        Path | None,
        typer.Option(help="Keep Atom feeds of all moves, each actor, each measure in this folder."),
    ] = None,
    pause: Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host.")] = 2.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private-addresses", help="Fetch from private and loopback addresses too.")
    ] = False,
    timeout: Annotated[float, typer.Option(help="Seconds that fetching one address may take.")] = 30.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show alerts and problems only.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Watch feeds and sitemaps: what is new is read and kept, and what moved by it is told."""
    from willing.cli.options import required_case_folder, source_options
    from willing.cli.terminal import tell_problem
    from willing.errors import LedgerError
    from willing.sources.visiting import Visitor
    from willing.workflows.asking import find_actor, find_measure
    from willing.workflows.feeds import Feeds
    from willing.workflows.ledgers import open_ledger
    from willing.workflows.reading import local_reader, register_for
    from willing.workflows.stories import StoryKeeper
    from willing.workflows.watch_rules import ANYTHING, rules_in
    from willing.workflows.watching import Watching

    folder = required_case_folder(case)
    register = register_for(folder)
    asked: Sequence[Rule] = rules_in(
        [*(rule or ()), *lines_of(rules, "--rules")],
        lambda words: find_actor(words, register),
        lambda words: find_measure(words, register),
    )
    sources = sources_of(addresses or (), listed)
    options = source_options(date=None, outlet=None, title=None, allow_private=allow_private, timeout=timeout)
    failed = False
    with open_ledger(folder) as ledger, Visitor(options, pause, now, time.sleep) as visitor:
        watching = Watching(
            folder,
            register,
            ledger,
            local_reader(register),
            visitor,
            datetime.timedelta(minutes=every),
            now,
            StoryKeeper(ledger),
            asked or (ANYTHING,),
        )
        feeds = Feeds(folder, register, ledger, atom) if atom is not None else None
        while True:
            try:
                for told in watching.round(sources):
                    if told.kind == "problem":
                        failed = True
                        tell_problem(told.words)
                    elif told.kind == "moved":
                        hand_out(ledger, alerts)
                    elif not quiet:
                        typer.echo(f"{now():%H:%M} {told.words}")
                # what an earlier run left, too
                hand_out(ledger, alerts)
                if feeds is not None:
                    feeds.renew()
                wait = (watching.next_due(sources) - now()).total_seconds()
            except LedgerError as error:
                if once:
                    raise
                tell_problem(f"{error}; again in a minute")
                wait = 60.0
            if once:
                return 3 if failed else 0
            time.sleep(min(max(wait, 1.0), 60.0))


def hand_out(ledger: Ledger, alerts: Path | None) -> None:
    """Show the alerts that wait, and write them down."""
    from willing.workflows.watch_news import deliver

    for alert in deliver(ledger, alerts):
        show(alert)


watch.__doc__ = f"{watch.__doc__}\n\n{EXAMPLES}"


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def show(alert: Mapping[str, Any]) -> None:
    """An alert for the screen: what happened, in whose words, where."""
    typer.secho(f"! {alert['headline']}", bold=True)
    for name in ("quote", "word", "url"):
        if alert.get(name):
            typer.echo(f"    {'“' + alert[name] + '”' if name == 'quote' else alert[name]}")


def sources_of(addresses: Iterable[str], listed: Path | None) -> tuple[str, ...]:
    from willing.errors import UsageError
    from willing.sources.addresses import is_address

    found = tuple(dict.fromkeys([*addresses, *lines_of(listed, "--list")]))
    if not found:
        raise UsageError("nothing to watch; expected addresses, or --list FILE")
    for each in found:
        if not is_address(each):
            raise UsageError(f"{each}: no address; expected http(s)://... (files are read with: willing add)")
    return found


def lines_of(file: Path | None, option: str) -> list[str]:
    from willing.errors import UsageError

    if file is None:
        return []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{option} {file}: {error}; expected a text file") from None
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
