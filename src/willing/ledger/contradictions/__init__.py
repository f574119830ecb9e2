"""Contradictions: statements that cannot both stand, found, typed and shown, never averaged.

`contradictions` looks through entries (`search`) by `rules`, which docs/explanation/contradictions.md prints.
"""

from willing.ledger.contradictions.finding import Contradiction, ContradictionKind
from willing.ledger.contradictions.search import contradictions

__all__ = ["Contradiction", "ContradictionKind", "contradictions"]
