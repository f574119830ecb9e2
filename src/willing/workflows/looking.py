"""Looking at one actor or one measure: everything the case and its ledger tell of it, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from willing.cases.profiles import load_profile
from willing.ledger.claims import claims_in, named_in
from willing.views.actor_page import ActorPage, AskLine, NoteLine, claim_line, own_and_others
from willing.views.claim import evidence
from willing.views.measure_page import MeasurePage, RequirementFigure, counted_conditions, counted_stances
from willing.views.move_lines import move_line
from willing.views.stand_lines import stand_lines
from willing.workflows.asking import asked_of, standing_in
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.claiming import members_of
from willing.workflows.ledgers import open_ledger
from willing.workflows.moves import moves_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from willing.cases import Case
    from willing.cases.profiles import Note
    from willing.views.actor_page import ClaimLine

SPEAKING_ROLES = ("lead", "host", "member")
"""Roles in a case whose silence is worth telling; in a case without such roles everybody's is."""


def look_at_actor(case: Case, actor: str, *, axes: TimeAxes = NOW, include_demo: bool = False) -> ActorPage:
    """Everything about an actor: who decides, where it stands, how it moved, what is claimed and asked of it."""
    register, folder = case.register, case.folder
    stand = standing_in(folder, register, actor=actor, axes=axes, include_demo=include_demo)
    own, others = own_and_others(stand_lines(stand.cells, stand.statements, register, axes.day))
    profile = load_profile(folder, actor)
    known = next((each for each in register.actors if each.id == actor), None)
    moves = moves_in(folder, register, actor=actor, axes=axes, include_demo=include_demo)
    spoken = {line.measure for line in (*own, *others)}
    return ActorPage(
        actor,
        register.actor_name(actor),
        known.kind if known else "",
        case.members.get(actor, ()),
        note_line(profile.constraint) if profile.constraint else None,
        tuple(map(note_line, profile.notes)),
        profile.confidence,
        own,
        others,
        tuple((each.id, each.name) for each in register.measures if each.id not in spoken),
        tuple(move_line(each.change, register, each.day.isoformat()) for each in moves),
        tuple(claims_about(case, actor, axes, include_demo)),
        tuple(
            AskLine(
                each.cell.actor_id,
                register.actor_name(each.cell.actor_id),
                each.cell.measure_id,
                register.measure_name(each.cell.measure_id),
                each.stance,
                each.by_name,
                evidence(each.statement),
            )
            for each in asked_of(folder, register, actor, axes=axes, include_demo=include_demo)
            if each.by_name or set(case.members.get(actor, ())) & set(SPEAKING_ROLES)
        ),
    )


def note_line(note: Note) -> NoteLine:
    return NoteLine(note.name, note.words, note.seen, note.url)


def claims_about(case: Case, actor: str, axes: TimeAxes, include_demo: bool) -> Iterator[ClaimLine]:
    """Claims about a set that the actor belongs to, newest first, with whether their words name it."""
    with open_ledger(case.folder) as ledger:
        entries = ledger.entries(as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo)
    for claim in reversed(claims_in(entries)):
        if actor in members_of(claim.position.actor_ids[0], case):
            yield claim_line(claim, case.register, named=bool(named_in(claim, [actor], case.register)))


def look_at_measure(case: Case, measure: str, *, axes: TimeAxes = NOW, include_demo: bool = False) -> MeasurePage:
    """Everything about a measure: who stands where, on what conditions, how much is said to be needed."""
    register = case.register
    stand = standing_in(case.folder, register, measure=measure, axes=axes, include_demo=include_demo)
    lines = stand_lines(stand.cells, stand.statements, register, axes.day)
    claims = tuple(line for line in lines if line.claim)
    own, others = own_and_others(line for line in lines if not line.claim)
    known = next((each for each in register.measures if each.id == measure), None)
    return MeasurePage(
        measure,
        register.measure_name(measure),
        known.meaning if known else "",
        own,
        claims,
        others,
        silent_on({line.actor for line in lines}, case),
        counted_stances(own),
        counted_conditions(stand.cells, register),
        requirement_figures(case, measure),
    )


def silent_on(spoken: set[str], case: Case) -> tuple[tuple[str, str], ...]:
    """Actors of the case with a speaking role that are not among those who have spoken, by name."""
    asked = [actor for actor, roles in case.members.items() if set(roles) & set(SPEAKING_ROLES)] or list(case.members)
    found = [(actor, case.register.actor_name(actor)) for actor in asked if actor not in spoken]
    return tuple(sorted(found, key=lambda each: each[1]))


def requirement_figures(case: Case, measure: str) -> tuple[RequirementFigure, ...]:
    """What is said to be needed of a measure, the oldest first; one of them is asked about by default."""
    rules = case.reckoning
    return tuple(
        RequirementFigure(
            each.id,
            each.name,
            each.at_least,
            each.high,
            each.unit,
            each.said_by,
            each.date,
            each.url,
            each.id == rules.rule.requirement,
        )
        for each in rules.requirements
        if each.measure == measure
    )
