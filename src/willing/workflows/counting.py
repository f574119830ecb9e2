"""From the ledger to what counts: the commitments of a case as of a day, and what is known of its facts.

It is the slow half of a reckoning and the same whatever is assumed, so it is kept for whoever asks again: until
something is added to the ledger, the case is loaded anew, or another day begins.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.workflows.axes import TimeAxes
from willing.workflows.commitments import Counted, commitments_of
from willing.workflows.ledgers import file_identity, ledger_address, open_ledger
from willing.workflows.snapshot import Snapshot, snapshot_of

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Ledger
    from willing.ledger.entry import FactEntry

KEPT = 12
"""Countings kept side by side: of several days, voices and cases."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What counts, and the newest entry of each fact, as of a day. `case` is the one that it was counted by."""

    case: Case
    counted: Counted
    known: Mapping[str, FactEntry]


class KeptCountings:
    """The countings asked for last; usable from several threads, of which two may count the same once each."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Recorded] = OrderedDict()

    def recorded(
        self, folder: Path, case: Case, axes: TimeAxes, voices: tuple[str, ...], read: Snapshot | None = None
    ) -> Recorded:
        """What counts in a case folder; `read` is its ledger where that has been read already. Raises LedgerError."""
        with open_ledger(folder, case.people) as ledger:
            address = ledger_address(folder)
            # an id stays taken while what is kept holds the case
            question = (id(case), folder, axes.as_of, axes.known_at, axes.day, voices)
            key = (question, address, file_identity(address), ledger.extent())
            with self._lock:
                known = self._kept.get(key)
            found = known or counted_anew(ledger, case, axes, voices, read)
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return found


def counted_anew(
    ledger: Ledger, case: Case, axes: TimeAxes, voices: tuple[str, ...], read: Snapshot | None = None
) -> Recorded:
    held = read or snapshot_of(ledger, case, axes)
    known = {each.fact_id: each for each in ledger.facts(as_of=axes.as_of, known_at=axes.known_at)}
    return Recorded(case, commitments_of(held.cells, held.entries, case, voices), known)


COUNTINGS = KeptCountings()
