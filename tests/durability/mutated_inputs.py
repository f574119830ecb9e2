"""Files of every kind that can be read, spoilt in many ways: each is read or told in clear words, soon and in bounds.

A step is one spoilt file, given by its number: which kind, which way and where all follow from it. It is read in a
child process (a fork of this one, which has loaded the libraries) that may take 1 GB more than this one holds, and 10
seconds of processor time for each thing that it finds.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import resource
import selectors
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.durability.many_articles import made_article
from tests.unit.sources.pdf import pdf_bytes
from tests.unit.sources.warc import archive, record
from willing.errors import WillingError
from willing.sources.fetch import ROBOTS_BYTES

SECONDS = 10.0
"""Seconds of processor time until the next document or problem must be there: a busy machine changes nothing, and a
large file may hold thousands."""
ENOUGH = 20.0
"""Seconds of processor time after which a child need not read to the end."""
PATIENCE = 90.0
"""Seconds on the clock after which a child that does nothing is given up."""
ROOM = 1_000_000_000
"""Bytes that a child may take beyond what its parent holds."""
CLEAR = 2_000
"""Characters of a problem beyond which nobody reads it."""

HEAD = "actor,stance,measure,date,summary,url,speaker\n"
ROW = "NOR,committed,naval,2026-01-{day:02},Two frigates as promised.,https://example.org/{day},minister\n"


def page() -> bytes:
    words = "".join(f"<p>{part}</p>" for part in made_article(1, 200).text.split("\n\n"))
    head = "<title>Ships</title><meta charset='utf-8'><meta name='date' content='2026-01-05'>"
    return (
        f"<!doctype html><html><head>{head}</head><body><article><h1>Ships</h1>{words}</article></body></html>".encode()
    )


def feed() -> bytes:
    entries = "".join(
        f"<item><title>Report {number}</title><link>https://example.org/{number}</link>"
        f"<description>{made_article(number, 40).text}</description>"
        "<pubDate>Mon, 02 Jun 2025 10:00:00 GMT</pubDate></item>"
        for number in range(5)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()


def lines() -> bytes:
    records = ({"doc_id": f"a{n}", "text": made_article(n, 40).text, "date": "2026-01-05"} for n in range(6))
    return "\n".join(map(json.dumps, records)).encode()


def web_archive(zipped: bool) -> bytes:
    pages = [record(f"https://example.org/{number}", page()) for number in range(3)]
    return archive(*pages, record("https://example.org/t", b"Spain will not.", "text/plain"), zipped=zipped)


def workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for line in table().decode().splitlines():
        book.active.append(line.split(","))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def parquet() -> bytes:
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "docs.parquet"
        words = made_article(2, 60).text.replace("'", "''")
        query = f"SELECT 'a' || n AS doc_id, '{words}' AS text, DATE '2026-01-05' AS date FROM range(20) t(n)"
        duckdb.sql(f"COPY ({query}) TO '{place}' (FORMAT parquet)")
        return place.read_bytes()


def sitemap() -> bytes:
    pages = "".join(
        f"<url><loc>https://example.org/news/{number}</loc><lastmod>2026-01-{number:02}</lastmod></url>"
        for number in range(1, 29)
    )
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'
    ).encode()


def robots() -> bytes:
    paths = "".join(f"Disallow: /part-{number}/*.pdf$\nAllow: /part-{number}/news/\n" for number in range(20))
    return f"# asked of all\nUser-agent: *\n{paths}Crawl-delay: 3\n\nUser-agent: other\nDisallow: /\n".encode()


def table() -> bytes:
    return (HEAD + "".join(ROW.format(day=day) for day in range(1, 15))).encode()


KINDS: dict[str, Callable[[], bytes]] = {
    "text.txt": lambda: made_article(1, 200).text.encode(),
    "page.html": page,
    "statement.pdf": lambda: pdf_bytes(made_article(1, 100).text.split("\n\n")),
    "feed.xml": feed,
    "lines.jsonl": lines,
    "lines.jsonl.gz": lambda: gzip.compress(lines(), mtime=0),
    "crawl.warc": lambda: web_archive(False),
    "crawl.warc.gz": lambda: web_archive(True),
    "docs.parquet": parquet,
    "pledges.csv": table,
    "pledges.xlsx": workbook,
    "sitemap.xml": sitemap,
    "robots.txt": robots,
}
"""What is spoilt, by the name of the file."""


@cache
def whole(kind: str) -> bytes:
    return KINDS[kind]()


def cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def flipped(raw: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(raw)
    for _ in range(chance.choice((1, 2, 8, 64))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def spliced(raw: bytes, chance: random.Random) -> bytes:
    """A piece of this file, or of a file of another kind, in the middle of it."""
    other = whole(chance.choice(list(KINDS)))
    first, last = sorted(chance.randrange(len(other)) for _ in range(2))
    place = chance.randrange(len(raw))
    return raw[:place] + other[first:last] + raw[place + chance.choice((0, last - first)) :]


def repeated(raw: bytes, chance: random.Random) -> bytes:
    """A short piece many times over: deep where it opens something, long where it does not."""
    piece = chance.choice(
        (b"<div>", b"[", b'{"a":', b"<b><i>", b"((", b"<<", b"&lt;", b'"', raw[:40], b"\xf0\x9f\x98\x80")
    )
    place = chance.randrange(len(raw))
    return raw[:place] + piece * chance.choice((100, 5_000, 100_000)) + raw[place:]


def huge(raw: bytes, chance: random.Random) -> bytes:
    """Up to some megabytes of the file's own pieces, or of nothing."""
    filling = chance.choice((raw, b"\0" * 1000, b"x" * 1000, b"word " * 200, b"\n" * 1000))
    size = chance.choice((1_000_000, 6_000_000, 19_000_000))
    place = chance.randrange(len(raw))
    return raw[:place] + filling * (size // len(filling)) + raw[place:]


def other_encoding(raw: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-16", "utf-32", "utf-7", "cp037", "shift_jis", "latin-1", "utf-8-sig"))
    return raw.decode("latin-1").encode(encoding, "replace")


def wrong_signs(raw: bytes, chance: random.Random) -> bytes:
    signs = (
        b"\\ud800",
        b"\\u0000",
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"&#xD800;",
        b"\xe2\x80\xae",
        b"\x1b[2J",
        b"1e999",
    )
    spoilt = raw
    for _ in range(chance.choice((1, 5))):
        place = chance.randrange(len(spoilt))
        spoilt = spoilt[:place] + chance.choice(signs) + spoilt[place:]
    return spoilt


def zipped_again(raw: bytes, chance: random.Random) -> bytes:
    """Zipped, once or twice, or with a great deal of nothing behind."""
    if chance.random() < 0.3:
        return gzip.compress(raw + b"\0" * chance.choice((1_000_000, 100_000_000)), 1)
    return gzip.compress(gzip.compress(raw) if chance.random() < 0.5 else raw)


WAYS = (cut, flipped, flipped, spliced, repeated, huge, other_encoding, wrong_signs, zipped_again)


def differences_of(step: int) -> list[str]:
    """What is wrong with how one spoilt file is taken, in words; nothing: all is well."""
    kind = list(KINDS)[step % len(KINDS)]
    chance = random.Random(step)
    way = chance.choice(WAYS)
    raw = way(whole(kind), chance)
    if chance.random() < 0.2:
        raw = chance.choice(WAYS[:4])(raw or b" ", chance)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / kind
        place.write_bytes(raw)
        wrong = taken_in_child(place)
    return [f"{kind}, {way.__name__}, {len(raw):,} bytes: {each}" for each in wrong]


def taken_in_child(place: Path) -> list[str]:
    """What is wrong with how a file is read, in a fork that has a limit on memory and on time."""
    get_ready()
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        live(place, said)
    os.close(said)
    try:
        told = listened(heard)
    finally:
        os.close(heard)
    if told is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if told is None:
        return [f"not done after {PATIENCE:.0f} s on the clock"]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return [f"nothing found for {SECONDS:g} s"]
    if os.WIFSIGNALED(status):
        return [f"died of signal {os.WTERMSIG(status)}"]
    return json.loads(told) if told else [f"ended without a word, status {status}"]


def listened(heard: int) -> bytes | None:
    """All that a child says until it ends; None where it takes too long."""
    deadline = time.monotonic() + PATIENCE
    told = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(heard, selectors.EVENT_READ)
        while waiting.select(max(0.0, deadline - time.monotonic())):
            piece = os.read(heard, 65536)
            if not piece:
                return told
            told += piece
    return None


def live(place: Path, said: int) -> None:
    """The child: reads under its limits, says what is wrong, and ends without the parent's farewells."""
    limit = virtual_memory() + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        wrong = badly_taken(place)
    except MemoryError:
        wrong = [f"more than {ROOM:,} bytes: {traceback.format_exc(limit=-3)}"]
    except BaseException:
        wrong = [traceback.format_exc()[-1500:]]
    os.write(said, json.dumps(wrong).encode()[:60_000])
    os._exit(0)


def badly_taken(place: Path) -> list[str]:
    """What is wrong with how a file is taken by the part that takes such files."""
    takes = {
        "pledges.csv": badly_imported,
        "pledges.xlsx": badly_imported,
        "sitemap.xml": badly_listed,
        "robots.txt": badly_ruled,
    }
    return takes.get(place.name, badly_read)(place)


def badly_listed(place: Path) -> list[str]:
    """As a watcher does: unzipped, and read as a sitemap whether it looks like one or not."""
    from willing.sources.records import unzipped
    from willing.sources.sitemaps import listed_in

    try:
        found, broken = listed_in(unzipped(place.read_bytes()))
    except WillingError as error:
        return [] if is_clear(error) else [f"no clear error: {error!s:.300}"]
    return [f"no address: {each!r:.300}" for each in found if not each.url] + (
        [] if broken is None or is_clear(f"a sitemap: {broken}") else [f"no clear problem: {broken:.300}"]
    )


def badly_ruled(place: Path) -> list[str]:
    from willing.sources.robots import LONGEST_PAUSE, Rules

    rules = Rules.read(place.read_bytes()[:ROBOTS_BYTES])
    for url in ("https://example.org/part-3/a.pdf", "https://example.org/" + "part-1/" * 500):
        rules.allow(url)
    return [] if 0 <= rules.pause <= LONGEST_PAUSE else [f"a pause of {rules.pause}"]


def badly_read(place: Path) -> list[str]:
    from willing.model import Problem
    from willing.sources import read_source

    began = time.process_time()
    found, wrong = 0, []
    for item in read_source(str(place)):
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        found += 1
        if isinstance(item, Problem) and not is_clear(item):
            wrong.append(f"no clear problem: {item!s:.300}")
        if time.process_time() - began > ENOUGH:
            break
    return wrong if found else ["neither a document nor a problem"]


def badly_imported(place: Path) -> list[str]:
    from willing.cases.imports.told import Told
    from willing.workflows.importing import plan_import

    try:
        plan = plan_import(place, case(), Told(by="A. Coder"))
    except WillingError as error:
        return [] if is_clear(error) else [f"no clear error: {error!s:.300}"]
    return [] if plan.positions or plan.mistakes or plan.notes or plan.columns or not plan.count else ["nothing told"]


def is_clear(problem: object) -> bool:
    """Whether a problem says something, shortly, and not that memory ran out, which it must not."""
    words = str(problem)
    return 10 < len(words) < CLEAR and "Traceback" not in words and "memory" not in words


@cache
def case() -> object:
    from importlib.resources import as_file, files

    from willing.cases import load_case

    with as_file(files("willing.cases") / "data" / "ukraine-coalition") as folder:
        return load_case(folder)


@cache
def get_ready() -> None:
    """Load before the fork what every child would load, by reading each kind of file once."""
    case()
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            place = Path(folder) / kind
            place.write_bytes(whole(kind))
            wrong = badly_taken(place)
            assert not wrong, (kind, wrong)
    signal.setitimer(signal.ITIMER_PROF, 0)


def virtual_memory() -> int:
    """Bytes of address space that this process has."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()
