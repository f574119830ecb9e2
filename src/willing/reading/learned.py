"""Drafts from triggers: what the network sees, with names, measures and conditions put to it by the rules.

The network proposes the clause, the stance and the kind of measure. Who is meant is found by the resolver from the word
that the network points to; words of a measure, and what the rules make of the same clause, speak for one reading or
another, each with a weight that was measured (docs/explanation/reading-model.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from willing.model import AttachedCondition, Relation, Span, SpeakerKind, Stance
from willing.reading.actors import AGENTS, FIRST_PLURAL, FIRST_SINGULAR, HE_SHE, OWNING, Resolved, singular_agent
from willing.reading.candidates import Candidate
from willing.reading.clause_words import columns_of_clause, load_clause_words
from willing.reading.conditions import ConditionMention
from willing.reading.drafts import Draft
from willing.reading.lemmas import lemma
from willing.reading.lexicon import load_lexicon
from willing.reading.measures import MeasureMention
from willing.reading.page import Page
from willing.reading.parties import beneficiaries, name_parties
from willing.reading.position_layout import LAYOUT, MEASURES, STANCES
from willing.reading.settling import settled_stance
from willing.reading.speakers import OUTLET, Speaker
from willing.reading.speech_acts import SPEECH_ACTS, spoken_by
from willing.reading.triggers import ConditionRun, NamePointer, Trigger

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
NAMED_FROM = 0.7
"""Chance of a name in the window from which it is taken for the actor, or the speaker, that nothing else tells."""
OVERRULED_FROM = 0.5
"""Chance of a name from which it counts more than that of the one named last, for a pronoun or an office."""
SILENT_OUTLET = 0.3
"""Chance that the outlet itself asserts it, below which somebody is looked for who says it."""
BELONGING, SURE_CONDITION = 0.4, 0.6
"""Chances from which words that only the network takes for a condition are one, and belong to a trigger."""
LONGEST_EVIDENCE = 600
"""Characters above which the network's borders of the evidence are not believed."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who is (un)willing and of whom it is asked, and who found it: a pointer to the actor's word, or to a name.

    `name_chance` is the chance of the name where nothing else tells the actor, 0 elsewhere.
    """

    actor: Resolved
    by: tuple[str, ...]
    pointed: bool
    name_chance: float = 0.0


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
    columns = columns_of_clause(page, trigger.word, trigger.first, trigger.last, trigger.what, candidates)
    stance, stance_chance = choose_stance(trigger, candidates, columns)
    if candidates and candidates[0].reading.stance is stance:
        stance = settled_stance(page, candidates[0], evidence, stance)
    speaker = choose_speaker(page, trigger, sentence, evidence, named.actor, speaker)
    attached = tuple(attach(page, trigger, evidence, candidates, conditions))
    drafts = []
    for mention, measure_chance in choose_measures(page, trigger, evidence, candidates, columns):
        candidate = next((each for each in candidates if each.mention.measure_id == mention.measure_id), None)
        # whom the tree makes the object of "reject" is rarely the one whose deed is objected to
        told = stance is Stance.OPPOSED and any(each.reading.other is not None for each in candidates)
        by = named.by if stance is Stance.REQUESTS or told else ()
        features = {
            "learned": 1.0,
            "trigger": _logit(trigger.chance),
            "stance_chance": _logit(stance_chance),
            "measure_chance": _logit(measure_chance),
            "actor_chance": _logit(trigger.actor_chance) if named.pointed else 0.0,
            "pointed_actor": float(named.pointed),
            "name_chance": _logit(named.name_chance) if named.name_chance else 0.0,
            "named_near": float(named.name_chance > 0.0),
            "inferred_actor": float(named.actor.inferred),
            "unnamed_set": float(named.actor.quantifier is not None),
            "seen_by_rules": float(bool(candidates)),
            "same_stance": float(any(each.reading.stance is stance for each in candidates)),
            "same_measure": float(candidate is not None),
            "measure_named": float(any(m.measure_id == mention.measure_id for m in page.measures_of(evidence))),
            f"stance_{stance.value}": 1.0,
            f"voice_{page.voice.kind.value}": 1.0,
        }
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
                features=features,
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


def choose_stance(
    trigger: Trigger, candidates: Sequence[Candidate], columns: NDArray[np.int64]
) -> tuple[Stance, float]:
    """The likeliest stance and its chance: the network's, the words' and the rules' reading weighed together."""
    words = load_clause_words().scores("stance", columns)
    scores = [
        NETWORK_STANCE * math.log(max(chance, LEAST)) + WORDS_STANCE * float(word)
        for chance, word in zip(trigger.stances, words, strict=True)
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
    page: Page, trigger: Trigger, evidence: Span, candidates: Sequence[Candidate], columns: NDArray[np.int64]
) -> list[tuple[MeasureMention, float]]:
    """The measures that the trigger is about, likeliest first, each with words for it and its chance."""
    known = {measure.id: rank for rank, measure in enumerate(page.register.measures)}
    named = {mention.measure_id: mention for mention in reversed(page.measures_of(evidence))}
    followed = {each.mention.measure_id: each.mention for each in reversed(candidates) if not each.implicit}
    named |= followed
    if not set(known) <= set(MEASURES):
        return [(_other_measure(page, trigger, named, known), NAMED_BY_CASE if named else UNNAMED_BY_CASE)]
    words = load_clause_words().scores("measure", columns)
    scores = {
        measure: NETWORK_MEASURE * math.log(max(chance, LEAST))
        + WORDS_MEASURE * float(word)
        + (MEASURE_OF_WORDS if measure in named else 0.0)
        + (MEASURE_OF_RULES if measure in followed else 0.0)
        for measure, chance, word in zip(MEASURES, trigger.measures, words, strict=True)
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
    if trigger.actor is not None and _stands_for_a_name(page, trigger.actor):
        ids, chance = whose_name(page, trigger.names_actor)
        if ids and chance >= NAMED_FROM:
            actor = Resolved(page.trees.phrase(trigger.actor), ids, inferred=True)
            return Named(actor, tuple(each for each in by if each not in ids), False, chance)
    return None


def _stands_for_a_name(page: Page, word: int) -> bool:
    """Whether a word can stand for somebody named elsewhere: "he", "the Treasury"; not "I", not "Wagner"."""
    trees = page.trees
    lower, part_of_speech = trees.lower[word], trees.part_of_speech(word)
    if lower in FIRST_PLURAL or lower in FIRST_SINGULAR:
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
    lower = page.trees.lower[word]
    if lower in FIRST_PLURAL or lower in FIRST_SINGULAR or any(page.trees.with_relation(word, "conj")):
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


def choose_speaker(
    page: Page, trigger: Trigger, sentence: Span, evidence: Span, actor: Resolved, speaker: Speaker
) -> Speaker:
    """The speaker that the rules find; where they find none and the network hears one, the nearest who speaks.

    A reported speech act has its actor as speaker where nobody else is quoted.
    """
    if speaker is not OUTLET:
        return speaker
    if trigger.kinds[KINDS.index("outlet")] < SILENT_OUTLET:
        heard = page.speakers.in_sentence(sentence, evidence, page.resolver)
        if heard is not None:
            return heard
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
    if speaker.kind is not SpeakerKind.NAMED or word is None or not _stands_for_a_name(page, word):
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
    found: list[ConditionMention] = []
    end: int | None = None
    for run in page.layers.conditions:
        if not _belongs(run, trigger):
            continue
        if end is not None and run.first == end + 1:
            before = found.pop().condition.span
            mention = _learned_condition(page, run, before)
        else:
            mention = _learned_condition(page, run)
        found.append(mention)
        end = run.last
    return found


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


def _learned_condition(page: Page, run: ConditionRun, before: Span | None = None) -> ConditionMention:
    span = page.trees.span(run.first, run.last)
    span = span if before is None else before.joined(span)
    known = {condition.id for condition in page.register.conditions}
    named = page.condition_kind(span)
    fact = named or (run.fact if run.fact in known else "other")
    relation, fact = page.in_company(Relation(run.relation), fact, span)
    return ConditionMention(AttachedCondition(span, fact, relation), None)


def _best(scores: list[float], values: list[Stance]) -> tuple[Stance, float]:
    best = max(range(len(scores)), key=scores.__getitem__)
    return values[best], math.exp(scores[best]) / sum(math.exp(score) for score in scores)


def _logit(chance: float) -> float:
    """Log odds, kept between -5 and 5."""
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return min(5.0, max(-5.0, math.log(chance / (1 - chance))))
