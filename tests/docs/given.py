"""What the examples of a page take for granted, files that its reader has before the first line; what is not run."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.functional.conftest import in_this_process

IN_A_CASE = (
    "docs/explanation/reckoning.md",
    "docs/explanation/scale.md",
    "docs/how-to/brief.md",
    "docs/how-to/import.md",
    "docs/how-to/review.md",
    "docs/reference/ledger.md",
)
"""Pages whose reader stands in a copy of the built-in case."""

ARTICLE = "Norway will send two frigates to the strait if there is a cease-fire, its foreign minister said.\n"


def workbook(folder: Path) -> dict[str, str]:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Troops 2026"
    sheet.append(["Date", "Country", "Measure", "Position", "Source"])
    sheet.append(["2026-01-06", "Spain", "ground troops", "willing", "Example Daily"])
    book.save(folder / "pledges.xlsx")
    return {}


def texts(folder: Path) -> dict[str, str]:
    (folder / "news").mkdir()
    (folder / "news" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    head = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/a\r\nContent-Type: text/plain\r\n"
    record = f"{head}Content-Length: {len(ARTICLE)}\r\n\r\n{ARTICLE}\r\n\r\n"
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(record.encode()))
    return {}


def read_position(folder: Path) -> dict[str, str]:
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert in_this_process("add", "a.txt", "--date", "2026-03-01", cwd=folder).returncode == 0
    listed = json.loads(in_this_process("review", "--list", "--json", cwd=folder).stdout)
    found = listed[0]["id"]
    return {"1f00ab12cd34": found, "1f00": found[:6]}


def reckoning_case(folder: Path) -> dict[str, str]:
    known = Path(__file__).resolve().parents[1] / "spec" / "reckoning_cases" / "07-signed-together.json"
    shutil.copy(known, folder / "case.json")
    return {}


GIVEN: dict[str, Callable[[Path], dict[str, str]]] = {
    "docs/explanation/reckoning.md": reckoning_case,
    "docs/explanation/scale.md": texts,
    "docs/how-to/import.md": workbook,
    "docs/how-to/review.md": read_position,
}
"""What lies in the folder of a page. Each gives the words of the page that another ledger has otherwise."""

NOT_RUN: dict[str, dict[str, str]] = {
    "*": {
        "make ": "sets up a virtual environment; CONTRIBUTING.md and the Makefile are what says so",
        "pip ": "needs a package index; tests/functional/test_install.py installs the wheel without one",
        "pipx ": "needs a package index; tests/functional/test_install.py installs the wheel without one",
        "python -m benchmarks": "takes many minutes, by design",
        "python benchmarks/": "takes many minutes, by design",
        "python scripts/stress.py": "takes many minutes, by design; its jobs are sampled by the tests",
        "willing serve": "runs until it is stopped; tests/web serves and walks through it",
        "willing review --by": "asks at a terminal; tests/functional/test_reviewing.py has one",
        "willing review --actor": "asks at a terminal; tests/functional/test_reviewing.py has one",
        "willing watch": "visits addresses; tests/functional/test_watching.py has a site on loopback",
    },
    "docs/explanation/scale.md": {
        "willing read news/ --out positions.parquet --ray": "needs a Ray cluster; test_many_documents.py starts one",
    },
    "docs/how-to/llm-reader.md": {
        "": "needs a language model; tests/functional/test_llm_reader.py has an endpoint on loopback",
    },
    "docs/reference/web.md": {"python": "an excerpt of a module of web/pages"},
}
"""Commands that are not followed, by page and how they begin (`python`: its scripts), with the reason."""
