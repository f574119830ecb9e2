"""Where a case keeps its ledger: in its folder, or in the database that its file `ledger.url` names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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

    if (kept := KEPT.get(folder)) is not None:
        return kept.ledger()
    return Ledger.open(ledger_address(folder), people=people or people_needed(folder))


@contextmanager
def kept_open(folder: Path) -> Iterator[None]:
    """Within, `open_ledger` gives the folder's ledger without opening it anew each time: for a server.

    Each user still has a connection and a transaction of its own, and none between two calls, so that nothing is
    locked and other processes may add. A ledger that was moved away or replaced is opened anew.
    """
    kept = KEPT.setdefault(folder, KeptOpen(folder))
    kept.users += 1
    try:
        yield
    finally:
        kept.users -= 1
        if not kept.users:
            del KEPT[folder]
            kept.close()


class KeptOpen:
    """The open ledger of a folder, shared by threads; `users` are the servers that want it kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.users = 0
        self._lock = threading.Lock()
        self._opened: tuple[tuple[str, int, int], Ledger] | None = None

    def ledger(self) -> Ledger:
        """The ledger as it is now, of which `close` only gives back; raises LedgerError as `Ledger.open`."""
        address = ledger_address(self.folder)
        identity = (address, *file_identity(address))
        with self._lock:
            if self._opened is None or self._opened[0] != identity:
                self.close()
                self._opened = (identity, shared_ledger(address, people_needed(self.folder)))
            return self._opened[1]

    def close(self) -> None:
        if self._opened is not None:
            self._opened[1].engine.dispose()
            self._opened = None


def state_of(folder: Path) -> tuple[object, ...]:
    """Which ledger a folder has and how far it reaches: equal as long as answers from it stay the same."""
    address = ledger_address(folder)
    with open_ledger(folder) as ledger:
        return (address, *file_identity(address), *ledger.extent())


def shared_ledger(address: str, people: int) -> Ledger:
    """An open ledger that those who use it as a context do not close for the others, with its cells in memory."""
    from willing.ledger.shared import SharedLedger

    return SharedLedger.open(address, people=people)


def file_identity(address: str) -> tuple[int, int]:
    """Which file this is, whatever its name; zeros for a database elsewhere, or no file."""
    try:
        told = Path(address).stat()
    except (OSError, ValueError):
        return (0, 0)
    return (told.st_dev, told.st_ino)


KEPT: dict[Path, KeptOpen] = {}
"""Folders whose ledgers a server keeps open."""


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
