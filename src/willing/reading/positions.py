"""Putting a position together: stance, parties, speaker, conditions, quantity, confidence.

Every clause of every sentence is tried, inside and outside quotations.
"""

from __future__ import annotations

import re

from willing.model import (
    Directness,
    Document,
    Position,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)
from willing.reading.actors import Resolved
from willing.reading.candidates import Candidate, named_candidates
from willing.reading.conditions import ConditionMention
from willing.reading.confidence import DISPLAY_THRESHOLD, confidence_of
from willing.reading.evidence import evidence_of
from willing.reading.layers import Layers
from willing.reading.lexicon import WordClass
from willing.reading.page import Page, Tools
from willing.reading.parties import belongs_to_another, beneficiaries, is_use_of_force, name_parties, owner_ids
from willing.reading.predicates import RELATIVES, Tense
from willing.reading.quantities import find_quantities
from willing.reading.speakers import OUTLET, Speaker
from willing.reading.tasks import task_candidates
from willing.reading.times import find_when
from willing.reading.unnamed import anaphoric_candidates, implicit_candidates

READER = "local/1"


SPEECH_ACTS = frozenset(
    (
        "pledge promise vow offer announce call_for call_on call_upon urge demand declare insist reiterate reaffirm "
        "warn propose suggest assure request appeal reconfirm undertake swear unveil warn_against hint signal"
    ).split()
)


ANNOUNCING = frozenset(("announce", "unveil"))


PACKAGE = re.compile(r"\b(?:packages?|drawdown)\b.{0,120}\b(?:includ\w+|of|contain\w*|provid\w+)\b", re.DOTALL)


PROMISE_SET = re.compile(
    r"\b(?:rais|increas|lift|strengthen|tighten|doubl|updat|submitt|sets?\b|setting)\w* (?:[\w'’.-]+ ){0,4}?"
    r"(?:targets?|pledges?|goals?|commitments?|ambitions?|contributions?)\b"
)
"""A promise made or made larger: "raised its emissions target"."""


FUTURE = re.compile(r"\b(?:(?:over|in) the (?:next|coming)|next (?:week|month|year)|later this|tomorrow|soon)\b")


def find_positions(document: Document, layers: Layers, tools: Tools) -> tuple[Position, ...]:
    """All positions of `document`, in text order."""
    page = Page(document, layers, tools)
    found: list[Position] = []
    for sentence in layers.sentences:
        if page.text[sentence.end - 1] == "?":
            continue  # a question takes no position
        if not page.measures_of(sentence) and not page.last_measure_before(sentence.end):
            continue
        conditions = page.conditions_of(sentence)
        for candidate in sentence_candidates(page, sentence):
            if _is_condition(candidate, conditions):
                continue
            position = build_position(page, sentence, candidate, conditions)
            if position is not None and not _repeats(position, found):
                found.append(position)
    return tuple(sorted(found, key=lambda p: p.evidence.span.start if p.evidence else 0))


def sentence_candidates(page: Page, sentence: Span) -> list[Candidate]:
    """All candidates of one sentence: measures that are named, pointed back to, or understood."""
    found = named_candidates(page, sentence)
    found.extend(task_candidates(page, sentence, found))
    found.extend(anaphoric_candidates(page, sentence, found))
    found.extend(implicit_candidates(page, sentence, found))
    return found


def _is_condition(candidate: Candidate, conditions: list[ConditionMention]) -> bool:
    """Whether the measure is only named in a condition ("if there is a cease-fire")."""
    return any(
        mention.condition.span is not None
        and mention.head is not None
        and mention.condition.relation not in (Relation.LIMITED_TO, Relation.WITH)
        and mention.condition.span.contains(candidate.mention.span)
        for mention in conditions
    )


def _repeats(position: Position, found: list[Position]) -> bool:
    assert position.evidence is not None
    for other in found[-12:]:
        assert other.evidence is not None
        if (
            other.measure_id == position.measure_id
            and (other.stance is position.stance or other.measure == position.measure)
            and set(other.actor_ids) & set(position.actor_ids)
            and other.evidence.span.overlaps(position.evidence.span)
        ):
            return True
    return False


def build_position(
    page: Page, sentence: Span, candidate: Candidate, conditions: list[ConditionMention]
) -> Position | None:
    """The position that a candidate makes; None where it names no actor or speaks in a voice that takes no stand."""
    if _is_aside_clause(page, candidate):
        return None
    evidence = evidence_of(page, candidate, sentence)
    speaker = page.speakers.at(evidence, page.resolver)
    if speaker.silent:
        return None
    own_ids = page.speakers.own_ids(evidence.start, page.resolver)
    named = name_parties(page, candidate, own_ids, speaker)
    if named is None:
        return None
    stance, actor, by = named
    if stance not in (Stance.REQUESTS, Stance.OPPOSED) and belongs_to_another(page, candidate, actor):
        return None
    if is_use_of_force(page, candidate):
        if stance is not Stance.OPPOSED:
            return None
        by = by or owner_ids(page, candidate, own_ids)
    if actor.negated and stance.positive:
        stance = Stance.UNDECIDED if stance.firm else Stance.DECLINED
    if actor.negated and actor.quantifier and actor.quantifier.word == "all" and stance is Stance.UNDECIDED:
        stance = Stance.UNDECIDED
    attached = attach_conditions(page, candidate, evidence, conditions)
    if stance is Stance.WILLING and _is_conditional(page, candidate) and attached:
        stance = Stance.COMMITTED
    stance = settled_stance(page, candidate, evidence, stance)
    quantity = next((q for _, q in find_quantities(page.text, evidence)), None)
    speaker = speech_act_speaker(page, candidate, actor, speaker)
    confidence = confidence_of(page, candidate, actor, stance)
    return Position(
        doc_id=page.document.id,
        evidence=Quote.from_text(page.text, evidence),
        actor=actor.span,
        actor_ids=actor.actor_ids,
        quantifier=actor.quantifier,
        stance=stance,
        able=candidate.reading.able,
        measure=candidate.mention.span,
        measure_id=candidate.mention.measure_id,
        by_ids=by if stance in (Stance.REQUESTS, Stance.OPPOSED) else (),
        for_ids=beneficiaries(page, candidate, evidence, actor, by),
        quantity=quantity,
        conditions=tuple(mention.condition for mention in attached),
        when=find_when(page.text, evidence),
        speaker=speaker.span,
        speaker_ids=() if speaker.kind is SpeakerKind.OUTLET else speaker.actor_ids,
        speaker_kind=speaker.kind,
        directness=speaker.directness,
        confidence=confidence,
        sure=confidence >= DISPLAY_THRESHOLD,
        reader=READER,
    )


def settled_stance(page: Page, candidate: Candidate, evidence: Span, stance: Stance) -> Stance:
    """Rulings that need the whole clause.

    An announced package with its items stands for more than a promise; what is going on "over the next years" is one,
    and so is a promise that was raised or set ("raised its target"): nothing is delivered yet.
    """
    words = evidence.cut(page.text)
    if (
        stance is Stance.COMMITTED
        and PACKAGE.search(words)
        and any(link.lemma in ANNOUNCING for link in candidate.chain)
    ):
        modal = page.predicates.at(candidate.anchor).modal
        return Stance.ALLOCATED if modal is None else stance
    going_on = page.predicates.at(candidate.anchor).tense in (Tense.PROGRESSIVE, Tense.PRESENT)
    if stance is Stance.DELIVERED and going_on and FUTURE.search(words):
        return Stance.COMMITTED
    if stance is Stance.DELIVERED and PROMISE_SET.search(words):
        return Stance.COMMITTED
    return stance


def _is_aside_clause(page: Page, candidate: Candidate) -> bool:
    """Whether the clause says something beside the matter.

    An adverbial clause says why, when or how, not who is willing. In an actor's own text a relative clause, or a second
    verb without a subject of its own, counts only where it says more than a tense; and a meeting that "discussed"
    something is told, no position taken.
    """
    if candidate.needed is not None:
        return False
    relation = page.trees.relation(candidate.anchor)
    if relation == "acl" and (candidate.implicit or (candidate.reading.tentative and page.voice.issuer_ids)):
        return True
    own = page.predicates.at(candidate.anchor).own_subject
    if relation == "conj" and candidate.reading.tentative and not own and page.voice.issuer_ids:
        return True
    talked = page.voice.issuer_ids and any(link.lemma == "discuss" for link in candidate.chain)
    return relation == "advcl" or bool(talked)


def _is_conditional(page: Page, candidate: Candidate) -> bool:
    predicate = page.predicates.at(candidate.anchor)
    return predicate.modal == "would" and all(link.word_class is WordClass.ACTION for link in candidate.chain)


def attach_conditions(
    page: Page, candidate: Candidate, evidence: Span, conditions: list[ConditionMention]
) -> list[ConditionMention]:
    """The conditions whose clause hangs on the chain, or stands inside the evidence."""
    links = {link.index for link in candidate.chain} | {candidate.anchor}
    if page.trees.relation(candidate.anchor) == "conj" and not page.predicates.at(candidate.anchor).own_subject:
        links.add(page.trees.words[candidate.anchor].head)
    below = set(page.trees.subtree(candidate.chain[0].index))
    attached = []
    for mention in conditions:
        span = mention.condition.span
        if span is None or span.contains(candidate.mention.span):
            continue
        if mention.head in links or (mention.head in below) or (mention.head is None and evidence.contains(span)):
            attached.append(mention)
    if candidate.needed is not None:
        attached.extend(_necessity_condition(page, candidate))
    return attached


def _necessity_condition(page: Page, candidate: Candidate) -> list[ConditionMention]:
    from willing.model import AttachedCondition

    assert candidate.needed is not None
    subject = page.predicates.at(candidate.needed).subject
    if subject is None:
        return []
    span = page.trees.phrase(subject)
    if page.trees.lower[subject] in RELATIVES:
        sentence = page.layers.sentences[page.trees.words[subject].sentence]
        before = page.measures_of(Span(sentence.start, max(span.start, sentence.start + 1)))
        head = page.head_word(before[-1].span) if before else None
        span = page.trees.phrase(head) if head is not None else span
    words = span.cut(page.text)
    kind = page._condition_finder.kind_of(words) or "other"
    return [ConditionMention(AttachedCondition(span, kind, Relation.REQUIRES), candidate.needed)]


def speech_act_speaker(page: Page, candidate: Candidate, actor: Resolved, speaker: Speaker) -> Speaker:
    """A reported speech act ("vowed", "offered") has its actor as speaker where nobody else is quoted."""
    if speaker.kind is not SpeakerKind.OUTLET or speaker is not OUTLET or actor.quantifier is not None:
        return speaker
    if any(link.lemma in SPEECH_ACTS for link in candidate.chain):
        return Speaker(actor.span, actor.actor_ids, SpeakerKind.NAMED, Directness.REPORTED)
    return speaker
