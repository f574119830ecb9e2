"""With whose authority a statement speaks for an actor: the voice, the office, and what a person made of it.

A reading of what the ledger says, never of what is known from elsewhere: where the words do not tell the office, it
is unknown, and unknown counts as equal.
"""

from __future__ import annotations

import re
from enum import IntEnum

from willing.ledger.entry import Entry
from willing.model import Basis, Position, SpeakerKind
from willing.model.register import ACTOR_KINDS, Register

OWN_PARTY = "opposition_or_partner_party"
THIRD_PARTY = "third_party_about_actor"
UNTOLD = "anonymous_or_media"

CLAIM_KINDS = tuple(kind for kind in ACTOR_KINDS if kind in ("body", "group", "region"))
COALITION = "COW"
"""The one body of the annotation guide whose id has the form of a state's."""

HEADS = re.compile(
    r"\b(president|prime minister|premier|chancellor|taoiseach|head of (state|government)|secretary[- ]general|"
    r"king|queen|monarch)\b",
    re.IGNORECASE,
)
LOWER_OFFICES = re.compile(
    r"\b(vice|deputy|former|ex|spokes\w+|minist(er|ry|ers)|secretary|envoy|ambassador|advis[eo]r|chief|general|admiral|"
    r"commander|official|officials|department|office|staff|undersecretary|commissioner|negotiator)\b",
    re.IGNORECASE,
)
FALSE_LOWER = re.compile(r"\b(prime minister|secretary[- ]general)\b", re.IGNORECASE)


class Voice(IntEnum):
    """Whose word it is, the strongest last. A party's word never becomes its state's stance."""

    PARTY = 0
    HEARSAY = 1
    UNNAMED = 2
    OUTLET = 3
    OWN = 4


class Office(IntEnum):
    """Rank of an own speaker, where the words tell it."""

    LOWER = 1
    HEAD = 2


def is_claim(actor_id: str, position: Position, register: Register | None = None) -> bool:
    """Whether a statement about an actor is a claim about a set or a body, which counts as no member's stance.

    Kinds come from the register; without one, ids that have not the form of a state's (or of a part of one) are bodies.
    """
    if position.quantifier is not None:
        return True
    kind = next((actor.kind for actor in register.actors if actor.id == actor_id), None) if register else None
    if kind is not None:
        return kind in CLAIM_KINDS
    return actor_id == COALITION or ("-" not in actor_id and len(actor_id) != 3)


def voice_of(actor_id: str, entry: Entry, *, claim: bool = False) -> Voice:
    """Whose word a statement is, as seen from one of the actors it is about."""
    position = entry.position
    if position.basis is not Basis.QUOTED:
        return coded_voice(position)
    if actor_id in position.speaker_ids:
        return Voice.UNNAMED if position.speaker_kind is SpeakerKind.ANONYMOUS else Voice.OWN
    if position.speaker_kind is SpeakerKind.OUTLET:
        return Voice.OUTLET
    if position.speaker_kind is SpeakerKind.ANONYMOUS:
        return Voice.HEARSAY if position.speaker_ids else Voice.UNNAMED
    if claim and position.speaker_ids:
        # nobody is the own government of a set: whoever claims it under his name is heard
        return Voice.OWN
    return Voice.HEARSAY if position.speaker_ids else Voice.UNNAMED


def coded_voice(position: Position) -> Voice:
    """As the coder told it."""
    speaks_for = position.coding.speaks_for if position.coding else UNTOLD
    if speaks_for == OWN_PARTY:
        return Voice.PARTY
    if speaks_for == THIRD_PARTY:
        return Voice.HEARSAY
    if position.speaker_kind is SpeakerKind.OUTLET:
        return Voice.OUTLET
    if position.speaker_kind is SpeakerKind.ANONYMOUS:
        return Voice.UNNAMED
    return Voice.OUTLET if speaks_for == UNTOLD else Voice.OWN


def office_of(actor_id: str, entry: Entry, register: Register | None = None) -> Office | None:
    """The rank of the speaker: from the words beside the name, else from the register's office holders of that day.

    The words are the coder's where there was one: an anchored quote has the office of its row, whose speaker it is.
    """
    words = (entry.coding.speaker if entry.coding else entry.words.speaker) or ""
    return office_in(words) or (registered_office(actor_id, words, entry, register) if register and words else None)


def office_in(words: str) -> Office | None:
    """The rank that words tell: "the prime minister" is a head, "the prime minister's spokesman" is not."""
    if LOWER_OFFICES.search(FALSE_LOWER.sub("", words)):
        return Office.LOWER
    return Office.HEAD if HEADS.search(words) else None


def registered_office(actor_id: str, words: str, entry: Entry, register: Register) -> Office | None:
    first, last = entry.days
    for holder in register.office_holders:
        if holder.actor_id != actor_id or holder.surname not in words:
            continue
        named = re.search(rf"\b{re.escape(holder.surname)}\b", words)
        in_time = (holder.since is None or holder.since.first <= last) and (
            holder.until is None or holder.until.first > first
        )
        if named and in_time:
            return office_in(holder.office) or Office.LOWER
    return None


def speaker_of(entry: Entry) -> str:
    """How to name the speaker in a sentence."""
    position = entry.position
    if entry.coding:
        return entry.coding.speaker or entry.coding.publisher or "an unnamed speaker"
    if position.speaker_kind is SpeakerKind.OUTLET:
        return (entry.document.outlet if entry.document else None) or "the outlet"
    return entry.words.speaker or ", ".join(position.speaker_ids) or "an unnamed speaker"
