"""Positions said in words: the phrases that tables, sentences and pages share."""

from __future__ import annotations

from collections.abc import Iterable

from willing.model import AttachedCondition, Position, Quantifier, Relation, SpeakerKind, Stance
from willing.model.register import Register

RELATION_WORDS: dict[Relation, str] = {
    Relation.REQUIRES: "only if",
    Relation.AFTER: "after",
    Relation.WITH: "together with",
    Relation.UNLESS: "unless",
    Relation.LIMITED_TO: "limited to",
    Relation.RAISES: "more if",
    Relation.REGARDLESS: "regardless of",
}
PLACE_WORDS: dict[str, str] = {
    "front": "at the front",
    "inside": "inside the country",
    "neighbour": "on neighbouring soil",
    "home": "at home",
    "sea": "at sea",
    "air": "in the air",
}
PHASE_WORDS: dict[str, str] = {"now": "while the war lasts", "ceasefire": "in a cease-fire", "peace": "in peace"}
STANCE_MARKS: dict[Stance, str] = {
    Stance.DELIVERED: "●●●",
    Stance.ALLOCATED: "●●◐",
    Stance.COMMITTED: "●●○",
    Stance.WILLING: "●◐○",
    Stance.CONSIDERING: "●○○",
    Stance.UNDECIDED: "○○○",
    Stance.RELUCTANT: "◌◌◌",
    Stance.DECLINED: "✕",
    Stance.OPPOSED: "✕✕",
    Stance.REQUESTS: "→",
}
"""A sign for each stance, so that colour is never the only one."""


def actors_in_words(actor_ids: Iterable[str], quantifier: Quantifier | None, register: Register) -> str:
    """ "France and United Kingdom", or "most (Europe)" for an unnamed set."""
    names = joined([register.actor_name(actor_id) for actor_id in actor_ids])
    return f"{quantifier} ({names})" if quantifier else names


def conditions_in_words(conditions: Iterable[AttachedCondition], register: Register) -> str:
    """ "only if american guarantee; limited to place", empty where there is none."""
    return "; ".join(condition_in_words(c.id, c.relation, c.negated, register) for c in conditions)


def condition_in_words(condition_id: str, relation: Relation, negated: bool, register: Register) -> str:
    absent = "no " if negated else ""
    return f"{RELATION_WORDS[relation]} {absent}{register.condition_name(condition_id)}"


def where_in_words(place: str | None, phase: str | None) -> str:
    """ "on neighbouring soil", "while the war lasts"; what tells neither is about the measure as such."""
    told = [PLACE_WORDS.get(place or "", ""), PHASE_WORDS["now"] if phase == "now" else ""]
    return ", ".join(part for part in told if part) or "as such"


def speaker_in_words(position: Position, text: str | None, register: Register) -> str:
    """Who says so: the words of the text where there are any, else the actor; the outlet where it asserts it."""
    if position.coding is not None:
        return position.coding.speaker or position.coding.publisher or "coded"
    if position.speaker_kind is SpeakerKind.OUTLET:
        return "the outlet"
    words = position.speaker.cut(text).strip(" ,;") if position.speaker is not None and text is not None else None
    names = joined([register.actor_name(actor_id) for actor_id in position.speaker_ids])
    if position.speaker_kind is SpeakerKind.ANONYMOUS:
        return f"unnamed: {words or names or 'a source'}"
    if words and names and words not in names:
        return f"{words} ({names})"
    return words or names or "unnamed"


def is_hearsay(position: Position) -> bool:
    """Whether somebody else says it of the actor: a named or unnamed speaker who does not speak for it."""
    if position.speaker_kind is SpeakerKind.OUTLET or position.stance is Stance.REQUESTS:
        return False
    return not set(position.actor_ids) & set(position.speaker_ids)


def joined(names: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def shortened(words: str, length: int) -> str:
    """`words` on one line, cut at a word border with an ellipsis where longer than `length` characters."""
    line = " ".join(words.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def clipped(words: str, length: int) -> str:
    """`words` as they are, with an ellipsis for what is beyond `length` characters."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
