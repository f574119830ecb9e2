"""Why a statement stands, in a sentence that names the rows of the table that decided."""

from __future__ import annotations

from willing.ledger.authority import Voice, speaker_of
from willing.ledger.course import Course
from willing.ledger.entry import EndingKind
from willing.ledger.succession import Decision, Statement

VOICES_IN_WORDS = {
    Voice.OWN: "in its own name",
    Voice.OUTLET: "as the outlet tells it",
    Voice.UNNAMED: "by an unnamed source",
    Voice.HEARSAY: "by the word of another",
}

ENDS_IN_WORDS = {
    EndingKind.WITHDRAWN: "was withdrawn",
    EndingKind.SUPERSEDED: "was superseded",
    EndingKind.EXPIRED: "expired",
}


def reason(course: Course, *, own: bool) -> str:
    """Why this statement stands: who spoke, what it took the place of, what is kept beside it, by which rows."""
    first = course.bearer
    when = f", {first.entry.said.in_words}" if first.entry.said else ""
    who = f"{speaker_of(first.entry)}{when}, {VOICES_IN_WORDS[first.voice]}"
    if not own:
        return f"Only what others should do has been said: {who}."
    parts = [who + (f", said {len(course.standing)} times" if len(course.standing) > 1 else "")]
    if course.ended:
        ended, ending = course.ended
        parts.append(f"{ended.stance} ({day_in_words(ended)}) {ENDS_IN_WORDS[ending.kind]} ({ending.since.in_words})")
    if course.previous:
        statement, decided = course.previous
        parts.append(
            f"it takes the place of {statement.stance} ({day_in_words(statement)}): {decided.why} (row {decided.row})"
        )
    later = [(each, decided) for each, decided in course.beside if each.days[1] >= first.days[0]]
    parts += [f"beside it {listed(kept)}: {why} (row {row})" for (row, why), kept in by_row(later).items()]
    return "; ".join(parts) + "."


def row_of(course: Course) -> int | None:
    """The row of the table by which the standing statement took its place; None where it was the only one."""
    return course.previous[1].row if course.previous else None


def by_row(kept: list[tuple[Statement, Decision]]) -> dict[tuple[int, str], list[Statement]]:
    """Statements kept beside the standing one, by the row that kept them there."""
    rows: dict[tuple[int, str], list[Statement]] = {}
    for statement, decided in kept:
        rows.setdefault((decided.row, decided.why), []).append(statement)
    return rows


def listed(statements: list[Statement]) -> str:
    """ "willing (7 January 2026)"; of many only the newest, and how many more."""
    newest = statements[-1]
    more = f" and {len(statements) - 1} more" if len(statements) > 1 else ""
    return f"{newest.stance} ({day_in_words(newest)}){more}"


def day_in_words(statement: Statement) -> str:
    return statement.entry.said.in_words if statement.entry.said else "undated"
