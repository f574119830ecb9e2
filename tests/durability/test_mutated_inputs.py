"""A sample of the spoilt files of `make stress`, and the limits that they are held to."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.durability import mutated_inputs
from tests.durability.mutated_inputs import KINDS, differences_of, taken_in_child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_file_is_read_or_told_in_clear_words(kind: str) -> None:
    first = list(KINDS).index(kind)
    assert [each for round in range(4) for each in differences_of(first + round * len(KINDS))] == []


def test_what_hangs_dies_takes_memory_or_raises_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "text.txt"
    place.write_text("words")
    monkeypatch.setattr(mutated_inputs, "PATIENCE", 2.0)
    monkeypatch.setattr(mutated_inputs, "SECONDS", 0.5)
    bad = {
        "not done after 2 s on the clock": lambda _: time.sleep(60),
        "nothing found for 0.5 s": lambda _: list(iter(int, 1)),
        "died of signal 15": lambda _: os.kill(os.getpid(), signal.SIGTERM),
        "more than": lambda _: bytearray(3_000_000_000),
        "ZeroDivisionError": lambda _: [1 / 0],
    }
    for told, reading in bad.items():
        monkeypatch.setattr(mutated_inputs, "badly_read", reading)
        (wrong,) = taken_in_child(place)
        assert told in wrong
