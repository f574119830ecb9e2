"""What a force would do, where only the verb names it: "the contingent would monitor it".

The register's own words decide: a verb names the measure that "monitoring mission" names, if the noun alone does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from willing.model import Span
from willing.reading.candidates import Candidate, anchor, under_speech
from willing.reading.measures import MeasureMention
from willing.reading.page import Page
from willing.reading.predicates import Tense
from willing.reading.stances import build_chain, read_chain, singular

FORCES = frozenset(["force", "contingent", "mission", "peacekeeper", "troop", "soldier"])
"""Nouns for people sent, whose deed is a measure."""

MODALS = ("would", "will", "shall", "could", "can", "may", "might")


def task_candidates(page: Page, sentence: Span, found: Sequence[Candidate]) -> list[Candidate]:
    """Verbs with a force as their subject that name a measure by themselves."""
    taken = {link.index for candidate in found for link in candidate.chain}
    first, last = page.words_of(sentence)
    result: list[Candidate] = []
    for index in range(first, last + 1):
        if index in taken or not page.predicates.is_predicate(index):
            continue
        read = page.predicates.at(index)
        if read.subject is None or read.passive or not is_force(page, read.subject):
            continue
        if read.modal not in MODALS and read.tense is not Tense.PROGRESSIVE:
            continue
        measure = measure_of_task(page, read.lemma)
        chain = build_chain(page.trees, page.predicates, index)
        if measure is None or not chain or any(link.index in taken for link in chain):
            continue
        reading = read_chain(page.trees, page.predicates, chain, reported=under_speech(page, chain[-1].index))
        if reading is None:
            continue
        mention = MeasureMention(words_of_task(page, index), measure.measure_id, measure.rank)
        result.append(Candidate(mention, chain, reading, with_its_subject(page, anchor(page, chain))))
        taken.update(link.index for link in chain)
    return result


def is_force(page: Page, word: int) -> bool:
    return singular(page.trees.lower[word]) in FORCES


def measure_of_task(page: Page, lemma: str) -> MeasureMention | None:
    """The measure that a mission for this deed is, by the register's words; None where they know no such mission."""
    deed = lemma.removesuffix("e") + "ing"
    named = page.measure_finder.find(f"{deed} mission")
    return named[0] if named and named[0].span.start == 0 and named[0].span.end > len(deed) else None


def words_of_task(page: Page, verb: int) -> Span:
    """The verb with the pronoun after it: "monitor it"."""
    pronoun = verb + 1 < len(page.trees.words) and page.trees.part_of_speech(verb + 1) == "PRON"
    return page.trees.span(verb, verb + 1 if pronoun else verb)


def with_its_subject(page: Page, predicate: int) -> int:
    """Of several deeds of one subject the first, whose clause names it."""
    while page.trees.relation(predicate) == "conj" and not page.predicates.at(predicate).own_subject:
        predicate = page.trees.words[predicate].head
    return predicate
