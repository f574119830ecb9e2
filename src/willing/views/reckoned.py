"""What the reckoning tells: plain values for screen, page and JSON, each number with what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from willing.reckoning.commitment import plain


@dataclass(frozen=True, slots=True)
class Evidence:
    """A position behind a promise. `words` are the quote, or (`quoted` false) a coder's summary of it."""

    id: str
    said: str
    speaker: str
    outlet: str
    words: str
    quoted: bool
    url: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A part of a condition that settles a promise: the part, how it stands, whom it counts and what they come to."""

    part: str
    name: str
    wanted: bool
    status: str
    promises: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    counts_amounts: bool = False


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise: how much, on what, and how it stands in the scenario.

    `high` None: no upper end told. `level` is firm, offered or considered; `status` holds, open or fails; `step` the
    step in which it fired (1: by facts alone), None where it did not. `told_by` says whose number it is, where it is
    not the actor's own.
    """

    id: str
    actor: str
    actor_name: str
    measure: str
    low: Fraction
    high: Fraction | None
    unit: str
    condition: str
    level: str
    stance: str
    status: str
    step: int | None
    reasons: tuple[ReasonLine, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[str, ...] = ()
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact, its truth in the scenario (None: unknown), and where that is from ("assumed", "ledger", "").

    `status` says how it stood when last told, `since` from when on, `url` where that was read.
    """

    id: str
    name: str
    truth: bool | None
    origin: str = ""
    status: str = ""
    since: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class TotalLine:
    """What promises on a measure come to: `floor` is sure, `low` to `high` the scenario, `ceiling` the most.

    `firm` is the most that firm promises alone come to. None: no upper end, for somebody has not told how much.
    """

    measure: str
    name: str
    unit: str
    floor: Fraction
    low: Fraction
    high: Fraction | None
    ceiling: Fraction | None
    firm: Fraction | None


@dataclass(frozen=True, slots=True)
class JointLine:
    """What several actors give together: at least `low` if all of them give something, at most `high` (None: no limit).

    It bounds the totals; no part of it is counted for any one of them. `told_by` says whose number it is, where it is
    not their own.
    """

    measure: str
    actors: tuple[str, ...]
    actor_names: tuple[str, ...]
    low: Fraction
    high: Fraction | None
    unit: str
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[str, ...] = ()
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement beside the totals: whether `floor`, `scenario` and `ceiling` reach it (met, open, missed).

    `firm`: whether firm promises alone, at the most that they can mean, do.
    """

    id: str
    name: str
    measure: str
    unit: str
    at_least: Fraction
    up_to: Fraction | None
    said_by: str
    url: str
    floor: str
    scenario: str
    ceiling: str
    firm: str


@dataclass(frozen=True, slots=True)
class Sets:
    """Minimal sets of facts (or promises), smallest first; `refused` says why there is no answer.

    `possible`: it is asked what makes the requirement possible at all, since nothing makes it certain. `against` are
    facts that work against it.
    """

    sets: tuple[tuple[str, ...], ...] = ()
    complete: bool = True
    possible: bool = False
    against: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of scenarios that an actor, or a fact, turns; most first. `refused` says why there is no answer."""

    actors: tuple[tuple[str, Fraction], ...] = ()
    facts: tuple[tuple[str, Fraction], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Movers:
    """Who must move first, with every open fact as it helps.

    `gap` are promises that hold only if all support one another; `sets` are minimal sets that, made unconditional,
    bring them all, `to_requirement` those that bring the requirement. `idle` are facts that, coming true alone, change
    nothing until somebody moves, each with the minimal sets of promises that would.
    """

    gap: tuple[str, ...] = ()
    sets: tuple[tuple[str, ...], ...] = ()
    to_requirement: tuple[tuple[str, ...], ...] = ()
    idle: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Even:
    """Break-even without odds; see `willing.reckoning.break_even`."""

    needed: tuple[str, ...] = ()
    common: float | None = None
    met_in: int = 0
    combinations: int = 0


@dataclass(frozen=True, slots=True)
class Odd:
    """What the user's odds come to: the probability that the requirement is met, low and high.

    `facts` are those with odds: chance, what it turns (Birnbaum), the value of knowing it, its break-even. `sampled`
    tells how it was found where too many chances matter to be exact.
    """

    low: Fraction
    high: Fraction
    facts: tuple[tuple[str, Fraction, Fraction | None, Fraction, Fraction | None], ...] = ()
    sampled: str = ""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Months `start` until before `end`: total low and high, and what those who promise can hold for good.

    `overpromised` promise more than they can hold, `untold` have not said how much; `without_figure` have no rotation
    figure.
    """

    start: int
    end: int
    low: Fraction
    high: Fraction | None
    steady: Fraction
    overpromised: tuple[str, ...]
    without_figure: tuple[str, ...]
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolLine:
    """What an actor's units can hold for good and over the horizon, with its rotation and source.

    `steady_low` and `steady_high` are for the longest and the shortest rest that sources tell. `promises` says whether
    the actor promises anything on the measure in question.
    """

    actor: str
    units: Fraction
    tour: Fraction
    rest: Fraction
    steady: Fraction
    held: Fraction
    source: str
    steady_low: Fraction = Fraction(0)
    steady_high: Fraction = Fraction(0)
    note: str = ""
    basis: str = ""
    promises: bool = True


@dataclass(frozen=True, slots=True)
class BurdenLine:
    """One actor under one yardstick: its part, what that costs, its capacity, the strain (cost over capacity)."""

    place: int
    actor: str
    part: Fraction
    cost_low: Fraction
    cost_high: Fraction
    capacity: Fraction
    strain_low: Fraction
    strain_high: Fraction
    source: str
    flag: str


@dataclass(frozen=True, slots=True)
class YardstickTable:
    """A ranking by one yardstick, heaviest first."""

    name: str
    unit: str
    note: str
    lines: tuple[BurdenLine, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankMove:
    """An actor that changes place from one yardstick to another."""

    before: str
    after: str
    actor: str
    place_before: int
    place_after: int


@dataclass(frozen=True, slots=True)
class CostLine:
    """A sourced cost of one unit a year, low to high, and what it is a figure of."""

    name: str
    low: Fraction
    high: Fraction
    currency: str
    per: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure shown beside a part: its name, the number as its table has it, where from, why not comparable."""

    name: str
    value: str
    source: str
    flag: str


@dataclass(frozen=True, slots=True)
class Strain:
    """A year's cost over a capacity, low to high, and the place that gives; `per_cent` where both are money."""

    yardstick: str
    place: int
    low: Fraction
    high: Fraction
    per_cent: bool
    flag: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One actor's part of a burden, which it has not promised.

    `level` is the firmest that it has promised on the measure at all, `steady` what its units hold for good (None: no
    figure); costs are over all months of the burden.
    """

    actor: str
    level: str
    part: Fraction
    steady: Fraction | None
    cost_low: Fraction
    cost_high: Fraction
    strains: tuple[Strain, ...]
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """How heavy a requirement would be, split at the least strain by the first yardstick among those who may give.

    `tables` rank a year's cost by each yardstick; `parts` tell actor by actor what it costs over `months`; those in
    `unsplit` may give and have no figure to split by.
    """

    measure: str
    need: Fraction
    cost: str
    split_by: str
    feasible: bool
    short: Fraction
    tables: tuple[YardstickTable, ...]
    moves: tuple[RankMove, ...]
    months: int = 12
    currency: str = ""
    parts: tuple[PartLine, ...] = ()
    unsplit: tuple[str, ...] = ()
    costs: tuple[CostLine, ...] = ()


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """How much somebody reckons could be given of a measure: shown beside the totals, never part of them.

    `low` and `high` bound it (None: open on that side); `confidence` is how far its row is trusted (high, medium, low).
    """

    id: str
    name: str
    measure: str
    unit: str
    low: Fraction | None
    high: Fraction | None
    said_by: str
    date: str
    confidence: str
    url: str


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """A standing position that is no commitment, and why."""

    actor: str
    actor_name: str
    measure: str
    stance: str
    reason: str
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The whole answer. `sentences` say it first; `question` is the requirement that the questions are about."""

    case: str
    title: str
    reading: str
    as_of: str | None
    known_at: str | None
    voices: tuple[str, ...]
    sentences: tuple[str, ...]
    facts: tuple[FactLine, ...]
    totals: tuple[TotalLine, ...]
    together: tuple[JointLine, ...]
    requirements: tuple[RequirementLine, ...]
    estimates: tuple[EstimateLine, ...]
    question: RequirementLine | None
    sufficient: Sets
    cuts: Sets
    pivots: Shares
    movers: Movers
    break_even: Even | None
    odds: Odd | None
    months: tuple[MonthLine, ...]
    pools: tuple[PoolLine, ...]
    burden: Burden | None
    other_burdens: tuple[Burden, ...]
    promises: tuple[PromiseLine, ...]
    left_out: tuple[LeftOutLine, ...]
    remarks: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Every field by its name; numbers as JSON numbers, chances and shares as texts of fractions."""
        return {name: as_json(getattr(self, name)) for name in self.__slots__}


def as_json(value: object, *, exactly: bool = False) -> Any:
    """A value of the answer as JSON."""
    if isinstance(value, Fraction):
        return str(value) if exactly else plain(value)
    if isinstance(value, (tuple, list)):
        return [as_json(each, exactly=exactly) for each in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(each, exactly=exactly) for key, each in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        told = exactly or isinstance(value, (Shares, Odd))
        return {name: as_json(getattr(value, name), exactly=told) for name in value.__dataclass_fields__}
    return value
