"""Making the brief of a day: the case as of then, what moved since, what holds if some facts are so."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.views.brief import Sources
from willing.views.claim import evidence
from willing.views.one_page import ROOMS, USUAL, GridCell, GridRow, Line, OnePage, fitted, html, markdown
from willing.views.wording import STANCE_MARKS
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from willing.cases import Case
    from willing.ledger import Cell
    from willing.views.changes import Change
    from willing.workflows.snapshot import Snapshot

BACK = datetime.timedelta(days=30)
"""What moved since so long ago is shown where a case has no meeting to start from."""
LEADING = ("lead", "host", "guarantor")
MOST = ROOMS[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is about: as of when, since when what moved, which facts are assumed, which measure is first."""

    axes: TimeAxes = NOW
    since: str | None = None
    assume: Mapping[str, bool | None] = field(default_factory=dict)
    measure: str | None = None


def one_page(folder: Path, asked: Asked) -> OnePage:
    """The whole page, not yet cut to its room. Raises CaseError, LedgerError, UsageError."""
    from willing.cases import load_case
    from willing.workflows.briefing import measure_of
    from willing.workflows.snapshot import snapshot

    case = load_case(folder)
    read = snapshot(folder, case, asked.axes)
    main = asked.measure or measure_of(case)
    sources = Sources()
    own = [cell for cell in read.cells if not cell.claim and cell.own]
    measures = measures_of(own, main)
    since, changes = moved_since(folder, case, asked)
    return OnePage(
        title=case.name,
        question=case.question,
        as_of=asked.axes.day.isoformat(),
        since=since,
        assumptions=tuple(f"{case.register.condition_name(fact)} {truth(so)}" for fact, so in asked.assume.items()),
        measures=tuple(case.register.measure_name(measure) for measure in measures),
        rows=tuple(rows_of(own, measures, case, read, asked, sources)),
        moved=tuple(moved_lines(changes, case, sources)),
        holds=tuple(holding_lines(folder, case, read, asked)),
        unclear=tuple(unclear_lines(folder, read, main)),
        contradictions=tuple(contradiction_lines(folder, read, sources)),
        sources=tuple(sources.listed),
    )


def write_one_page(page: OnePage, file: Path) -> None:
    """Write the page by the file's ending. Raises UsageError for another ending."""
    write_whole(file, made_as(page, file.suffix.lower()))


def made_as(page: OnePage, suffix: str) -> bytes:
    """The page as .md, .html or .pdf. Raises UsageError for another ending."""
    if suffix == ".pdf":
        from willing.views.one_page_typst import pdf

        return pdf(page)
    forms = {".md": markdown, ".html": html, ".htm": html}
    if suffix not in forms:
        raise UsageError(f"{suffix or 'no ending'}: expected a name that ends with {', '.join(forms)} or .pdf")
    # half a pair of surrogates, which a title may hold, is no sign that can be written
    return forms[suffix](fitted(page, ROOMS[USUAL])).encode("utf-8", "replace")


def truth(holds: bool | None) -> str:
    return {True: "so", False: "not so", None: "unknown"}[holds]


def measures_of(cells: Sequence[Cell], main: str) -> list[str]:
    """The measure asked about, then those that most actors have spoken of."""
    counts = Counter(cell.measure_id for cell in cells)
    others = sorted((each for each in counts if each != main), key=lambda each: (-counts[each], each))
    return [main, *others]


def rows_of(
    cells: Sequence[Cell], measures: Sequence[str], case: Case, read: Snapshot, asked: Asked, sources: Sources
) -> Iterator[GridRow]:
    """Leaders first, then the firmest on the first measure, then those who have said most."""
    from willing.workflows.ability import abilities_of
    from willing.workflows.ledgers import open_ledger

    with open_ledger(case.folder, case.people) as ledger:
        abilities = abilities_of(cells, case, ledger, asked.axes)
    entries = {entry.id: entry for entry in read.entries}
    known = {(cell.actor_id, cell.measure_id): cell for cell in cells if cell.quantifier is None}
    counts = Counter(actor for actor, _ in known)

    def order(actor: str) -> tuple[int, int, int, str]:
        first = known.get((actor, measures[0]))
        rank = first.stance.rank if first is not None and first.stance.rank is not None else 99
        return (0 if set(case.members.get(actor, ())) & set(LEADING) else 1, rank, -counts[actor], actor)

    for actor in sorted(counts, key=order):
        told: list[GridCell | None] = []
        for measure in measures:
            cell = known.get((actor, measure))
            if cell is None:
                told.append(None)
                continue
            ability = abilities.get((actor, measure))
            number = sources.number(evidence(entries[cell.standing_id])) if measure == measures[0] else 0
            told.append(
                GridCell(
                    cell.stance.value,
                    STANCE_MARKS[cell.stance],
                    bool(cell.conditions),
                    ability is not None and not ability.able,
                    number,
                )
            )
        yield GridRow(case.register.actor_name(actor), tuple(told))


def moved_since(folder: Path, case: Case, asked: Asked) -> tuple[str, tuple[Change, ...]]:
    """Since when, in words, and the moves up to the page's day."""
    from willing.cases import load_meetings
    from willing.workflows.comparing import compare

    day = asked.axes.day
    since = asked.since
    if since is None:
        held = [each for each in load_meetings(folder) if each.date.last < day]
        since = str(held[-1].date) if held else (day - BACK).isoformat()
    compared = compare(folder, case.register, since, until=asked.axes.as_of, known_at=asked.axes.known_at)
    return compared.since, compared.changes


def moved_lines(changes: Sequence[Change], case: Case, sources: Sources) -> Iterator[Line]:
    from willing.views.changes import headline, word_for

    for number, change in enumerate(changes):
        measure = case.register.measure_name(change.cell.measure_id)
        words = f"{headline(change, case.register).replace('->', '→')} ({measure})"
        shown = number < MOST.moved and change.entry is not None
        numbers = (sources.number(evidence(change.entry)),) if shown and change.entry else ()
        yield Line(words, "" if numbers else word_for(change, case.register), numbers)


def holding_lines(folder: Path, case: Case, read: Snapshot, asked: Asked) -> Iterator[Line]:
    """The reckoning's sentences, the requirement's source beside the first."""
    from willing.views.reckoned_sentences import capital
    from willing.workflows.reckoning import ReckonOptions, reckon

    answer = reckon(folder, ReckonOptions(assume=asked.assume, axes=asked.axes), case, read)
    for number, sentence in enumerate(answer.sentences):
        url = answer.question.url if number == 0 and answer.question is not None else ""
        yield Line(capital(sentence), url=url)


def unclear_lines(folder: Path, read: Snapshot, measure: str) -> Iterator[Line]:
    from willing.workflows.unclear import unclear

    for line in unclear(folder, measure=measure, axes=read.axes, read=read).lines:
        yield Line(line.name, line.why, url=line.url or (line.evidence.url if line.evidence else ""))


def contradiction_lines(folder: Path, read: Snapshot, sources: Sources) -> Iterator[Line]:
    from willing.workflows.contradicting import contradictions_in

    register = read.case.register
    found = contradictions_in(folder, register, axes=read.axes, read=read)
    for number, each in enumerate(found):
        names = f"{register.actor_name(each.actor_id)}, {register.measure_name(each.measure_id)}"
        pair = (each.one, each.other) if number < MOST.contradictions else ()
        yield Line(names, each.reason, tuple(sources.number(evidence(side)) for side in pair))
