"""What a coded summary tells of another actor: "Says President B would accept peacekeepers".

Such a row is coded under the speaker's government, as a view of its own. What it claims of the other is a second
statement, read from the summary by the register's names, and compared like any hearsay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from willing.ledger.authority import Voice
from willing.ledger.contradictions.sides import Side, side_of
from willing.ledger.entry import Entry
from willing.model import Stance
from willing.model.register import Register

SAYING = r"\b(?i:says?|said|claims?|claimed|tells?|told|insists?|believes?)\b[^.;]{0,40}?"
ACCEPTING = (
    r" (?:would|will|could|can|is (?:ready|willing|prepared) to|has agreed to|agreed to|wants to) "
    r"(?:not (?:oppose|object to)|accept|agree to|allow|welcome|send|give|join|host|support)\b"
)
TOLD = re.compile(SAYING + r"\b(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)" + ACCEPTING + r"(?P<what>[^.;]*)")


def told_of_others(entry: Entry, register: Register | None) -> Iterator[Side]:
    """The claim about another actor in a coded summary: as willing, about the first measure of those that it names."""
    coding = entry.coding
    found = TOLD.search(coding.summary) if coding and register else None
    if found is None or register is None:
        return
    actor_id = actor_named(found["name"], entry, register)
    if actor_id is None or actor_id in entry.position.actor_ids:
        return
    measure_id = first_measure(found["what"], register)
    if measure_id is None:
        return
    own = side_of(entry.position.actor_ids[0], entry, register)
    yield replace(
        own,
        actor_id=actor_id,
        measure_id=measure_id,
        stance=Stance.WILLING,
        voice=Voice.HEARSAY,
        office=None,
        claim=False,
    )


def actor_named(name: str, entry: Entry, register: Register) -> str | None:
    """The actor of a name: a state or body, or the government of who held office on the day."""
    for actor in register.actors:
        if name in (actor.name, *actor.names, *actor.seats):
            return actor.id
    first, last = entry.days
    for holder in register.office_holders:
        in_time = (holder.since is None or holder.since.first <= last) and (
            holder.until is None or holder.until.first > first
        )
        if in_time and name in (holder.person, holder.surname):
            return holder.actor_id
    return None


def first_measure(words: str, register: Register) -> str | None:
    """The measure that the words name, the first of the register's; expressions behind it are not even compiled."""
    small = words.casefold()
    return next(
        (
            measure.id
            for measure in register.measures
            if any(re.search(rf"\b(?:{pattern})\b", small) for pattern in measure.words)
        ),
        None,
    )
