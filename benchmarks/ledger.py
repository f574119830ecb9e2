"""How fast the ledger answers as it grows: made ledgers of a size, and commands timed from a cold process.

    python benchmarks/ledger.py make FOLDER --positions 1000000
    python benchmarks/ledger.py time FOLDER

`make` starts a case in FOLDER and writes made documents of ten positions each into its ledger by the ledger's own
code, thousands to a transaction; a hundredth of the positions are judged, and a share of the documents (`--copies`)
are copies of earlier ones in other outlets, joined to their stories. `time` runs each command as a user
would, several times, and prints the median of the wall clock in seconds. Everything is made from a seed; the texts are
strings of made words and say nothing of anybody.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from willing.cases import load_case
from willing.ledger import Ledger, StoryRelation, database, joining, writing
from willing.ledger.judging import checked, row
from willing.ledger.ledger import moment_of
from willing.ledger.schema import judgements
from willing.model import (
    AttachedCondition,
    Document,
    PartialDate,
    Position,
    Quantity,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)
from willing.workflows.ledgers import ledger_address
from willing.workflows.starting import start

PER_DOCUMENT = 10
BATCH = 1000
COPIED_FROM = 50
"""Among how many documents before it a copy has its text."""
FIRST_DAY = datetime.date(2024, 1, 1)
DAYS = 900
STANCES = list(Stance)
STANCE_WEIGHTS = [3, 3, 14, 18, 16, 12, 6, 10, 8, 10]
CONDITIONS = ("ceasefire", "us_guarantee", "mandate", "parliament", "peace_settlement")
OFFICES = ("president", "prime minister", "foreign minister", "defence minister", "spokesman")
SYLLABLES = (
    "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru".split()
)


def zipf(count: int) -> list[float]:
    """Weights by which few are met often and many seldom."""
    return [1 / (rank + 2) for rank in range(count)]


class Maker:
    """Made documents with positions of actors on measures of a register."""

    def __init__(self, actors: list[tuple[str, str]], measures: list[str], seed: int) -> None:
        self.random = random.Random(seed)
        self.actors, self.measures = actors, measures
        self.words = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(20_000)]
        self.outlets = [f"The {word.title()} Post" for word in self.words[:300]]
        self.actor_weights, self.measure_weights = zipf(len(actors)), zipf(len(measures))
        self.totals = self.running(zipf(len(self.words)))

    @staticmethod
    def running(weights: list[float]) -> list[float]:
        total, sums = 0.0, []
        for weight in weights:
            total += weight
            sums.append(total)
        return sums

    def document(self, number: int) -> tuple[Document, list[Position]]:
        day = FIRST_DAY + datetime.timedelta(days=self.random.randrange(DAYS))
        parts: list[str] = []
        found: list[tuple[int, str, str, str, str, str]] = []
        for _ in range(PER_DOCUMENT):
            parts.append(self.filler())
            actor_id, name = self.random.choices(self.actors, self.actor_weights)[0]
            measure = self.random.choices(self.measures, self.measure_weights)[0]
            office = self.random.choice(OFFICES)
            condition = self.random.choice(CONDITIONS) if self.random.random() < 0.3 else ""
            amount = self.random.randrange(100, 5000)
            tied = f" if {condition.replace('_', ' ')} comes" if condition else ""
            sentence = f"{name} spoke of {amount} for {measure}{tied}, its {office} said."
            found.append((sum(map(len, parts)) + len(parts), sentence, actor_id, name, measure, condition))
            parts.append(sentence)
        text = " ".join(parts)
        document = Document(
            id=f"made-{number}",
            text=text,
            title=self.filler(8),
            outlet=self.random.choice(self.outlets),
            published=PartialDate(day.year, day.month, day.day),
            language="en",
        )
        return document, [self.position(document, *each) for each in found]

    def copy(self, number: int, document: Document, positions: list[Position]) -> tuple[Document, list[Position]]:
        """The same text in another outlet, with a line of its own at the end."""
        text = f"{document.text} {self.filler(9)}"
        copied = replace(document, id=f"made-{number}", text=text, outlet=self.random.choice(self.outlets))
        return copied, [
            replace(each, doc_id=copied.id, evidence=each.evidence and Quote.from_text(text, each.evidence.span))
            for each in positions
        ]

    def filler(self, count: int = 28) -> str:
        words = self.random.choices(self.words, cum_weights=self.totals, k=count)
        return " ".join(words).capitalize() + "."

    def position(
        self, document: Document, start: int, sentence: str, actor_id: str, name: str, measure: str, condition: str
    ) -> Position:
        def span(words: str) -> Span:
            at = start + sentence.index(words)
            return Span(at, at + len(words))

        kind = self.random.choices((SpeakerKind.NAMED, SpeakerKind.OUTLET, SpeakerKind.ANONYMOUS), (8, 1, 1))[0]
        named = kind is SpeakerKind.NAMED
        amount = int(sentence.split(" spoke of ")[1].split()[0])
        tied = (
            (AttachedCondition(span(f"if {condition.replace('_', ' ')} comes"), condition, Relation.REQUIRES),)
            if condition
            else ()
        )
        speaker = sentence[sentence.index(", its ") + 2 : sentence.index(" said.")]
        return Position(
            doc_id=document.id,
            evidence=Quote.from_text(document.text, Span(start, start + len(sentence))),
            actor=span(name),
            actor_ids=(actor_id,),
            stance=self.random.choices(STANCES, STANCE_WEIGHTS)[0],
            measure=span(measure),
            measure_id=measure,
            quantity=Quantity(amount, amount, "troops"),
            conditions=tied,
            speaker=span(speaker) if named else None,
            speaker_ids=(actor_id,) if named else (),
            speaker_kind=kind,
            confidence=self.random.random(),
            sure=self.random.random() < 0.8,
            reader="made 1",
        )


def make(folder: Path, positions: int, seed: int, database_address: str | None, copies: float) -> None:
    """A case in a folder with a ledger of so many made positions, a share of its documents copies of others."""
    if folder.exists():
        shutil.rmtree(folder)
    start("ukraine-coalition", folder, database=database_address)
    register = load_case(folder).register
    states = [(actor.id, actor.name) for actor in register.actors if actor.kind in ("state", "body")]
    first = [each for each in states if each[0] in ("USA", "GBR", "FRA", "DEU", "POL", "UKR", "RUS", "EU", "NATO")]
    actors = (first + [each for each in states if each not in first])[:80]
    maker = Maker(actors, [measure.id for measure in register.measures][:15], seed)
    began = time.perf_counter()
    with Ledger.open(ledger_address(folder)) as ledger:
        for batch in batches(maker, positions // PER_DOCUMENT, copies):
            write(ledger, batch, maker.random)
            print(f"\r{batch[-1].document.id} {time.perf_counter() - began:.0f} s", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(json.dumps({"positions": positions, "seconds": round(time.perf_counter() - began, 1)}))


@dataclass(frozen=True)
class Made:
    """A made document with its positions, and the id of the document that its story begins with."""

    document: Document
    positions: list[Position]
    story: str


def batches(maker: Maker, documents: int, copies: float) -> Iterator[list[Made]]:
    recent: deque[Made] = deque(maxlen=COPIED_FROM)
    for first in range(0, documents, BATCH):
        batch = []
        for number in range(first, min(first + BATCH, documents)):
            if recent and maker.random.random() < copies:
                of = maker.random.choice(recent)
                made = Made(*maker.copy(number, of.document, of.positions), of.story)
            else:
                made = Made(*maker.document(number), f"made-{number}")
            recent.append(made)
            batch.append(made)
        yield batch


def write(ledger: Ledger, batch: list[Made], chance: random.Random) -> None:
    """One transaction: the documents, what story each is of, and judgements of a hundredth of the positions."""
    from sqlalchemy import insert

    with database.writing(ledger.engine) as connection:
        for made in batch:
            moment = f"{made.document.published}T12:00:00.000000Z"
            reading = writing.Reading("made 1", "read", None, False, moment)
            added = writing.add_document(connection, made.document, made.positions, reading)
            begins = made.story == made.document.id
            relation, similarity = (StoryRelation.ORIGIN, 1.0) if begins else (StoryRelation.SAME, 0.98)
            joining.add_to_story(
                connection,
                joining.checked(made.document.sha256, made.story, relation, similarity, {}, moment_of(moment)),
            )
            for position_id in added.positions:
                if chance.random() < 0.01:
                    verdict = "accept" if chance.random() < 0.8 else "reject"
                    judged = checked(position_id, verdict, "A Maker", "made", None, moment_of(moment))
                    connection.execute(insert(judgements), row(connection, judged))


COMMANDS = {
    "who": ["who"],
    "who --json": ["who", "--json"],
    "who --measure troops": ["who", "--measure", "troops"],
    "who --as-of 2025-03-27": ["who", "--as-of", "2025-03-27"],
    "why FRA naval": ["why", "FRA", "naval"],
    "why POL sanctions": ["why", "POL", "sanctions"],
    "search (rare words)": ["search", "dubona", "OR"],
    "search (frequent word)": ["search", "said"],
    "search (phrase, actor)": ["search", '"prime minister said"', "--actor", "FRA"],
    "changes --since 2026-01-01": ["changes", "--since", "2026-01-01"],
}


def timed(folder: Path, repeats: int, only: str | None) -> None:
    """The wall-clock time of each command, each from a new process: the first, and the median of all."""
    for name, arguments in COMMANDS.items():
        if only and only not in name:
            continue
        calls = [called(arguments, folder) for _ in range(repeats)]
        seconds = [each for each, _ in calls]
        lines = calls[-1][1]
        print(
            f"{name:30} first {seconds[0]:6.2f} s  median {statistics.median(seconds):6.2f} s  {lines} lines",
            flush=True,
        )


def called(arguments: list[str], folder: Path) -> tuple[float, int]:
    """Seconds that a command took, and the lines it printed; its own message where it failed."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "willing", *arguments]
    told = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    seconds = time.perf_counter() - began
    if told.returncode != 0:
        raise SystemExit(told.stderr.decode())
    return seconds, told.stdout.count(b"\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("make")
    making.add_argument("folder", type=Path)
    making.add_argument("--positions", type=int, default=10_000)
    making.add_argument("--seed", type=int, default=1)
    making.add_argument("--copies", type=float, default=0.0, help="the share of documents that are copies of others")
    making.add_argument("--ledger", help="address of an empty PostgreSQL database")
    timing = verbs.add_parser("time")
    timing.add_argument("folder", type=Path)
    timing.add_argument("--repeats", type=int, default=5)
    timing.add_argument("--only")
    chosen = parser.parse_args()
    if chosen.verb == "make":
        make(chosen.folder, chosen.positions, chosen.seed, chosen.ledger, chosen.copies)
    else:
        timed(chosen.folder, chosen.repeats, chosen.only)


if __name__ == "__main__":
    main()
