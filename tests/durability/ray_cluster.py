"""A real Ray cluster on this machine, started for a test and ended after it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

PATIENCE = 90.0
"""Seconds that Ray may take to be there; on a busy machine it takes many."""


def why_not() -> str | None:
    """Why there can be no cluster here; None where there can."""
    return None if find_spec("ray") else "Ray is not installed (pip install 'willing[ray]')"


@contextmanager
def cluster(cores: int = 4) -> Iterator[str]:
    """The address of a cluster that counts so many cores, however many there are."""
    port = free_port()
    ray = Path(sys.executable).with_name("ray")
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as scratch:
        command = [
            str(ray), "start", "--head", "--block", f"--port={port}", f"--num-cpus={cores}", f"--temp-dir={scratch}",
            "--include-dashboard=false", "--disable-usage-stats", "--object-store-memory=100000000",
            "--node-ip-address=127.0.0.1",
        ]  # fmt: skip
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            wait_for(port, running)
            yield f"127.0.0.1:{port}"
        finally:
            # the process that was told to stay ends all that it has started
            running.send_signal(signal.SIGTERM)
            running.communicate(timeout=60)


def wait_for(port: int, running: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if running.poll() is not None:
            raise AssertionError(f"Ray did not start: {running.communicate()[0][-800:]}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(2)
                return
        time.sleep(0.2)
    raise AssertionError(f"Ray was not there after {PATIENCE:.0f} s")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
