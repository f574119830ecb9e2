"""An actor as a page shows it: what binds it, where it stands, how it moved, what is claimed and asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from willing.ledger import Entry
from willing.model import Stance
from willing.model.register import Register
from willing.views.claim import evidence
from willing.views.move_lines import MoveLine
from willing.views.reckoned import Evidence
from willing.views.stand_lines import StandLine


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Something noted of the actor, when last seen so (may be empty) and where it was read (may be empty)."""

    name: str
    words: str
    seen: str
    url: str


@dataclass(frozen=True, slots=True)
class AskLine:
    """What another asks of the actor, objects to in it or accepts from it; `by_name` False: not told of whom."""

    actor: str
    actor_name: str
    measure: str
    measure_name: str
    stance: Stance
    by_name: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim about many: its id, how many of whom, on what, whether its words name the actor."""

    id: str
    words: str
    measure_name: str
    named: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor of the case.

    `constraint` says who decides on sending forces, what the law forbids, what part parliament has; `own` are its own
    acts by firmness, `others` what it only asks of others. `silent` are measures on which others spoke, and it did not.
    """

    actor: str
    name: str
    kind: str
    roles: tuple[str, ...]
    constraint: NoteLine | None
    notes: tuple[NoteLine, ...]
    confidence: str
    own: tuple[StandLine, ...]
    others: tuple[StandLine, ...]
    silent: tuple[tuple[str, str], ...]
    moves: tuple[MoveLine, ...]
    claims: tuple[ClaimLine, ...]
    asked: tuple[AskLine, ...]


def claim_line(entry: Entry, register: Register, *, named: bool) -> ClaimLine:
    position = entry.position
    words = f"{position.quantifier}: {register.actor_name(position.actor_ids[0])}"
    return ClaimLine(
        entry.row_name or entry.id, words, register.measure_name(position.measure_id), named, evidence(entry)
    )


def own_and_others(lines: Iterable[StandLine]) -> tuple[tuple[StandLine, ...], tuple[StandLine, ...]]:
    """The lines that are own acts, and those that only ask something of others."""
    known = tuple(lines)
    own = tuple(line for line in known if line.standing.own and line.standing.stance is not Stance.REQUESTS)
    return own, tuple(line for line in known if line not in own)
