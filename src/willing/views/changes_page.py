"""What changed since a day, as a page shows it: by kind, said like news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from willing.model.register import Register
from willing.views.changes import Change, ChangeKind
from willing.views.matrix_page import Option
from willing.views.move_lines import KIND_HEADINGS, MoveLine, move_line


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one kind."""

    kind: ChangeKind
    heading: str
    lines: tuple[MoveLine, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed `since` (in words); `asked` is the day as written in the form, `meetings` are the choices for it."""

    since: str
    until: str
    asked: str
    actor: str
    measure: str
    groups: tuple[ChangeGroup, ...]
    count: int
    meetings: tuple[tuple[str, str], ...]
    actors: tuple[Option, ...]
    measures: tuple[Option, ...]


def change_groups(changes: Iterable[Change], register: Register) -> tuple[ChangeGroup, ...]:
    """The changes by kind, in the order of headings; kinds without one are left out."""
    known = tuple(changes)
    groups = (
        ChangeGroup(kind, heading, tuple(move_line(each, register) for each in known if each.kind is kind))
        for kind, heading in KIND_HEADINGS.items()
    )
    return tuple(group for group in groups if group.lines)
