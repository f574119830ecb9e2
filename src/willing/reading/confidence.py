"""How sure the local reader is of a position: the probability that actor, stance and measure are right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from willing.model import Stance

if TYPE_CHECKING:
    from willing.reading.actors import Resolved
    from willing.reading.page import Page
    from willing.reading.positions import Candidate

DISPLAY_THRESHOLD = 0.5


def features_of(page: Page, candidate: Candidate, actor: Resolved, stance: Stance) -> dict[str, float]:
    """What the confidence is computed from, each between 0 and 1."""
    return {
        "tentative": float(candidate.reading.tentative),
        "anaphoric": float(candidate.anaphoric),
        "inferred": float(actor.inferred),
        "generic": float(candidate.mention.rank >= len(page.register.measures) - 2),
        "opaque": float(candidate.opaque),
        "long_chain": float(len(candidate.chain) > 2),
        f"stance_{stance.value}": 1.0,
    }


WEIGHTS: dict[str, float] = {"bias": 0.5, "tentative": -0.6, "anaphoric": -0.7, "inferred": -0.2, "generic": -0.4}


def confidence_of(page: Page, candidate: Candidate, actor: Resolved, stance: Stance) -> float:
    """Logistic function of the weighted features."""
    total = WEIGHTS["bias"]
    for name, value in features_of(page, candidate, actor, stance).items():
        total += WEIGHTS.get(name, 0.0) * value
    return 1.0 / (1.0 + math.exp(-total))
