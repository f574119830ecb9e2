"""A contradiction: two statements that cannot both stand, with the kind of it and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from willing.ledger.entry import Entry


class ContradictionKind(StrEnum):
    """What the two statements are at odds about.

    `stance` whether it will; `scope` what part, place, task or condition; `quantity` how much; `who-speaks-for-whom`
    which of two voices of one actor speaks for it; `claimed-versus-own` what another says of it against its own word.
    """

    STANCE = "stance"
    SCOPE = "scope"
    QUANTITY = "quantity"
    WHO_SPEAKS = "who-speaks-for-whom"
    CLAIMED = "claimed-versus-own"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`one` was said first, or (of the same day) is the more willing; `days` lie between them, 0 where they may be of
    one day. Neither is right: which stands is another question, answered by the current stance."""

    kind: ContradictionKind
    actor_id: str
    measure_id: str
    one: Entry
    other: Entry
    reason: str
    days: int = 0
