"""Who, what and on what condition, from the words of a cell to ids of the register."""

from __future__ import annotations

import re
from collections.abc import Mapping

from willing.cases.case import Case
from willing.cases.coded import STRENGTHS
from willing.cases.imports.vocabulary import NotUnderstood, meant, plain, synonyms
from willing.model import AttachedCondition, Relation
from willing.model.mistake import near
from willing.model.register import Actor, Measure, Register

BETWEEN_ACTORS = re.compile(r"\s*(?:;|\||/|&|,| and )\s*")
BETWEEN_CONDITIONS = re.compile(r"\s*(?:;|\||&|,| and )\s*")
ALTERNATIVE = re.compile(r"\bor\b", re.IGNORECASE)
GENERAL_MEASURES = ("support", "other")
"""What is meant only where nothing more exact is."""


def actors_of(words: str, register: Register) -> tuple[str, ...]:
    """The ids that a cell names, by id, name, adjective or seat; several between commas, semicolons or "and"."""
    whole = actor_named(words, register)
    if whole is not None:
        return (whole.id,)
    found = []
    for part in filter(None, BETWEEN_ACTORS.split(words)):
        actor = actor_named(part, register)
        if actor is None:
            names = [name for each in register.actors for name in (each.id, each.name, *each.demonyms)]
            hint = near(part, names)
            raise NotUnderstood(f"unknown actor {part!r}", f"an id, a name or an adjective of the case{hint}", part)
        found.append(actor.id)
    return tuple(dict.fromkeys(found))


def actor_named(words: str, register: Register) -> Actor | None:
    """The actor of an id, else of a name: what is one's id may be another's name."""
    by_id = next((actor for actor in register.actors if actor.id == words.strip()), None)
    if by_id is not None:
        return by_id
    wanted = plain(words).removeprefix("the ")
    for actor in register.actors:
        names = (actor.id, actor.name, *actor.names, *actor.demonyms, *actor.seats)
        if any(wanted == plain(name).removeprefix("the ") for name in names):
            return actor
    return None


def measure_of(words: str, case: Case) -> str:
    """By id, by a word of the case's tables, by name, else by the words that a reader knows the measure by."""
    register = case.register
    code = next((measure for word, measure in case.measure_codes.items() if plain(word) == plain(words)), None)
    if code is not None:
        return code
    for measure in register.measures:
        if plain(words) in (plain(measure.id), plain(measure.name)):
            return measure.id
    found = [measure.id for measure in register.measures if spoken_of(measure, words)]
    exact = [name for name in found if name not in GENERAL_MEASURES] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise NotUnderstood(f"measure {words!r} may be {' or '.join(exact)}", "one measure a row")
    known = [name for each in register.measures for name in (each.id, each.name)]
    all_of_them = ": " + ", ".join(each.id for each in register.measures)
    raise NotUnderstood(f"unknown measure {words!r}", f"a measure of the case{near(words, known) or all_of_them}")


def spoken_of(measure: Measure, words: str) -> bool:
    return any(re.search(pattern, words.casefold()) for pattern in measure.words)


def conditions_of(words: str, case: Case) -> tuple[AttachedCondition, ...]:
    """The conditions of a cell, each once; all of them must hold.

    Between semicolons, commas or "and": `ceasefire:required`, `after:ceasefire`, "only if parliament agrees", "truce".
    Raises NotUnderstood for alternatives, which a list of conditions cannot hold.
    """
    if ALTERNATIVE.search(words.replace("with or without", "")):
        raise NotUnderstood(
            f"conditions {words!r} with an alternative", "conditions that must all hold, without or", "or"
        )
    return tuple(dict.fromkeys(condition_of(part, case) for part in BETWEEN_CONDITIONS.split(words) if part))


def condition_of(words: str, case: Case) -> AttachedCondition:
    first, colon, second = words.partition(":")
    if colon:
        return coded_condition(words, first.strip(), second.strip(), case)
    relation, rest = relation_of(words)
    return AttachedCondition(None, condition_named(rest, case), relation)


def coded_condition(words: str, first: str, second: str, case: Case) -> AttachedCondition:
    """ "ceasefire:required" as in positions.csv, or "after:ceasefire"."""
    if second in STRENGTHS:
        return AttachedCondition(None, condition_named(first, case), STRENGTHS[second])
    if first in tuple(Relation):
        return AttachedCondition(None, condition_named(second, case), Relation(first))
    known = (*STRENGTHS, *(relation.value for relation in Relation))
    raise NotUnderstood(f"condition {words!r}", f"condition:strength or relation:condition{near(second, known)}", words)


def relation_of(words: str) -> tuple[Relation, str]:
    """How the condition bears, by the words before it, and the rest; requires where nothing is said."""
    said: list[tuple[str, str]] = [(word, name) for name, others in synonyms("relation").items() for word in others]
    for word, name in sorted(said, key=lambda each: -len(each[0])):
        if re.match(rf"{re.escape(word)}\b", words, re.IGNORECASE):
            return Relation(name), words[len(word) :].strip()
    return Relation.REQUIRES, words


def condition_named(words: str, case: Case) -> str:
    """By the id of a fact or condition, by name, else by the words that a reader knows it by, tried in their order."""
    codes: Mapping[str, str] = case.condition_codes
    for code, condition in codes.items():
        if plain(code) == plain(words):
            return condition
    kinds = case.register.conditions
    for kind in kinds:
        if plain(words) in (plain(kind.id), plain(kind.name)):
            return kind.id
    for kind in kinds:
        if any(re.search(pattern, words.casefold()) for pattern in kind.words):
            return kind.id
    known = [*codes, *(name for kind in kinds for name in (kind.id, kind.name))]
    raise NotUnderstood(f"unknown condition {words!r}", f"a condition of the case{near(words, known)}", words)


def stance_named(words: str, stances: tuple[str, ...]) -> str:
    return meant("stance", words, stances, "stance")
