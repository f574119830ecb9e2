"""Starting a case: copy a built-in one, and write its coded positions into a new ledger."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from willing.workflows.adding import ledger_path


@dataclass(frozen=True, slots=True)
class Started:
    """A case just started: its name, and how many coded positions its ledger holds."""

    name: str
    folder: Path
    positions: int


def start(source: str, folder: Path) -> Started:
    """Start a case in `folder` from a built-in case or another folder.

    Raises CaseError where the source is unknown or the folder is not empty; nothing half-made stays behind.
    """
    from willing.cases import coded_positions, load_case, start_case
    from willing.ledger import Ledger

    was_there = folder.exists()
    start_case(source, folder)
    try:
        case = load_case(folder)
        positions = coded_positions(case)
        with Ledger.create(str(ledger_path(folder))) as ledger:
            ledger.add_coded(positions)
    except BaseException:
        _remove(folder, keep=was_there)
        raise
    return Started(case.name, folder, len(positions))


def _remove(folder: Path, *, keep: bool) -> None:
    """Undo a start that failed; a folder that was there before stays, empty as it was."""
    shutil.rmtree(folder, ignore_errors=True)
    if keep:
        folder.mkdir(parents=True, exist_ok=True)
