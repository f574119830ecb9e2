"""The demo's first screen: an answer with evidence, in at most 24 lines of 80 columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from willing.model import Stance
from willing.views.wording import (
    STANCE_MARKS,
    actors_in_words,
    conditions_in_words,
    shortened,
    speaker_in_words,
)

if TYPE_CHECKING:
    from willing.ledger import Entry
    from willing.model.register import Register
    from willing.workflows.demo import Demonstration

WIDTH = 80
ROWS = 5
HELD_BACK = (Stance.UNDECIDED, Stance.RELUCTANT)
"""Stances shown last where five rows do not hold every kind."""


def demo_screen(shown: Demonstration) -> list[str]:
    """The lines of the screen."""
    register = shown.case.register
    lines = ["Demo on texts written for this project: they count as no source.", ""]
    lines += textwrap.wrap(shown.answer.sentence, WIDTH)[:4]
    lines.append("")
    for entry in evidence_of(shown):
        lines += entry_lines(entry, register)
    others = shown.cells - len(shown.answer.cells)
    lines += [
        "",
        shortened(f"{shown.texts} texts, {shown.positions} positions read; {others} more cells on that day.", WIDTH),
        f"Every quote in its text:  {shown.page}",
        f"The real case, by hand:   cd {shown.folder} && willing who --measure {shown.measure_id}",
        "Your own article:         willing read ARTICLE.txt",
    ]
    return lines


def evidence_of(shown: Demonstration) -> list[Entry]:
    """One statement of each kind that the answer names, then more of them, in the order of the answer."""
    entries = [shown.entries[cell.standing_id] for cell in shown.answer.cells if cell.standing_id in shown.entries]
    first: dict[tuple[str, bool], Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.position.stance in HELD_BACK):
        first.setdefault((entry.position.stance.value, entry.position.quantifier is not None), entry)
    chosen = [entry.id for entry in first.values()][:ROWS]
    chosen += [entry.id for entry in entries if entry.id not in chosen][: ROWS - len(chosen)]
    return [entry for entry in entries if entry.id in chosen]


def entry_lines(entry: Entry, register: Register) -> list[str]:
    """Two lines: who stands how, if what, says who; and the words."""
    position = entry.position
    who = actors_in_words(position.actor_ids, position.quantifier, register)
    stance = f"{STANCE_MARKS[position.stance]} {position.stance.value}"
    conditions = conditions_in_words(position.conditions, register)
    speaker = (entry.words.speaker or speaker_in_words(position, None, register)).strip(" ,;")
    head = f"{who}: {stance}" + (f" {conditions}" if conditions else "") + f" (says {speaker})"
    quote = position.evidence.exact if position.evidence else ""
    return [shortened(head, WIDTH), "   “" + shortened(quote, WIDTH - 5) + "”"]
