"""Bringing a case's ledger to the form of this program."""

from __future__ import annotations

from pathlib import Path

from willing.workflows.ledgers import ledger_address


def upgrade(folder: Path) -> tuple[int, int]:
    """The version that the ledger of a case folder was in, and the one it is in now; nothing recorded changes."""
    from willing.ledger import Ledger

    return Ledger.upgrade(ledger_address(folder))
