"""Opening what is a ledger, and saying plainly what is not."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger


def test_an_empty_ledger_opens_again(path: Path) -> None:
    Ledger.create(path).close()
    with Ledger.open(str(path)) as ledger:
        assert ledger.counts().documents == 0
    with Ledger.open(f"sqlite:///{path}") as ledger:
        assert ledger.entries() == ()


def test_odd_file_names_are_files(tmp_path: Path) -> None:
    odd = tmp_path / "what? 100% #1.db"
    Ledger.create(odd).close()
    Ledger.open(odd).close()
    assert [each.name for each in tmp_path.iterdir()] == [odd.name]


def test_a_missing_file_is_not_made_by_opening(path: Path) -> None:
    with pytest.raises(LedgerError, match="does not exist: expected a ledger file"):
        Ledger.open(path)
    assert not path.exists()


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="its folder does not exist"):
        Ledger.create(tmp_path / "none" / "ledger.db")


def test_another_kind_of_file_is_left_alone(path: Path) -> None:
    path.write_bytes(b"Spain has not decided. " * 100)
    before = path.read_bytes()
    for act in (Ledger.open, Ledger.create):
        with pytest.raises(LedgerError, match="this is no ledger"):
            act(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    before = path.read_bytes()
    for act in (Ledger.open, Ledger.create):
        with pytest.raises(LedgerError, match=r"other tables \(bookmarks\)"):
            act(path)
    assert path.read_bytes() == before


def test_an_empty_file_is_no_ledger_but_can_become_one(path: Path) -> None:
    path.touch()
    with pytest.raises(LedgerError, match="an empty database, expected a ledger"):
        Ledger.open(path)
    Ledger.create(path).close()
    Ledger.open(path).close()


def test_a_ledger_is_not_created_over_another(path: Path) -> None:
    Ledger.create(path).close()
    with pytest.raises(LedgerError, match="there is one already"):
        Ledger.create(path)


def test_a_newer_ledger_asks_for_a_newer_program(path: Path) -> None:
    Ledger.create(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TRIGGER ledger_format_no_update")
        raw.execute("UPDATE ledger_format SET version = 99")
    raw.close()
    with pytest.raises(LedgerError, match="version 99, this program knows version 7; update willing"):
        Ledger.open(path)


def test_a_damaged_ledger_is_told(path: Path) -> None:
    Ledger.create(path).close()
    content = bytearray(path.read_bytes())
    content[200:] = b"\xff" * (len(content) - 200)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="damaged"):
        Ledger.open(path)


def test_an_unknown_database_is_told() -> None:
    with pytest.raises(LedgerError, match=r"ledger clay://tablet"):
        Ledger.open("clay://tablet")


def test_passwords_are_not_shown() -> None:
    with pytest.raises(LedgerError) as met:
        Ledger.open("nodatabase://user:secret@host/ledger")
    assert "secret" not in str(met.value)


def test_importing_the_ledger_does_not_load_the_database_library() -> None:
    check = "import sys, willing.ledger; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
