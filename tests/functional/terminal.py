"""A real terminal for tests: the command in a pseudo-terminal of its own, keys typed, the screen read."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]|\r")
START = (
    "import fcntl, os, signal, sys, termios; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the pseudo-terminal the command's own, so that Ctrl-C reaches it, also where a shell started the tests in the
background and so without it."""


class Terminal:
    """`willing ARGUMENTS` in a terminal of 100 columns; `screen` is all that it has shown, without control signs."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self.place, other = os.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        command = [sys.executable, "-c", START, sys.executable, "-m", "willing", *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            cwd=cwd,
            env=environment | {"TERM": "xterm", "NO_COLOR": "1", "PYTHONUTF8": "1"},
            start_new_session=True,
            close_fds=True,
        )
        os.close(other)
        self.screen = ""
        self.read_to = 0

    def type(self, keys: str) -> None:
        os.write(self.place, keys.encode())

    def expect(self, words: str, timeout: float = 30.0) -> str:
        """All that was shown since the last call up to the words; fails where they do not come."""
        end = time.monotonic() + timeout
        while (found := self.screen.find(words, self.read_to)) < 0:
            if time.monotonic() > end or not self.more():
                raise AssertionError(f"{words!r} did not come; the screen has: {self.screen[self.read_to :]}")
        shown = self.screen[self.read_to : found + len(words)]
        self.read_to = found + len(words)
        return shown

    def more(self) -> bool:
        """Reads what has come; False at the end."""
        ready, _, _ = select.select([self.place], [], [], 0.2)
        if not ready:
            return self.process.poll() is None
        try:
            raw = os.read(self.place, 65536)
        except OSError:
            return False
        self.screen += CONTROL.sub("", raw.decode("utf-8", "replace"))
        return bool(raw)

    def wait(self, timeout: float = 30.0) -> int:
        end = time.monotonic() + timeout
        while self.process.poll() is None and time.monotonic() < end:
            self.more()
        if self.process.poll() is None:
            raise AssertionError(f"still running after {timeout} s; the screen has: {self.screen[self.read_to :]}")
        while self.more():
            pass
        return self.process.wait(timeout=5)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.place)
