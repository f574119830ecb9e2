"""`willing serve`: where it listens, what it says, how it stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from willing.errors import UsageError
from willing.web.server import listening


def test_it_says_where_to_look_and_stops_cleanly(served_case: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "willing", "serve", "--port", str(port)],
        cwd=served_case,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == f"Look at http://127.0.0.1:{port}/  (stop with Ctrl-C)\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/cells/FRA/troops.json", timeout=30) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate(timeout=30)
    finally:
        server.kill()
    assert rest == "stopped\n"
    assert server.returncode == 0


def test_a_port_that_is_taken_is_told_with_another_one() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"try another: --port {port + 1}"):
            listening("127.0.0.1", port)
