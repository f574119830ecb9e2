"""Near-copies: wire copies, later editions and cut versions of one text, told from the same form of words elsewhere.

Candidates come from sketches (`sketch`, `index`); the texts are laid side by side (`alignment`), the names, numbers and
negations that differ are listed (`differences`), and rules decide with a reason (`decision`). `finder` does all of it
for texts that come one by one; `credits` reads whose text it is where it says so. Pure functions, no database.
"""

from willing.sources.near_copies.credits import Credit, credit_of
from willing.sources.near_copies.decision import Comparison, Relation, compare
from willing.sources.near_copies.differences import Change, FactKind
from willing.sources.near_copies.finder import CopyFinder, KnownText, Match, bridging, stories_of

__all__ = [
    "Change",
    "Comparison",
    "CopyFinder",
    "Credit",
    "FactKind",
    "KnownText",
    "Match",
    "Relation",
    "bridging",
    "compare",
    "credit_of",
    "stories_of",
]
