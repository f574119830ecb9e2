"""What one party did to another, in the kinds of events that PLOVER tells apart.

The act is read from the predicates of which the doer is the subject: the verb's kind, or the kind of the noun that an
empty verb takes ("held talks"), changed by how the act is meant: help that is promised is an agreement, refused help a
rejection, an attack that is announced a threat. Source of the kinds: openeventdata/PLOVER, PLOVER_MANUAL.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from willing.model import Span
from willing.reading.lemmas import lemma
from willing.reading.predicates import Predicate, Predicates
from willing.reading.tree import Trees

COOPERATION = frozenset(["CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"])
CONFLICT = frozenset(["SANCTION", "COERCE", "ASSAULT", "MOBILIZE"])
INNER = ("xcomp", "ccomp", "advcl", "conj", "acl")
OBJECTS = ("obj", "obl", "nmod", "nsubj:pass", "iobj")


@cache
def words() -> dict[str, dict[str, frozenset[str]]]:
    """The lists of `data/events.toml`."""
    table = tomllib.loads(resources.files("willing.reading").joinpath("data/events.toml").read_text(encoding="utf-8"))
    return {part: {name: frozenset(each.split()) for name, each in lists.items()} for part, lists in table.items()}


@cache
def kinds_by_verb() -> dict[str, str]:
    return {verb: kind for kind, verbs in words()["kinds"].items() for verb in verbs}


@cache
def kinds_by_noun() -> dict[str, str]:
    return {noun: kind for kind, nouns in words()["nouns"].items() for noun in nouns}


def event_of(trees: Trees, predicates: Predicates, doer: Span) -> str | None:
    """The kind of what `doer` does in its sentence; None where nothing of the kinds is said of it."""
    for predicate in acts_of(trees, predicates, doer):
        kind = meant(trees, predicates, predicate)
        if kind is not None:
            return kind
    return named_above(trees, predicates, doer)


def named_above(trees: Trees, predicates: Predicates, doer: Span) -> str | None:
    """The kind of a noun that the doer belongs to ("an attack by the rebels"), or of the predicate over it."""
    for index, word in enumerate(trees.words):
        if not doer.contains(word.span) or (word.head >= 0 and doer.contains(trees.words[word.head].span)):
            continue
        for above in trees.ancestors(index):
            if above == index or doer.contains(trees.words[above].span):
                continue
            if noun := kinds_by_noun().get(trees.lower[above]):
                return noun
            if predicates.is_predicate(above) and (kind := meant(trees, predicates, predicates.at(above))):
                return kind
    return None


def acts_of(trees: Trees, predicates: Predicates, doer: Span) -> Iterator[Predicate]:
    """The predicates whose subject lies in `doer`, or that it is named as the agent of, in the order of the text."""
    for index, word in enumerate(trees.words):
        if not predicates.is_predicate(index):
            continue
        predicate = predicates.at(index)
        if predicate.passive:
            if any(doer.contains(trees.words[agent].span) for agent in agents(trees, index)):
                yield predicate
        elif (predicate.subject is not None and doer.contains(trees.words[predicate.subject].span)) or (
            word.part_of_speech == "VERB" and doer.contains(word.span)
        ):
            yield predicate


def agents(trees: Trees, index: int) -> list[int]:
    return [
        each
        for each in trees.with_relation(index, "obl", "obl:agent")
        if any(trees.lower[case] == "by" for case in trees.with_relation(each, "case"))
    ]


def meant(trees: Trees, predicates: Predicates, predicate: Predicate) -> str | None:
    """The kind of an act with its modality: outermost first, then what is within."""
    outer = words()["outer"]
    verb = verb_of(trees, predicate)
    inner = next(
        (
            found
            for each in trees.with_relation(predicate.index, "xcomp", "ccomp")
            if predicates.is_predicate(each) and (found := meant(trees, predicates, predicates.at(each))) is not None
        ),
        None,
    )
    if verb in outer["telling"]:
        return inner
    kind = own_kind(trees, predicate)
    if verb in outer["threatening"]:
        return "THREATEN"
    if verb in outer["refusing"] and (inner or kind):
        return "REJECT"
    if verb in outer["asking"]:
        return "REQUEST"
    future = predicate.modal in ("will", "would", "shall") or verb in outer["future"]
    act = inner if verb in outer["future"] and inner else kind or inner
    if act is None:
        return None
    if predicate.negated:
        return "REJECT" if act in COOPERATION or act == "AGREE" else act
    if future and act in CONFLICT:
        return "THREATEN"
    if future and act in COOPERATION:
        return "AGREE"
    return act


def own_kind(trees: Trees, predicate: Predicate) -> str | None:
    """The kind of the verb itself; of an empty one that of the noun it takes, which wins where both tell one."""
    verb = verb_of(trees, predicate)
    kind = kinds_by_verb().get(verb) or kinds_by_verb().get(verb.split("_")[0])
    if verb in words()["outer"]["empty"] or kind is None:
        for each in trees.with_relation(predicate.index, *OBJECTS):
            if noun := kinds_by_noun().get(trees.lower[each]):
                return noun
    return kind


def verb_of(trees: Trees, predicate: Predicate) -> str:
    """The predicate's dictionary form, found among the verbs that are listed here, with its particle."""
    _, _, particle = predicate.lemma.partition("_")
    form = lemma(trees.lower[predicate.index], listed_verbs())
    return f"{form}_{particle}" if particle else form


@cache
def listed_verbs() -> frozenset[str]:
    listed = (verb for lists in (words()["kinds"], words()["outer"]) for verbs in lists.values() for verb in verbs)
    return frozenset(verb.split("_")[0] for verb in listed)
