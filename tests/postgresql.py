"""A private PostgreSQL server for the tests: in a scratch folder, on a socket, without a network, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"
"""The user that runs the server where the tests run as root, which PostgreSQL refuses to be run by."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where PostgreSQL is not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return installed[-1].parent if installed else None


def why_not() -> str | None:
    """Why no server can be started here; None where one can."""
    if programs() is None:
        return "PostgreSQL is not installed (apt-get install postgresql), and WILLING_POSTGRESQL names no other"
    if os.geteuid() == 0 and OWNER not in {user.pw_name for user in pwd.getpwall()}:
        return f"PostgreSQL does not run as root, and there is no user {OWNER!r} to run it"
    return None


@contextmanager
def server() -> Iterator[str]:
    """The address of a database on a server that lives as long as the block."""
    # a socket's path may have 107 characters: a short folder of its own, not one below the tests' scratch folder
    folder = Path(tempfile.mkdtemp(prefix="willing-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    data = folder / "data"
    try:
        call("initdb", "-D", str(data), "-U", "willing", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        # durability is the server's own matter; these ledgers live for seconds
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        call("pg_ctl", "-D", str(data), "-w", "-o", settings, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql+psycopg://willing@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def call(program: str, *arguments: str) -> None:
    folder = programs()
    assert folder is not None
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    command = [*as_owner, str(folder / program), *arguments]
    # no pipes: the server inherits them and would keep them open
    with tempfile.TemporaryFile() as told:
        result = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=told, stderr=told, check=False)
        if result.returncode != 0:
            told.seek(0)
            raise RuntimeError(f"{program} failed: {told.read().decode(errors='replace')}")
