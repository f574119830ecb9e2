"""What several actors give together: one amount for all of them, which is never counted once for each.

"The two together at most 15,000" bounds the sum of what they promise by themselves from above; "together 500" is also
sure, once every one of them gives anything at all. It bounds totals and requirements. Conditions read each promise as
it stands: "once Alf sends 5,000" asks for Alf's own promise, whatever the two may come to together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from willing.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class JointSum:
    """At least `low` if every one of the actors gives something on the measure, at most `high` (None: no upper end).

    `sources` are the ids of the positions that tell it.
    """

    measure: str
    actors: tuple[str, ...]
    low: Fraction
    high: Fraction | None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.actors)) != len(self.actors) or len(self.actors) < 2:
            raise InvalidValue(f"joint sum of {', '.join(self.actors) or 'nobody'}: expected two or more actors")
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise InvalidValue(f"joint sum of {', '.join(self.actors)}: expected 0 or more, the lower bound first")

    def bounded(self, own: Mapping[str, Fraction | None]) -> Fraction | None:
        """What the actors come to together, from what each that acts gives by itself (None: no upper end)."""
        whole = whole_of(own[actor] for actor in self.actors if actor in own)
        if whole is not None and all(actor in own for actor in self.actors):
            whole = max(whole, self.low)
        if self.high is None:
            return whole
        return self.high if whole is None else min(whole, self.high)


def whole_of(amounts: Iterable[Fraction | None]) -> Fraction | None:
    """The sum; None where one of the amounts has no upper end."""
    whole = Fraction(0)
    for amount in amounts:
        if amount is None:
            return None
        whole += amount
    return whole


def sum_with(joint: Iterable[JointSum], own: Mapping[str, Fraction | None]) -> Fraction | None:
    """What actors come to in all, those who give together at what they give together."""
    parts: list[Fraction | None] = []
    left = dict(own)
    for each in joint:
        parts.append(each.bounded(own))
        for actor in each.actors:
            left.pop(actor, None)
    return whole_of([*parts, *left.values()])
