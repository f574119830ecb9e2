"""Where a case keeps its ledger: in its folder, or in the database that its file `ledger.url` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError

if TYPE_CHECKING:
    from willing.ledger import Ledger

LEDGER_NAME = "ledger.db"
ADDRESS_NAME = "ledger.url"


def ledger_address(folder: Path) -> str:
    """The file of a case's ledger, or the address of the database that it is in."""
    named = folder / ADDRESS_NAME
    address = named.read_text(encoding="utf-8").strip() if named.is_file() else ""
    return address or str(folder / LEDGER_NAME)


def open_ledger(folder: Path, people: int | None = None) -> Ledger:
    """The ledger of a case folder; raises LedgerError where it is missing, not ours or of another version.

    `people` must agree on a judgement, where the case is loaded already; else that is read from `case.toml`.
    """
    from willing.ledger import Ledger

    return Ledger.open(ledger_address(folder), people=people or people_needed(folder))


def people_needed(folder: Path) -> int:
    """How many people must agree before a judgement counts, as `case.toml` says; one where it cannot be read."""
    import tomllib

    from willing.cases.case import people_of

    try:
        return people_of(tomllib.loads((folder / "case.toml").read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError, TypeError):
        # what is wrong with the file is told where the case is loaded
        return 1


def checked_address(address: str) -> str:
    """A database address fit to be kept in a case folder; raises UsageError for a file's name or a password."""
    # only where somebody names an address: the import costs time
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except ArgumentError:
        raise UsageError(
            f"ledger {address!r}: expected a database address, for example postgresql://user@host/name; "
            "without one the ledger is a file in the case folder"
        ) from None
    if url.password is not None or "password" in url.query:
        raise UsageError(
            f"ledger {url.render_as_string(hide_password=True).partition('?')[0]}: an address with a password would be "
            "kept in the case folder; leave it out, and give it by PGPASSWORD or a password file (~/.pgpass)"
        )
    return address


def keep_address(folder: Path, address: str) -> None:
    (folder / ADDRESS_NAME).write_text(address + "\n", encoding="utf-8")
