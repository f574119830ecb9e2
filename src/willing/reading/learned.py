"""Drafts from triggers: what the network sees, with names, measures and conditions put to it by the rules.

The network proposes the clause, the stance and the kind of measure. Who is meant is found by the resolver from the word
that the network points to; words of a measure, and what the rules make of the same clause, speak for one reading or
another, each with a weight that was measured (docs/explanation/reading-model.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from willing.model import AttachedCondition, Relation, Span, SpeakerKind, Stance
from willing.reading.actors import HE_SHE, Resolved
from willing.reading.candidates import Candidate
from willing.reading.clause_words import ClauseScores, scores_of_clause
from willing.reading.conditions import ConditionMention, still_open
from willing.reading.drafts import Draft
from willing.reading.learned_actors import NAMED_FROM, OVERRULED_FROM, find_actor, stands_for_a_name, whose_name
from willing.reading.learned_features import Chosen, features_of_trigger
from willing.reading.lemmas import lemma
from willing.reading.lexicon import load_lexicon
from willing.reading.measures import MeasureMention
from willing.reading.page import Page
from willing.reading.parties import beneficiaries
from willing.reading.position_layout import LAYOUT, MEASURES, STANCES
from willing.reading.settling import settled_stance
from willing.reading.speakers import OUTLET, Speaker
from willing.reading.speech_acts import SPEECH_ACTS, of_its_own, spoken_by
from willing.reading.triggers import ConditionRun, Trigger

KINDS = LAYOUT["kind"]
NETWORK_STANCE, WORDS_STANCE = 1.65, 0.95
NETWORK_MEASURE, WORDS_MEASURE = 1.65, 0.9
"""What the logarithms of the chances count that the network and the words of the clause give."""
LEAST = 1e-3
"""A chance below it counts as this much: the network is surer than it is right."""
STANCE_OF_RULES = 10.5
"""What the stance that the rules read adds to the logarithm of its chance."""
STANCE_ALONE = 7.0
"""The same where no word names the measure: "had announced that" may go on with a refusal."""
STANCE_OF_TENSE = 0.2
"""The same where they read it from the tense alone."""
HEDGES = frozenset(["may", "might", "could"])
"""Modals that say that nothing is promised; the rules' reading of them counts in full."""
MEASURE_OF_WORDS = 1.5
"""What a measure named in the clause adds to the logarithm of its chance."""
MEASURE_OF_RULES = 1.7
"""What is added to that where the rules follow the measure to the trigger."""
NAMED_BY_CASE, UNNAMED_BY_CASE = 0.95, 0.4
"""The chance given to a measure of a case with a list of its own, which the network does not know; not fitted."""
SECOND_MEASURE = 0.3
"""Chance of a measure beside the likeliest, from which it is one more position, if words of the clause name both."""
SILENT_OUTLET = 0.3
"""Chance that the outlet itself asserts it, below which somebody is looked for who says it."""
BELONGING, SURE_CONDITION = 0.4, 0.6
"""Chances from which words that only the network takes for a condition are one, and belong to a trigger."""
WHOLE_CONDITIONS = frozenset("alone anyway regardless together unarmed unasked unconditionally uninvited".split())
"""Single words that say a condition, or that there is none; others are a piece of one."""
LONGEST_EVIDENCE = 600
"""Characters above which the network's borders of the evidence are not believed."""


def learned_drafts(
    page: Page,
    sentence: Span,
    trigger: Trigger,
    candidates: Sequence[Candidate],
    conditions: Sequence[ConditionMention],
) -> list[Draft]:
    """The drafts of one trigger, one a measure; `candidates` are the rules' own for the same words, best first."""
    evidence = evidence_of_trigger(page, trigger, sentence)
    speaker = page.speakers.at(evidence, page.resolver)
    if speaker.silent:
        return []
    own_ids = page.speakers.own_ids(evidence.start, page.resolver)
    own_speaker = own_ids == speaker.actor_ids
    speaker = _with_name(page, trigger, speaker)
    own_ids = speaker.actor_ids if own_speaker else own_ids
    named = find_actor(page, trigger, candidates, own_ids, speaker)
    if named is None:
        return []
    words = scores_of_clause(page, trigger.word, trigger.first, trigger.last, trigger.what, candidates)
    stance, stance_chance = choose_stance(trigger, candidates, words)
    if candidates and candidates[0].reading.stance is stance:
        stance = settled_stance(page, candidates[0], evidence, stance)
    speaker = choose_speaker(page, trigger, sentence, evidence, named.actor, speaker)
    attached = tuple(still_open(attach(page, trigger, evidence, candidates, conditions), stance))
    drafts = []
    for mention, measure_chance in choose_measures(page, trigger, evidence, candidates, words):
        chosen = Chosen(stance, stance_chance, mention, measure_chance)
        # whom the tree makes the object of "reject" is rarely the one whose deed is objected to
        told = stance is Stance.OPPOSED and any(each.reading.other is not None for each in candidates)
        by = named.by if stance is Stance.REQUESTS or told else ()
        drafts.append(
            Draft(
                evidence=evidence,
                stance=stance,
                actor=named.actor,
                by=by,
                for_ids=beneficiaries(page, mention, evidence, named.actor, by),
                mention=mention,
                able=next((each.reading.able for each in candidates if each.reading.able is not None), None),
                speaker=speaker,
                conditions=attached,
                features=features_of_trigger(page, trigger, named, words, chosen, candidates),
            )
        )
    return drafts


def evidence_of_trigger(page: Page, trigger: Trigger, sentence: Span) -> Span:
    """The words from the first to the last that the network points to, inside the trigger's sentence."""
    words = page.layers.words
    start, end = max(words[trigger.first].start, sentence.start), min(words[trigger.last].end, sentence.end)
    if end - start > LONGEST_EVIDENCE:
        first, last = page.trees.bounds(trigger.word)
        start, end = words[first].start, words[last].end
    start, end = _without_saying(page, trigger, start, end)
    text = page.text
    while start < end - 1 and text[start] in " ,;:—–-“\"’'.":
        start += 1
    while end > start + 1 and text[end - 1] in ' ,;:—–-”".':
        end -= 1
    return Span(start, end)


def _without_saying(page: Page, trigger: Trigger, start: int, end: int) -> tuple[int, int]:
    """The borders less the words of saying beside what is said ("..., the admiral said"), where those name no actor."""
    words = page.layers.words
    place = words[trigger.word].span
    for attribution in page.speakers.attributions:
        cue, said_by = attribution.cue, attribution.source
        if not any(part.contains(place) for part in attribution.content):
            continue
        if place.end <= cue.start < end:
            end = min(cue.start, said_by.start) if said_by is not None and said_by.start >= place.end else cue.start
        elif start < cue.end <= place.start and trigger.actor is not None and words[trigger.actor].start >= cue.end:
            start = min((part.start for part in attribution.content if part.start >= cue.end), default=start)
    return start, end


def choose_stance(trigger: Trigger, candidates: Sequence[Candidate], words: ClauseScores) -> tuple[Stance, float]:
    """The likeliest stance and its chance: the network's, the words' and the rules' reading weighed together."""
    scores = [
        NETWORK_STANCE * math.log(max(chance, LEAST)) + WORDS_STANCE * float(word)
        for chance, word in zip(trigger.stances, words.stance, strict=True)
    ]
    for candidate in candidates[:1]:
        weight = STANCE_OF_TENSE if candidate.reading.tentative else STANCE_OF_RULES
        if candidate.implicit:
            weight = min(weight, STANCE_ALONE)
        if candidate.reading.tentative and any(
            link.predicate is not None and link.predicate.modal in HEDGES for link in candidate.chain
        ):
            weight = STANCE_OF_RULES
        scores[STANCES.index(candidate.reading.stance.value)] += weight
    return _best(scores, [Stance(name) for name in STANCES])


def choose_measures(
    page: Page, trigger: Trigger, evidence: Span, candidates: Sequence[Candidate], words: ClauseScores
) -> list[tuple[MeasureMention, float]]:
    """The measures that the trigger is about, likeliest first, each with words for it and its chance."""
    known = {measure.id: rank for rank, measure in enumerate(page.register.measures)}
    named = {mention.measure_id: mention for mention in reversed(page.measures_of(evidence))}
    followed = {each.mention.measure_id: each.mention for each in reversed(candidates) if not each.implicit}
    named |= followed
    if not set(known) <= set(MEASURES):
        return [(_other_measure(page, trigger, named, known), NAMED_BY_CASE if named else UNNAMED_BY_CASE)]
    scores = {
        measure: NETWORK_MEASURE * math.log(max(chance, LEAST))
        + WORDS_MEASURE * float(word)
        + (MEASURE_OF_WORDS if measure in named else 0.0)
        + (MEASURE_OF_RULES if measure in followed else 0.0)
        for measure, chance, word in zip(MEASURES, trigger.measures, words.measure, strict=True)
        if measure in known
    }
    total = math.log(sum(math.exp(score) for score in scores.values()))
    chances = {measure: math.exp(score - total) for measure, score in scores.items()}
    ranked = sorted(chances, key=lambda each: -chances[each])
    chosen = ranked[:1] + [
        each for each in ranked[1:] if chances[each] >= SECOND_MEASURE and each in named and ranked[0] in named
    ]
    phrase = page.trees.phrase(trigger.what)
    place = phrase if phrase.overlaps(evidence) else page.layers.words[trigger.word].span
    return [(named.get(each) or MeasureMention(place, each, known[each]), chances[each]) for each in chosen]


def _other_measure(
    page: Page, trigger: Trigger, named: dict[str, MeasureMention], known: dict[str, int]
) -> MeasureMention:
    """The measure of a register with a list of its own: one that the clause names, else the one spoken of around."""
    if named:
        return min(named.values(), key=lambda mention: mention.rank)
    place = page.layers.words[trigger.word].span
    around = page.measure_around(place.start, 300)
    measure = around or page.register.measures[-1].id
    return MeasureMention(place, measure, known[measure])


def choose_speaker(
    page: Page, trigger: Trigger, sentence: Span, evidence: Span, actor: Resolved, speaker: Speaker
) -> Speaker:
    """The speaker that the rules find; where they find none and the network hears one, the nearest who speaks.

    A reported speech act has its actor as speaker where nobody else is quoted.
    """
    if speaker is not OUTLET:
        return of_its_own(page.text, speaker, evidence, actor)
    if trigger.kinds[KINDS.index("outlet")] < SILENT_OUTLET:
        heard = page.speakers.in_sentence(sentence, evidence, page.resolver)
        if heard is not None:
            return of_its_own(page.text, heard, evidence, actor)
        if actor.quantifier is None and trigger.kinds[KINDS.index("named")] > 0.5:
            return spoken_by(actor)
    if actor.quantifier is not None:
        return speaker
    word = trigger.word
    if page.predicates.is_predicate(word):
        base = page.predicates.at(word).lemma
    else:
        base = lemma(page.trees.lower[word], load_lexicon().known_verbs)
    return spoken_by(actor) if base in SPEECH_ACTS else speaker


def _with_name(page: Page, trigger: Trigger, speaker: Speaker) -> Speaker:
    """The speaker; with the name that the network points to where its words name nobody, or are "he" or "she"."""
    word = page.head_word(speaker.span) if speaker.span is not None else None
    if speaker.kind is not SpeakerKind.NAMED or word is None:
        return speaker
    labelled = page.voice.label_at(page.layers.words[trigger.word].start) == speaker.span
    if not labelled and not stands_for_a_name(page, word):
        return speaker
    least = OVERRULED_FROM if speaker.actor_ids else NAMED_FROM
    if speaker.actor_ids and page.trees.lower[word] not in HE_SHE:
        return speaker
    ids, chance = whose_name(page, trigger.names_speaker)
    return replace(speaker, actor_ids=ids) if ids and chance >= least else speaker


def attach(
    page: Page,
    trigger: Trigger,
    evidence: Span,
    candidates: Sequence[Candidate],
    conditions: Sequence[ConditionMention],
) -> list[ConditionMention]:
    """The conditions of a trigger: the network's own, and those of the rules that hang on the same words."""
    links = {trigger.word} | {link.index for each in candidates for link in each.chain}
    below = set(page.trees.subtree(trigger.word))
    found = [
        mention
        for mention in conditions
        if mention.condition.span is not None
        and (
            mention.head in links
            or mention.head in below
            or (mention.head is None and evidence.contains(mention.condition.span))
        )
    ]
    own = _runs_of(page, trigger)
    for learned in own:
        if not any(_meet(learned, other) for other in found):
            told = next((each for each in conditions if _meet(learned, each)), learned)
            found.append(told)
    found = [_named(page, mention, own) for mention in found]
    return sorted(found, key=lambda mention: mention.condition.span.start if mention.condition.span else 0)


def _meet(one: ConditionMention, other: ConditionMention) -> bool:
    spans = one.condition.span, other.condition.span
    return spans[0] is not None and spans[1] is not None and spans[0].overlaps(spans[1])


def _runs_of(page: Page, trigger: Trigger) -> list[ConditionMention]:
    """The network's conditions of a trigger; "only" and "after a truce" side by side are one."""
    groups: list[list[ConditionRun]] = []
    for run in page.layers.conditions:
        if not _belongs(run, trigger):
            continue
        if groups and run.first == groups[-1][-1].last + 1:
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_learned_condition(page, group) for group in groups if not _is_piece(page, group)]


def _is_piece(page: Page, group: Sequence[ConditionRun]) -> bool:
    """Whether a condition is a single word that says none."""
    word = group[0].first
    return word == group[-1].last and page.trees.lower[word] not in WHOLE_CONDITIONS


def _named(page: Page, told: ConditionMention, own: Sequence[ConditionMention]) -> ConditionMention:
    """The condition; where its words name nothing that the rules know, with the words that the network adds to it."""
    span = told.condition.span
    if told.condition.id != "other" or span is None:
        return told
    fact = "other"
    for learned in own:
        if learned.condition.span is not None and _meet(learned, told):
            span = span.joined(learned.condition.span)
            fact = learned.condition.id
    return replace(told, condition=replace(told.condition, span=span, id=page.condition_kind(span) or fact))


def _belongs(run: ConditionRun, trigger: Trigger) -> bool:
    return run.chance >= SURE_CONDITION and run.triggers.get(trigger.word, 0.0) >= BELONGING


def _learned_condition(page: Page, group: Sequence[ConditionRun]) -> ConditionMention:
    """The condition of runs side by side; relation and fact are the last one's."""
    run = group[-1]
    span = page.trees.span(group[0].first, run.last)
    known = {condition.id for condition in page.register.conditions}
    named = page.condition_kind(span)
    fact = named or (run.fact if run.fact in known else "other")
    relation, fact = page.in_company(Relation(run.relation), fact, span)
    return ConditionMention(AttachedCondition(span, fact, relation), None)


def _best(scores: list[float], values: list[Stance]) -> tuple[Stance, float]:
    best = max(range(len(scores)), key=scores.__getitem__)
    return values[best], math.exp(scores[best]) / sum(math.exp(score) for score in scores)
