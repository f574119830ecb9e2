"""A statement as one side of a contradiction: which way it leans, who says it, and what exactly it is about."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import IntEnum

from willing.ledger.authority import Office, Voice, is_claim, office_of, voice_of
from willing.ledger.entry import Entry, SaidBasis
from willing.ledger.place import NOW, Hosts, phase_of, place_of
from willing.ledger.succession import KINDS, Kind
from willing.model import Quantity, Relation, SpeakerKind, Stance
from willing.model.register import Register

AT_PRESENT = re.compile(r"\b(at (the moment|present|this stage)|for now|right now|not yet|currently)\b", re.IGNORECASE)
PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "who"])


class Leaning(IntEnum):
    """Which way a statement leans."""

    NO = -2
    HESITANT = -1
    OPEN = 0
    THOUGHT = 1
    YES = 2


LEANINGS = {
    Kind.PROMISE: Leaning.YES,
    Kind.OFFER: Leaning.YES,
    Kind.THOUGHT: Leaning.THOUGHT,
    Kind.OPEN: Leaning.OPEN,
    Kind.REFUSAL: Leaning.NO,
}


@dataclass(frozen=True, slots=True)
class Side:
    """A statement as seen from one of its actors.

    `days` are the earliest and latest it can have been said; `speaker` names whoever says it, as a key to compare.
    `claim` tells that the actor is a set or a body; `measure_id` and `stance` are those of the position, or of what a
    summary tells of another actor.
    """

    entry: Entry
    actor_id: str
    measure_id: str
    stance: Stance
    voice: Voice
    office: Office | None
    place: str | None
    speaker: str
    claim: bool
    days: tuple[datetime.date, datetime.date]

    @property
    def leaning(self) -> Leaning:
        if self.stance is Stance.RELUCTANT:
            return Leaning.HESITANT
        return LEANINGS[KINDS[self.stance]]

    @property
    def day_is_known(self) -> bool:
        """Whether it is known to the day, and not taken from the day of recording."""
        return self.days[0] == self.days[1] and self.entry.said_basis is not SaidBasis.RECORDED

    @property
    def is_negative(self) -> bool:
        return self.leaning <= Leaning.HESITANT

    @property
    def is_positive(self) -> bool:
        return self.leaning >= Leaning.THOUGHT

    @property
    def quantity(self) -> Quantity | None:
        return self.entry.position.quantity

    @property
    def by_ids(self) -> tuple[str, ...]:
        return self.entry.position.by_ids if self.actor_id in self.entry.position.actor_ids else ()

    def conditions(self, *relations: Relation) -> frozenset[str]:
        """Names of the conditions it has in one of these relations, those of absence left out."""
        return frozenset(
            each.id for each in self.entry.position.conditions if each.relation in relations and not each.negated
        )

    @property
    def for_later_only(self) -> bool:
        """Whether it is about the time after the fighting only."""
        return phase_of(self.entry) not in (None, NOW)

    @property
    def for_now_only(self) -> bool:
        """Whether it is about the time of the fighting, or the present, only."""
        return phase_of(self.entry) == NOW or AT_PRESENT.search(words_in(self.entry)) is not None


def same_speaker(one: Side, other: Side) -> bool:
    """Whether one person (or outlet) says both. A pronoun may be whoever speaks for the same government there."""
    if one.speaker == other.speaker:
        return True
    ids = set(one.entry.position.speaker_ids) & set(other.entry.position.speaker_ids)
    return bool(ids) and (is_pronoun(one.entry.words.speaker) or is_pronoun(other.entry.words.speaker))


def is_pronoun(words: str | None) -> bool:
    return (words or "").strip().casefold() in PRONOUNS


def side_of(actor_id: str, entry: Entry, register: Register | None, hosts: Hosts | None = None) -> Side:
    position = entry.position
    claim = is_claim(actor_id, position, register)
    return Side(
        entry=entry,
        actor_id=actor_id,
        measure_id=position.measure_id,
        stance=position.stance,
        voice=voice_of(actor_id, entry, claim=claim),
        office=office_of(actor_id, entry, register),
        place=place_of(entry, hosts),
        speaker=speaker_key(entry, register),
        claim=claim,
        days=entry.days,
    )


def speaker_key(entry: Entry, register: Register | None) -> str:
    """Who says it, to tell speakers apart: a person's last name, else the office, else the government or the outlet."""
    position, coding = entry.position, entry.coding
    words = coding.speaker if coding else entry.words.speaker
    if position.speaker_kind is SpeakerKind.OUTLET and not coding:
        return ((entry.document.outlet or entry.document.sha256) if entry.document else entry.id).casefold()
    if words:
        return person_in(words) or holder_of(words, entry, register) or bare(words)
    publisher = coding.publisher if coding else None
    return (publisher or " ".join(position.speaker_ids) or entry.id).casefold()


def person_in(words: str) -> str:
    """ "Mr. Macron" -> "macron", "Olaf Scholz, chancellor (reported)" -> "scholz"; empty where no name stands there."""
    last = bare(words).split()[-1:]
    name = last[0].strip(".’'\"") if last else ""
    return name.casefold() if name[:1].isupper() else ""


def holder_of(words: str, entry: Entry, register: Register | None) -> str:
    """The last name of who held the office that the words name, on the day; empty where the register does not tell."""
    position = entry.position
    actors = position.speaker_ids or position.actor_ids
    first, last = entry.days
    for holder in register.office_holders if register else ():
        in_time = (holder.since is None or holder.since.first <= last) and (
            holder.until is None or holder.until.first > first
        )
        if in_time and holder.actor_id in actors and holder.office and bare(words) == holder.office.casefold():
            return holder.surname.casefold()
    return ""


def bare(words: str) -> str:
    """The words before a comma or bracket, without the article."""
    return re.split(r"[,(]", words)[0].strip().removeprefix("the ").removeprefix("The ")


def words_in(entry: Entry) -> str:
    """The words that the statement stands on: its quote with its time, or the coder's summary and note."""
    position = entry.position
    if position.coding:
        return f"{position.coding.summary}; {position.coding.note}"
    return "; ".join([position.evidence.exact if position.evidence else "", entry.words.when or ""])
