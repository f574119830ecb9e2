"""A claim about many as a page shows it: its words beside the members' own, and the count through time, drawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from willing.ledger import Entry
from willing.model import Stance
from willing.model.register import Register
from willing.views.claim import GROUPS, ClaimView, MemberLine, evidence
from willing.views.count_chart import CountChart, count_chart
from willing.views.reckoned import Evidence

GROUP_STANCES = {
    "firm": Stance.COMMITTED,
    "offered": Stance.WILLING,
    "considered": Stance.CONSIDERING,
    "open": Stance.UNDECIDED,
    "denied": Stance.DECLINED,
}
"""The stance by whose colour and sign a group is drawn; the silent have none."""
BAR = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """Members in one place of the tally: its words, the stance it is drawn as, and its part of the bar."""

    name: str
    words: str
    stance: Stance | None
    members: tuple[MemberLine, ...]
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim looked into. `title` says how many of whom; `unlisted` of the set are known to nobody by name.

    `needed` is where the claimed count ends on the bar of the groups, whose length is that of the whole set.
    """

    title: str
    stance: Stance
    measure: str
    view: ClaimView
    groups: tuple[Group, ...]
    unlisted: int
    needed: float
    chart: CountChart | None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in the list of claims."""

    id: str
    words: str
    stance: Stance
    measure: str
    measure_name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ClaimList:
    """All claims that count somebody, newest first."""

    claims: tuple[ClaimLine, ...]


def claim_page(
    view: ClaimView, claim: Entry, own: Sequence[tuple[datetime.date, int]], register: Register
) -> ClaimPage:
    """The page of a claim, of its view and its statement; `own` is the members' own count, from each day on."""
    whole = max(view.size, len(view.members), view.count, 1)
    groups, start = [], 0.0
    for name, words in GROUPS:
        members = tuple(line for line in view.members if line.now == name)
        length = round(BAR * len(members) / whole, 1)
        if members:
            groups.append(Group(name, words, GROUP_STANCES.get(name), members, start, length))
        start = round(start + length, 1)
    position = claim.position
    return ClaimPage(
        title_of(claim, register),
        position.stance,
        position.measure_id,
        view,
        tuple(groups),
        max(view.size - len(view.members), 0),
        round(BAR * view.count / whole, 1),
        count_chart(view.through_time, own),
    )


def claim_list(claims: Iterable[Entry], register: Register) -> ClaimList:
    """The claims of a case, newest first; they come oldest first."""
    return ClaimList(
        tuple(
            ClaimLine(
                entry.row_name or entry.id,
                title_of(entry, register),
                entry.position.stance,
                entry.position.measure_id,
                register.measure_name(entry.position.measure_id),
                evidence(entry),
            )
            for entry in reversed(tuple(claims))
        )
    )


def title_of(claim: Entry, register: Register) -> str:
    """ "Northern League: 6 of 30"."""
    position = claim.position
    return f"{register.actor_name(position.actor_ids[0])}: {position.quantifier}"
