"""A case whose ledger is in PostgreSQL: the same commands, the same answers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from tests.functional.conftest import Run


def test_a_case_in_postgresql_answers_as_one_in_a_file(
    tmp_path: Path, case_folder: Path, willing: Run, new_schema: Callable[[], str]
) -> None:
    address = new_schema().replace("postgresql+psycopg://", "postgresql://")
    made = willing("init", "case", "--ledger", address)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "case"
    assert not (folder / "ledger.db").exists()
    assert (folder / "ledger.url").read_text(encoding="utf-8").strip() == address
    in_database, in_file = (willing("who", "--json", cwd=place) for place in (folder, case_folder))
    assert in_database.returncode == 0, in_database.stderr
    assert json.loads(in_database.stdout) == json.loads(in_file.stdout)
    article = "Norway will send two frigates, its foreign minister said."
    added = willing("add", "-", "--date", "2025-06-01", stdin=article.encode(), cwd=folder)
    assert added.stdout.startswith("1 new, 0 already known; 1 positions added"), added.stderr
    assert "Norway will send two frigates" in " ".join(willing("why", "NOR", "naval", cwd=folder).stdout.split())
    assert "already" in willing("db", "upgrade", cwd=folder).stdout


def test_a_second_case_is_not_put_over_the_first(tmp_path: Path, willing: Run, new_schema: Callable[[], str]) -> None:
    address = new_schema()
    assert willing("init", "one", "--ledger", address).returncode == 0
    refused = willing("init", "two", "--ledger", address)
    assert refused.returncode == 5
    assert "there is one already" in refused.stderr
    assert not (tmp_path / "two").exists()


def test_a_password_is_never_kept(tmp_path: Path, willing: Run) -> None:
    for address in ("postgresql://analyst:secret@host/ukraine", "postgresql://host/ukraine?password=secret"):
        refused = willing("init", "case", "--ledger", address)
        assert refused.returncode == 2
        assert "PGPASSWORD" in refused.stderr
        assert "secret" not in refused.stderr
        assert os.listdir(tmp_path) == []


def test_what_is_no_address_or_answers_nothing_is_said_in_one_line(tmp_path: Path, willing: Run) -> None:
    refused = willing("init", "case", "--ledger", "ledger.db")
    assert refused.returncode == 2
    assert "expected a database address" in refused.stderr
    nobody = willing("init", "case", "--ledger", f"postgresql://analyst@/ukraine?host={tmp_path}")
    assert nobody.returncode == 5
    assert len(nobody.stderr.strip().splitlines()) == 1
    assert "Is the server running" in nobody.stderr
    assert os.listdir(tmp_path) == []
