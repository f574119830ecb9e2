"""Starting a case: copy a built-in one, and write its coded positions into a new ledger."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from willing.workflows.ledgers import checked_address, keep_address, ledger_address


@dataclass(frozen=True, slots=True)
class Started:
    """A case just started: its name, how many coded positions its ledger holds, and where that is."""

    name: str
    folder: Path
    positions: int
    ledger: str


def start(source: str, folder: Path, *, database: str | None = None) -> Started:
    """Start a case in `folder` from a built-in case or another folder.

    The ledger is a file in the folder, or in the empty `database` at an address, which the folder keeps. Raises
    CaseError where the source is unknown or the folder is not empty, UsageError for an address with a password,
    LedgerError where the ledger cannot be made; nothing half-made stays in the folder.
    """
    from willing.cases import coded_positions, load_case, start_case
    from willing.cases.coded import CODER
    from willing.cases.facts import load_fact_records
    from willing.ledger import Ledger

    address = checked_address(database) if database else None
    was_there = folder.exists()
    start_case(source, folder)
    try:
        case = load_case(folder)
        positions = coded_positions(case)
        if address:
            keep_address(folder, address)
        with Ledger.create(ledger_address(folder)) as ledger:
            ledger.add_coded(positions)
            for record in load_fact_records(folder):
                ledger.state_fact(
                    record.fact, record.holds, record.since, by=CODER, source=record.url, note=record.status
                )
    except BaseException:
        _remove(folder, keep=was_there)
        raise
    return Started(case.name, folder, len(positions), ledger.address)


def _remove(folder: Path, *, keep: bool) -> None:
    """Undo a start that failed; a folder that was there before stays, empty as it was."""
    shutil.rmtree(folder, ignore_errors=True)
    if keep:
        folder.mkdir(parents=True, exist_ok=True)
