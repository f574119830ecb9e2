"""What the functional tests share: the real command line in a child process, and a case to work on."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def willing(tmp_path: Path) -> Run:
    """Runs `willing ARGUMENTS` in a scratch folder, without colour, 80 columns wide."""

    def run(*arguments: str, stdin: bytes | None = None, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "80", "PYTHONUTF8": "1"}
        return subprocess.run(
            [sys.executable, "-m", "willing", *arguments],
            cwd=cwd,
            env=environment,
            input=stdin.decode("utf-8", "surrogateescape") if stdin is not None else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=120,
            check=False,
        )

    return run


def in_this_process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`willing ARGUMENTS` in this process, in a folder."""
    from willing.cli.main import run as command_line

    out, err, before = io.StringIO(), io.StringIO(), Path.cwd()
    os.chdir(cwd)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = command_line(list(arguments))
    finally:
        os.chdir(before)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@pytest.fixture
def in_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `willing`, in this process: for tests that give many commands, which need not start Python each time."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return in_this_process(*arguments, cwd=cwd)

    return run


@pytest.fixture(scope="session")
def case_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case started from the built-in one; tests that write copy it first."""
    folder = tmp_path_factory.mktemp("case") / "ukraine"
    subprocess.run([sys.executable, "-m", "willing", "init", str(folder)], check=True, capture_output=True, timeout=120)
    return folder
