"""The current view: from entries to the cells of the matrix. Pure functions, no database.

Each cell is computed by going through an actor's own statements on a measure from the oldest to the newest and
asking `succession.outcome` what each does to the one that stands. What the actor asks of others is kept beside.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from willing.ledger.anchors import anchored_id, anchors_of, superseded
from willing.ledger.authority import Voice, is_claim, office_of, speaker_of, voice_of
from willing.ledger.cell import Ask, Cell
from willing.ledger.entry import Entry, Verdict
from willing.ledger.moments import day_text
from willing.ledger.place import place_of
from willing.ledger.succession import Kind, Outcome, Statement, lower, outcome
from willing.model import PartialDate, Relation, Stance
from willing.model.register import Register

Key = tuple[str, str, str]
Condition = tuple[str, Relation, bool]

VOICES_IN_WORDS = {
    Voice.OWN: "in its own name",
    Voice.OUTLET: "as the outlet tells it",
    Voice.UNNAMED: "by an unnamed source",
    Voice.HEARSAY: "by the word of another",
}
POSITIVE_KINDS = (Kind.PROMISE, Kind.OFFER, Kind.THOUGHT)


def current_cells(
    entries: Iterable[Entry],
    *,
    as_of: datetime.date | PartialDate | str | None = None,
    register: Register | None = None,
) -> tuple[Cell, ...]:
    """What stands for each actor on each measure, by the rule in docs/ledger.md.

    `as_of` leaves out what was not surely said by the end of that day. `register` tells states from bodies and
    persons' offices; without one, the ids' form and the words beside a speaker's name decide. Rejected entries,
    unsure ones that nobody accepted, and what a party says of its state never stand. Sorted by actor and measure,
    states before claims.
    """
    last = day_text(as_of) if as_of else None
    groups: dict[Key, list[Entry]] = {}
    told = [each for each in entries if last is None or each.days[1].isoformat() <= last]
    gone = superseded(told)
    for entry in in_order(told):
        if counts(entry) and entry.id not in gone:
            for key in keys_of(entry):
                groups.setdefault(key, []).append(entry)
    known = {entry.id: entry for entry in told}
    cells = [cell for key, group in groups.items() if (cell := cell_of(key, group, register, known))]
    return tuple(sorted(cells, key=place_in_matrix))


def place_in_matrix(cell: Cell) -> tuple[bool, str, str, str]:
    return cell.claim, cell.actor_id, cell.measure_id, str(cell.quantifier or "")


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The oldest statement first; a coded one just before the quote that it was anchored in, which then bears."""
    anchors = anchors_of(entries)

    def place(entry: Entry) -> tuple[datetime.date, datetime.date, bool, str]:
        days = anchors[entry.id].days if entry.id in anchors else entry.days
        return days[1], days[0], anchored_id(entry) is not None, entry.id

    return sorted(entries, key=place)


def counts(entry: Entry) -> bool:
    """Whether an entry may enter a cell at all."""
    return entry.verdict != Verdict.REJECT and (entry.position.sure or entry.reviewed)


def keys_of(entry: Entry) -> list[Key]:
    position = entry.position
    size = str(position.quantifier or "")
    return [(actor, size, position.measure_id) for actor in dict.fromkeys(position.actor_ids)]


def cell_of(key: Key, group: Sequence[Entry], register: Register | None, known: Mapping[str, Entry]) -> Cell | None:
    """The cell of one group, oldest statement first; None where nobody who can be heard has spoken.

    `known` are all entries by id: the office of an anchored quote is that of its coded row, whose speaker it is.
    """
    actor_id, _, measure_id = key
    claim = is_claim(actor_id, group[0].position, register)
    statements = [
        statement_of(actor_id, entry, claim, register, known.get(anchored_id(entry) or "", entry)) for entry in group
    ]
    heard = [each for each in statements if each.voice > Voice.PARTY]
    if not heard:
        return None
    about_others = [each for each in heard if is_ask(actor_id, each.entry)]
    own = [each for each in heard if not is_ask(actor_id, each.entry)]
    course = run(own or strongest_first(about_others)[:1])
    first = course.bearer
    return Cell(
        actor_id=actor_id,
        quantifier=first.entry.position.quantifier,
        measure_id=measure_id,
        stance=first.stance,
        conditions=course.joined_conditions(),
        place=next((each.place for each in course.standing if each.place), None),
        claim=claim,
        basis=first.entry.position.basis,
        reviewed=first.entry.reviewed,
        origins=len(origins(each for each in heard if says_the_same(each, first, own=bool(own)))),
        entries=ordered(course.standing, group),
        standing_id=first.entry.id,
        reason=reason(course, own=bool(own)),
        voice=first.voice,
        own=bool(own),
        asks=asks_of(about_others),
    )


@dataclass
class Course:
    """How the statements of a cell followed one another: those that stand (the newest first) and the rest."""

    standing: list[Statement] = field(default_factory=list)
    conditioning: list[Statement] = field(default_factory=list)
    replaced: list[Statement] = field(default_factory=list)
    previous: Statement | None = None
    beside: list[Statement] = field(default_factory=list)

    @property
    def bearer(self) -> Statement:
        return self.standing[0]

    def take(self, later: Statement) -> None:
        """One more statement, not older than the ones before."""
        result = outcome(self.bearer, later) if self.standing else Outcome.REPLACES
        if result is Outcome.REPLACES:
            self.previous = self.bearer if self.standing else None
            self.replaced += self.standing
            self.standing = [later]
            self.conditioning = [each for each in self.beside + self.replaced if ties(later, each)]
        elif result is Outcome.REPEATS:
            self.standing.insert(0, later)
        else:
            self.beside.append(later)
            if ties(self.bearer, later):
                self.conditioning.append(later)

    def joined_conditions(self) -> tuple[Condition, ...]:
        """The conditions of all that stands, the standing statement's first.

        A later "with or without it" takes an earlier condition of the same name away.
        """
        newest_first = self.standing + sorted(self.conditioning, key=lambda each: each.days, reverse=True)
        waived: set[str] = set()
        joined: dict[Condition, None] = {}
        for statement in sorted(newest_first, key=lambda each: each.days, reverse=True):
            told = statement.entry.position.conditions
            waived_here = {each.id for each in told if each.relation is Relation.REGARDLESS}
            joined |= {(each.id, each.relation, each.negated): None for each in told if each.id not in waived}
            waived |= waived_here
        first = [(each.id, each.relation, each.negated) for each in self.bearer.entry.position.conditions]
        return tuple(dict.fromkeys([each for each in first if each in joined] + list(joined)))


def run(statements: Sequence[Statement]) -> Course:
    """The course of an actor's statements, oldest first; at least one."""
    course = Course()
    for statement in statements:
        course.take(statement)
    return course


def statement_of(actor_id: str, entry: Entry, claim: bool, register: Register | None, spoken: Entry) -> Statement:
    """The entry as a statement of the actor; `spoken` is the entry whose words tell the speaker's office."""
    position = entry.position
    return Statement(
        entry=entry,
        stance=position.stance,
        voice=voice_of(actor_id, entry, claim=claim),
        office=office_of(actor_id, spoken, register),
        place=place_of(position),
        days=entry.days,
    )


def ties(standing: Statement, other: Statement) -> bool:
    """Whether a weaker statement beside a positive one still ties it: by no lower authority, not said before it."""
    return (
        bool(other.entry.position.conditions)
        and standing.kind in POSITIVE_KINDS
        and other.kind in POSITIVE_KINDS
        and other.voice == standing.voice
        and other.days[1] >= standing.days[0]
        and not lower(other, standing)
        and not (standing.entry.reviewed and other.machine_made)
        and (not standing.place or not other.place or standing.place == other.place)
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
    name = coding.publisher if coding else (document.outlet if document else None)
    url = address_of(entry)
    host = (urlsplit(url).hostname or "") if url else ""
    fallback = document.sha256 if document else entry.id
    return (name or host.removeprefix("www.") or fallback).strip().casefold()


def ordered(standing: Sequence[Statement], group: Sequence[Entry]) -> tuple[str, ...]:
    newest_first = [entry.id for entry in reversed(group)]
    return tuple(dict.fromkeys([each.entry.id for each in standing] + newest_first))


def reason(course: Course, *, own: bool) -> str:
    """Why this statement stands, as a sentence."""
    first = course.bearer
    when = f", {first.entry.said.in_words}" if first.entry.said else ""
    who = f"{speaker_of(first.entry)}{when}, {VOICES_IN_WORDS[first.voice]}"
    if not own:
        return f"Only what others should do has been said: {who}."
    parts = [who + (f", said {len(course.standing)} times" if len(course.standing) > 1 else "")]
    if course.previous:
        parts.append(f"it takes the place of {course.previous.stance} ({day_in_words(course.previous)})")
    later = [each for each in course.beside if each.days[1] >= first.days[0]]
    parts += [f"{number(kept)} {why}" for why, kept in sorted_out(first, later).items() if kept]
    return "; ".join(parts) + "."


def sorted_out(first: Statement, later: Sequence[Statement]) -> dict[str, list[Statement]]:
    """Statements kept beside the standing one, by what they lack."""
    reasons: dict[str, list[Statement]] = {}
    for each in later:
        if each.voice < first.voice or lower(each, first):
            why = "of lower authority kept beside it"
        elif first.entry.reviewed and each.machine_made:
            why = "kept beside it until reviewed"
        else:
            why = "that neither refuses nor replaces it kept beside it"
        reasons.setdefault(why, []).append(each)
    return reasons


def number(statements: Sequence[Statement]) -> str:
    return "1 other statement" if len(statements) == 1 else f"{len(statements)} other statements"


def day_in_words(statement: Statement) -> str:
    return statement.entry.said.in_words if statement.entry.said else "undated"
