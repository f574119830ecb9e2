"""How fast the web app is: a made case of 60 actors x 21 measures with 20,000 positions behind it, served and measured.

    python benchmarks/web.py make FOLDER
    python benchmarks/web.py time FOLDER [--rounds 40]
    python benchmarks/web.py readers FOLDER [--readers 50] [--seconds 20] [--pause 0]

`make` makes the case as `benchmarks/ledger.py` makes its ledgers; every actor has spoken on every measure. `time`
serves it by `willing serve` in a process of its own and asks for pages over loopback: the wall clock until the whole
answer is here, the server's processor time for it, the bytes plain and compressed, and what Chromium says of its first
contentful paint. `readers` has many read at once (`--pause`: seconds that each looks at a page before the next one)
while a process adds texts, one after another.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime
import gzip
import http.client
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.ledger import PER_DOCUMENT, Maker, batches, write
from willing.cases import load_case
from willing.ledger import Ledger
from willing.model import PartialDate
from willing.workflows.ledgers import ledger_address
from willing.workflows.starting import start

ACTORS, MEASURES, POSITIONS = 60, 21, 20_000
EACH_PAIR = 4
"""How often every actor has spoken on every measure before the rest is drawn: one in five readings is unsure."""
PAGES = ("/", "/matrix.json", "/?sort=firm", "/cells/{actor}/{measure}")
TICKS = os.sysconf("SC_CLK_TCK")
CHROMIUM = "/usr/bin/chromium"


class EveryPair(Maker):
    """Made documents that go through every actor and measure first."""

    def __init__(self, actors: list[tuple[str, str]], measures: list[str], seed: int) -> None:
        super().__init__(actors, measures, seed)
        self.first = [(actor, measure) for actor in actors for measure in measures] * EACH_PAIR
        self.random.shuffle(self.first)

    def pair(self) -> tuple[tuple[str, str], str]:
        return self.first.pop() if self.first else super().pair()


def maker_of(folder: Path, seed: int) -> EveryPair:
    """A maker for the case's own members, filled up with others of its register."""
    case = load_case(folder)
    known = {actor.id: actor.name for actor in case.register.actors if actor.kind in ("state", "body")}
    ids = [each for each in case.members if each in known]
    ids += [each for each in known if each not in case.members][: ACTORS - len(ids)]
    return EveryPair([(each, known[each]) for each in ids], [m.id for m in case.register.measures][:MEASURES], seed)


def make(folder: Path, seed: int) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    start("ukraine-coalition", folder)
    # the made statements alone: the case's coded ones would add claims of their own
    (folder / "ledger.db").unlink()
    Ledger.create(ledger_address(folder)).close()
    maker = maker_of(folder, seed)
    with Ledger.open(ledger_address(folder)) as ledger:
        for batch in batches(maker, POSITIONS // PER_DOCUMENT, 0.0):
            write(ledger, batch, maker.random)
        ledger.sum_up(load_case(folder).register)
        cells = ledger.cells(load_case(folder).register, with_entries=False)
    actors, measures = {cell.actor_id for cell in cells}, {cell.measure_id for cell in cells}
    print(f"{POSITIONS:,} positions, {len(cells):,} cells, {len(actors)} actors, {len(measures)} measures")


@dataclass
class Server:
    """`willing serve` in a process of its own."""

    process: subprocess.Popen[str]
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def processor_seconds(self) -> float:
        """User and system time of the process so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def get(self, path: str, connection: http.client.HTTPConnection) -> tuple[float, bytes]:
        began = time.perf_counter()
        connection.request("GET", path, headers={"accept-encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return time.perf_counter() - began, body


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "willing", "serve", "--port", str(port)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def timed(folder: Path, rounds: int) -> None:
    maker = maker_of(folder, 1)
    actor, measure = maker.actors[0][0], maker.measures[0]
    print(f"{'page':34} {'first':>7} {'median':>7} {'p95':>7} {'cpu':>7}  {'bytes':>8} {'gzip':>7}")
    with served(folder) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        for path in (page.format(actor=actor, measure=measure) for page in PAGES):
            first, body = server.get(path, connection)
            before = server.processor_seconds()
            took = sorted(server.get(path, connection)[0] for _ in range(rounds))
            used = (server.processor_seconds() - before) / rounds
            plain = gzip.decompress(body)
            milliseconds = [first, statistics.median(took), took[int(0.95 * rounds)], used]
            shown = " ".join(f"{1000 * each:7.1f}" for each in milliseconds)
            print(f"{path:34} {shown}  {len(plain):8,} {len(body):7,}", flush=True)
        changed(folder, server, connection, rounds)
        painted(server)


def changed(folder: Path, server: Server, connection: http.client.HTTPConnection, rounds: int) -> None:
    """The matrix right after a text was added, each time: nothing of the page is known yet."""
    took, used = [], []
    with Ledger.open(ledger_address(folder)) as ledger:
        for document, positions in more_documents(folder, rounds):
            ledger.add(document, positions, reader="made 1")
            before = server.processor_seconds()
            took.append(server.get("/", connection)[0])
            used.append(server.processor_seconds() - before)
    told = [statistics.median(took), sorted(took)[int(0.95 * rounds)], statistics.mean(used)]
    print(f"{'/ after a text of ten was added':42} " + " ".join(f"{1000 * each:7.1f}" for each in told), flush=True)


def more_documents(folder: Path, count: int) -> Iterator[tuple[Any, list[Any]]]:
    """New made documents, of today; their numbers go on by the clock."""
    maker = maker_of(folder, random.randrange(1 << 30))
    maker.first.clear()
    today = datetime.date.today()
    for _ in range(count):
        document, positions = maker.document(time.time_ns())
        yield replace(document, published=PartialDate(today.year, today.month, today.day)), positions


def painted(server: Server, visits: int = 5) -> None:
    """First contentful paint in a browser that has not been here before."""
    from playwright.sync_api import sync_playwright

    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        seen = []
        for _ in range(visits):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(server.address + "/")
            seen.append(
                page.evaluate(
                    f"async () => {{ for (;;) {{ const at = {paint}; if (at) return at; "
                    "await new Promise((again) => setTimeout(again, 20)); } }"
                )
            )
            context.close()
        browser.close()
    print(
        f"first contentful paint, ms: median {statistics.median(seen):.0f}, " + " ".join(f"{each:.0f}" for each in seen)
    )


def adding(folder: Path, pause: float) -> None:
    """Adds a text after another until it is stopped; says at the end how many."""
    added = 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with Ledger.open(ledger_address(folder)) as ledger:
            for document, positions in more_documents(folder, 1_000_000):
                ledger.add(document, positions, reader="made 1")
                added += 1
                time.sleep(pause)
    finally:
        print(added)


async def reader(
    port: int, paths: list[str], until: float, pause: float, took: list[float], told: Counter[str]
) -> None:
    """One who reads a page after another over one connection."""
    chance = random.Random(id(took) ^ len(took))
    await asyncio.sleep(chance.random() * pause)
    into, out = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        path = chance.choice(paths)
        began = time.perf_counter()
        out.write(f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\n\r\n".encode())
        await out.drain()
        head = (await into.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        await into.readexactly(length)
        took.append(time.perf_counter() - began)
        told[head.split(" ", 2)[1]] += 1
        await asyncio.sleep(pause * (0.5 + chance.random()))
    out.close()


def readers(folder: Path, count: int, seconds: float, pause: float, texts: float) -> None:
    maker = maker_of(folder, 1)
    cells = [f"/cells/{actor}/{measure}" for actor, _ in maker.actors[:20] for measure in maker.measures[:3]]
    paths = ["/", "/", "/?sort=firm", "/matrix.json", *random.Random(1).sample(cells, 4)]
    took: list[float] = []
    told: Counter[str] = Counter()
    with served(folder) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        for path in paths:
            server.get(path, connection)
        command = [sys.executable, "-m", "benchmarks.web", "adding", str(folder.resolve()), "--pause", str(1 / texts)]
        adder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        time.sleep(3)
        before = server.processor_seconds()

        async def all_of_them() -> None:
            until = time.monotonic() + seconds
            await asyncio.gather(*(reader(server.port, paths, until, pause, took, told) for _ in range(count)))

        began = time.perf_counter()
        asyncio.run(all_of_them())
        spent = time.perf_counter() - began
        used = server.processor_seconds() - before
        adder.terminate()
        added = adder.communicate(timeout=30)[0].strip()
    took.sort()
    shown = {f"p{share}": round(1000 * took[min(len(took) * share // 100, len(took) - 1)]) for share in (50, 95, 99)}
    figures = {"readers": count, "pause": pause, "answers": len(took), "a second": round(len(took) / spent, 1)}
    more = {"statuses": dict(told), "server cpu ms an answer": round(1000 * used / len(took), 2), "texts added": added}
    print(json.dumps(figures | {"ms": shown} | more))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name in ("make", "time", "readers", "adding"):
        verbs.add_parser(name).add_argument("folder", type=Path)
    verbs.choices["make"].add_argument("--seed", type=int, default=1)
    verbs.choices["time"].add_argument("--rounds", type=int, default=40)
    verbs.choices["readers"].add_argument("--readers", type=int, default=50)
    verbs.choices["readers"].add_argument("--seconds", type=float, default=20)
    verbs.choices["readers"].add_argument("--pause", type=float, default=0)
    verbs.choices["readers"].add_argument("--texts", type=float, default=2, help="texts added a second")
    verbs.choices["adding"].add_argument("--pause", type=float, default=0.5)
    chosen = parser.parse_args()
    if chosen.verb == "make":
        make(chosen.folder, chosen.seed)
    elif chosen.verb == "time":
        timed(chosen.folder, chosen.rounds)
    elif chosen.verb == "readers":
        readers(chosen.folder, chosen.readers, chosen.seconds, chosen.pause, chosen.texts)
    else:
        adding(chosen.folder, chosen.pause)


if __name__ == "__main__":
    main()
