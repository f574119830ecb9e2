"""Rulings on a stance that need the whole clause: packages, promises raised, what goes on over the next years."""

from __future__ import annotations

import re

from willing.model import Span, Stance
from willing.reading.candidates import Candidate
from willing.reading.page import Page
from willing.reading.predicates import Tense

ANNOUNCING = frozenset(("announce", "unveil"))
PACKAGE = re.compile(r"\b(?:packages?|drawdown)\b.{0,120}\b(?:includ\w+|of|contain\w*|provid\w+)\b", re.DOTALL)
PROMISE_SET = re.compile(
    r"\b(?:rais|increas|lift|strengthen|tighten|doubl|updat|submitt|sets?\b|setting)\w* (?:[\w'’.-]+ ){0,4}?"
    r"(?:targets?|pledges?|goals?|commitments?|ambitions?|contributions?)\b"
)
"""A promise made or made larger: "raised its emissions target"."""
FUTURE = re.compile(r"\b(?:(?:over|in) the (?:next|coming)|next (?:week|month|year)|later this|tomorrow|soon)\b")


def settled_stance(page: Page, candidate: Candidate, evidence: Span, stance: Stance) -> Stance:
    """Rulings that need the whole clause.

    An announced package with its items stands for more than a promise; what is going on "over the next years" is one,
    and so is a promise that was raised or set ("raised its target"): nothing is delivered yet.
    """
    words = evidence.cut(page.text)
    if (
        stance is Stance.COMMITTED
        and PACKAGE.search(words)
        and any(link.lemma in ANNOUNCING for link in candidate.chain)
    ):
        modal = page.predicates.at(candidate.anchor).modal
        return Stance.ALLOCATED if modal is None else stance
    going_on = page.predicates.at(candidate.anchor).tense in (Tense.PROGRESSIVE, Tense.PRESENT)
    if stance is Stance.DELIVERED and going_on and FUTURE.search(words):
        return Stance.COMMITTED
    if stance is Stance.DELIVERED and PROMISE_SET.search(words):
        return Stance.COMMITTED
    return stance
