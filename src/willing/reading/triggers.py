"""Triggers: the words in which the network sees a position, with what it makes of them.

A trigger is the word that a statement of will hangs on: "send" in "will send troops", "ready" in "is ready to". The
network says how likely each word is one, and for those that are likely enough the chances of every stance and measure,
the words that the statement reaches from and to, the actor's word, and how likely a condition belongs to it. What is
made of it all is decided later, by rules, for each position.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from willing.reading.encoder import Floats, Scores, WindowScores
from willing.reading.position_layout import LAYOUT, columns_of

LEAST_CHANCE = 0.05
"""Words less likely to be a trigger are passed over."""
STANCE, MEASURE = columns_of("stance"), columns_of("measure")
CLAUSE_STANCE, CLAUSE_MEASURE = columns_of("clause_stance"), columns_of("clause_measure")
CLAUSE_SHARE = 1.0
"""What the words of the evidence count beside the trigger."""
LEAST_BELONGING = 0.1
"""A condition's chance to belong to a trigger below which it is not kept."""


@dataclass(frozen=True, slots=True)
class NamePointer:
    """Scores of the words of a window, from `first_word` on, to name somebody; `none` is the score of nobody there."""

    first_word: int
    none: float
    scores: tuple[float, ...]

    def chances(self, words: Sequence[int]) -> list[float]:
        """The chance that the words, each the head of a name, are meant; those outside the window have none."""
        inside = [self.score_of(word) for word in words]
        best = max([self.none, *(score for score in inside if score is not None)])
        powers = [0.0 if score is None else math.exp(score - best) for score in inside]
        total = math.exp(self.none - best) + sum(powers)
        return [power / total for power in powers]

    def score_of(self, word: int) -> float | None:
        """The score of a word; None outside the window."""
        place = word - self.first_word
        return self.scores[place] if 0 <= place < len(self.scores) else None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that is a trigger with `chance`.

    `stances`, `measures`, `kinds` and `directness` are chances in the order of `position_layout.LAYOUT`; `first` and
    `last` are the words of the evidence (both included); `actor` is None where the actor is not named in the window.
    """

    word: int
    chance: float
    stances: tuple[float, ...]
    measures: tuple[float, ...]
    kinds: tuple[float, ...]
    directness: tuple[float, ...]
    first: int
    last: int
    actor: int | None
    actor_chance: float
    what: int
    names_actor: NamePointer | None = None
    names_speaker: NamePointer | None = None


@dataclass(frozen=True, slots=True)
class ConditionRun:
    """Words `first` to `last` (included) of a condition, its relation and fact with their chances, and its triggers."""

    first: int
    last: int
    chance: float
    relation: str
    fact: str
    facts: tuple[float, ...]
    triggers: dict[int, float]


def decode_triggers(scores: Scores) -> tuple[Trigger, ...]:
    """The likely triggers of a text, in order."""
    rows = scores.position
    if len(rows) == 0:
        return ()
    chances = chances_of(rows, "trigger")[:, 1]
    found: list[Trigger] = []
    for window in scores.windows:
        for word in range(window.own_first, window.own_last):
            if chances[word] >= LEAST_CHANCE:
                found.append(_trigger(word, float(chances[word]), rows, window))
    return tuple(found)


def decode_conditions(scores: Scores) -> tuple[ConditionRun, ...]:
    """The conditions of a text, in order: runs of words that are likelier part of one than not."""
    rows = scores.position
    if len(rows) == 0:
        return ()
    tags = chances_of(rows, "condition")
    inside = tags[:, 0] < 0.5
    found: list[ConditionRun] = []
    word = 0
    while word < len(rows):
        if not inside[word]:
            word += 1
            continue
        end = word + 1
        while end < len(rows) and inside[end] and tags[end, 1] < tags[end, 2]:
            end += 1
        found.append(_condition(word, end, tags, rows, scores.windows))
        word = end
    return tuple(found)


def chances_of(rows: Floats, group: str) -> Floats:
    """(n, columns of the group): the scores of a group of columns as chances."""
    scores = rows[:, columns_of(group)]
    powers: Floats = np.exp(scores - scores.max(1, keepdims=True))
    powers /= powers.sum(1, keepdims=True)
    return powers


def _trigger(word: int, chance: float, rows: Floats, window: WindowScores) -> Trigger:
    place = word - window.own_first
    first = _pointed(window.to_first[place], window)[0]
    last = _pointed(window.to_last[place], window)[0]
    actor, actor_chance = _pointed(window.to_actor[place], window)
    what = _pointed(window.to_what[place], window)[0]
    first, last = min(word, word if first is None else first), max(word, word if last is None else last)
    what = word if what is None else what
    kinds, directness = (
        tuple(float(each) for each in chances_of(rows[word : word + 1], group)[0]) for group in ("kind", "directness")
    )
    return Trigger(
        word=word,
        chance=chance,
        stances=_joined(rows[word, STANCE], rows[first : last + 1, CLAUSE_STANCE].mean(0)),
        measures=_joined(rows[word, MEASURE], rows[first : last + 1, CLAUSE_MEASURE].mean(0)),
        kinds=kinds,
        directness=directness,
        first=first,
        last=last,
        actor=actor,
        actor_chance=actor_chance,
        what=what,
        names_actor=_names(window.to_names_actor, place, window),
        names_speaker=_names(window.to_names_speaker, place, window),
    )


def _names(rows: Floats, place: int, window: WindowScores) -> NamePointer | None:
    if len(rows) == 0:
        return None
    none, *scores = (round(float(each), 3) for each in rows[place])
    return NamePointer(window.first_word, none, tuple(scores))


def _joined(own: Floats, other: Floats) -> tuple[float, ...]:
    """Chances from the scores at the trigger and those that the words of the evidence give together."""
    scores = own + CLAUSE_SHARE * other
    powers = np.exp(scores - scores.max())
    return tuple(float(each) for each in powers / powers.sum())


def _pointed(scores: Floats, window: WindowScores) -> tuple[int | None, float]:
    """The word that a row of pointer scores leads to, None for none, and its chance."""
    powers = np.exp(scores - scores.max())
    best = int(powers.argmax())
    return (window.first_word + best - 1 if best else None), float(powers[best] / powers.sum())


def _condition(first: int, end: int, tags: Floats, rows: Floats, windows: Sequence[WindowScores]) -> ConditionRun:
    relations = chances_of(rows[first:end], "bearing").mean(0)
    facts = chances_of(rows[first:end], "fact").mean(0)
    triggers: dict[int, float] = {}
    for window in windows:
        start, stop = max(first, window.own_first), min(end, window.own_last)
        if start >= stop:
            continue
        scores = window.to_holds[start - window.own_first : stop - window.own_first]
        powers = np.exp(scores - scores.max(1, keepdims=True))
        shares = (powers / powers.sum(1, keepdims=True)).sum(0) / (end - first)
        for column in np.flatnonzero(shares >= LEAST_BELONGING):
            if column:
                word = window.first_word + int(column) - 1
                triggers[word] = triggers.get(word, 0.0) + float(shares[column])
    return ConditionRun(
        first=first,
        last=end - 1,
        chance=float(1.0 - tags[first:end, 0].mean()),
        relation=LAYOUT["bearing"][int(relations.argmax())],
        fact=LAYOUT["fact"][int(facts.argmax())],
        facts=tuple(float(each) for each in facts),
        triggers=triggers,
    )
