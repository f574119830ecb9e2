"""Predicates: the word that says something of a subject, with its auxiliaries, negation, tense and subject.

Everything is read from the dependency tree; nothing here knows what a stance is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from willing.reading.lemmas import lemma
from willing.reading.lexicon import load_lexicon
from willing.reading.tree import Trees

MODALS = frozenset(["will", "would", "shall", "should", "can", "could", "may", "might", "must"])
NEGATIONS = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "cannot", "hardly", "scarcely"])
NO_WORDS = frozenset(["no", "nobody", "none", "nothing", "neither", "nor"])
RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
PARTICLES = frozenset(
    "out up on off in down away by with for at upon back to against ready about of sure aside".split()
)


class Tense(StrEnum):
    PERFECT = "perfect"
    PROGRESSIVE = "progressive"
    PAST = "past"
    PRESENT = "present"
    INFINITIVE = "infinitive"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class Predicate:
    """`index` is the word; `lemma` its dictionary form, with a particle where it has one ("rule_out").

    `auxiliaries` are dictionary forms, outermost first. `subject` is the word of the subject, inherited where the
    clause has none of its own; `own_subject` says that it is not inherited.
    """

    index: int
    lemma: str
    auxiliaries: tuple[str, ...]
    negated: bool
    passive: bool
    tense: Tense
    subject: int | None
    own_subject: bool

    @property
    def modal(self) -> str | None:
        return next((aux for aux in self.auxiliaries if aux in MODALS), None)


class Predicates:
    """The predicates of one text, read from its trees on demand."""

    def __init__(self, trees: Trees) -> None:
        self.trees = trees
        self._known: dict[int, Predicate] = {}

    def is_predicate(self, index: int) -> bool:
        """Whether the word heads a clause: a verb, or a noun or adjective with a copula or a subject."""
        trees = self.trees
        if trees.part_of_speech(index) == "VERB" and trees.relation(index) not in ("amod", "compound", "case", "mark"):
            return True
        if trees.with_relation(index, "cop"):
            return True
        if trees.part_of_speech(index) == "ADJ" and trees.with_relation(index, "aux"):
            return True  # the parser wavers between copula and auxiliary: "who are interested in it"
        return trees.part_of_speech(index) in ("ADJ", "ADV", "AUX") and bool(
            trees.with_relation(index, "nsubj", "csubj")
        )

    def at(self, index: int) -> Predicate:
        """The predicate headed by the word `index`."""
        if index not in self._known:
            self._known[index] = self._read(index)
        return self._known[index]

    def _read(self, index: int) -> Predicate:
        trees = self.trees
        auxiliaries = self._auxiliaries(index)
        subject, own = self._subject(index, set())
        form = trees.lower[index]
        return Predicate(
            index=index,
            lemma=self._lemma(index),
            auxiliaries=auxiliaries,
            negated=self._negated(index),
            passive="be" in auxiliaries and is_participle(form),
            tense=self._tense(index, auxiliaries),
            subject=subject,
            own_subject=own,
        )

    def _lemma(self, index: int) -> str:
        trees, lexicon = self.trees, load_lexicon()
        form = trees.lower[index]
        if trees.part_of_speech(index) not in ("VERB", "AUX"):
            return form
        base = lemma(form, lexicon.known_verbs)
        following = [trees.lower[i] for i in (index + 1, index + 2) if i < len(trees.words)]
        for word in following:
            if word in PARTICLES and (f"{base}_{word}" in lexicon.verbs or f"{base}_{word}" in lexicon.inert):
                return f"{base}_{word}"
        return base

    def _verb_group(self, index: int) -> list[int]:
        """The auxiliaries, negations and adverbs that stand right before the word, leftmost first.

        Word order is read beside the tree, because it survives the parser's slips.
        """
        trees = self.trees
        found: list[int] = []
        for place in range(index - 1, max(-1, index - 8), -1):
            kind, word = trees.part_of_speech(place), trees.lower[place]
            if trees.words[place].sentence != trees.words[index].sentence:
                break
            if kind == "AUX" or word in MODALS or word in NEGATIONS or lemma(word) in ("be", "have") or word == "to":
                found.append(place)
                if word == "to" and not self._is_periphrase(place - 1):
                    break
            elif word == "going" and trees.lower[place + 1] == "to":
                found.append(place)
            elif kind != "ADV":
                break
        return found[::-1]

    def _auxiliaries(self, index: int) -> tuple[str, ...]:
        trees = self.trees
        children = [c for c in trees.with_relation(index, "aux", "cop") if c < index]
        group = self._verb_group(index) if trees.part_of_speech(index) in ("VERB", "AUX") else []
        places = sorted({*children, *group})
        found = self._joined([trees.lower[place] for place in places if trees.lower[place] not in NEGATIONS])
        if not found and trees.relation(index) == "conj" and not trees.with_relation(index, "nsubj"):
            head = trees.words[index].head
            if trees.part_of_speech(head) in ("VERB", "AUX", "ADJ") and not is_finite_form(trees.lower[index]):
                return self._auxiliaries(head)
        return tuple(found)

    def _is_periphrase(self, place: int) -> bool:
        """Whether the word before "to" makes a future or a duty with it: "going to", "has to", "is (also) to"."""
        trees = self.trees
        while place > 0 and trees.part_of_speech(place) == "ADV":
            place -= 1
        return lemma(trees.lower[place]) in ("go", "have", "be")

    @staticmethod
    def _joined(words: list[str]) -> list[str]:
        """Dictionary forms, with "going to" and "is to" read as "will" and "have to" as one word."""
        found: list[str] = []
        for word in words:
            if word == "to" and found and found[-1] in ("go", "be"):
                found[-1] = "will"
            elif word == "to" and found and found[-1] == "have":
                found[-1] = "have_to"
            else:
                found.append(lemma(word))
        return found

    def _negated(self, index: int) -> bool:
        trees = self.trees
        if any(trees.lower[place] in NEGATIONS for place in self._verb_group(index)):
            return True
        for child in trees.children[index]:
            relation, word = trees.relation(child), trees.lower[child]
            if relation in ("advmod", "aux", "cc", "det") and word in NEGATIONS:
                return True
            if relation in ("advmod", "det") and word == "no":
                return True
            if relation in ("nsubj", "obj", "obl") and self._says_no(child):
                return True
            if relation == "advmod" and word == "longer" and "no" in (trees.lower[i] for i in trees.children[child]):
                return True
        if trees.relation(index) == "conj" and not trees.with_relation(index, "nsubj", "aux"):
            head = trees.words[index].head
            between = trees.lower[head:index]
            return "or" in between and self.is_predicate(head) and self._negated(head)
        return False

    def _says_no(self, index: int) -> bool:
        trees = self.trees
        if trees.lower[index] in NO_WORDS:
            return True
        return any(trees.lower[child] in ("no", "neither") for child in trees.with_relation(index, "det", "advmod"))

    def _tense(self, index: int, auxiliaries: tuple[str, ...]) -> Tense:
        trees = self.trees
        form = trees.lower[index]
        modal = any(aux in MODALS or aux == "have_to" for aux in auxiliaries)
        if "have" in auxiliaries and not modal:
            return Tense.PERFECT
        if "be" in auxiliaries and form.endswith("ing") and not modal:
            return Tense.PROGRESSIVE
        if trees.part_of_speech(index) in ("ADJ", "NOUN", "PROPN", "ADV", "PRON"):
            return self._copula_tense(index)
        marks = trees.with_relation(index, "mark", "aux")
        if modal:
            return Tense.PRESENT
        if "to" in auxiliaries or any(trees.lower[child] == "to" for child in marks):
            return Tense.INFINITIVE
        if form.endswith("ing"):
            return Tense.PARTICIPLE
        if is_participle(form):
            relation = trees.relation(index)
            if "be" in auxiliaries:
                return self._copula_tense(index)
            return Tense.PARTICIPLE if relation == "acl" and not trees.with_relation(index, "nsubj") else Tense.PAST
        return Tense.PRESENT

    def _copula_tense(self, index: int) -> Tense:
        forms = {self.trees.lower[child] for child in self.trees.with_relation(index, "cop", "aux")}
        return Tense.PAST if forms & {"was", "were", "been"} else Tense.PRESENT

    def _subject(self, index: int, seen: set[int]) -> tuple[int | None, bool]:
        trees = self.trees
        if index in seen:
            return None, False
        seen.add(index)
        own = self._own_subjects(index)
        relation, head = trees.relation(index), trees.words[index].head
        if own:
            if trees.lower[own[0]] == "who":
                return self._noun_before(own[0]), True
            if trees.lower[own[0]] in RELATIVES and relation == "acl" and head >= 0:
                return head, True
            return own[0], True
        relative = self._relative_before(index)
        if relative is not None:
            return self._noun_before(relative), True
        if head < 0:
            return None, False
        if relation in ("conj", "advcl", "parataxis") and (self.is_predicate(head) or relation == "conj"):
            return self._subject(head, seen)[0], False
        if relation in ("xcomp", "ccomp"):
            return self._controlled_subject(head, seen), False
        if relation == "acl":
            return self._noun_subject(head, seen), False
        return None, False

    def _relative_before(self, index: int) -> int | None:
        """ "who" right before the verb group, where the tree hung it elsewhere."""
        trees = self.trees
        for place in range(index - 1, max(-1, index - 5), -1):
            if trees.lower[place] == "who":
                return place
            if trees.part_of_speech(place) not in ("AUX", "ADV", "PART"):
                return None
        return None

    def _noun_before(self, relative: int) -> int:
        """The noun that "who" stands for: the nearest one before it, which the tree often misses."""
        trees = self.trees
        for place in range(relative - 1, max(-1, relative - 5), -1):
            if trees.part_of_speech(place) in ("NOUN", "PROPN", "PRON"):
                return place
        return relative

    def _own_subjects(self, index: int) -> list[int]:
        """Subjects that hang on the predicate, or by a slip of the parser on one of its auxiliaries."""
        trees = self.trees
        own = trees.with_relation(index, "nsubj", "csubj")
        if own:
            return own
        return [s for aux in trees.with_relation(index, "aux", "cop") for s in trees.with_relation(aux, "nsubj")]

    def _controlled_subject(self, governor: int, seen: set[int]) -> int | None:
        """The object of the governing verb where it has one ("urged France to send"), else its subject."""
        objects = self.trees.with_relation(governor, "obj", "iobj")
        if objects and self.trees.part_of_speech(governor) == "VERB":
            return objects[0]
        return self._subject(governor, seen)[0]

    def _noun_subject(self, noun: int, seen: set[int]) -> int | None:
        """Who has the plan, duty or wish: its possessor, or the subject of the verb it depends on."""
        trees = self.trees
        possessors = [c for c in trees.with_relation(noun, "nmod") if is_possessive(trees, c)]
        if possessors:
            return possessors[0]
        governor = next((each for each in trees.ancestors(noun) if self.is_predicate(each)), None)
        return self._subject(governor, seen)[0] if governor is not None else None


def is_possessive(trees: Trees, index: int) -> bool:
    """Whether the word owns its head: "France's", "their", "its"."""
    if trees.lower[index] in ("my", "our", "your", "his", "her", "its", "their", "whose"):
        return True
    return any(trees.lower[child] in ("'s", "’s", "'", "’") for child in trees.children[index])


def is_participle(form: str) -> bool:
    """Whether the form can be a past participle or past tense."""
    return form.endswith("ed") or (lemma(form) != form and not form.endswith(("ing", "s")))


def is_finite_form(form: str) -> bool:
    """Whether the form alone shows past tense or third person, so that it shares no auxiliary with its neighbour."""
    return form.endswith(("s", "ing")) and not form.endswith("ss")
