"""The ledger: what was read and coded, kept for good, and the view of what stands now.

`Ledger` keeps; `current_cells` computes the matrix from its entries, without a database.
"""

from willing.ledger.anchors import anchored_id, anchors_of, superseded
from willing.ledger.authority import Voice
from willing.ledger.cell import Ask, Cell
from willing.ledger.entry import Added, Counts, DocumentLine, Entry, FactEntry, Judgement, SaidBasis, Verdict, Words
from willing.ledger.ledger import Ledger
from willing.ledger.standing import current_cells

__all__ = [
    "Added",
    "Ask",
    "Cell",
    "Counts",
    "DocumentLine",
    "Entry",
    "FactEntry",
    "Judgement",
    "Ledger",
    "SaidBasis",
    "Verdict",
    "Voice",
    "Words",
    "anchored_id",
    "anchors_of",
    "current_cells",
    "superseded",
]
