"""Putting a position together: stance, parties, speaker, conditions, quantity, confidence.

Every clause of every sentence is tried, inside and outside quotations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from willing.model import AttachedCondition, Document, Position, Quote, Relation, Span, SpeakerKind, Stance
from willing.reading.actors import Resolved
from willing.reading.candidates import Candidate, named_candidates
from willing.reading.conditions import ConditionMention, still_open
from willing.reading.confidence import DISPLAY_THRESHOLD, confidence_of, features_of, least_confidence
from willing.reading.drafts import Draft
from willing.reading.evidence import evidence_of
from willing.reading.layers import Layers
from willing.reading.learned import learned_drafts
from willing.reading.lexicon import WordClass
from willing.reading.page import Page, Tools
from willing.reading.parties import belongs_to_another, beneficiaries, is_use_of_force, name_parties, owner_ids
from willing.reading.predicates import RELATIVES
from willing.reading.quantities import find_quantities
from willing.reading.settling import settled_stance
from willing.reading.speakers import OUTLET, Speaker
from willing.reading.speech_acts import SPEECH_ACTS, of_its_own, spoken_by
from willing.reading.tasks import task_candidates
from willing.reading.times import find_when
from willing.reading.triggers import Trigger
from willing.reading.unnamed import anaphoric_candidates, implicit_candidates

NAME, VERSION = "local", "6"
READER = f"{NAME}/{VERSION}"
"""Kept with every position; a higher version reads again what an earlier one has read."""
LEARNED_FROM = 0.35
"""How likely a word must be a trigger for a draft of its own."""
RULES_ALONE = 0.4
"""How likely the network must hold some word of a clause to be a trigger before the rules' own draft of it is kept."""
REQUIRED_FOR = 0.2
"""The same of what "would be required for Y to send troops" says of Y, and of plain words of refusal or objection."""


def find_positions(document: Document, layers: Layers, tools: Tools) -> tuple[Position, ...]:
    """The positions of `document` that the reader is sure enough of to keep, in text order."""
    page = Page(document, layers, tools)
    found = [(draft, position_of(page, draft)) for draft in find_drafts(page)]
    kept = [
        position for draft, position in found if draft.of_rules or position.confidence >= least_confidence(draft.stance)
    ]
    return tuple(sorted(kept, key=lambda p: p.evidence.span.start if p.evidence else 0))


def find_drafts(page: Page) -> list[Draft]:
    """What every sentence says, by the network's triggers and by the rules, nothing twice."""
    found: list[Draft] = []
    triggers = defaultdict(list)
    for trigger in page.layers.triggers:
        triggers[page.layers.words[trigger.word].sentence].append(trigger)
    for number, sentence in enumerate(page.layers.sentences):
        if page.text[sentence.end - 1] == "?":
            continue  # a question takes no position
        for draft in sentence_drafts(page, sentence, triggers[number]):
            if not any(draft.repeats(other) for other in found[-12:]):
                found.append(draft)
    return found


def sentence_drafts(page: Page, sentence: Span, triggers: Sequence[Trigger]) -> list[Draft]:
    """The drafts of one sentence: those of its triggers first, then what only the rules see."""
    if not triggers and page.layers.learned:
        return []
    candidates: list[Candidate] = []
    conditions: list[ConditionMention] = []
    if page.measures_of(sentence) or page.last_measure_before(sentence.end):
        conditions = page.conditions_of(sentence)
        candidates = [each for each in sentence_candidates(page, sentence) if not _is_condition(each, conditions)]
    elif triggers:
        conditions = page.conditions_of(sentence)
    found: list[Draft] = []
    used: set[int] = set()
    needing = {word for each in candidates if each.needed is not None for word in words_of_candidate(each)}
    for trigger in triggers:
        if trigger.chance < LEARNED_FROM or trigger.word in needing:
            continue  # "X would be required for Y to do Z" is read by the rules alone
        near = [each for each in candidates if trigger.word in {link.index for link in each.chain}]
        near.sort(key=lambda each: each.reading.tentative)
        used.update(id(each) for each in near)
        found.extend(learned_drafts(page, sentence, trigger, near, conditions))
    for candidate in candidates:
        if id(candidate) in used:
            continue
        words = words_of_candidate(candidate)
        words |= {child for word in words for child in page.trees.with_relation(word, "aux", "cop")}
        chance = max((trigger.chance for trigger in triggers if trigger.word in words), default=0.0)
        least = REQUIRED_FOR if candidate.needed is not None or _plainly_against(candidate) else RULES_ALONE
        if chance < least and page.layers.learned:
            continue
        draft = draft_of(page, sentence, candidate, conditions, chance)
        if draft is not None:
            found.append(draft)
    return found


def _plainly_against(candidate: Candidate) -> bool:
    """Whether a word of refusal or objection to a measure that is named carries the candidate."""
    reading = candidate.reading
    return (
        not reading.tentative
        and not candidate.implicit
        and reading.stance in (Stance.DECLINED, Stance.OPPOSED)
        and any(link.word_class in (WordClass.DECLINE, WordClass.OPPOSE) for link in candidate.chain)
    )


def words_of_candidate(candidate: Candidate) -> set[int]:
    """The words that make a candidate: its chain, and what "is required for" it."""
    needed = set() if candidate.needed is None else {candidate.needed}
    return {link.index for link in candidate.chain} | {candidate.anchor} | needed


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


def draft_of(
    page: Page, sentence: Span, candidate: Candidate, conditions: list[ConditionMention], chance: float
) -> Draft | None:
    """The draft that a candidate makes; None where it names no actor or speaks in a voice that takes no stand.

    `chance` is what the network gives its words to be a trigger.
    """
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
    attached = attach_conditions(page, candidate, evidence, conditions)
    if stance is Stance.WILLING and _is_conditional(page, candidate) and attached:
        stance = Stance.COMMITTED
    stance = settled_stance(page, candidate, evidence, stance)
    by = by if stance in (Stance.REQUESTS, Stance.OPPOSED) else ()
    return Draft(
        evidence=evidence,
        stance=stance,
        actor=actor,
        by=by,
        for_ids=beneficiaries(page, candidate.mention, evidence, actor, by),
        mention=candidate.mention,
        able=candidate.reading.able,
        speaker=speech_act_speaker(page, candidate, evidence, actor, speaker),
        conditions=tuple(still_open(attached, stance)),
        features=features_of(page, candidate, actor, stance) | {"rules_trigger": chance},
    )


def position_of(page: Page, draft: Draft) -> Position:
    """The position that a draft makes, with amount, time and confidence."""
    confidence = confidence_of(draft.features)
    return Position(
        doc_id=page.document.id,
        evidence=Quote.from_text(page.text, draft.evidence),
        actor=draft.actor.span,
        actor_ids=draft.actor.actor_ids,
        quantifier=draft.actor.quantifier,
        stance=draft.stance,
        able=draft.able,
        measure=draft.mention.span,
        measure_id=draft.mention.measure_id,
        by_ids=draft.by,
        for_ids=draft.for_ids,
        quantity=next((quantity for _, quantity in find_quantities(page.text, draft.evidence)), None),
        conditions=tuple(mention.condition for mention in draft.conditions),
        when=find_when(page.text, draft.evidence),
        speaker=draft.speaker.span,
        speaker_ids=() if draft.speaker.kind is SpeakerKind.OUTLET else draft.speaker.actor_ids,
        speaker_kind=draft.speaker.kind,
        directness=draft.speaker.directness,
        confidence=confidence,
        sure=confidence >= DISPLAY_THRESHOLD,
        reader=READER,
    )


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
    kind = page.condition_kind(span) or "other"
    return [ConditionMention(AttachedCondition(span, kind, Relation.REQUIRES), candidate.needed)]


def speech_act_speaker(page: Page, candidate: Candidate, evidence: Span, actor: Resolved, speaker: Speaker) -> Speaker:
    """A reported speech act ("vowed", "offered") has its actor as speaker where nobody else is quoted."""
    if speaker is not OUTLET or actor.quantifier is not None:
        return of_its_own(page.text, speaker, evidence, actor)
    if any(link.lemma in SPEECH_ACTS for link in candidate.chain):
        return spoken_by(actor)
    return speaker
