"""What the position head of the network says of a word, in which columns.

The head gives one row of scores a word, cut here by name; `reader.json` keeps a copy, and a network whose layout is
another is refused. Pointers lead from a trigger (or, for `holds`, from a word of a condition) to a word of the window.
"""

from __future__ import annotations

STANCES = (
    "delivered", "allocated", "committed", "willing", "considering", "undecided", "reluctant", "declined", "opposed",
    "requests",
)  # fmt: skip
MEASURES = (
    "troops", "air", "naval", "command", "training", "arms", "intelligence", "logistics", "hosting", "industry",
    "guarantee", "monitoring", "demining", "funding", "defence_spending", "humanitarian", "sanctions", "ceasefire",
    "diplomacy", "support", "other",
)  # fmt: skip
"""The annotation guide's list. A case with other measures is served by the words of its own."""
RELATIONS = ("requires", "after", "with", "unless", "limited_to", "raises", "regardless")
FACTS = (
    "ceasefire", "peace_deal", "us_guarantee", "allies", "parliament", "mandate", "host_consent", "adversary_consent",
    "funding", "security", "clarity", "role", "place", "size", "reciprocity", "law", "attack", "other",
)  # fmt: skip

LAYOUT: dict[str, tuple[str, ...]] = {
    "trigger": ("no", "yes"),
    "stance": STANCES,
    "measure": MEASURES,
    "role": ("O", "B-actor", "I-actor", "B-measure", "I-measure", "B-when", "I-when"),
    "condition": ("O", "B-condition", "I-condition"),
    "bearing": RELATIONS,
    "fact": FACTS,
    "kind": ("named", "anonymous", "joint", "outlet"),
    "directness": ("direct", "reported", "asserted"),
    "clause": ("O", *STANCES),
    "clause_stance": STANCES,
    "clause_measure": MEASURES,
}
"""Columns of the head's rows, in order: a name for each group and for each column of it.

The last two say nothing of a single word: their mean over the words of the evidence is what counts.
"""

POINTERS = ("first", "last", "actor", "what", "holds")
"""First and last word of the evidence, the actor's word, the measure's word; the trigger that a condition is of."""

NAME_POINTERS = ("names_actor", "names_speaker")
"""The names of the actor and of who says it, wherever in the window they stand; only words that name an actor count."""

WIDTH = sum(len(columns) for columns in LAYOUT.values())


def columns_of(name: str) -> slice:
    """Where the columns of a group lie."""
    first = 0
    for group, columns in LAYOUT.items():
        if group == name:
            return slice(first, first + len(columns))
        first += len(columns)
    raise KeyError(name)
