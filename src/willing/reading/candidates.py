"""Candidates: a measure with the chain of predicates over it, before anybody is named.

A measure is followed up the dependency tree to the predicate that governs it; from there outwards the chain gives the
stance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from willing.model import (
    Span,
)
from willing.reading.lexicon import WordClass, load_lexicon
from willing.reading.measures import MeasureMention
from willing.reading.page import Page
from willing.reading.predicates import Tense
from willing.reading.stances import LIGHT_VERBS, Link, Reading, build_chain, link_at, read_chain, singular
from willing.reading.turns import TextKind

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


def named_candidates(page: Page, sentence: Span) -> list[Candidate]:
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
    reported = under_speech(page, chain[-1].index)
    reading = read_chain(page.trees, page.predicates, chain, reported=reported)
    if reading is None:
        return None
    return Candidate(mention, chain, reading, anchor(page, chain), needed=needed, opaque=opaque)


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
        if relation == "nsubj" and predicates.is_predicate(head) and not subject_is_measure(page, head):
            outer = trees.words[head].head
            if 0 <= outer < index < head and not predicates.at(head).auxiliaries and predicates.is_predicate(outer):
                return outer  # "rejected any guarantees worked out without it": the object of the verb before
            return None
        if relation in ("advcl", "parataxis", "vocative", "discourse"):
            return None
        index = head
    return None


def subject_is_measure(page: Page, predicate: int) -> bool:
    """Whether the subject of the predicate is what is done or judged: a passive, or a word like "unacceptable"."""
    read = page.predicates.at(predicate)
    if read.lemma in PRESENCE:
        return True
    if read.passive or page.trees.with_relation(predicate, "expl"):
        return True
    table = load_lexicon().adjectives
    return read.lemma in table or read.lemma in NECESSITY


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


def under_speech(page: Page, index: int) -> bool:
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


def anchor(page: Page, chain: list[Link]) -> int:
    """The predicate whose clause is the evidence: the outermost of the chain."""
    for link in reversed(chain):
        if page.predicates.is_predicate(link.index):
            return link.index
        governor = next((each for each in page.trees.ancestors(link.index) if page.predicates.is_predicate(each)), None)
        if governor is not None:
            return governor
    return chain[-1].index
