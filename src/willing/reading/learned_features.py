"""What speaks for a draft of the network's: the features that its confidence is computed from.

Chosen among some sixty by what each adds to the likelihood of held-back passages (docs/explanation/reading.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from willing.model import Stance
from willing.reading.candidates import Candidate
from willing.reading.clause_words import ClauseScores
from willing.reading.learned_actors import Named, whose_name
from willing.reading.measures import MeasureMention
from willing.reading.page import Page
from willing.reading.position_layout import MEASURES, STANCES
from willing.reading.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Chosen:
    """Stance and measure of a draft, each with the chance that all sources together give it."""

    stance: Stance
    stance_chance: float
    mention: MeasureMention
    measure_chance: float


def features_of_trigger(
    page: Page,
    trigger: Trigger,
    named: Named,
    words: ClauseScores,
    chosen: Chosen,
    candidates: Sequence[Candidate],
) -> dict[str, float]:
    """The features of the draft with the chosen stance and measure; what is not given counts as 0."""
    given = {
        "learned": 1.0,
        "trigger": _logit(trigger.chance),
        "same_measure": float(any(each.mention.measure_id == chosen.mention.measure_id for each in candidates)),
        f"stance_{chosen.stance.value}": 1.0,
        f"voice_{page.voice.kind.value}": 1.0,
    }
    return given | _of_choices(trigger, words, chosen) | _of_actor(page, trigger, named)


def _of_choices(trigger: Trigger, words: ClauseScores, chosen: Chosen) -> dict[str, float]:
    """How sure stance and measure are, all together and by each source."""
    stance = STANCES.index(chosen.stance.value)
    first_for_both = stance == int(np.argmax(trigger.stances)) == int(np.argmax(words.stance))
    given = {
        "stance_chance": _logit(chosen.stance_chance),
        "network_stance": _logit(trigger.stances[stance]),
        "stance_of_both": float(first_for_both),
        "measure_chance": _logit(chosen.measure_chance),
    }
    if chosen.mention.measure_id in MEASURES:
        measure = MEASURES.index(chosen.mention.measure_id)
        given["network_measure"] = _logit(trigger.measures[measure])
        given["measure_of_words"] = float(measure == int(np.argmax(words.measure)))
    else:  # of a case with a list of its own, which neither knows: named, it counts as known to both
        given["network_measure"] = _logit(chosen.measure_chance)
        given["measure_of_words"] = float(chosen.measure_chance > 0.5)
    return given


def _of_actor(page: Page, trigger: Trigger, named: Named) -> dict[str, float]:
    """How the actor was found, and whether the name that the network points to is his; a set has no name."""
    ids, chance = whose_name(page, trigger.names_actor) if named.actor.quantifier is None else ((), 0.0)
    agrees = set(ids) == set(named.actor.actor_ids)
    word = page.head_word(named.actor.span)
    return {
        "actor_chance": _logit(trigger.actor_chance) if named.pointed else 0.0,
        "pointed_actor": float(named.pointed),
        "name_chance": _logit(named.name_chance) if named.name_chance else 0.0,
        "named_near": float(named.name_chance > 0.0),
        "name_agrees": chance if ids and agrees else 0.0,
        "name_differs": chance if ids and not agrees else 0.0,
        "proper_name": float(word is not None and page.trees.part_of_speech(word) == "PROPN"),
        "inferred_actor": float(named.actor.inferred),
        "unnamed_set": float(named.actor.quantifier is not None),
    }


def _logit(chance: float) -> float:
    """Log odds, kept between -5 and 5."""
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return min(5.0, max(-5.0, math.log(chance / (1 - chance))))
