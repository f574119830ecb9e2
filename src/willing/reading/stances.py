"""From a predicate and what governs it to a stance.

"has promised to consider sending" is a chain: send <- consider <- promise. The innermost link is read first, and each
outer link changes what stands inside it; negation belongs to the link it stands at. The tables follow the annotation
guide ("Stance" and its rulings).
"""

from __future__ import annotations

from dataclasses import dataclass

from willing.model import Stance
from willing.reading.lexicon import WordClass, load_lexicon
from willing.reading.predicates import Predicate, Predicates, Tense, is_possessive
from willing.reading.tree import Trees

JUDGING_VERBS = frozenset(
    (
        "call deem label brand describe find term judge consider regard show declare remain stand stay seem appear "
        "prove sound become"
    ).split()
)
"""Verbs that hand a judgement on: "called it unacceptable", "showed themselves ready"."""
INTENTIONS = frozenset(("plan", "intend", "aim", "agree", "intention", "intent"))
"""Words whose denial refuses: "no plans to", "does not intend to"."""
TAKING_PART = frozenset(("part", "present", "involved", "there", "available"))
"""What follows "be" where a deed is told: "would be part of the force"."""
ENSURING = frozenset(("ensure", "make_sure", "guarantee", "help", "enable", "let", "allow", "see_to"))
"""Verbs whose subject does what the clause below tells of another: "will make sure that it can defend itself"."""
LIGHT_VERBS = frozenset(["make", "take", "have", "give", "show", "reach", "express", "be", "face", "see", "hold"])


@dataclass(frozen=True, slots=True)
class Link:
    """One word of a chain with its class, and the predicate that makes it finite (itself, or a light verb)."""

    index: int
    word_class: WordClass
    predicate: Predicate | None
    negated: bool
    noun: str = ""

    @property
    def lemma(self) -> str:
        return self.predicate.lemma if self.predicate else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a chain says: the stance, who has it, and of whom it is asked.

    `subject` and `other` are word indexes of noun phrases, None where the sentence names nobody. `tentative` marks a
    reading from tense alone, without any word of stance.
    """

    stance: Stance
    subject: int | None
    other: int | None
    outermost: int
    tentative: bool
    able: bool | None = None
    obligation: bool = False


def build_chain(trees: Trees, predicates: Predicates, start: int) -> list[Link]:
    """The links from the word `start` outwards, as far as they say something about the same deed."""
    chain: list[Link] = []
    index: int | None = start
    while index is not None and len(chain) < 6:
        link = link_at(trees, predicates, index)
        if link is not None and not (link.noun and chain and chain[-1].noun == link.noun):
            chain.append(link)
        index = governor_of(trees, predicates, index)
    return chain


def link_at(trees: Trees, predicates: Predicates, index: int) -> Link | None:
    """The link that the word makes, None where it says nothing about willingness."""
    lexicon = load_lexicon()
    kind = trees.part_of_speech(index)
    if predicates.is_predicate(index) or kind == "VERB":
        predicate = predicates.at(index)
        if predicate.lemma == "go" and trees.lower[index + 1 : index + 2] == ["to"]:
            return None
        table = lexicon.verbs if kind in ("VERB", "AUX") else lexicon.adjectives
        if kind == "VERB" and "be" in predicate.auxiliaries and trees.lower[index] in lexicon.adjectives:
            table = {predicate.lemma: lexicon.adjectives[trees.lower[index]]}
        word_class = table.get(predicate.lemma) or (lexicon.nouns.get(predicate.lemma) if kind == "NOUN" else None)
        if predicate.lemma in JUDGING_VERBS:
            word_class = _judgement(trees, index) or word_class
        if word_class is None and kind in ("VERB", "AUX"):
            word_class = lexicon.adjectives.get(trees.lower[index])
        noun = ""
        if predicate.lemma in lexicon.demanding and _is_impersonal(trees, predicate):
            word_class = WordClass.REQUEST
        if word_class is None and predicate.lemma in LIGHT_VERBS:
            noun = _object_noun(trees, index)
            word_class = lexicon.nouns.get(noun)
        elif (word_class is None and kind == "VERB" and predicate.lemma not in lexicon.inert) or (
            word_class is None and predicate.lemma in TAKING_PART and trees.with_relation(index, "cop")
        ):
            word_class = WordClass.ACTION
        return Link(index, word_class, predicate, predicate.negated, noun) if word_class else None
    if kind == "ADJ" and trees.lower[index] in lexicon.adjectives:
        return Link(index, lexicon.adjectives[trees.lower[index]], None, False)
    if kind == "NOUN":
        word_class = lexicon.nouns.get(singular(trees.lower[index]))
        if word_class is not None:
            negated = any(trees.lower[child] in ("no", "any") for child in trees.with_relation(index, "det"))
            denied = negated and _is_denied(trees, predicates, index)
            return Link(index, word_class, None, denied, singular(trees.lower[index]))
    return None


def _is_impersonal(trees: Trees, predicate: Predicate) -> bool:
    return predicate.subject is not None and trees.lower[predicate.subject] in ("it", "that", "there")


def _object_noun(trees: Trees, verb: int) -> str:
    """The noun of stance that a light verb carries: "took a decision", "made no commitment", "a decision was taken"."""
    nouns = load_lexicon().nouns
    for child in trees.with_relation(verb, "obj", "nsubj"):
        noun = singular(trees.lower[child])
        if noun in nouns and trees.part_of_speech(child) == "NOUN":
            return noun
    return ""


def _judgement(trees: Trees, verb: int) -> WordClass | None:
    """The class of the adjective that a judging verb hands on."""
    adjectives = load_lexicon().adjectives
    objects = trees.with_relation(verb, "obj")
    for child in [*trees.children[verb], *(below for each in objects for below in trees.children[each])]:
        if trees.lower[child] in adjectives and trees.part_of_speech(child) in ("ADJ", "VERB", "NOUN", "ADV"):
            return adjectives[trees.lower[child]]
    return None


def _is_denied(trees: Trees, predicates: Predicates, noun: int) -> bool:
    """ "no plans", or "any willingness" under a negated verb (which is then not counted twice)."""
    if any(trees.lower[child] == "no" for child in trees.with_relation(noun, "det")):
        return True
    head = trees.words[noun].head
    return head >= 0 and predicates.is_predicate(head) and predicates.at(head).negated


def governor_of(trees: Trees, predicates: Predicates, index: int) -> int | None:
    """The next word outwards that can change the stance; None where the chain ends."""
    relation, head = trees.relation(index), trees.words[index].head
    if head < 0:
        return None
    if relation == "xcomp":
        return head
    if relation == "ccomp":
        return head if _governs_clause(trees, predicates, head, index) else None
    if relation == "conj":
        return governor_of(trees, predicates, head)
    if relation == "csubj":
        return head
    infinitive = predicates.is_predicate(index) and predicates.at(index).tense is Tense.INFINITIVE
    if relation == "acl" and (infinitive or not trees.with_relation(index, "nsubj")):
        return head if _carries_on(trees, head) or predicates.at(index).tense is Tense.INFINITIVE else None
    if relation == "advcl" and (_is_complement(trees, index) or _is_purpose(trees, predicates, index)):
        return head
    if relation in ("obj", "obl", "nsubj", "nmod") and trees.part_of_speech(index) == "NOUN":
        infinitive = any(predicates.at(c).tense is Tense.INFINITIVE for c in trees.with_relation(index, "acl"))
        return head if _carries_on(trees, index) or infinitive else None
    return None


def _is_purpose(trees: Trees, predicates: Predicates, index: int) -> bool:
    """ "will send trainers to help the army": what the deed is for shares its stance."""
    return predicates.at(index).tense is Tense.INFINITIVE and not trees.with_relation(index, "nsubj")


def _carries_on(trees: Trees, noun: int) -> bool:
    """Whether what is said of the noun is said of the deed below it: "plans to send", "any talk of sending"."""
    word, lexicon = singular(trees.lower[noun]), load_lexicon()
    return word in lexicon.nouns or word in lexicon.transparent


def _governs_clause(trees: Trees, predicates: Predicates, head: int, clause: int) -> bool:
    """Whether a that-clause is part of what its governor says: "hopes that X", not "said that X".

    A promise in a that-clause with its own subject ("announced that Spain will send") speaks for itself.
    """
    link = link_at(trees, predicates, head)
    if link is not None and link.lemma in ENSURING:
        return True
    if link is None or link.word_class in (WordClass.SPEECH, WordClass.ACTION):
        return False
    return link.word_class not in (WordClass.COMMIT, WordClass.ALLOCATE) or not predicates.at(clause).own_subject


def _is_complement(trees: Trees, index: int) -> bool:
    """ "committed to sending", "ready to send", "in favour of sending": a complement, not a purpose."""
    head = trees.words[index].head
    lexicon = load_lexicon()
    if trees.lower[head] in lexicon.adjectives or _judgement(trees, head) is not None:
        return True
    marks = {trees.lower[child] for child in trees.with_relation(index, "mark", "case")}
    return trees.lower[index].endswith("ing") and bool(marks & {"to", "of", "against", "from", "in", "on", "with"})


def read_chain(trees: Trees, predicates: Predicates, chain: list[Link], *, reported: bool) -> Reading | None:
    """What the chain says, None where it is no position (a negated request, a word of saying alone).

    `reported` tells that the clause stands under a word of saying, where "would" is a promise seen from the past.
    """
    stance: Stance | None = None
    able: bool | None = None
    tentative = True
    obligation = False
    subject: int | None = None
    other: int | None = None
    for position, link in enumerate(chain):
        finite = _finite(trees, predicates, link)
        if link.word_class is WordClass.ACTION:
            own = action_stance(finite, link, inner=stance, reported=reported, inherited=position + 1 < len(chain))
            stance, made_able, duty = own
            able = made_able if made_able is not None else able
            obligation = obligation or duty
        elif link.word_class is WordClass.ABLE:
            able = not link.negated
            stance = Stance.DECLINED if link.negated else Stance.WILLING
            tentative = False
        elif link.word_class is WordClass.SPEECH:
            continue
        else:
            outer = combine(link, finite, stance)
            if outer is None:
                return None
            tentative = False
            if outer in (Stance.REQUESTS, Stance.OPPOSED) and subject is not None:
                other = subject
            stance = outer
        expletive = finite is not None and finite.subject is not None and trees.lower[finite.subject] in ("it", "there")
        if expletive and subject is not None:
            continue
        if finite is not None and (finite.subject is not None or subject is None):
            changed = finite.subject is not None and finite.subject != subject
            if changed and stance in (Stance.REQUESTS, Stance.OPPOSED) and subject is not None and other is None:
                other = subject
            subject = finite.subject if finite.subject is not None else subject
    if stance is None:
        return None
    if stance is Stance.REQUESTS and other is not None and other == subject:
        other = None
    return Reading(stance, subject, other, chain[-1].index, tentative, able, obligation)


def _finite(trees: Trees, predicates: Predicates, link: Link) -> Predicate | None:
    if link.predicate is not None:
        return link.predicate
    head = trees.words[link.index].head
    owner = [c for c in trees.with_relation(link.index, "nmod") if is_possessive(trees, c)]
    governor = next((each for each in trees.ancestors(link.index) if predicates.is_predicate(each)), None)
    if governor is None:
        return None
    predicate = predicates.at(governor)
    if owner:
        return Predicate(
            governor, predicate.lemma, predicate.auxiliaries, predicate.negated, False, predicate.tense, owner[0], True
        )
    return predicate if head >= 0 else None


def action_stance(
    finite: Predicate | None, link: Link, *, inner: Stance | None, reported: bool, inherited: bool
) -> tuple[Stance | None, bool | None, bool]:
    """Stance, ability and duty of a deed told by `link`.

    A deed that is governed further out ("promised to send") leaves the stance open (None) unless its own auxiliaries
    fix it. `inner` is the stance already read inside ("will continue to consider").
    """
    if finite is None:
        return inner, None, False
    modal, negated = finite.modal, link.negated
    if finite.tense is Tense.INFINITIVE or (finite.tense is Tense.PARTICIPLE and inherited):
        return (Stance.DECLINED if negated else inner), None, False
    if inner in (Stance.CONSIDERING, Stance.DECLINED, Stance.UNDECIDED, Stance.RELUCTANT, Stance.OPPOSED):
        return inner, None, False
    if modal in ("must", "should") or "have_to" in finite.auxiliaries:
        return (Stance.DECLINED if negated else Stance.REQUESTS), None, True
    if modal in ("will", "shall"):
        return (Stance.DECLINED if negated else Stance.COMMITTED), None, False
    if modal == "would":
        if negated:
            return Stance.DECLINED, None, False
        return (Stance.COMMITTED if reported else Stance.WILLING), None, False
    if modal in ("can", "could"):
        return (Stance.DECLINED, False, False) if negated else (Stance.WILLING, True if modal == "can" else None, False)
    if modal in ("may", "might"):
        return Stance.CONSIDERING, None, False
    if negated:
        return (Stance.UNDECIDED if finite.tense is Tense.PERFECT else Stance.DECLINED), None, False
    return Stance.DELIVERED, None, False


def combine(link: Link, finite: Predicate | None, inner: Stance | None) -> Stance | None:
    """The stance of a word of stance over what stands inside it; None where it is no position."""
    word_class, negated = link.word_class, link.negated
    modal = finite.modal if finite else None
    if word_class in (WordClass.COMMIT, WordClass.ALLOCATE):
        if negated:
            planned = (link.noun or link.lemma) in INTENTIONS or word_class is WordClass.ALLOCATE
            return Stance.DECLINED if planned else Stance.UNDECIDED
        if modal in ("may", "might"):
            return Stance.CONSIDERING
        if modal == "could":
            return Stance.WILLING
        if modal in ("must", "should"):
            return Stance.REQUESTS
        if inner is not None and not inner.firm and inner is not Stance.REQUESTS:
            return inner
        if word_class is WordClass.ALLOCATE:
            return Stance.COMMITTED if modal in ("will", "shall", "would") else Stance.ALLOCATED
        return Stance.COMMITTED
    if word_class is WordClass.WILLING:
        if negated:
            return Stance.RELUCTANT if link.noun else Stance.DECLINED
        if inner in (Stance.CONSIDERING, Stance.DECLINED):
            return inner
        return Stance.WILLING
    if word_class is WordClass.CONSIDER:
        return Stance.DECLINED if negated else Stance.CONSIDERING
    if word_class is WordClass.UNDECIDED:
        return None if negated else Stance.UNDECIDED
    if word_class is WordClass.RELUCTANT:
        return Stance.WILLING if negated else Stance.RELUCTANT
    if word_class is WordClass.DECLINE:
        if negated or inner in (Stance.DECLINED, Stance.OPPOSED):
            return Stance.CONSIDERING
        return Stance.CONSIDERING if inner is Stance.CONSIDERING else Stance.DECLINED
    if word_class is WordClass.OPPOSE:
        return Stance.WILLING if negated else Stance.OPPOSED
    if word_class is WordClass.REQUEST:
        if negated:
            return None
        return Stance.OPPOSED if inner in (Stance.DECLINED, Stance.OPPOSED) else Stance.REQUESTS
    return inner


def singular(noun: str) -> str:
    """A noun without its plural ending, enough to look it up."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
