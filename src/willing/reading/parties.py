"""The parties of a position: who is (un)willing, of whom it is asked, whom it is for.

Subjects come first; then the agent of a passive, the owner of the measure, and in an actor's own text the actor.
"""

from __future__ import annotations

import re

from willing.model import (
    Span,
    Stance,
)
from willing.reading.actors import AGENTS, Resolved, singular_agent
from willing.reading.candidates import Candidate
from willing.reading.lexicon import WordClass, load_lexicon
from willing.reading.measures import MeasureMention
from willing.reading.page import Page
from willing.reading.predicates import is_possessive
from willing.reading.speakers import Speaker
from willing.reading.stances import singular

SELF_DIRECTED = {
    "want": Stance.WILLING,
    "wish": Stance.WILLING,
    "seek": Stance.COMMITTED,
    "expect": Stance.COMMITTED,
    "hope": Stance.CONSIDERING,
    "need": Stance.COMMITTED,
    "push": Stance.COMMITTED,
    "ask": Stance.REQUESTS,
}


def name_parties(
    page: Page, candidate: Candidate, own_ids: tuple[str, ...], speaker: Speaker
) -> tuple[Stance, Resolved, tuple[str, ...]] | None:
    """Stance, actor and of whom it is asked, once the subjects are known."""
    reading, resolver = candidate.reading, page.resolver
    subject = resolver.resolve(reading.subject, own_ids) if reading.subject is not None else None
    other = resolver.resolve(reading.other, own_ids) if reading.other is not None else None
    by = other.actor_ids if other is not None else ()
    stance = reading.stance
    if subject is None and stance is Stance.UNDECIDED:
        subject = _inner_actor(page, candidate, own_ids)
    if reading.obligation and stance is Stance.REQUESTS:
        return _duty(page, candidate, subject, own_ids, speaker)
    if stance is Stance.REQUESTS and other is None:
        stance = _self_directed(page, candidate) or stance
    impersonal = reading.subject is not None and page.trees.lower[reading.subject] in ("it", "there")
    if stance is Stance.REQUESTS and other is not None and set(by) == set(own_ids) and own_ids:
        asked = next((link.lemma for link in candidate.chain if link.word_class is WordClass.REQUEST), "")
        return SELF_DIRECTED.get(asked, Stance.WILLING), other, ()
    if stance is Stance.REQUESTS and impersonal and own_ids:
        return stance, Resolved(speaker.span or candidate.mention.span, own_ids, inferred=True), by
    if _subject_holds_measure(page, candidate):
        subject = implied_actor(page, candidate, own_ids) or _issuer_actor(page, candidate, own_ids)
    elif subject is None:
        subject = implied_actor(page, candidate, own_ids)
        if subject is None and _speaks_of_no_other(page, reading.subject):
            subject = _issuer_actor(page, candidate, own_ids)
    if subject is None:
        return None
    return stance, subject, by


def _duty(
    page: Page, candidate: Candidate, subject: Resolved | None, own_ids: tuple[str, ...], speaker: Speaker
) -> tuple[Stance, Resolved, tuple[str, ...]] | None:
    """ "X must do Y": asked of X by whoever says it; said of oneself, a promise."""
    asker = own_ids or speaker.actor_ids
    if not asker:
        return None
    if subject is not None and set(subject.actor_ids) == set(asker):
        return Stance.COMMITTED, subject, ()
    span = speaker.span or (subject.span if subject else candidate.mention.span)
    return Stance.REQUESTS, Resolved(span, asker, inferred=True), subject.actor_ids if subject else ()


def _self_directed(page: Page, candidate: Candidate) -> Stance | None:
    """ "wants to send", "hopes to send": the deed is one's own."""
    chain = candidate.chain
    for place, link in enumerate(chain):
        if link.word_class is WordClass.REQUEST and link.predicate is not None and place > 0:
            objects = page.trees.with_relation(link.index, "obj", "iobj")
            inner = chain[place - 1]
            own = inner.predicate is None or inner.predicate.own_subject
            if not objects and not own and link.lemma in SELF_DIRECTED:
                return SELF_DIRECTED[link.lemma]
    return None


def _subject_holds_measure(page: Page, candidate: Candidate) -> bool:
    subject = candidate.reading.subject
    if subject is None:
        return False
    word = page.trees.words[subject]
    return candidate.mention.span.start <= word.start < candidate.mention.span.end


def implied_actor(page: Page, candidate: Candidate, own_ids: tuple[str, ...]) -> Resolved | None:
    """The agent of a passive, or whose measure it is: "by France", "American troops", "our support"."""
    trees = page.trees
    for child in trees.with_relation(candidate.chain[0].index, "obl"):
        if any(trees.lower[c] == "by" for c in trees.with_relation(child, "case")):
            agent = page.resolver.resolve(child, own_ids)
            if agent is not None:
                return agent
    head = page.head_word(candidate.mention.span)
    if head is None:
        return None
    for child in trees.with_relation(head, "nmod", "amod", "compound"):
        if is_possessive(trees, child):
            owner = Resolved(trees.span(child, child), own_ids, inferred=True) if trees.lower[child] == "our" else None
            owner = owner or page.resolver.resolve(child, own_ids)
            if owner is not None and owner.actor_ids:
                return owner
    phrase = trees.phrase(head)
    before = [m for m in page.resolver.mentions_in(phrase) if m.span.start <= trees.words[head].start]
    if before:
        return Resolved(before[0].span, before[0].actor_ids, inferred=True)
    return None


def _inner_actor(page: Page, candidate: Candidate, own_ids: tuple[str, ...]) -> Resolved | None:
    """ "it is unclear what Spain will do": the one whose deed is unclear."""
    for link in candidate.chain:
        if link.predicate is not None and link.predicate.subject is not None:
            found = page.resolver.resolve(link.predicate.subject, own_ids)
            if found is not None:
                return found
    first, last = page.trees.bounds(candidate.anchor)
    for mention in page.resolver.mentions_in(page.trees.span(first, last)):
        following = page.words_of(Span(mention.span.end, mention.span.end + 2))[0]
        if page.trees.part_of_speech(min(following, last)) in ("AUX", "VERB"):
            return Resolved(mention.span, mention.actor_ids, inferred=True)
    return None


def _speaks_of_no_other(page: Page, subject: int | None) -> bool:
    """Whether the clause has no subject, or one that is no agent ("this programme will support")."""
    if subject is None:
        return True
    trees = page.trees
    if trees.part_of_speech(subject) != "NOUN" or singular_agent(trees.lower[subject]) in AGENTS:
        return False
    return not page.resolver.mentions_in(trees.phrase(subject))


def _issuer_actor(page: Page, candidate: Candidate, own_ids: tuple[str, ...]) -> Resolved | None:
    """ "sanctions have been imposed", in an actor's own text: by itself."""
    if not page.voice.issuer_ids or not own_ids:
        return None
    return Resolved(candidate.mention.span, own_ids, inferred=True)


def is_use_of_force(page: Page, candidate: Candidate) -> bool:
    words = re.findall(r"\w+", candidate.mention.span.cut(page.text).lower())
    return any(singular(word) in load_lexicon().force for word in words)


def owner_ids(page: Page, candidate: Candidate, own_ids: tuple[str, ...]) -> tuple[str, ...]:
    owner = implied_actor(page, candidate, own_ids)
    return owner.actor_ids if owner is not None else ()


def belongs_to_another(page: Page, candidate: Candidate, actor: Resolved) -> bool:
    """Whether the forces spoken of are somebody else's ("the entry of North Korean soldiers", said of Spain)."""
    head = page.head_word(candidate.mention.span)
    if head is None or singular(page.trees.lower[head]) not in load_lexicon().owned:
        return False
    before = Span(max(0, candidate.mention.span.start - 40), candidate.mention.span.end)
    for mention in reversed(page.resolver.mentions_in(before)):
        between = page.text[mention.span.end : page.trees.words[head].start]
        if mention.span.end <= page.trees.words[head].start and re.fullmatch(r"(?:['’]s)?[\s\w-]{0,20}", between):
            single = page.register.kind_of(mention.actor_ids[0]) == "state"
            return single and not set(mention.actor_ids) & set(actor.actor_ids)
    return False


def beneficiaries(
    page: Page, measure: MeasureMention, evidence: Span, actor: Resolved, by: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom the measure is for or aimed at: the next actor named after it in the clause."""
    for mention in page.resolver.mentions_in(Span(measure.span.start, max(evidence.end, measure.span.start + 1))):
        ids = mention.actor_ids
        if not set(ids) & set(actor.actor_ids) and not set(ids) & set(by) and not mention.span.overlaps(actor.span):
            return ids
    return ()
