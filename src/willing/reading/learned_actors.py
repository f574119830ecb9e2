"""Who is meant by a trigger: the word that the network points to, resolved by the rules, or a name in its window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from willing.reading.actors import AGENTS, FIRST_PLURAL, FIRST_SINGULAR, OWNING, Resolved, singular_agent
from willing.reading.candidates import Candidate
from willing.reading.page import Page
from willing.reading.parties import name_parties
from willing.reading.speakers import Speaker
from willing.reading.triggers import NamePointer, Trigger

NAMED_FROM = 0.55
"""Chance of a name in the window from which it is taken for the actor, or the speaker, that nothing else tells."""
OWN_FROM = 0.5
"""The same where "we", "I" or no word at all stands for the actor, and nobody is known to speak."""
OVERRULED_FROM = 0.5
"""Chance of a name from which it counts more than that of the one named last, for a pronoun or an office."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who is (un)willing and of whom it is asked, and who found it: a pointer to the actor's word, or to a name.

    `name_chance` is the chance of the name where nothing else tells the actor, 0 elsewhere.
    """

    actor: Resolved
    by: tuple[str, ...]
    pointed: bool
    name_chance: float = 0.0


def find_actor(
    page: Page, trigger: Trigger, candidates: Sequence[Candidate], own_ids: tuple[str, ...], speaker: Speaker
) -> Named | None:
    """Who is meant by the word that the network points to; where it names nobody, whom the rules find."""
    by = _asked(page, trigger, candidates, own_ids)
    if trigger.actor is not None:
        actor = page.resolver.resolve(trigger.actor, own_ids)
        if actor is not None and actor.actor_ids:
            actor = _reconsidered(page, trigger, actor)
            return Named(actor, tuple(each for each in by if each not in actor.actor_ids), True)
        owner = page.resolver.owner(trigger.actor, own_ids)
        if owner is not None and owner.actor_ids:
            return Named(owner, tuple(each for each in by if each not in owner.actor_ids), True)
        if page.voice.issuer_ids and own_ids and page.trees.part_of_speech(trigger.actor) != "PROPN":
            return Named(Resolved(page.layers.words[trigger.actor].span, own_ids, inferred=True), by, True)
    for candidate in candidates:
        found = name_parties(page, candidate, own_ids, speaker)
        if found is not None and found[1].actor_ids:
            return Named(found[1], found[2], False)
    predicate = page.predicates.at(trigger.word) if page.predicates.is_predicate(trigger.word) else None
    if predicate is not None and predicate.subject is not None:
        actor = page.resolver.resolve(predicate.subject, own_ids)
        if actor is not None and actor.actor_ids:
            return Named(actor, by, False)
    if own_ids and trigger.actor is None:
        place = speaker.span or page.layers.words[trigger.word].span
        return Named(Resolved(place, own_ids, inferred=True), by, False)
    ids, chance = whose_name(page, trigger.names_actor)
    if ids and chance >= _least_chance(page, trigger, speaker):
        place = page.layers.words[trigger.word].span if trigger.actor is None else page.trees.phrase(trigger.actor)
        return Named(Resolved(place, ids, inferred=True), tuple(each for each in by if each not in ids), False, chance)
    return None


def _least_chance(page: Page, trigger: Trigger, speaker: Speaker) -> float:
    """The chance from which a name is believed to be meant by the actor's word; above 1 where it is never.

    "We" of somebody who is quoted, and whom nothing names, is nobody's.
    """
    word = trigger.actor
    if word is None:
        return OWN_FROM
    if _is_first_person(page, word):
        quoted = speaker.span is not None and speaker.span != page.voice.label_at(page.layers.words[word].start)
        return 2.0 if quoted else OWN_FROM
    return NAMED_FROM if stands_for_a_name(page, word) else 2.0


def _is_first_person(page: Page, word: int) -> bool:
    """Whether the word is "we" or "I", or one of their forms."""
    lower = page.trees.lower[word]
    return lower in FIRST_PLURAL or lower in FIRST_SINGULAR


def stands_for_a_name(page: Page, word: int) -> bool:
    """Whether a word can stand for somebody named elsewhere: "he", "the Treasury"; not "I", not "Wagner"."""
    trees = page.trees
    lower, part_of_speech = trees.lower[word], trees.part_of_speech(word)
    if _is_first_person(page, word):
        return False
    if part_of_speech != "PROPN" and (part_of_speech == "PRON" or not page.layers.words[word].text[0].isupper()):
        return True
    determined = any(trees.lower[child] in ("the", *OWNING) for child in trees.with_relation(word, "det", "nmod"))
    return determined or singular_agent(lower) in AGENTS


def _reconsidered(page: Page, trigger: Trigger, actor: Resolved) -> Resolved:
    """The actor; where "he", "it" or an office was taken for the one named last, whom the network means by it."""
    word = trigger.actor
    if word is None or not actor.inferred or actor.quantifier is not None or len(actor.actor_ids) != 1:
        return actor
    if _is_first_person(page, word) or any(page.trees.with_relation(word, "conj")):
        return actor
    ids, chance = whose_name(page, trigger.names_actor)
    return replace(actor, actor_ids=ids) if ids and chance >= OVERRULED_FROM else actor


def whose_name(page: Page, pointer: NamePointer | None) -> tuple[tuple[str, ...], float]:
    """Whom the network means by any of the names in its window, the likeliest, and the chance; none without names.

    None either where a name that the register lacks looks likelier: what it stands for is not known.
    """
    if pointer is None:
        return (), 0.0
    last = pointer.first_word + len(pointer.scores)
    words, named = page.names_between(pointer.first_word, last)
    chances: dict[tuple[str, ...], float] = {}
    for ids, chance in zip(named, pointer.chances(words), strict=True):
        chances[ids] = chances.get(ids, 0.0) + chance
    best = max(chances, key=chances.__getitem__, default=())
    if not best:
        return (), 0.0
    known = max(pointer.score_of(word) or 0.0 for word, ids in zip(words, named, strict=True) if ids == best)
    unknown = (pointer.score_of(word) for word in page.unknown_names(pointer.first_word, last))
    return (best, chances[best]) if all(score is None or score <= known for score in unknown) else ((), 0.0)


def _asked(page: Page, trigger: Trigger, candidates: Sequence[Candidate], own_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Of whom something is asked: as the rules read it, else the object of the trigger."""
    for candidate in candidates:
        if candidate.reading.other is not None:
            other = page.resolver.resolve(candidate.reading.other, own_ids)
            if other is not None:
                return other.actor_ids
    for child in page.trees.with_relation(trigger.word, "obj", "iobj", "obl"):
        other = page.resolver.resolve(child, own_ids)
        if other is not None:
            return other.actor_ids
    return ()
