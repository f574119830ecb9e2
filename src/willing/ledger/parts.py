"""Cells split by place and phase: neighbouring soil is not inside, and no for the time of war is not no for later.

A statement that tells no place is about the measure as such, which is a force inside the country; it bears on every
other place too, until that place is spoken of by name. Each place told apart has a course of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from willing.ledger.cell import Part
from willing.ledger.course import Course, run
from willing.ledger.entry import Ending
from willing.ledger.place import NOW
from willing.ledger.reasons import reason
from willing.ledger.succession import Statement


def courses_of(statements: Sequence[Statement], ends: dict[str, Ending]) -> list[Course]:
    """A course for the measure as such and one for each part told apart, the one that the cell shows first.

    That is the one with the strongest voice, of those the most willing. None where nothing stands: nothing was said, or
    all of it ended.
    """
    general = run([each for each in statements if not each.scope], ends)
    courses = [general] if general.standing else []
    for scope in dict.fromkeys(each.scope for each in statements if each.scope):
        course = run([each for each in statements if each.scope == scope or bears_on(scope, each)], ends)
        if course.standing and course.bearer.scope:
            courses.append(course)
    judged = any(course.bearer.entry.reviewed for course in courses)
    return sorted(courses, key=lambda course: precedence(course.bearer, judged=judged))


def bears_on(scope: str, statement: Statement) -> bool:
    """Whether a statement about the measure as such is about this part of it too."""
    if statement.scope or statement.place is not None:
        return False
    return scope != NOW or statement.phase is None


def precedence(bearer: Statement, *, judged: bool) -> tuple[int, bool, int, bool]:
    return -bearer.voice, judged and bearer.machine_made, bearer.stance.rank or 0, bool(bearer.scope)


def parts_of(courses: Sequence[Course]) -> tuple[Part, ...]:
    """The parts of a cell, in the order of their courses; none where there is but one."""
    if len(courses) < 2:
        return ()
    return tuple(
        Part(
            place=place_told(course),
            phase=phase_told(course),
            stance=course.bearer.stance,
            conditions=course.joined_conditions(),
            reviewed=course.bearer.entry.reviewed,
            basis=course.bearer.entry.position.basis,
            voice=course.bearer.voice,
            standing_id=course.bearer.entry.id,
            reason=reason(course, own=True),
        )
        for course in courses
    )


def place_told(course: Course) -> str | None:
    return next((each.place for each in course.standing if each.place), None)


def phase_told(course: Course) -> str | None:
    return next((each.phase for each in course.standing if each.phase), None)
