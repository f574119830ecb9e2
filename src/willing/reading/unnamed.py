"""Candidates whose measure no word names: "the idea", "it", "such a force", or nothing at all.

What is meant is the measure spoken of before or around.
"""

from __future__ import annotations

from willing.model import (
    Span,
    Stance,
)
from willing.reading.candidates import Candidate, anchor, subject_is_measure, under_speech
from willing.reading.lexicon import WordClass, load_lexicon
from willing.reading.measures import MeasureMention
from willing.reading.page import Page
from willing.reading.predicates import RELATIVES, Tense
from willing.reading.stances import Link, build_chain, read_chain, singular

PARTICIPATION = frozenset(["contribute", "join", "participate", "take_part"])
"""Verbs that need no measure beside them: the one spoken of before is meant."""


ANAPHORIC = frozenset("it this that them such any some more ones one none".split())


GIVING = frozenset("send provide keep deploy deliver give supply lift extend maintain impose host lead".split())
"""Deeds whose object may be a mere pronoun for a measure named just before."""


NEEDS_A_MEASURE = (Stance.REQUESTS, Stance.CONSIDERING)
"""Stances that say nothing where no word tells what is asked or weighed."""


IMPLICIT_REACH = 300
"""Characters back to the measure that a promise without one is taken to be about."""


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
        pronoun = _relative_pronoun(page, index)
        # what stands before "which" is no part of its clause, wherever a tree hangs it
        chain = [link for link in build_chain(page.trees, page.predicates, index) if link.index > pronoun]
        strong = [link for link in chain if link.word_class not in (WordClass.ACTION, WordClass.SPEECH, WordClass.ABLE)]
        if chain and (chain[0].lemma in PARTICIPATION or (chain[0].lemma in GIVING and chain[0].predicate is not None)):
            strong = chain
        if not strong or any(link.index in taken for link in chain):
            continue
        antecedent = next(iter(page.measures_of(target)), None) or page.last_measure_before(target.start)
        reading = read_chain(page.trees, page.predicates, chain, reported=under_speech(page, chain[-1].index))
        if antecedent is None or reading is None:
            continue
        mention = MeasureMention(target, antecedent.measure_id, antecedent.rank)
        result.append(Candidate(mention, chain, reading, anchor(page, chain), anaphoric=True))
        taken.update(link.index for link in chain)
    return result


def _anaphor_of(page: Page, index: int) -> Span | None:
    """The object (or passive subject) of the predicate where it only points back to a measure."""
    trees = page.trees
    relations = ("obj", "obl", "nsubj") if subject_is_measure(page, index) else ("obj", "obl")
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
    if trees.relation(index) == "acl" and head >= 0:
        return head
    return _noun_before_relative(page, index)


def _relative_pronoun(page: Page, predicate: int) -> int:
    """The predicate's own "which" or "who", -1 where it has none."""
    children = page.trees.with_relation(predicate, "nsubj", "obj", "obl")
    return next((child for child in children if page.trees.lower[child] in RELATIVES), -1)


def _noun_before_relative(page: Page, predicate: int) -> int | None:
    """The noun right before the clause's "which", where the tree hangs the clause on another word."""
    trees = page.trees
    before = _relative_pronoun(page, predicate) - 1
    while before > 0 and trees.part_of_speech(before) == "PUNCT":
        before -= 1
    return before if before >= 0 and trees.part_of_speech(before) in ("NOUN", "PROPN") else None


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
        reading = read_chain(page.trees, page.predicates, chain, reported=under_speech(page, chain[-1].index))
        if reading is None or reading.subject is None:
            continue
        if reading.stance in NEEDS_A_MEASURE and page.voice.issuer_ids:
            continue
        place = page.trees.span(index, index)
        measure_id = page.measure_around(place.start, IMPLICIT_REACH) or other
        mention = MeasureMention(place, measure_id, len(page.register.measures) - 1)
        result.append(Candidate(mention, chain, reading, anchor(page, chain), anaphoric=True, implicit=True))
        taken.update(link.index for link in chain)
    return result


def _says_it_will(chain: list[Link]) -> bool:
    """Whether a chain without a measure still says that something will, may or will not be done.

    From tense alone only with a subject of its own: a second verb without one only goes on with the first.
    """
    verbs = load_lexicon().verbs
    inner = chain[0]
    if inner.predicate is None:
        return False
    strong = any(link.word_class not in (WordClass.ACTION, WordClass.SPEECH, WordClass.ABLE) for link in chain)
    if strong:
        return True
    return (
        inner.lemma in verbs
        and inner.predicate.own_subject
        and any(
            link.predicate is not None
            and (
                link.predicate.modal in ("will", "shall") or link.predicate.tense in (Tense.PERFECT, Tense.PROGRESSIVE)
            )
            for link in chain
        )
    )
