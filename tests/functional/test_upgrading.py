"""`willing db upgrade` on a ledger that an older version made."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from tests.functional.conftest import Run

OLD = Path(__file__).parents[1] / "unit" / "ledger" / "versions" / "version_1_sqlite.sql"


def test_an_older_ledger_is_brought_up_to_date_where_it_is_met(tmp_path: Path, case_folder: Path, willing: Run) -> None:
    folder = tmp_path / "case"
    shutil.copytree(case_folder, folder, ignore=shutil.ignore_patterns("ledger.db*"))
    raw = sqlite3.connect(folder / "ledger.db")
    raw.executescript(OLD.read_text(encoding="utf-8"))
    raw.close()
    refused = willing("who", cwd=folder)
    assert refused.returncode == 5
    assert "with: willing db upgrade" in refused.stderr
    upgraded = willing("db", "upgrade", cwd=folder)
    assert upgraded.returncode == 0, upgraded.stderr
    assert "it was version 1" in upgraded.stdout
    assert "committed" in willing("who", "--actor", "FRA", cwd=folder).stdout
    assert "already" in willing("db", "upgrade", cwd=folder).stdout
