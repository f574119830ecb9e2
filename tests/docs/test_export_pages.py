"""docs/reference/exports.md is as the code is, and the examples of docs/how-to/analyse.md give what they show."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.conftest import in_this_process

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_tables_of_the_page_are_made_from_the_code() -> None:
    script = ROOT / "scripts" / "build_export_reference.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_questions_of_an_analyst_are_answered_as_the_page_says(tmp_path: Path) -> None:
    for library in ("openpyxl", "duckdb", "pandas"):
        if importlib.util.find_spec(library) is None:
            pytest.skip(f"{library} is not installed")
    here, shown = tmp_path, ""
    answers = 0
    for kind, body in BLOCK.findall((ROOT / "docs" / "how-to" / "analyse.md").read_text(encoding="utf-8")):
        if kind == "console":
            for line in body.splitlines():
                program, *arguments = shlex.split(line.removeprefix("$ "))
                if program == "cd":
                    here = here / arguments[0]
                else:
                    assert in_this_process(*arguments, cwd=here).returncode == 0, line
        elif kind == "python":
            done = subprocess.run(
                [sys.executable, "-c", body], cwd=tmp_path, capture_output=True, text=True, check=True
            )
            shown = done.stdout
        elif kind == "output":
            assert shown == body
            answers += 1
    assert answers == 3
