"""Conditions: what must be the case for a promise to hold.

A condition is an expression over named facts and over other promises, joined by `and`, `or` and `not`. Evaluating it
gives true, false or unknown (None), after Kleene: what the scenario leaves open stays unknown, it is never guessed.

Values are canonical when built, and equality is equality of that form:

- `All` inside `All` and `Any` inside `Any` are flattened, so `(a and b) and c` is `a and b and c`;
- they have at least two parts (`all_of` and `any_of` give a lone part itself), kept in the order written, repeats too;
- `of` names each actor once, in the order first named;
- whole numbers are ints: 3.0 is 3;
- double negation stays. For three-valued truth it could go, but the reckoning holds other promises fixed inside a
  `not`, so what a circle through two of them means is for the reckoning to say, not for the page.

The text form (`str`, `parse_condition`) and the JSON form (`as_json`, `condition_from_json`) turn into one another
without loss. docs/reference/conditions.md is the page for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from willing.errors import InvalidValue
from willing.model.condition_atoms import Atom, Does, Fact, Holds, Number, Others, Total, short

DEEPEST = 50
"""Most levels of `not` and parentheses within one another, so that no value can exhaust the stack."""


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false: `not ceasefire`. `levels` is how deep `not` and parentheses stand within one another."""

    part: Condition
    levels: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        check_part(self.part)
        set_levels(self, 1 + levels(self.part) + isinstance(self.part, (All, Any)))

    def __str__(self) -> str:
        return f"not ({self.part})" if isinstance(self.part, (All, Any)) else f"not {self.part}"

    def as_json(self) -> dict[str, object]:
        return {"not": self.part.as_json()}


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true: `ceasefire and us_guarantee`. `levels` as for `Not`."""

    parts: tuple[Condition, ...]
    levels: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        flat = [
            inner for part in checked_parts(self.parts) for inner in (part.parts if isinstance(part, All) else (part,))
        ]
        object.__setattr__(self, "parts", tuple(flat))
        set_levels(self, max(levels(part) + isinstance(part, Any) for part in flat))

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, Any) else str(part) for part in self.parts)

    def as_json(self) -> dict[str, object]:
        return {"all": [part.as_json() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part is true: `peace_deal or ceasefire`. `levels` as for `Not`."""

    parts: tuple[Condition, ...]
    levels: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        flat = [
            inner for part in checked_parts(self.parts) for inner in (part.parts if isinstance(part, Any) else (part,))
        ]
        object.__setattr__(self, "parts", tuple(flat))
        set_levels(self, max(levels(part) for part in flat))

    def __str__(self) -> str:
        return " or ".join(str(part) for part in self.parts)

    def as_json(self) -> dict[str, object]:
        return {"any": [part.as_json() for part in self.parts]}


Condition: TypeAlias = Atom | Not | All | Any


def all_of(parts: Iterable[Condition]) -> Condition:
    """The condition that every part is true; a lone part is itself. Raises InvalidValue where there is none."""
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else All(parts)


def any_of(parts: Iterable[Condition]) -> Condition:
    """The condition that some part is true; a lone part is itself. Raises InvalidValue where there is none."""
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else Any(parts)


class Promises(Protocol):
    """Answers about other promises, as one speaker sees them; None is unknown."""

    def holds(self, promise: str) -> bool | None:
        """Whether the promise with this id holds."""

    def does(self, actor: str, measure: str, at_least: Number | None) -> bool | None:
        """Whether a promise of this actor on this measure holds (to at least this quantity)."""

    def others(self, measure: str, at_least: int, of: tuple[str, ...] | None) -> bool | None:
        """Whether so many actors other than the speaker (of those named) do it."""

    def total(self, measure: str, at_least: Number, own: bool) -> bool | None:
        """Whether the quantity over all, with or without the speaker's own, reaches the threshold."""


def evaluate(condition: Condition, facts: Mapping[str, bool | None], promises: Promises | None = None) -> bool | None:
    """Truth of a condition after Kleene's strong three-valued logic: true, false or None (unknown).

    A fact that is absent from `facts` is unknown; without `promises` so is everything about other promises.
    """
    match condition:
        case Fact(name):
            return facts.get(name)
        case Not(part):
            truth = evaluate(part, facts, promises)
            return None if truth is None else not truth
        case All(parts):
            return settled((evaluate(part, facts, promises) for part in parts), by=False)
        case Any(parts):
            return settled((evaluate(part, facts, promises) for part in parts), by=True)
        case _:
            return None if promises is None else answer(condition, promises)


def facts(condition: Condition) -> frozenset[str]:
    """Names of all facts the condition mentions."""
    return frozenset(atom.name for atom in atoms(condition) if isinstance(atom, Fact))


def atoms(condition: Condition) -> Iterator[Atom]:
    """What the condition is made of, in the order written, repeats included."""
    match condition:
        case Not(part):
            yield from atoms(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield condition


def settled(truths: Iterable[bool | None], *, by: bool) -> bool | None:
    """`by` as soon as one truth equals it, unknown where one is unknown, else the opposite."""
    unknown = False
    for truth in truths:
        if truth is by:
            return by
        unknown = unknown or truth is None
    return None if unknown else not by


def answer(atom: Holds | Does | Others | Total, promises: Promises) -> bool | None:
    match atom:
        case Holds(promise):
            return promises.holds(promise)
        case Does(actor, measure, at_least):
            return promises.does(actor, measure, at_least)
        case Others(measure, count, of):
            return promises.others(measure, count, of)
        case Total(measure, amount, own):
            return promises.total(measure, amount, own)


def levels(condition: Condition) -> int:
    return condition.levels if isinstance(condition, (Not, All, Any)) else 0


def set_levels(condition: Not | All | Any, deep: int) -> None:
    if deep > DEEPEST:
        raise InvalidValue(f"condition {deep} levels deep: expected at most {DEEPEST} levels of not and parentheses")
    object.__setattr__(condition, "levels", deep)


def check_part(part: object) -> None:
    if not isinstance(part, Condition):
        raise InvalidValue(f"part {short(part)} of a condition: expected a condition")


def checked_parts(parts: Iterable[Condition]) -> tuple[Condition, ...]:
    checked = tuple(parts)
    for part in checked:
        check_part(part)
    if len(checked) < 2:
        raise InvalidValue(f"all or any of {len(checked)} conditions: expected at least two")
    return checked
