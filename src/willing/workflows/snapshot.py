"""What a ledger held at one point of its time axes, read once for several answers about the same day."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.ledger import current_cells
from willing.workflows.axes import TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Cell, Entry, Ledger


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The entries of a case's ledger as of `axes`, in the ledger's order, and the cells that stand by them."""

    case: Case
    axes: TimeAxes
    entries: tuple[Entry, ...]
    cells: tuple[Cell, ...]


def snapshot(folder: Path, case: Case, axes: TimeAxes) -> Snapshot:
    """Read a case folder's ledger; raises LedgerError."""
    with open_ledger(folder, case.people) as ledger:
        return snapshot_of(ledger, case, axes)


def snapshot_of(ledger: Ledger, case: Case, axes: TimeAxes) -> Snapshot:
    entries = ledger.entries(as_of=axes.as_of, known_at=axes.known_at)
    return Snapshot(case, axes, entries, current_cells(entries, as_of=axes.last_day, register=case.register))
