"""The current view: from entries to the cells of the matrix. Pure functions, no database.

Each cell is computed by going through an actor's own statements on a measure from the oldest to the newest and
asking `succession.decision` what each does to the one that stands (`course.py`). What the actor asks of others is kept
beside. Where places or phases were told apart, each has its course (`parts.py`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from willing.ledger.anchors import in_order
from willing.ledger.authority import Voice, is_claim, office_of, voice_of
from willing.ledger.cell import Ask, Cell
from willing.ledger.course import ends_of, run
from willing.ledger.entry import Entry, Verdict
from willing.ledger.lapse import was_corrected
from willing.ledger.moments import day_text, now
from willing.ledger.parts import courses_of, parts_of, phase_told, place_told
from willing.ledger.place import Hosts, phase_of, place_of
from willing.ledger.reasons import reason, row_of
from willing.ledger.succession import Statement
from willing.model import PartialDate, Stance
from willing.model.address import host_of
from willing.model.register import Register

Key = tuple[str, str, str]


def current_cells(
    entries: Iterable[Entry],
    *,
    as_of: datetime.date | PartialDate | str | None = None,
    register: Register | None = None,
) -> tuple[Cell, ...]:
    """What stands for each actor on each measure, by the rule in docs/reference/ledger.md.

    `as_of` leaves out what was not surely said, and what had not surely ended, by the end of that day; without it the
    day is today, so that what ends in the future stands. `register` tells states from bodies and
    persons' offices; without one, the ids' form and the words beside a speaker's name decide. Rejected entries,
    unsure ones that nobody accepted, and what a party says of its state never stand. Sorted by actor and measure,
    states before claims.
    """
    last = day_text(as_of) if as_of else None
    today = last or now().date().isoformat()
    groups: dict[Key, list[Entry]] = {}
    hosts = Hosts(register)
    for entry in entries:
        if last is None or entry.days[1].isoformat() <= last:
            for key in keys_of(entry):
                groups.setdefault(key, []).append(entry)
    found = (
        cell_of(key, told, register, hosts, today)
        for key, group in groups.items()
        if (told := [each for each in in_order(group, hosts) if counts(each, today)])
    )
    return tuple(sorted((cell for cell in found if cell), key=place_in_matrix))


def place_in_matrix(cell: Cell) -> tuple[bool, str, str, str]:
    return cell.claim, cell.actor_id, cell.measure_id, str(cell.quantifier or "")


def counts(entry: Entry, today: str) -> bool:
    """Whether an entry may enter a cell at all."""
    return (
        entry.verdict != Verdict.REJECT and (entry.position.sure or entry.reviewed) and not was_corrected(entry, today)
    )


def keys_of(entry: Entry) -> list[Key]:
    position = entry.position
    size = str(position.quantifier or "")
    return [(actor, size, position.measure_id) for actor in dict.fromkeys(position.actor_ids)]


def cell_of(key: Key, group: Sequence[Entry], register: Register | None, hosts: Hosts, today: str) -> Cell | None:
    """The cell of one group, oldest statement first; None where nobody who can be heard has spoken."""
    actor_id, _, measure_id = key
    claim = is_claim(actor_id, group[0].position, register)
    statements = [statement_of(actor_id, entry, claim, register, hosts) for entry in group]
    heard = [each for each in statements if each.voice > Voice.PARTY]
    if not heard:
        return None
    ends = ends_of(heard, today)
    about_others = [each for each in heard if is_ask(actor_id, each.entry) and each.entry.id not in ends]
    courses = courses_of([each for each in heard if not is_ask(actor_id, each.entry)], ends)
    own = bool(courses)
    if not own and not about_others:
        return None
    courses = courses or [run(strongest_first(about_others)[:1], {})]
    course = courses[0]
    first = course.bearer
    return Cell(
        actor_id=actor_id,
        quantifier=first.entry.position.quantifier,
        measure_id=measure_id,
        stance=first.stance,
        conditions=course.joined_conditions(),
        place=place_told(course),
        claim=claim,
        basis=first.entry.position.basis,
        reviewed=first.entry.reviewed,
        origins=len(
            origins(each for each in heard if each.entry.id not in course.gone and says_the_same(each, first, own=own))
        ),
        entries=ordered(course.standing, group),
        standing_id=first.entry.id,
        reason=reason(course, own=own),
        voice=first.voice,
        own=own,
        asks=asks_of(about_others),
        phase=phase_told(course),
        row=row_of(course),
        parts=parts_of(courses),
    )


def statement_of(
    actor_id: str, entry: Entry, claim: bool, register: Register | None, hosts: Hosts | None = None
) -> Statement:
    position = entry.position
    return Statement(
        entry=entry,
        stance=position.stance,
        voice=voice_of(actor_id, entry, claim=claim),
        office=office_of(actor_id, entry, register),
        place=place_of(entry, hosts),
        days=entry.days,
        phase=phase_of(entry),
    )


def is_ask(actor_id: str, entry: Entry) -> bool:
    """Whether a statement is about the acts of others: asked for, objected to, or accepted."""
    position = entry.position
    return position.stance is Stance.REQUESTS or any(by != actor_id for by in position.by_ids)


def asks_of(statements: Sequence[Statement]) -> tuple[Ask, ...]:
    """One ask of each kind and addressee: a new attitude to the same act takes the old one's place."""
    newest: dict[tuple[bool, tuple[str, ...]], Ask] = {}
    for statement in strongest_first(statements):
        position = statement.entry.position
        key = (statement.stance is Stance.REQUESTS, tuple(sorted(position.by_ids)))
        newest.setdefault(key, Ask(statement.stance, position.by_ids, statement.entry.id))
    return tuple(newest.values())


def strongest_first(statements: Sequence[Statement]) -> list[Statement]:
    """Own words before those of others, the newest first."""
    newest_first = list(reversed(statements))
    return sorted(newest_first, key=lambda each: -each.voice)


def says_the_same(statement: Statement, standing: Statement, *, own: bool) -> bool:
    """Whether a statement is behind the standing stance, whoever tells it."""
    same_matter = bool(statement.entry.position.by_ids) == bool(standing.entry.position.by_ids) or not own
    return same_matter and statement.stance is standing.stance


def origins(statements: Iterable[Statement]) -> set[str]:
    """The outlets or publishers behind statements; texts written for the project are none.

    What stands at one address is one origin, whatever its coder and the page itself call the outlet.
    """
    of_address: dict[str, str] = {}
    same: dict[str, str] = {}
    for entry in (each.entry for each in statements if not each.entry.demo):
        name = origin_of(entry)
        first = of_address.setdefault(url, name) if (url := address_of(entry)) else name
        one, other = root(first, same), root(name, same)
        same[other] = one
    return {root(name, same) for name in same}


def root(name: str, same: dict[str, str]) -> str:
    """The name that stands for all names of one origin."""
    while same.setdefault(name, name) != name:
        name = same[name]
    return name


def address_of(entry: Entry) -> str | None:
    coding, document = entry.position.coding, entry.document
    return coding.url if coding else (document.url if document else None)


def origin_of(entry: Entry) -> str:
    coding, document = entry.position.coding, entry.document
    name = coding.publisher if coding else (document.origin or document.outlet if document else None)
    fallback = document.sha256 if document else entry.id
    return (name or host_of(address_of(entry)) or fallback).strip().casefold()


def ordered(standing: Sequence[Statement], group: Sequence[Entry]) -> tuple[str, ...]:
    newest_first = [entry.id for entry in reversed(group)]
    return tuple(dict.fromkeys([each.entry.id for each in standing] + newest_first))
