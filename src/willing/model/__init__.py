"""The vocabulary: plain frozen values that every layer shares and none can build wrong."""

from willing.model.date import PartialDate
from willing.model.document import Document
from willing.model.position import (
    AttachedCondition,
    Basis,
    Coding,
    Directness,
    Position,
    Relation,
    SpeakerKind,
)
from willing.model.problem import Problem
from willing.model.quantity import Quantifier, Quantity
from willing.model.span import Quote, Span
from willing.model.stance import OWN_STANCES, Stance

__all__ = [
    "OWN_STANCES",
    "AttachedCondition",
    "Basis",
    "Coding",
    "Directness",
    "Document",
    "PartialDate",
    "Position",
    "Problem",
    "Quantifier",
    "Quantity",
    "Quote",
    "Relation",
    "Span",
    "SpeakerKind",
    "Stance",
]
