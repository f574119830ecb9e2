"""What a refusal is of, where its words say so: a part of a force, or one plan among others."""

from __future__ import annotations

import re

from willing.ledger.contradictions.sides import Side, words_in

PART_OF_A_FORCE = re.compile(
    r"\b(conscript(?:s|ed soldiers)?|reservists?|combat (?:troops|soldiers|units|forces))\b", re.IGNORECASE
)
PLAN = r"(?P<plan>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*)(?: [a-z]+)? (?:force|mission|operation|plan|idea|proposal)\b"
"""A plan by its name: "the Anglo-French force", "a UN mission"."""
NAMED = re.compile(rf"\b{PLAN}")
ONLY = re.compile(rf"\b{PLAN} only\b|\bonly (?:as|for|in|under|with) (?:an? |the )?{PLAN.replace('<plan>', '<under>')}")
NO_NAMES = frozenset({"A", "An", "Any", "Another", "Every", "No", "Such", "That", "The", "This"})


def of_something_else(refusal: Side, offer: Side) -> bool:
    """Whether the refusal is of a part that the offer does not name, or of another plan than the only one offered."""
    refused, offered = words_in(refusal.entry), words_in(offer.entry)
    parts = {part.casefold() for part in PART_OF_A_FORCE.findall(refused)}
    if parts and not any(part in offered.casefold() for part in parts):
        return True
    only = {found["plan"] or found["under"] for found in ONLY.finditer(offered)} - NO_NAMES
    named = {found["plan"] for found in NAMED.finditer(refused)} - NO_NAMES
    return bool(only and named) and not only & named
