"""Killed, out of room or interrupted: the ledger opens again, holds whole documents only, and a rerun finishes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger
from willing.model import Position

DOCUMENTS, POSITIONS = 60, 40

CHILD = (
    f"DOCUMENTS, POSITIONS = {DOCUMENTS}, {POSITIONS}"
    + """
import resource, sys
from willing.errors import LedgerError
from willing.ledger import Ledger
from willing.model import *

def read(number):
    sentences = [f"State {number} will send ship {each}." for each in range(POSITIONS)]
    document = Document(f"d{number}", " ".join(sentences), published=PartialDate(2026, 1, 6))
    starts = [document.text.index(sentence) for sentence in sentences]
    return document, [
        Position(document.id, Quote.from_text(document.text, Span(start, start + len(sentence))), None, ("AAA",),
                 Stance.COMMITTED, None, "naval")
        for start, sentence in zip(starts, sentences)
    ]

def fill(path):
    with Ledger.open(path) as ledger:
        for number in range(DOCUMENTS):
            ledger.add(*read(number), reader="local 1", recorded_at="2026-02-01")
            print(number, flush=True)
"""
)

FILL = CHILD + "fill(sys.argv[1])\n"
FILL_UNDER_A_LIMIT = (
    CHILD
    + """
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    fill(sys.argv[1])
except LedgerError as error:
    sys.exit(str(error))
"""
)


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def content(path: Path) -> list[object]:
    with Ledger.open(path) as ledger:
        return [*ledger.entries(), *sorted(ledger.documents(), key=lambda line: line.id)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    path = tmp_path_factory.mktemp("undisturbed") / "ledger.db"
    Ledger.create(path).close()
    process = child(FILL, path)
    assert process.wait(timeout=120) == 0
    return content(path)


def check_whole_documents(path: Path) -> int:
    """Every kept document has all its positions; returns how many there are."""
    with Ledger.open(path) as ledger:
        kept = ledger.documents()
        assert ledger.counts().positions == POSITIONS * len(kept)
    return len(kept)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_killed_again_and_again_a_rerun_finishes(path: Path, undisturbed: list[object], sent: signal.Signals) -> None:
    Ledger.create(path).close()
    moments = random.Random(7)
    kept = 0
    for _ in range(5):
        process = child(FILL, path)
        assert process.stdout is not None
        for _ in range(kept + moments.randint(3, 12)):
            process.stdout.readline()
        time.sleep(moments.random() / 100)
        os.kill(process.pid, sent)
        process.communicate(timeout=60)
        before, kept = kept, check_whole_documents(path)
        assert kept > before
    assert child(FILL, path).wait(timeout=120) == 0
    assert content(path) == undisturbed


def test_a_full_disk_is_told_in_one_line_and_a_rerun_finishes(path: Path, undisturbed: list[object]) -> None:
    Ledger.create(path).close()
    process = child(FILL_UNDER_A_LIMIT, path, 1_000_000)
    _, message = process.communicate(timeout=120)
    assert process.returncode == 1
    assert message.count("\n") == 1
    assert message.startswith(f"ledger {path}: ")
    assert "nothing of this step was kept" in message
    assert 0 < check_whole_documents(path) < DOCUMENTS
    assert child(FILL, path).wait(timeout=120) == 0
    assert content(path) == undisturbed


class Interrupted(list[Position]):
    """Positions during whose writing the user presses the interrupt key: the second time they are gone through."""

    passes = 0

    def __iter__(self) -> Iterator[Position]:
        self.passes += 1
        if self.passes > 1:
            raise KeyboardInterrupt
        return super().__iter__()


def test_an_interrupt_after_the_document_was_written_takes_it_back(ledger: Ledger, make: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        ledger.add(make["document"](), Interrupted([make["promise"]()]), reader="local 1")
    assert ledger.counts().documents == 0
    assert ledger.add(make["document"](), [make["promise"]()], reader="local 1").is_new


def test_a_ledger_goes_on_after_a_full_disk(path: Path) -> None:
    """The process that met the limit can itself write again once there is room."""
    Ledger.create(path).close()
    script = CHILD + (
        "ledger = Ledger.open(sys.argv[1])\n"
        "hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))\n"
        "try:\n    ledger.add(*read(1), reader='local 1')\n"
        "except LedgerError: print('refused')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))\n"
        "print(ledger.counts().documents, ledger.add(*read(1), reader='local 1').is_new)\n"
    )
    output, errors = child(script, path).communicate(timeout=60)
    assert (output.split(), errors) == (["refused", "0", "True"], "")


def test_several_processes_add_at_once(path: Path, undisturbed: list[object]) -> None:
    Ledger.create(path).close()
    processes = [child(FILL, path) for _ in range(3)]
    for process in processes:
        _, errors = process.communicate(timeout=240)
        assert (process.returncode, errors) == (0, "")
    assert content(path) == undisturbed


def test_a_killed_creation_can_be_run_again(path: Path) -> None:
    script = "import sys; from willing.ledger import Ledger; print(1, flush=True); Ledger.create(sys.argv[1])"
    for delay in (0.15, 0.25, 0.3, 0.35):
        process = child(script, path)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
        process.communicate(timeout=60)
        try:
            with Ledger.open(path) as ledger:
                assert ledger.counts().documents == 0
            return
        except LedgerError:
            continue
    Ledger.create(path).close()
