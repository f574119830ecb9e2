"""The vocabulary: plain frozen values that every layer shares and none can build wrong."""

from willing.model.condition import All, Any, Condition, Not, Promises, all_of, any_of, atoms, evaluate, facts
from willing.model.condition_atoms import Atom, Does, Fact, Holds, Others, Total
from willing.model.condition_json import condition_from_json
from willing.model.condition_syntax import parse_condition
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
    "All",
    "Any",
    "Atom",
    "AttachedCondition",
    "Basis",
    "Coding",
    "Condition",
    "Directness",
    "Document",
    "Does",
    "Fact",
    "Holds",
    "Not",
    "Others",
    "PartialDate",
    "Position",
    "Problem",
    "Promises",
    "Quantifier",
    "Quantity",
    "Quote",
    "Relation",
    "Span",
    "SpeakerKind",
    "Stance",
    "Total",
    "all_of",
    "any_of",
    "atoms",
    "condition_from_json",
    "evaluate",
    "facts",
    "parse_condition",
]
