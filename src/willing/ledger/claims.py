"""A claim about many, looked into: "26 states have committed" beside what those states say themselves.

A claim is a statement about an unnamed set with a count. It never becomes a member's stance; what can be said of it is
who is named in its words, who says no, who says nothing, how it was narrowed, and how many it can mean at most.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from willing.ledger.anchors import one_for_each
from willing.ledger.authority import Voice, speaker_of
from willing.ledger.cell import Cell
from willing.ledger.entry import Entry, Verdict
from willing.ledger.standing import current_cells
from willing.model import Stance
from willing.model.register import Register

OPEN = (Stance.UNDECIDED, Stance.RELUCTANT)
DENIED = (Stance.DECLINED, Stance.OPPOSED)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the members of a set say themselves of a measure, up to the end of a day; each member in one place.

    `firm` have promised, `offered` are ready, `considered` weigh it, `open` hold back, `denied` say no, `silent` have
    said nothing of their own. `standing` gives the id of the statement that stands for each that spoke.
    """

    day: datetime.date
    firm: tuple[str, ...]
    offered: tuple[str, ...]
    considered: tuple[str, ...]
    open: tuple[str, ...]
    denied: tuple[str, ...]
    silent: tuple[str, ...]
    standing: dict[str, str]


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """A claim and what is known about it.

    `named` are actors that its own words name; `then` and `now` what members said themselves at the end of its day and
    of the day asked about; `narrowed` later statements of the same speaker about the same set that say less or
    something else. `size` is how many the set has, `between` the least and the most of them that the claim can mean:
    those who said so themselves, and all but those who say no.
    """

    claim: Entry
    set_id: str
    measure_id: str
    count: int
    at_least: bool
    size: int
    named: tuple[str, ...]
    narrowed: tuple[Entry, ...]
    then: Tally
    now: Tally
    between: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountLine:
    """A point of the count through time: what was claimed, by whom, and how many said so themselves by that day."""

    day: datetime.date
    claimed: int
    at_least: bool
    of: int | None
    speaker: str
    entry_id: str
    said_themselves: int


def claims_in(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The statements that count an unnamed set, oldest first; rejected and unsure ones left out."""
    found = one_for_each(each for each in entries if count_of(each) is not None and counts(each))
    return tuple(sorted(found, key=lambda each: (each.days[1], each.id)))


def count_of(entry: Entry) -> int | None:
    """The count that a statement claims; None where it claims none."""
    size = entry.position.quantifier
    return None if size is None else size.exactly if size.exactly is not None else size.at_least


def counts(entry: Entry) -> bool:
    return entry.verdict != Verdict.REJECT and (entry.position.sure or entry.reviewed)


def tally(
    entries: Iterable[Entry],
    members: Collection[str],
    measure_id: str,
    day: datetime.date,
    register: Register | None = None,
) -> Tally:
    """What members say themselves of a measure by the end of a day."""
    cells = {
        cell.actor_id: cell
        for cell in sorted(current_cells(entries, as_of=day, register=register), key=firmest_last)
        if cell.measure_id == measure_id and cell.actor_id in members and speaks_itself(cell)
    }

    def those(*stances: Stance) -> tuple[str, ...]:
        return tuple(sorted(actor for actor, cell in cells.items() if cell.stance in stances))

    return Tally(
        day,
        firm=those(Stance.DELIVERED, Stance.ALLOCATED, Stance.COMMITTED),
        offered=those(Stance.WILLING),
        considered=those(Stance.CONSIDERING),
        open=those(*OPEN),
        denied=those(*DENIED),
        silent=tuple(sorted(set(members) - set(cells))),
        standing={actor: cell.standing_id for actor, cell in cells.items()},
    )


def firmest_last(cell: Cell) -> int:
    """Of several cells of an actor on a measure (at different places) the firmest counts."""
    return -(cell.stance.rank if cell.stance.rank is not None else 99)


def speaks_itself(cell: Cell) -> bool:
    return cell.own and not cell.claim and cell.voice is Voice.OWN


def claim_report(
    claim: Entry,
    entries: Sequence[Entry],
    members: Collection[str],
    register: Register,
    *,
    as_of: datetime.date,
    size: int | None = None,
) -> ClaimReport:
    """A claim looked into.

    `members` are the actors of its set, `size` how many there are, where more are known to be in it than by name.
    """
    position = claim.position
    count = count_of(claim)
    assert count is not None, f"{claim.id} counts nobody"
    quantifier = position.quantifier
    assert quantifier is not None
    then = tally(entries, members, position.measure_id, claim.days[1], register)
    now = tally(entries, members, position.measure_id, max(as_of, claim.days[1]), register)
    whole = max(filter(None, (quantifier.of, size, len(members))), default=count)
    # who denied it later has not said yes then either: the newest word of each counts
    denied = set(now.denied) | set(then.denied)
    most = max(min(count, whole - len(denied & set(members))), 0)
    return ClaimReport(
        claim,
        position.actor_ids[0],
        position.measure_id,
        count,
        quantifier.at_least is not None,
        whole,
        named_in(claim, members, register),
        narrowed(claim, entries),
        then,
        now,
        (min(len(now.firm), most), most),
    )


def named_in(claim: Entry, members: Collection[str], register: Register) -> tuple[str, ...]:
    """Members that the claim's own words name."""
    import re

    coding = claim.position.coding
    words = claim.position.evidence.exact if claim.position.evidence else coding.summary if coding else ""

    def stands(name: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None

    known = {actor.id: (actor.name, *actor.names) for actor in register.actors if actor.id in members}
    return tuple(sorted(actor for actor, names in known.items() if any(map(stands, names))))


def narrowed(claim: Entry, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Statements by the same speaker about the same set, of that day or later, that say less or something else."""
    position = claim.position
    speaker, first = speaker_of(claim), claim.days[0]
    found = [
        each
        for each in one_for_each(each for each in entries if counts(each))
        if each.id != claim.id
        and set(each.position.actor_ids) == set(position.actor_ids)
        and speaker_of(each) == speaker
        and each.days[1] >= first
        and says_less(each, claim)
    ]
    return tuple(sorted(found, key=lambda each: (each.days[1], each.id)))


def says_less(later: Entry, claim: Entry) -> bool:
    """Another measure, a weaker stance or a smaller count."""
    rank, before = later.position.stance.rank, claim.position.stance.rank
    weaker = rank is not None and before is not None and rank > before
    count, claimed = count_of(later), count_of(claim)
    fewer = count is not None and claimed is not None and count < claimed
    return later.position.measure_id != claim.position.measure_id or weaker or fewer


def count_through_time(
    entries: Sequence[Entry], set_id: str, measure_id: str, members: Collection[str], register: Register
) -> tuple[CountLine, ...]:
    """Every count that was claimed of a set on a measure, each beside how many members had then said so themselves."""
    lines = []
    for entry in claims_in(entries):
        position = entry.position
        if set_id not in position.actor_ids or position.measure_id != measure_id or position.quantifier is None:
            continue
        own = tally(entries, members, measure_id, entry.days[1], register)
        lines.append(
            CountLine(
                entry.days[1],
                count_of(entry) or 0,
                position.quantifier.at_least is not None,
                position.quantifier.of,
                speaker_of(entry),
                entry.id,
                len(own.firm),
            )
        )
    return tuple(lines)
