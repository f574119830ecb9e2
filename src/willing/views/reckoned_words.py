"""Promises, amounts and reasons of a reckoning in words, for the screen and for pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from willing.model import All, Any, Condition, Does, Fact, Holds, Not, Others, Total, parse_condition
from willing.views.reckoned import ReasonLine, Reckoned, RequirementLine, Tally
from willing.views.reckoned_sentences import actor_of, number
from willing.views.wording import joined

STATES = {"holds": "true", "open": "unknown", "fails": "not so"}


def amount(low: Fraction, high: Fraction | None) -> str:
    """ "5,000–10,000", "150", "45 or more"; "not told" where nothing is."""
    if high is None:
        return "not told" if not low else f"{number(low)} or more"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def needs(line: RequirementLine) -> str:
    """ "15,000–20,000 troops"."""
    upper = f"–{number(line.up_to)}" if line.up_to is not None else ""
    return f"{number(line.at_least)}{upper} {line.unit}"


def reason_text(reason: ReasonLine, answer: Reckoned | Tally, names: Names | None = None) -> str:
    """A reason in words: the part of the condition (as written, or by `names`), how it stands, whom it counts."""
    if reason.promises or reason.counts_amounts:
        told = ", ".join(dict.fromkeys(actor_of(each, answer) for each in reason.promises)) or "nobody"
        counted = f"{amount(reason.low or Fraction(0), reason.high)} by {told}" if reason.counts_amounts else told
        part = reason.part if names is None else names.condition(reason.part)
        return f"{'' if reason.wanted else 'not '}{part}: {counted}, {STATES[reason.status]}"
    name = reason.name if names is None else names.condition(reason.part)
    return f"{name}: {STATES[reason.status]}"


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, to say a condition with. An id without a name stands for itself."""

    facts: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    promises: Mapping[str, str] = field(default_factory=dict)

    def condition(self, text: str) -> str:
        """ "a cease-fire and at least 1 other on ground troops" for the text of a condition; empty for none."""
        return self.said(parse_condition(text)) if text else ""

    def said(self, condition: Condition, inside: bool = False) -> str:
        match condition:
            case Not(part):
                return f"not {self.said(part)}" if isinstance(part, Fact) else f"not ({self.said(part)})"
            case All(parts):
                return bracketed(" and ".join(self.said(part, True) for part in parts), inside)
            case Any(parts):
                return bracketed(" or ".join(self.said(part, True) for part in parts), inside)
            case Fact(name):
                return self.facts.get(name, name)
            case Holds(promise):
                return f"the promise of {self.promises.get(promise, promise)}"
            case Does(actor, measure, at_least):
                least = f" with at least {number(at_least)}" if at_least is not None else ""
                return f"{self.actors.get(actor, actor)} on {self.measures.get(measure, measure)}{least}"
            case Others(measure, at_least, of):
                among = f" among {joined([self.actors.get(each, each) for each in of])}" if of else ""
                other = "other" if at_least == 1 else "others"
                return f"at least {at_least} {other} on {self.measures.get(measure, measure)}{among}"
            case Total(measure, at_least, own):
                without = "" if own else " without its own"
                return f"{number(at_least)} in all on {self.measures.get(measure, measure)}{without}"


def bracketed(words: str, inside: bool) -> str:
    return f"({words})" if inside else words
