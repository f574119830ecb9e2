"""Putting a position together: a measure, the predicate over it, its stance, who has it, who says so.

Every clause of every sentence is tried, inside and outside quotations. A measure is followed up the dependency tree
to the predicate that governs it; from there outwards the chain of predicates gives the stance, its subject the actor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

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
from willing.reading.actors import AGENTS, Resolved, singular_agent
from willing.reading.conditions import ConditionMention
from willing.reading.confidence import DISPLAY_THRESHOLD, confidence_of
from willing.reading.layers import Layers
from willing.reading.lexicon import WordClass, load_lexicon
from willing.reading.measures import MeasureMention
from willing.reading.page import Page, Tools
from willing.reading.predicates import RELATIVES, Tense, is_possessive
from willing.reading.quantities import find_quantities
from willing.reading.speakers import OUTLET, Speaker
from willing.reading.stances import LIGHT_VERBS, Link, Reading, build_chain, link_at, read_chain, singular
from willing.reading.times import find_when
from willing.reading.turns import TextKind

READER = "local/1"
SPEECH_ACTS = frozenset(
    (
        "pledge promise vow offer announce call_for call_on call_upon urge demand declare insist reiterate reaffirm "
        "warn propose suggest assure request appeal reconfirm undertake swear unveil warn_against hint signal"
    ).split()
)
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
NECESSITY = frozenset(
    [
        "require",
        "required",
        "need",
        "needed",
        "necessary",
        "essential",
        "indispensable",
        "precondition",
        "prerequisite",
        "vital",
    ]
)
PRESENCE = frozenset(
    "go serve stay remain come move arrive operate deploy part continue begin start end appear".split()
)
"""Predicates whose subject is what is sent or kept: "no American soldiers would go"."""
PARTICIPATION = frozenset(["contribute", "join", "participate", "take_part"])
"""Verbs that need no measure beside them: the one spoken of before is meant."""
LONG_EVIDENCE = 400
"""Characters above which the innermost clause is quoted instead of the whole one."""
NEEDS_A_MEASURE = (Stance.REQUESTS, Stance.CONSIDERING)
"""Stances that say nothing where no word tells what is asked or weighed."""
IMPLICIT_REACH = 300
"""Characters back to the measure that a promise without one is taken to be about."""
ANAPHORIC = frozenset("it this that them such any some more ones one none".split())
GIVING = frozenset("send provide keep deploy deliver give supply lift extend maintain impose host lead".split())
"""Deeds whose object may be a mere pronoun for a measure named just before."""


ANNOUNCING = frozenset(("announce", "unveil"))
PACKAGE = re.compile(r"\b(?:packages?|drawdown)\b.{0,120}\b(?:includ\w+|of|contain\w*|provid\w+)\b", re.DOTALL)
FUTURE = re.compile(r"\b(?:(?:over|in) the (?:next|coming)|next (?:week|month|year)|later this|tomorrow|soon)\b")
GENERIC_WORDS = re.compile(r"support\w*|help\w*|assist\w*|aid|backing|solidarity")
"""Words of help that only repeat a more exact measure of the same clause."""
AMOUNT_WORDS = re.compile(
    r"(?:[\d.,$€£ ]|million|billion|trillion|euros?|dollars?|pounds?|francs?|kron\w+|us|[ac](?=\$))+"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure with the chain over it, before anybody is named. `anchor` is the predicate whose clause is quoted."""

    mention: MeasureMention
    chain: list[Link]
    reading: Reading
    anchor: int
    anaphoric: bool = False
    needed: int | None = None
    opaque: bool = False
    implicit: bool = False


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


def sentence_candidates(page: Page, sentence: Span) -> list[Candidate]:
    """The measures of one sentence with what is said of them, the most exact measure of each predicate first."""
    found: list[Candidate] = []
    seen: set[tuple[int, str]] = set()
    mentions = page.measures_of(sentence)
    for mention in sorted(mentions, key=lambda each: each.rank):
        candidate = candidate_of(page, mention)
        if candidate is None:
            continue
        key = (candidate.chain[0].index, mention.measure_id)
        if key in seen or _is_shadowed(page, candidate, found):
            continue
        seen.add(key)
        found.append(candidate)
    found.extend(anaphoric_candidates(page, sentence, found))
    found.extend(implicit_candidates(page, sentence, found))
    return found


def _is_shadowed(page: Page, candidate: Candidate, found: list[Candidate]) -> bool:
    """Whether a general measure only repeats a more exact one of the same predicate ("support for sanctions")."""
    words = candidate.mention.span.cut(page.text).lower()
    generic = bool(GENERIC_WORDS.fullmatch(words) or AMOUNT_WORDS.fullmatch(words))
    same = [other for other in found if other.chain[0].index == candidate.chain[0].index]
    links = {link.index for link in candidate.chain}
    if generic and any(links & {link.index for link in other.chain} for other in found):
        return True
    inner = page.trees.words[candidate.chain[0].index]
    verb_is_measure = any(
        other.mention.span.start <= inner.start < other.mention.span.end
        for other in same
        if not GENERIC_WORDS.fullmatch(other.mention.span.cut(page.text).lower())
    )
    return verb_is_measure and not generic


def candidate_of(page: Page, mention: MeasureMention) -> Candidate | None:
    """The chain of predicates over the words of a measure; None where nothing is said of it."""
    head = page.head_word(mention.span)
    if head is None:
        return None
    necessary = _necessary_for(page, mention, head)
    if necessary is not None:
        return necessary
    start = innermost(page, head)
    if start is None:
        return None
    chain = build_chain(page.trees, page.predicates, start) or _possession(page, start, head)
    if not chain:
        return None
    opaque = _is_opaque(page, head, start) and all(link.word_class is WordClass.ACTION for link in chain)
    if _is_asked(page, chain) or _is_mere_modifier(page, chain):
        return None
    if _path_says_no(page, head, start):
        chain[0] = replace(chain[0], negated=True)
    needed, chain = _split_necessity(page, chain)
    reported = _under_speech(page, chain[-1].index)
    reading = read_chain(page.trees, page.predicates, chain, reported=reported)
    if reading is None:
        return None
    return Candidate(mention, chain, reading, _anchor(page, chain), needed=needed, opaque=opaque)


def _possession(page: Page, start: int, head: int) -> list[Link]:
    """ "has 900 troops there", "there are 190 officers", "made a loan": a light verb with the measure as its object."""
    if not page.predicates.is_predicate(start):
        return []
    predicate = page.predicates.at(start)
    owned = singular(page.trees.lower[head]) in load_lexicon().owned
    there = page.trees.with_relation(start, "expl") and owned
    carried = predicate.lemma in LIGHT_VERBS - {"be"} and head in page.trees.with_relation(start, "obj")
    if (predicate.lemma == "be" and there) or carried:
        return [Link(start, WordClass.ACTION, predicate, predicate.negated)]
    return []


def _is_opaque(page: Page, word: int, start: int) -> bool:
    """Whether another noun stands between the measure and its predicate: "gave an update on arms"."""
    lexicon = load_lexicon()
    index = page.trees.words[word].head if word != start else start
    while index >= 0 and index != start:
        noun = singular(page.trees.lower[index])
        known = noun in lexicon.nouns or noun in lexicon.transparent or noun in ("billion", "million", "hundred", "ten")
        inside = page.measures_of(page.trees.span(index, index))
        if page.trees.part_of_speech(index) in ("NOUN", "PROPN") and not known and not inside:
            return page.trees.relation(index) not in ("conj",)
        index = page.trees.words[index].head
    return False


def _path_says_no(page: Page, word: int, start: int) -> bool:
    """Whether "no" stands at the measure or at a noun between it and its predicate: "take part in no mission"."""
    index = word
    while index != start and index >= 0:
        if any(page.trees.lower[child] == "no" for child in page.trees.with_relation(index, "det")):
            return True
        index = page.trees.words[index].head
    return False


def _is_mere_modifier(page: Page, chain: list[Link]) -> bool:
    """A participle after a noun, alone: "a call convened by London", "the weapons given before"."""
    link = chain[0]
    return (
        len(chain) == 1
        and link.word_class is WordClass.ACTION
        and link.predicate is not None
        and link.predicate.tense is Tense.PARTICIPLE
        and page.trees.relation(link.index) == "acl"
    )


def _is_asked(page: Page, chain: list[Link]) -> bool:
    """Whether the deed is only asked about ("asked whether he wanted troops") and nothing is said of it."""
    if any(link.word_class in (WordClass.UNDECIDED, WordClass.CONSIDER, WordClass.RELUCTANT) for link in chain):
        return False
    outer = chain[-1].index
    marks = {page.trees.lower[child] for child in page.trees.with_relation(outer, "mark")}
    return "whether" in marks and chain[-1].predicate is not None and not chain[-1].negated


def _necessary_for(page: Page, mention: MeasureMention, head: int) -> Candidate | None:
    """ "X would be required for most countries to consider troops": most countries consider, on condition of X.

    Read from the order of the words, because parsers disagree on where "for ... to" belongs.
    """
    trees = page.trees
    first, _ = page.words_of(page.layers.sentences[trees.words[head].sentence])
    for place in range(head - 1, first, -1):
        if trees.lower[place] not in NECESSITY or "for" not in trees.lower[place + 1 : place + 3]:
            continue
        mark = trees.lower.index("for", place + 1)
        infinitive = next((i for i in range(mark + 1, head) if trees.lower[i] == "to"), None)
        if infinitive is None or infinitive - mark < 2:
            return None
        links = [link_at(trees, page.predicates, i) for i in range(head, infinitive, -1)]
        chain = [link for link in links if link is not None]
        reading = read_chain(trees, page.predicates, chain, reported=False) if chain else None
        if reading is None:
            return None
        reading = replace(reading, subject=infinitive - 1, other=None)
        return Candidate(mention, chain, reading, chain[-1].index, needed=place)
    return None


def innermost(page: Page, word: int) -> int | None:
    """The first word from `word` outwards that says something of it: a predicate, or a noun of stance."""
    trees, predicates, lexicon = page.trees, page.predicates, load_lexicon()
    index = word
    for _ in range(8):
        if predicates.is_predicate(index) and not page.in_idiom(index):
            return index
        if index != word and trees.part_of_speech(index) == "NOUN" and singular(trees.lower[index]) in lexicon.nouns:
            return index
        relation, head = trees.relation(index), trees.words[index].head
        if head < 0:
            return None
        if relation == "nsubj" and predicates.is_predicate(head) and not _subject_is_measure(page, head):
            outer = trees.words[head].head
            if 0 <= outer < index < head and not predicates.at(head).auxiliaries and predicates.is_predicate(outer):
                return outer  # "rejected any guarantees worked out without it": the object of the verb before
            return None
        if relation in ("advcl", "parataxis", "vocative", "discourse"):
            return None
        index = head
    return None


def _subject_is_measure(page: Page, predicate: int) -> bool:
    """Whether the subject of the predicate is what is done or judged: a passive, or a word like "unacceptable"."""
    read = page.predicates.at(predicate)
    if read.lemma in PRESENCE:
        return True
    if read.passive or page.trees.with_relation(predicate, "expl"):
        return True
    table = load_lexicon().adjectives
    return read.lemma in table or read.lemma in NECESSITY


def _split_necessity(page: Page, chain: list[Link]) -> tuple[int | None, list[Link]]:
    """ "X would be required for most to consider Y": X is a condition, and the chain ends before "required"."""
    for place, link in enumerate(chain):
        predicate = link.predicate
        word = page.trees.lower[link.index]
        if place > 0 and predicate is not None and (predicate.lemma in NECESSITY or word in NECESSITY):
            inner = chain[place - 1].predicate
            if inner is not None and inner.own_subject and inner.subject != predicate.subject:
                return link.index, chain[:place]
    return None, chain


def _under_speech(page: Page, index: int) -> bool:
    """Whether the clause stands under a word of saying in the past, where "would" is a promise seen from later."""
    lexicon = load_lexicon()
    for ancestor in page.trees.ancestors(index):
        if page.predicates.is_predicate(ancestor):
            governor = page.predicates.at(ancestor)
            past = governor.tense in (Tense.PAST, Tense.PERFECT) or page.voice.kind is TextKind.REPORT
            if lexicon.verbs.get(governor.lemma) is WordClass.SPEECH and past:
                return True
    return any(
        lexicon.verbs.get(page.predicates.at(child).lemma) is WordClass.SPEECH
        for child in page.trees.with_relation(index, "parataxis")
        if page.predicates.is_predicate(child)
    )


def _anchor(page: Page, chain: list[Link]) -> int:
    """The predicate whose clause is the evidence: the outermost of the chain."""
    for link in reversed(chain):
        if page.predicates.is_predicate(link.index):
            return link.index
        governor = next((each for each in page.trees.ancestors(link.index) if page.predicates.is_predicate(each)), None)
        if governor is not None:
            return governor
    return chain[-1].index


def anaphoric_candidates(page: Page, sentence: Span, found: list[Candidate]) -> list[Candidate]:
    """Predicates of stance over "the idea", "such a force", "it" or a relative pronoun, meaning a measure before."""
    taken = {link.index for candidate in found for link in candidate.chain}
    first, last = page.words_of(sentence)
    result: list[Candidate] = []
    for index in range(first, last + 1):
        if index in taken or not page.predicates.is_predicate(index):
            continue
        target = _anaphor_of(page, index)
        if target is None:
            continue
        chain = build_chain(page.trees, page.predicates, index)
        strong = [link for link in chain if link.word_class not in (WordClass.ACTION, WordClass.SPEECH, WordClass.ABLE)]
        if chain and (chain[0].lemma in PARTICIPATION or (chain[0].lemma in GIVING and chain[0].predicate is not None)):
            strong = chain
        if not strong or any(link.index in taken for link in chain):
            continue
        antecedent = next(iter(page.measures_of(target)), None) or page.last_measure_before(target.start)
        reading = read_chain(page.trees, page.predicates, chain, reported=_under_speech(page, chain[-1].index))
        if antecedent is None or reading is None:
            continue
        mention = MeasureMention(target, antecedent.measure_id, antecedent.rank)
        result.append(Candidate(mention, chain, reading, _anchor(page, chain), anaphoric=True))
        taken.update(link.index for link in chain)
    return result


def implicit_candidates(page: Page, sentence: Span, found: list[Candidate]) -> list[Candidate]:
    """Promises and refusals whose measure no word of the register names: the one spoken of before, else "other"."""
    taken = {link.index for candidate in found for link in candidate.chain}
    taken |= {candidate.needed for candidate in found if candidate.needed is not None}
    first, last = page.words_of(sentence)
    other = page.register.measures[-1].id
    result: list[Candidate] = []
    for index in range(last, first - 1, -1):
        if index in taken or not page.predicates.is_predicate(index) or page.in_idiom(index):
            continue
        chain = build_chain(page.trees, page.predicates, index)
        if not chain or any(link.index in taken for link in chain) or not _says_it_will(chain):
            continue
        reading = read_chain(page.trees, page.predicates, chain, reported=_under_speech(page, chain[-1].index))
        if reading is None or reading.subject is None:
            continue
        if reading.stance in NEEDS_A_MEASURE and page.voice.issuer_ids:
            continue
        place = page.trees.span(index, index)
        measure_id = page.measure_around(place.start, IMPLICIT_REACH) or other
        mention = MeasureMention(place, measure_id, len(page.register.measures) - 1)
        result.append(Candidate(mention, chain, reading, _anchor(page, chain), anaphoric=True, implicit=True))
        taken.update(link.index for link in chain)
    return result


def _says_it_will(chain: list[Link]) -> bool:
    """Whether a chain without a measure still says that something will, may or will not be done."""
    verbs = load_lexicon().verbs
    inner = chain[0]
    if inner.predicate is None:
        return False
    strong = any(link.word_class not in (WordClass.ACTION, WordClass.SPEECH, WordClass.ABLE) for link in chain)
    if strong:
        return True
    return inner.lemma in verbs and any(
        link.predicate is not None
        and (link.predicate.modal in ("will", "shall") or link.predicate.tense in (Tense.PERFECT, Tense.PROGRESSIVE))
        for link in chain
    )


def _anaphor_of(page: Page, index: int) -> Span | None:
    """The object (or passive subject) of the predicate where it only points back to a measure."""
    trees = page.trees
    relations = ("obj", "obl", "nsubj") if _subject_is_measure(page, index) else ("obj", "obl")
    children = trees.with_relation(index, *relations)
    read = page.predicates.at(index)
    if read.lemma in PARTICIPATION or (not children and _stands_alone(page, index)):
        return trees.span(index, index)
    for child in children:
        word = trees.lower[child]
        if word in RELATIVES:
            noun = _antecedent_noun(page, index)
            inside = page.measures_of(trees.phrase(noun)) if noun is not None else []
            return inside[-1].span if inside else None
        if singular(word) in load_lexicon().anaphors:
            definite = {trees.lower[c] for c in trees.with_relation(child, "det", "amod", "advmod")}
            definite.add(trees.lower[child - 1])
            if definite & {"the", "such", "this", "that"}:
                return trees.phrase(child)
        if word in ANAPHORIC and trees.relation(child) == "obj":
            return trees.span(child, child)
    return None


def _stands_alone(page: Page, index: int) -> bool:
    """ "is hesitant", "opted out", "has not decided": a stance whose measure is understood."""
    lexicon = load_lexicon()
    lemma = page.predicates.at(index).lemma
    word_class = lexicon.adjectives.get(lemma) or lexicon.verbs.get(lemma)
    alone = (WordClass.RELUCTANT, WordClass.UNDECIDED, WordClass.DECLINE, WordClass.OPPOSE)
    bare = not page.trees.with_relation(index, "xcomp", "ccomp", "advcl", "obj", "obl", "csubj")
    return bare and word_class in alone and page.predicates.at(index).own_subject


def _antecedent_noun(page: Page, predicate: int) -> int | None:
    """The noun that a relative clause, or one joined to it, is about."""
    trees = page.trees
    index = predicate
    while trees.relation(index) == "conj" and trees.words[index].head >= 0:
        index = trees.words[index].head
    head = trees.words[index].head
    return head if trees.relation(index) == "acl" and head >= 0 else None


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
    if stance not in (Stance.REQUESTS, Stance.OPPOSED) and _belongs_to_another(page, candidate, actor):
        return None
    if _is_use_of_force(page, candidate):
        if stance is not Stance.OPPOSED:
            return None
        by = by or _owner_ids(page, candidate, own_ids)
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
    """Two rulings of the guide that need the whole clause.

    An announced package with its items stands for more than a promise; what is going on "over the next years" is one.
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
    return stance


def _is_aside_clause(page: Page, candidate: Candidate) -> bool:
    """An adverbial clause says why, when or how, not who is willing; a relative one only where it says more than a
    tense. In an actor's own text a meeting that "discussed" something is told, no position taken."""
    if candidate.needed is not None:
        return False
    relation = page.trees.relation(candidate.anchor)
    if relation == "acl" and (candidate.implicit or (candidate.reading.tentative and page.voice.issuer_ids)):
        return True
    talked = page.voice.issuer_ids and any(link.lemma == "discuss" for link in candidate.chain)
    return relation == "advcl" or bool(talked)


def _is_conditional(page: Page, candidate: Candidate) -> bool:
    predicate = page.predicates.at(candidate.anchor)
    return predicate.modal == "would" and all(link.word_class is WordClass.ACTION for link in candidate.chain)


def _is_use_of_force(page: Page, candidate: Candidate) -> bool:
    words = re.findall(r"\w+", candidate.mention.span.cut(page.text).lower())
    return any(singular(word) in load_lexicon().force for word in words)


def _owner_ids(page: Page, candidate: Candidate, own_ids: tuple[str, ...]) -> tuple[str, ...]:
    owner = implied_actor(page, candidate, own_ids)
    return owner.actor_ids if owner is not None else ()


def _belongs_to_another(page: Page, candidate: Candidate, actor: Resolved) -> bool:
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


def evidence_of(page: Page, candidate: Candidate, sentence: Span) -> Span:
    """The clause of the anchor, from its subject on, without the clauses joined to it."""
    trees = page.trees
    nodes = [candidate.anchor]
    open_nodes = [candidate.anchor]
    while open_nodes:
        node = open_nodes.pop()
        for child in trees.children[node]:
            relation = trees.relation(child)
            if relation in ("parataxis", "punct", "cc") or (relation == "mark" and page.trees.lower[child] == "that"):
                continue
            if relation == "conj" and page.predicates.is_predicate(child) and node == candidate.anchor:
                continue
            if (
                relation == "advcl"
                and node == candidate.anchor
                and (child < candidate.anchor or _concedes(page, child))
            ):
                continue
            if relation == "acl" and _is_aside(page, child, candidate.mention.span):
                continue
            nodes.append(child)
            open_nodes.append(child)
    first, last = min(nodes), max(nodes)
    span = trees.span(first, last)
    if not candidate.anaphoric or candidate.mention.span.start >= span.start:
        span = span.joined(candidate.mention.span)
    if candidate.needed is not None:
        subject = page.predicates.at(candidate.needed).subject
        span = trees.span(min(candidate.needed, subject if subject is not None else first), last)
        span = span.joined(candidate.mention.span)
    if len(span) > LONG_EVIDENCE:
        inner = trees.span(candidate.chain[0].index, candidate.chain[0].index)
        span = inner.joined(trees.phrase(page.head_word(candidate.mention.span) or candidate.chain[0].index))
        span = span.joined(candidate.mention.span)
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    text = page.text
    if len(span) <= LONG_EVIDENCE and start - sentence.start < 15 and "," not in text[sentence.start : start]:
        start = sentence.start
    while start < end - 1 and text[start] in " ,;:—–-“\"’'.":
        start += 1
    while end > start + 1 and text[end - 1] in ' ,;:—–-”"':
        end -= 1
    return Span(start, end)


def _concedes(page: Page, clause: int) -> bool:
    """A clause opened by "although", "even though", "because", "while": it says something else."""
    return any(
        page.trees.lower[child] in ("though", "although", "because", "while", "since", "whereas", "as")
        for child in page.trees.with_relation(clause, "mark")
    )


def _is_aside(page: Page, clause: int, mention: Span) -> bool:
    """A relative clause set off by a comma, with its own verb, that does not hold the measure."""
    trees = page.trees
    first, last = trees.bounds(clause)
    if trees.span(first, last).overlaps(mention) or first == 0:
        return False
    return trees.lower[first - 1] in (",", "—", "–") or trees.lower[first] in ("which", "who", "whose")


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


def beneficiaries(
    page: Page, candidate: Candidate, evidence: Span, actor: Resolved, by: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom the measure is for or aimed at: the next actor named after it in the clause."""
    for mention in page.resolver.mentions_in(
        Span(candidate.mention.span.start, max(evidence.end, candidate.mention.span.start + 1))
    ):
        ids = mention.actor_ids
        if not set(ids) & set(actor.actor_ids) and not set(ids) & set(by) and not mention.span.overlaps(actor.span):
            return ids
    return ()
