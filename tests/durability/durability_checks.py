"""What a ledger is after a write was disturbed: whole, and after a rerun the same as if nothing had happened.

A step is one disturbance: the process killed (SIGKILL) inside a write, a limit on the size of files met, or the
connection ended by the server; of `add`, `import` or `review`, on SQLite or PostgreSQL. All of it follows from the
number of the step (`PLAN`).
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import postgresql
from tests.durability.written import Rows, half_written, written
from willing.errors import LedgerError

PLAN = (
    ("kill", "sqlite"),
    ("kill", "postgresql"),
    ("kill", "sqlite"),
    ("kill", "postgresql"),
    ("kill", "sqlite"),
    ("kill", "postgresql"),
    ("kill", "sqlite"),
    ("kill", "postgresql"),
    ("size", "sqlite"),
    ("connection", "postgresql"),
)
"""How and where the steps disturb, over and over; each round of ten takes the next command."""
COMMANDS = ("add", "import", "review")
LONGEST_DELAY = 0.004
"""Seconds after the beginning of a statement or commit: long enough to fall into the writing itself."""
MOST_SPARE = 30_000
"""Bytes that a file may still grow by."""
TEXTS = 10
ROWS = 40
JUDGED = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """A ledger before a command, and what the command leaves when nothing disturbs it."""

    folder: Path
    address: str
    calls: tuple[tuple[str, ...], ...]
    before: Rows
    after: Rows
    moments: int


def differences_of(step: int) -> list[str]:
    """What is wrong after one disturbance, in words; nothing: all is well."""
    chance = random.Random(step)
    how, database = PLAN[step % len(PLAN)]
    command = COMMANDS[step // len(PLAN) % len(COMMANDS)]
    scene = scene_of(command, database)
    moment = chance.randint(1, scene.moments)
    delay = chance.choice((0.0, chance.uniform(0, LONGEST_DELAY)))
    name = f"{how} in {command} on {database}, moment {moment} of {scene.moments}, {delay * 1000:.2f} ms"
    with Copy(scene) as (folder, address):
        job = {"how": how, "moment": moment, "delay": delay, "file": address, "spare": chance.randint(0, MOST_SPARE)}
        ended = run_calls(folder, scene.calls, **job)
        wrong = badly_ended(how, delay, ended)
        wrong += half_written(written(address), scene.before, scene.after)
        again = run_calls(folder, scene.calls, how=None)
        if again.returncode != 0 or set(codes_of(again)) != {0}:
            wrong.append(f"the rerun failed: {again.stdout[-300:]} {again.stderr[-600:]}")
        wrong += unlike(written(address), scene.after)
    return [f"{name}: {each}" for each in wrong]


def badly_ended(how: str, delay: float, ended: subprocess.CompletedProcess[str]) -> list[str]:
    """What is wrong with how a disturbed command ended: killed, or with one clear line."""
    if "Traceback" in ended.stderr:
        return [f"a traceback: {ended.stderr[-800:]}"]
    codes = set(codes_of(ended))
    struck = -signal.SIGKILL if how == "kill" else LedgerError.exit_code
    # a delay may reach over the end of the write, and a limit may not be met
    expected = codes <= {0, struck} if delay or how == "size" else struck in codes
    return [] if expected else [f"exit codes {codes}: {ended.stderr[-300:]}"]


def unlike(met: Rows, expected: Rows) -> list[str]:
    return [
        f"{table} after the rerun: {sorted(set(rows) ^ set(expected[table]))[:2]}, {len(rows)} rows for "
        f"{len(expected[table])}"
        for table, rows in met.items()
        if rows != expected[table]
    ]


def run_calls(folder: Path, calls: tuple[tuple[str, ...], ...], **job: Any) -> subprocess.CompletedProcess[str]:
    """Carry out command lines in a process of its own, in a case folder."""
    described = folder / "job.json"
    described.write_text(json.dumps({"calls": calls, **job}), encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"NO_COLOR": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, "-m", "tests.durability.disturbed", str(described)],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def codes_of(ended: subprocess.CompletedProcess[str]) -> list[int]:
    return list(told_by(ended)["codes"]) if ended.returncode == 0 else [ended.returncode]


def told_by(ended: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(ended.stdout.strip().splitlines()[-1])
    return told


@functools.cache
def scene_of(command: str, database: str) -> Scene:
    """A case, the calls of a command, and the record that they leave undisturbed."""
    folder, address = started(database)
    calls = CALLS[command](folder)
    before = written(address)
    with Copy(Scene(folder, address, calls, before, before, 0)) as (place, copied):
        ended = run_calls(place, calls, how=None)
        assert set(codes_of(ended)) == {0}, ended.stdout + ended.stderr
        return Scene(folder, address, calls, before, written(copied), told_by(ended)["moments"])


@functools.cache
def scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="willing-durability-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def started(database: str) -> tuple[Path, str]:
    """A case folder and the address of its ledger, with some texts already in it."""
    folder = scratch() / database
    address = str(folder / "ledger.db") if database == "sqlite" else new_database(server(), "template1")
    at = [] if database == "sqlite" else ["--ledger", address.replace("+psycopg", "")]
    called("init", str(folder), *at)
    texts = folder / "earlier"
    texts.mkdir()
    for number in range(JUDGED):
        (texts / f"{number}.txt").write_text(article(number, "earlier"), encoding="utf-8")
    called("add", str(texts), "--date", "2026-01-05", "--case", str(folder))
    return folder, address


def called(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "willing", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def article(number: int, word: str) -> str:
    """A short text with positions; nobody has said any of it."""
    ships = number % 7 + 2
    return (
        f"Meeting {number} of the {word} round ended late. Norway will send {ships} frigates to strait {number} if the "
        f"United Nations gives a mandate, its foreign minister said. Spain has ruled out sending ships to strait "
        f"{number}. Italy is considering a hospital ship, officials in Rome said on day {number}."
    )


def adding(_: Path) -> tuple[tuple[str, ...], ...]:
    """New texts, one in three a copy with an agency's note, and some of the earlier ones again."""
    news = scratch() / "news"
    news.mkdir(exist_ok=True)
    for number in range(TEXTS):
        text = article(number - number % 3, "later") + (" (Syndicated feed.)" if number % 3 else "")
        (news / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (news / "known.txt").write_text(article(0, "earlier"), encoding="utf-8")
    return (("add", str(news), "--date", "2026-02-01"),)


def importing(_: Path) -> tuple[tuple[str, ...], ...]:
    """A sheet of coded positions."""
    sheet = scratch() / "pledges.csv"
    lines = ["id,actor,stance,measure,date,summary,url,speaker"]
    for number in range(ROWS):
        stance = ("committed", "willing", "declined")[number % 3]
        lines.append(
            f"r{number},{('NOR', 'ESP', 'ITA')[number % 3]},{stance},naval,2026-01-{number % 28 + 1:02},"
            f"Row {number} of the sheet.,https://example.org/{number},minister"
        )
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return (("import", str(sheet), "--by", "A. Coder"),)


def reviewing(folder: Path) -> tuple[tuple[str, ...], ...]:
    """Judgements, one a call, on positions that are there."""
    listed = json.loads(called("review", "--list", "--json", "--case", str(folder)))
    ids = [each["id"] for each in listed][:JUDGED]
    assert len(ids) == JUDGED
    return tuple(
        ("review", "--accept", each, "--by", "A. Reader")
        if place % 2
        else ("review", "--reject", each, "--by", "A. Reader", "--reason", "not said so")
        for place, each in enumerate(ids)
    )


CALLS = {"add": adding, "import": importing, "review": reviewing}


class Copy:
    """A copy of a scene's folder and ledger, gone afterwards: (folder, address)."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.folder = scratch() / uuid.uuid4().hex
        self.address = str(self.folder / "ledger.db")

    def __enter__(self) -> tuple[Path, str]:
        shutil.copytree(self.scene.folder, self.folder)
        if "://" in self.scene.address:
            self.address = new_database(server(), self.scene.address)
            kept = self.address.replace("+psycopg", "")
            (self.folder / "ledger.url").write_text(kept + "\n", encoding="utf-8")
        return self.folder, self.address

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder)
        if "://" in self.scene.address:
            in_server(server(), f'DROP DATABASE "{name_of(self.address)}" WITH (FORCE)')


@functools.cache
def server() -> str:
    """The address of a PostgreSQL server: WILLING_POSTGRESQL's, else one that lives as long as this process."""
    if given := os.environ.get("WILLING_POSTGRESQL"):
        return given
    running = postgresql.server()
    atexit.register(running.__exit__, None, None, None)
    return running.__enter__()


def new_database(address: str, like: str) -> str:
    """A new database on the server, a copy of another one (by name or address)."""
    from sqlalchemy import make_url

    name = f"durability_{uuid.uuid4().hex}"
    in_server(address, f'CREATE DATABASE "{name}" TEMPLATE "{name_of(like)}"')
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def name_of(address: str) -> str:
    from sqlalchemy import make_url

    return str(make_url(address).database) if "://" in address else address


def in_server(address: str, statement: str) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
