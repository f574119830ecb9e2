"""The ledger: what was read and coded, kept for good, and the view of what stands now.

`Ledger` keeps; `current_cells` computes the matrix from its entries, without a database.
"""

from willing.ledger.anchors import anchored_id, anchors_of, one_for_each, superseded
from willing.ledger.authority import Voice
from willing.ledger.cell import Ask, Cell, Part
from willing.ledger.entry import (
    Added,
    CodedRow,
    Counts,
    DocumentLine,
    Ending,
    EndingKind,
    Entry,
    FactEntry,
    Judgement,
    SaidBasis,
    StoryEntry,
    StoryRelation,
    Verdict,
    Words,
)
from willing.ledger.found import Found, Hit
from willing.ledger.lapse import ending_in_force
from willing.ledger.ledger import Ledger
from willing.ledger.standing import current_cells

__all__ = [
    "Added",
    "Ask",
    "Cell",
    "CodedRow",
    "Counts",
    "DocumentLine",
    "Ending",
    "EndingKind",
    "Entry",
    "FactEntry",
    "Found",
    "Hit",
    "Judgement",
    "Ledger",
    "Part",
    "SaidBasis",
    "StoryEntry",
    "StoryRelation",
    "Verdict",
    "Voice",
    "Words",
    "anchored_id",
    "anchors_of",
    "current_cells",
    "ending_in_force",
    "one_for_each",
    "superseded",
]
