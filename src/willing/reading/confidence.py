"""How sure the local reader is of a position: the probability that actor, stance and measure are right.

A logistic function of a few features of how the position was found. The weights are fitted on annotated texts by
training/confidence.py and ship in data/confidence.json with the texts and the count they were fitted on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from willing.model import Stance

if TYPE_CHECKING:
    from willing.reading.actors import Resolved
    from willing.reading.candidates import Candidate
    from willing.reading.page import Page

DISPLAY_THRESHOLD = 0.5
"""A position below it waits for review and is never in the matrix or a total."""
KEPT_FROM, FIRM_FROM = 0.05, 0.15
"""A draft of the network's below it makes no position, one of a promise or a deed not below the second.

On held-back passages none of 46 below the first was right; the second keeps out promises that nobody made.
"""
FIRM_MODALS = ("will", "shall")


def features_of(page: Page, candidate: Candidate, actor: Resolved, stance: Stance) -> dict[str, float]:
    """What the confidence is computed from, each 0 or 1; only features that are 1 are given."""
    predicate = page.predicates.at(candidate.anchor)
    general = candidate.mention.rank >= len(page.register.measures) - 2
    given = {
        "tentative": candidate.reading.tentative,
        "implicit": candidate.implicit,
        "anaphoric": candidate.anaphoric,
        "opaque": candidate.opaque,
        "general_measure": general,
        "inferred_actor": actor.inferred,
        "unnamed_set": actor.quantifier is not None,
        "long_chain": len(candidate.chain) > 2,
        "main_clause": page.trees.relation(candidate.anchor) == "root",
        "reported_clause": page.trees.relation(candidate.anchor) == "ccomp",
        "own_subject": predicate.own_subject or candidate.needed is not None,
        "firm_modal": predicate.modal in FIRM_MODALS,
        f"voice_{page.voice.kind.value}": True,
        f"stance_{stance.value}": True,
    }
    return {name: 1.0 for name, holds in given.items() if holds}


@cache
def load_weights() -> dict[str, float]:
    """The fitted weights by feature, `bias` among them."""
    source = resources.files("willing.reading").joinpath("data/confidence.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(source)["weights"]
    return weights


def least_confidence(stance: Stance) -> float:
    """The confidence from which a draft of the network's makes a position."""
    return FIRM_FROM if stance.firm else KEPT_FROM


def confidence_of(features: Mapping[str, float]) -> float:
    """Probability in (0, 1) that actor, stance and measure are right."""
    weights = load_weights()
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))
