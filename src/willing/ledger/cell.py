"""A cell of the matrix: what stands for one actor on one measure, and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from willing.ledger.authority import Voice
from willing.model import Basis, Quantifier, Relation, Stance


@dataclass(frozen=True, slots=True)
class Ask:
    """What an actor asks of others, objects to in others, or accepts from them; `by_ids` is whose act, if told."""

    stance: Stance
    by_ids: tuple[str, ...]
    position_id: str


@dataclass(frozen=True, slots=True)
class Part:
    """What stands for one place or phase of a measure, where an actor told them apart.

    `place` is front, neighbour, home, sea or air; inside or None for the measure as such. `phase` is "now" where only
    the time of war is meant. The rest as in `Cell`.
    """

    place: str | None
    phase: str | None
    stance: Stance
    conditions: tuple[tuple[str, Relation, bool], ...]
    reviewed: bool
    basis: Basis
    voice: Voice
    standing_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands for an actor (or an unnamed set of a size) on a measure.

    `own` is False where the actor spoke of others' acts only: then the stance is that of its newest ask and says
    nothing of its own part. `claim` marks bodies and sets, which count as no member's stance. `conditions` are
    (condition, relation, negated), those of the standing statement first. `origins` counts the independent outlets
    behind the stance, texts written for the project none. `voice` is whose word the standing statement is. `entries`
    are the ids considered: the standing one, those that repeat it, then all others, newest first. `reason` says why
    this one stands, and `row` by which row of the table it took another's place.

    `place` (front, inside, neighbour, home, sea, air) and `phase` (now, ceasefire, peace) are where and when, as far as
    told. Where an actor told several apart, `parts` has one for each, this cell's own first; else it is empty.
    """

    actor_id: str
    quantifier: Quantifier | None
    measure_id: str
    stance: Stance
    conditions: tuple[tuple[str, Relation, bool], ...]
    place: str | None
    claim: bool
    basis: Basis
    reviewed: bool
    origins: int
    entries: tuple[str, ...]
    standing_id: str
    reason: str
    voice: Voice = Voice.OWN
    own: bool = True
    asks: tuple[Ask, ...] = ()
    phase: str | None = None
    row: int | None = None
    parts: tuple[Part, ...] = ()
