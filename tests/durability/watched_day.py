"""A day of watching under faults, on a clock that only the watcher's waits move: nothing missed, nothing twice."""

from __future__ import annotations

import datetime
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.durability.faulty_site import SHOWN, Site, served, story
from willing.cases.start import start_case
from willing.ledger import Ledger
from willing.sources import SourceOptions
from willing.sources.visiting import Visitor
from willing.workflows.reading import local_reader, register_for
from willing.workflows.stories import StoryKeeper
from willing.workflows.watch_news import deliver
from willing.workflows.watching import Watching

EVERY = datetime.timedelta(minutes=15)
START = datetime.datetime(2031, 5, 1, tzinfo=datetime.UTC)
ITEM_EVERY = datetime.timedelta(minutes=10)
"""How often the site publishes: the feed shows four hours, the sitemap all."""
GONE_EVERY = 20
"""One page in so many is gone when it is asked for; the words of the feed are left."""


class Clock:
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(milliseconds=1)
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += datetime.timedelta(seconds=seconds)


@contextmanager
def watching_with(folder: Path, clock: Clock, pause: float = 0.0) -> Iterator[Watching]:
    """A watcher of a case by a clock of its own."""
    options = SourceOptions(allow_private_addresses=True, timeout=5.0)
    register = register_for(None)
    with Ledger.open(folder / "ledger.db") as ledger, Visitor(options, pause, clock, clock.sleep) as visitor:
        yield Watching(folder, register, ledger, local_reader(register), visitor, EVERY, clock, StoryKeeper(ledger))


def differences_of(seed: int, *, hours: int = 24, faults: float = 0.25) -> list[str]:
    """What is wrong after so many hours of a faulty site, the watcher started anew every six hours."""
    site, clock = Site(seed, faults), Clock()
    with tempfile.TemporaryDirectory() as scratch, served(site) as base:
        folder = Path(scratch) / "case"
        start_case("climate-pledges", folder)
        Ledger.create(folder / "ledger.db").close()
        addresses = [f"{base}/feed.xml", f"{base}/sitemap.xml"]
        alerts = Path(scratch) / "alerts.jsonl"
        told: Counter[str] = Counter()
        published = 0
        while clock.now < START + datetime.timedelta(hours=hours):
            until = clock.now + datetime.timedelta(hours=6)
            with watching_with(folder, clock, pause=1.0) as watching:
                while clock.now < until:
                    while START + published * ITEM_EVERY <= clock.now - datetime.timedelta(minutes=1):
                        number = seed * 10_000 + published
                        site.publish(number)
                        if number % GONE_EVERY == 5:
                            site.gone.add(number)
                        published += 1
                    for each in watching.round(addresses):
                        told[each.kind] += 1
                    list(deliver(watching.ledger, alerts))
                    clock.sleep(max(1.0, (watching.next_due(addresses) - clock.now).total_seconds()))
        site.faults = 0.0
        return [*wrong_in(folder, site, base), *twice_in(alerts)]


def wrong_in(folder: Path, site: Site, base: str) -> list[str]:
    """Items whose text is not in the ledger, or more than once. What was published in the last hours may be to come."""
    with Ledger.open(folder / "ledger.db") as ledger:
        held = Counter((line.url or "").replace("/moved/", "/") for line in ledger.documents())
        texts = {ledger.document(line.sha256).text for line in ledger.documents()}
    due = site.published[:-SHOWN]
    missed = [f"missed: {number}" for number in due if f"{base}/news/{number}" not in held]
    garbled = [
        f"not whole: {number}"
        for number in due
        if number not in site.gone and not any(story(number)[1].split("\n\n")[0] in each for each in texts)
    ]
    return missed + garbled + [f"twice: {url}" for url, count in held.items() if count > 1]


def twice_in(alerts: Path) -> list[str]:
    import json

    lines = alerts.read_text(encoding="utf-8").splitlines() if alerts.exists() else []
    counts = Counter(json.loads(line)["id"] for line in lines)
    if not counts:
        return ["no alert at all"]
    return [f"alert twice: {each}" for each, count in counts.items() if count > 1]


def growth_over(rounds: int) -> int:
    """Bytes that a watcher of a quiet source holds more after so many rounds than after the first hundred."""
    site, clock = Site(), Clock()
    site.publish(1)
    with tempfile.TemporaryDirectory() as scratch, served(site) as base:
        folder = Path(scratch) / "case"
        start_case("climate-pledges", folder)
        Ledger.create(folder / "ledger.db").close()
        with watching_with(folder, clock) as watching:
            tracemalloc.start()
            held = 0
            for number in range(rounds):
                list(watching.round([f"{base}/feed.xml"]))
                clock.sleep(EVERY.total_seconds())
                if number == 100:
                    held = tracemalloc.get_traced_memory()[0]
            grown = tracemalloc.get_traced_memory()[0] - held
            tracemalloc.stop()
    return grown
