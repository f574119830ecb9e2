"""All contradictions among the entries of a ledger: pure functions, no database."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from willing.ledger.anchors import one_for_each
from willing.ledger.authority import Voice
from willing.ledger.contradictions.finding import Contradiction
from willing.ledger.contradictions.rules import (
    GENERAL,
    Verdict,
    backing_claimed,
    counted,
    counted_claim_denied,
    days_apart,
    verdict,
)
from willing.ledger.contradictions.sides import Side, side_of
from willing.ledger.contradictions.told import told_of_others
from willing.ledger.entry import Entry
from willing.ledger.moments import day_text, now
from willing.ledger.place import Hosts
from willing.ledger.standing import counts
from willing.model import PartialDate, Stance
from willing.model.register import Register

Found = tuple[Side, Side, Verdict]


def contradictions(
    entries: Iterable[Entry],
    *,
    as_of: datetime.date | PartialDate | str | None = None,
    register: Register | None = None,
    story: Mapping[str, str] | None = None,
) -> tuple[Contradiction, ...]:
    """Pairs of statements that cannot both stand, the newest first; of several alike the closest in time.

    `as_of` leaves out what was not surely said by the end of that day; rejected and unsure entries are left out as for
    the current stance. `register` tells bodies from states, and names; `story` gives the story of a document by its
    sha256, so that copies count once and a correction is none.
    """
    last = day_text(as_of) if as_of else None
    today = last or now().date().isoformat()
    known = [entry for entry in entries if counts(entry, today) and (last is None or entry.days[1].isoformat() <= last)]
    hosts = Hosts(register)
    sides = [side for entry in one_for_each(known, hosts) for side in sides_of(entry, register, hosts)]
    found = [*pairs_of_one_matter(sides, story or {}), *denied_counts(sides, register), *claimed_backing(sides)]
    kept = closest(found, story or {})
    return tuple(sorted((contradiction_of(*each) for each in kept), key=newest_first))


def sides_of(entry: Entry, register: Register | None, hosts: Hosts) -> Iterator[Side]:
    """The statement as seen from each of its actors, and what it tells of others; a request is no side."""
    if entry.position.stance is Stance.REQUESTS:
        return
    for actor_id in dict.fromkeys(entry.position.actor_ids):
        yield side_of(actor_id, entry, register, hosts)
    yield from told_of_others(entry, register)


def pairs_of_one_matter(sides: Iterable[Side], story: Mapping[str, str]) -> Iterator[Found]:
    """Statements about one actor and one measure, two by two."""
    groups: dict[tuple[str, str], list[Side]] = {}
    for side in sides:
        groups.setdefault((side.actor_id, side.measure_id), []).append(side)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if one.entry is not other.entry and (found := verdict(one, other, same_text=in_copies(one, other, story))):
                yield one, other, found


def in_copies(one: Side, other: Side, story: Mapping[str, str]) -> bool:
    """Whether two copies of one text, and not two places of one copy, tell it."""
    here, there = one.entry.document, other.entry.document
    return bool(here and there and here.sha256 != there.sha256 and text_of(one, story) == text_of(other, story))


def denied_counts(sides: list[Side], register: Register | None) -> Iterator[Found]:
    """A counted claim about a group against members that refuse."""
    members = {actor.id: frozenset(actor.members) for actor in register.actors} if register else {}
    for claim in (side for side in sides if counted(side) is not None):
        group = members.get(claim.actor_id, frozenset())
        for own in sides:
            in_group = not group or own.actor_id in group
            if own.measure_id == claim.measure_id and in_group and (found := counted_claim_denied(claim, own)):
                yield claim, own, found


def claimed_backing(sides: list[Side]) -> Iterator[Found]:
    """A claim that an actor likes a plan against what the same text tells of it: of what the text speaks of most."""
    spoken_of = Counter((text_of(side, {}), side.measure_id) for side in sides)
    for claim in (side for side in sides if side.measure_id in GENERAL):
        told = [(own, why) for own in sides if own.actor_id == claim.actor_id and (why := backing_claimed(claim, own))]
        if told:
            own, why = max(told, key=lambda each: spoken_of[text_of(each[0], {}), each[0].measure_id])
            yield claim, own, why


def closest(found: Iterable[Found], story: Mapping[str, str]) -> list[Found]:
    """Of contradictions alike the one furthest apart, then the closest in time; what copies say counts once."""
    ordered = sorted(
        found, key=lambda each: (-apart(each), days_apart(each[0], each[1]), -each[0].voice - each[1].voice)
    )
    kept = ordered
    for willing_first in (True, False):
        seen: dict[tuple[str, ...], Found] = {}
        for one, other, why in kept:
            sides = sorted((one, other), key=lambda side: (-side.leaning, side.days, side.entry.id))
            fixed, free = sides if willing_first else reversed(sides)
            alike = (why.kind.value, one.actor_id, other.measure_id, said_by(fixed, story), against(free, fixed))
            seen.setdefault(alike, (one, other, why))
        kept = list(seen.values())
    return kept


def apart(found: Found) -> int:
    """How far apart a party and its government lean: a promise says more of their quarrel than a thought.

    Of others the closest in time is the one that answers.
    """
    one, other, _ = found
    return abs(one.leaning - other.leaning) if Voice.PARTY in (one.voice, other.voice) else 0


def against(side: Side, opposite: Side) -> str:
    """Who is spoken against: a party speaks against its government, whichever minister it answers."""
    return "government" if opposite.voice is Voice.PARTY else side.speaker


def said_by(side: Side, story: Mapping[str, str]) -> str:
    """A key for one statement by one speaker, the same in copies of one text."""
    return f"{text_of(side, story) or side.entry.id}|{side.speaker}|{side.stance}"


def text_of(side: Side, story: Mapping[str, str]) -> str:
    """The story of the text that a statement stands in, else the text; empty where none is stored."""
    document = side.entry.document
    return story.get(document.sha256, document.sha256) if document else ""


def in_order(one: Side, other: Side) -> tuple[Side, Side]:
    """The one said first before the other; of one day the more willing."""
    earlier, later = sorted((one, other), key=lambda side: (side.days[1], side.days[0], -side.leaning, side.entry.id))
    return earlier, later


def contradiction_of(one: Side, other: Side, why: Verdict) -> Contradiction:
    earlier, later = in_order(one, other)
    return Contradiction(
        why.kind, one.actor_id, later.measure_id, earlier.entry, later.entry, why.reason, days_apart(one, other)
    )


def newest_first(found: Contradiction) -> tuple[int, str, str, str, str, str]:
    return (
        -found.other.days[1].toordinal(),
        found.actor_id,
        found.measure_id,
        found.kind.value,
        found.one.id,
        found.other.id,
    )
