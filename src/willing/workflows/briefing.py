"""Making the brief before a meeting: the case as of the day before, what moved since the last one, what is open."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.ledger import Cell, one_for_each
from willing.views.brief import Asked, Brief, Moved, OpenFact, Sources, Standing, html, markdown
from willing.views.claim import evidence
from willing.views.matrix import conditions_of
from willing.views.wording import STANCE_MARKS, joined
from willing.workflows.axes import TimeAxes
from willing.workflows.whole_files import write_whole

if TYPE_CHECKING:
    from willing.cases import Case, Meeting
    from willing.ledger import Entry
    from willing.workflows.snapshot import Snapshot

FACTS_SHOWN = 3
ASKS_SHOWN = 10
MOVES_SHOWN = 12
SENTENCES_SHOWN = 4
ASKED_WITHIN = datetime.timedelta(days=90)
"""Requests older than this before the meeting are left out."""
ROLES = ("lead", "host", "member", "beneficiary", "guarantor", "adversary")
"""Roles in the order shown; actors without one are no part of the table."""
FORMS = {".md": markdown, ".html": html, ".htm": html}


def brief(folder: Path, meeting: str | None = None, *, measure: str | None = None) -> Brief:
    """The brief for a meeting, by its date or place (default: the newest of the case).

    `measure` is the measure looked at (default: that of the case's requirement, else of its demo). Raises UsageError.
    """
    from willing.cases import load_case, load_meetings
    from willing.workflows.snapshot import snapshot

    case = load_case(folder)
    meetings = load_meetings(folder)
    chosen = meeting_named(meeting, meetings)
    day = chosen.date.first - datetime.timedelta(days=1)
    axes = TimeAxes(as_of=day)
    read = snapshot(folder, case, axes)
    entries = {entry.id: entry for entry in read.entries}
    wanted = measure or measure_of(case)
    sources = Sources()
    standing, silent = standings(read.cells, entries, case, wanted, sources)
    previous = before(chosen, meetings)
    return Brief(
        case=case.name,
        meeting=f"{chosen.place}, {chosen.date.in_words}",
        date=str(chosen.date),
        conveners=joined([case.register.actor_name(actor) for actor in chosen.conveners]),
        attendance=chosen.attendance,
        meeting_url=chosen.url,
        as_of=day.isoformat(),
        measure=case.register.measure_name(wanted),
        sentences=sentences(folder, read, wanted),
        standing=standing,
        silent=silent,
        asked=tuple(asks(entries, case, day, sources)),
        previous=f"{previous.place}, {previous.date.in_words}" if previous else "",
        moved=tuple(moves(folder, case, previous, day, sources)) if previous else (),
        facts=open_facts(folder, read, wanted),
        sources=tuple(sources.listed),
    )


def write_brief(made: Brief, file: Path) -> None:
    """Write a brief by the file's ending. Raises UsageError for another ending."""
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise UsageError(f"{file}: expected a name that ends with {', '.join(FORMS)}")
    write_whole(file, form(made))


def meeting_named(words: str | None, meetings: Sequence[Meeting]) -> Meeting:
    """The meeting of a date or place; the newest where nothing is named."""
    if not meetings:
        raise UsageError(
            "the case has no meetings.csv; expected one with date, place and url (docs/reference/case-folder.md)"
        )
    if words is None:
        return meetings[-1]
    found = [each for each in meetings if words in (str(each.date), each.place)]
    found = found or [each for each in meetings if words.casefold() in each.place.casefold()]
    if not found:
        known = ", ".join(f"{each.date} {each.place}" for each in meetings[-5:])
        raise UsageError(f"--meeting {words}: no such meeting; the newest are {known}")
    return found[-1]


def before(chosen: Meeting, meetings: Sequence[Meeting]) -> Meeting | None:
    """The meeting before; those of the same day are none."""
    earlier = [each for each in meetings if each.date.last < chosen.date.first]
    return earlier[-1] if earlier else None


def measure_of(case: Case) -> str:
    """The measure that the case is about: of the requirement it asks about, of its demo, or its first."""
    rules = case.reckoning
    asked = next((each for each in rules.requirements if each.id == rules.rule.requirement), None)
    first = asked or next(iter(rules.requirements), None)
    if first is not None:
        return first.measure
    return case.demo.measure_id if case.demo else case.register.measures[0].id


def sentences(folder: Path, read: Snapshot, measure: str) -> tuple[str, ...]:
    """The answer first: who promised, offers, declines; then what the promises add up to, where something is needed."""
    from willing.views.answer import answer_of
    from willing.views.reckoned_sentences import capital
    from willing.workflows.reckoning import ReckonOptions, reckon

    told = [answer_of(read.cells, measure, read.case.register).sentence]
    reckoned = reckon(folder, ReckonOptions(axes=read.axes), read.case, read)
    if reckoned.question is not None and reckoned.question.measure == measure:
        told += reckoned.sentences[:SENTENCES_SHOWN]
    return tuple(capital(sentence) for sentence in told)


def standings(
    cells: Sequence[Cell], entries: Mapping[str, Entry], case: Case, measure: str, sources: Sources
) -> tuple[tuple[Standing, ...], tuple[str, ...]]:
    """Where the actors of the case stand, leaders first and the firmest first; and who has said nothing of its own."""
    known = {cell.actor_id: cell for cell in cells if cell.measure_id == measure and not cell.claim and cell.own}
    actors = [(role_of(roles), actor) for actor, roles in case.members.items() if role_of(roles) or actor in known]
    silent = [case.register.actor_name(a) for role, a in actors if a not in known and role in ("lead", "member")]
    rows = []
    for role, actor in sorted(actors, key=lambda each: order(each, known)):
        if (cell := known.get(actor)) is None:
            continue
        shown = [number_of(cell, entries, sources)]
        rows.append(
            Standing(
                actor,
                case.register.actor_name(actor),
                "" if role == "member" else role,
                cell.stance.value,
                STANCE_MARKS[cell.stance],
                conditions_of(cell, case.register),
                cell.place or "",
                tuple(shown),
            )
        )
    return tuple(rows), tuple(sorted(silent))


def number_of(cell: Cell, entries: Mapping[str, Entry], sources: Sources) -> int:
    return sources.number(evidence(entries[cell.standing_id]))


def role_of(roles: Sequence[str]) -> str:
    """The most telling role of an actor."""
    return next((role for role in ROLES if role in roles), "")


def order(each: tuple[str, str], known: Mapping[str, Cell]) -> tuple[int, int, str]:
    role, actor = each
    cell = known.get(actor)
    rank = cell.stance.rank if cell is not None and cell.stance.rank is not None else 99
    return (0 if role == "lead" else 1, rank, actor)


def asks(entries: Mapping[str, Entry], case: Case, day: datetime.date, sources: Sources) -> Iterator[Asked]:
    """What is asked of whom, the newest first."""
    register = case.register
    found = [
        entry
        for entry in one_for_each(entries.values())
        if entry.position.stance.value == "requests" and entry.position.sure and entry.days[1] >= day - ASKED_WITHIN
    ]
    for entry in sorted(found, key=lambda each: each.days[1], reverse=True)[:ASKS_SHOWN]:
        position, told = entry.position, evidence(entry)
        yield Asked(
            joined([register.actor_name(actor) for actor in position.actor_ids]),
            joined([register.actor_name(actor) for actor in position.by_ids]),
            register.measure_name(position.measure_id),
            told.words.rstrip("."),
            told.said,
            (sources.number(told),),
        )


def moves(folder: Path, case: Case, previous: Meeting, day: datetime.date, sources: Sources) -> Iterator[Moved]:
    """Who moved since the meeting before."""
    from willing.views.changes import headline, word_for
    from willing.workflows.comparing import compare

    compared = compare(folder, case.register, str(previous.date), until=day)
    for change in compared.changes[:MOVES_SHOWN]:
        yield Moved(
            headline(change, case.register),
            case.register.measure_name(change.cell.measure_id),
            word_for(change, case.register),
            (sources.number(evidence(change.entry)),) if change.entry else (),
        )


def open_facts(folder: Path, read: Snapshot, measure: str) -> tuple[OpenFact, ...]:
    """The unknown facts whose truth would change most."""
    from willing.workflows.unclear import unclear_facts

    lines = unclear_facts(read, folder, measure)[:FACTS_SHOWN]
    shown = [(line, line.evidence.url if line.evidence else "") for line in lines]
    return tuple(OpenFact(line.name, line.why, line.url or said) for line, said in shown)
