"""Eight processes add texts with many copies to one ledger at once: nothing lost, nothing twice, stories whole.

What they leave is compared with what one process leaves: all rows of texts, readings and positions, and which texts
belong to one story. (Which copy was met first differs, so the entries of the stories do too.)
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from tests.durability.durability_checks import called, new_database, scratch, server
from tests.durability.written import written
from willing.workflows.stories import stories_of_case

PROCESSES = 8
TEXTS = 2_000
COPIES = 4
"""Texts that are one story: the first, a copy with a note, one with a correction, a cut one."""
SHARED = 0.2
"""The share of its texts that a process has in common with the next."""
DATABASES = ("sqlite", "postgresql")

SYLLABLES = ("ald", "bren", "cor", "dun", "els", "far", "gil", "harn", "il", "jar", "kel", "lorn", "mar", "nes", "or")
"""What the names of a story's own places are made of: stories share sentences, not what they are about."""
SENTENCES = (
    "Norway will send {n} frigates to {place} if the United Nations gives a mandate, its foreign minister said.",
    "Spain has ruled out sending ships to {place}, where {n} vessels wait for an escort.",
    "Italy is considering a hospital ship with {n} beds, officials in Rome said.",
    "Fishermen of {place} have counted {n} days without a catch since the passage was closed.",
    "Insurers raised the price of a journey past {place} by {n} per cent within a week.",
    "The harbour master of {place} said that {n} cranes stood idle.",
    "France is ready to train {n} sailors in {place}, provided that others pay.",
    "A tanker with {n} people on board turned back off {place} on Tuesday.",
    "Poland said it would not take part, and that {n} of its soldiers were needed at home.",
    "The mayor of {place} asked for {n} tents before the winter.",
    "Canada pledged {n} million dollars for clearing mines around {place}.",
    "Residents of {place} marched {n} kilometres to the gates of the naval base.",
    "Greece would lend {n} tugs once a cease-fire holds near {place}.",
    "Divers found {n} anchors on the sea floor east of {place}, a survey shows.",
)


def differences_of(step: int, *, texts: int = TEXTS, processes: int = PROCESSES) -> list[str]:
    """What is wrong after so many processes have added so many texts at once; a step for each database."""
    database = DATABASES[step]
    news = written_texts(texts)
    alone, together = (new_case(f"{name}-{database}-{texts}", database) for name in ("alone", "together"))
    add(news, alone[0])
    running = [adding([news[place] for place in part], together[0]) for part in shares(texts, processes)]
    wrong = []
    for process in running:
        _, told = process.communicate()
        if process.returncode != 0:
            wrong.append(f"a process ended with {process.returncode}: {told[-600:]}")
    # what two processes kept at the same moment is joined by the next look at the ledger
    add(news[:1], together[0])
    one, other = written(alone[1]), written(together[1])
    for table in ("documents", "readings", "positions", "statements", "searchable"):
        if one[table] != other[table]:
            differing = sorted(set(one[table]) ^ set(other[table]))[:2]
            wrong.append(f"{table}: {len(other[table])} rows for {len(one[table])}, {differing}")
    if len(one["documents"]) != texts:
        wrong.append(f"{len(one['documents'])} documents of {texts}")
    stories = [parts(folder) for folder, _ in (alone, together)]
    if stories[0] != stories[1]:
        wrong.append(f"stories: {sorted(map(sorted, stories[0] ^ stories[1]))[:3]}")
    if len(stories[0]) != texts // COPIES:
        wrong.append(f"{len(stories[0])} stories of {texts // COPIES}")
    return [f"{database}: {each}" for each in wrong]


def parts(folder: Path) -> set[frozenset[str]]:
    """Which texts are one story."""
    return {frozenset(member.document.sha256 for member in story.members) for story in stories_of_case(folder)}


def shares(texts: int, processes: int) -> list[list[int]]:
    """The numbers of the texts that each process adds: each its own share and some of the next one's, shuffled."""
    size = texts // processes
    found = []
    for number in range(processes):
        first = number * size
        share = [each % texts for each in range(first, first + int(size * (1 + SHARED)))]
        random.Random(number).shuffle(share)
        found.append(share)
    return found


def written_texts(texts: int) -> list[Path]:
    """The texts as files; nobody has said any of it."""
    folder = scratch() / f"news-{texts}"
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(texts):
        path = folder / f"{number:04}.txt"
        path.write_text(text_of(number), encoding="utf-8")
        paths.append(path)
    return paths


def text_of(number: int) -> str:
    """The first text of a story, or one of its copies."""
    event, copy = divmod(number, COPIES)
    chance = random.Random(event)
    places = ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2)]
    sentences = [
        f"In {places[0]} it was said: " + each.format(n=chance.randint(3, 900), place=chance.choice(places))
        for each in chance.sample(SENTENCES, 9)
    ]
    if copy == 1:
        sentences.append("(This story has not been edited and is auto-generated from a syndicated feed.)")
    if copy == 2:
        sentences.append("This version corrects a word in the second paragraph.")
    if copy == 3:
        sentences = sentences[:7]
    return "\n\n".join(" ".join(sentences[place : place + 3]) for place in range(0, len(sentences), 3)) + "\n"


def new_case(name: str, database: str) -> tuple[Path, str]:
    folder = scratch() / name
    address = str(folder / "ledger.db") if database == "sqlite" else new_database(server(), "template1")
    at = [] if database == "sqlite" else ["--ledger", address.replace("+psycopg", "")]
    called("init", str(folder), *at)
    return folder, address


def adding(paths: list[Path], folder: Path) -> subprocess.Popen[str]:
    listed = [str(path) for path in paths]
    command = [sys.executable, "-m", "willing", "add", *listed, "--date", "2026-02-01", "--case", str(folder)]
    environment = os.environ | {"NO_COLOR": "1", "PYTHONUTF8": "1"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def add(paths: list[Path], folder: Path) -> None:
    process = adding(paths, folder)
    _, told = process.communicate()
    assert process.returncode == 0, told
