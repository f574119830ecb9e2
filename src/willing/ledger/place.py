"""Where a force would be, as far as the words tell: an offer for neighbouring soil is not an offer for inside.

Read from the words of the quote (or the coder's summary and note) alone. What names two places tells none.
"""

from __future__ import annotations

import re

from willing.model import Position

PLACES: tuple[tuple[str, str], ...] = (
    ("front", r"front ?lines?|(line of|line-of-)contact|contact line|at the front|combat zone"),
    ("neighbour", r"neighbou?ring|neighbou?rs?'? (soil|territory|countr\w+)|(from )?outside the country"),
    ("home", r"on (our|its|their|his|her) own (soil|territory|land)"),
    ("sea", r"at sea|on the sea|in the sea|off the coast|maritime"),
    ("air", r"in the air|in the sk(y|ies)|over the sk(y|ies)|airspace|from the air"),
    # not "on the ground": as an idiom for troops it tells no place
    ("inside", r"inside the country|on the country's soil|in the (west|centre|center|east|interior) of"),
)
PATTERNS = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in PLACES)
AWAY = re.compile(r"\b(not|never|away from|far from|behind|off|no)\b[^.;]{0,30}$", re.IGNORECASE)


def place_of(position: Position) -> str | None:
    """One of front, inside, neighbour, home, sea, air; None where the words tell none, or more than one."""
    if position.coding:
        words = f"{position.coding.summary} {position.coding.note}"
    else:
        words = position.evidence.exact if position.evidence else ""
    found = {
        name
        for name, pattern in PATTERNS
        for match in pattern.finditer(words)
        if is_there(name, position, words[: match.start()])
    }
    return found.pop() if len(found) == 1 else None


def is_there(name: str, position: Position, before: str) -> bool:
    # a promise "not on the front line" says where a force will not be; a refusal of the same words is about the front
    return name != "front" or position.stance.negative or not AWAY.search(before)
