"""One key at a time from a terminal, which is given back as it was found whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ARROWS = {"[C": "n", "[B": "n", "OC": "n", "OB": "n", "[D": "p", "[A": "p", "OD": "p", "OA": "p"}
"""What the arrow keys mean: onwards and back."""

END_OF_INPUT = "\x04"
ESCAPE = "\x1b"


@contextmanager
def single_keys() -> Iterator[None]:
    """Within it, keys come one by one and unseen; Ctrl-C interrupts as ever. On Windows the console does so anyway.

    What was typed ahead stays: the mode changes without throwing input away.
    """
    try:
        import termios
        import tty
    except ImportError:
        yield
        return
    place = sys.stdin.fileno()
    before = termios.tcgetattr(place)
    try:
        tty.setcbreak(place, termios.TCSADRAIN)
        yield
    finally:
        termios.tcsetattr(place, termios.TCSADRAIN, before)


@contextmanager
def whole_lines() -> Iterator[None]:
    """Within it, a line is typed and seen as usual; afterwards keys come one by one again."""
    try:
        import termios
    except ImportError:
        yield
        return
    place = sys.stdin.fileno()
    before = termios.tcgetattr(place)
    usual = termios.tcgetattr(place)
    usual[3] |= termios.ICANON | termios.ECHO
    try:
        termios.tcsetattr(place, termios.TCSADRAIN, usual)
        yield
    finally:
        termios.tcsetattr(place, termios.TCSADRAIN, before)


def read_key() -> str:
    """The next key, in lower case; an arrow as what it means; END_OF_INPUT where there is no more."""
    try:
        import select
        import termios  # noqa: F401 (where it is missing, select knows no terminals)
    except ImportError:
        import msvcrt

        return str(msvcrt.getwch()).lower()  # type: ignore[attr-defined,unused-ignore]
    place = sys.stdin.fileno()
    raw = os.read(place, 1)
    if not raw:
        return END_OF_INPUT
    if raw == ESCAPE.encode():
        follows = os.read(place, 2) if select.select([place], [], [], 0.05)[0] else b""
        return ARROWS.get(follows.decode("ascii", "replace"), ESCAPE)
    while not is_whole(raw):
        raw += os.read(place, 1)
    return raw.decode("utf-8", "replace").lower()


def is_whole(raw: bytes) -> bool:
    """Whether the bytes are a whole character, or can be none."""
    lengths = {0b110: 2, 0b1110: 3, 0b11110: 4}
    needed = next((size for mark, size in lengths.items() if raw[0] >> (7 - size) == mark), 1)
    return len(raw) >= needed
