"""Contradictions as a page shows them: by kind, the two statements side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from willing.ledger.contradictions import Contradiction, ContradictionKind
from willing.model import Stance
from willing.model.register import Register
from willing.views.choices import choices
from willing.views.contradictions import HEADINGS, side_in_words
from willing.views.matrix_page import Option
from willing.views.reckoned import Evidence

SHOWN = 50
"""Pairs of a kind on one page."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """One of the two statements: whose (its first actor and the measure make the cell's address), and its words."""

    actor: str
    actor_name: str
    measure: str
    stance: Stance
    evidence: Evidence
    note: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements that cannot both stand, the one said first on the left; `days` lie between them."""

    actor: str
    actor_name: str
    measure: str
    measure_name: str
    reason: str
    days: int
    one: SideLine
    other: SideLine


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The contradictions of one kind, newest first; `heading` says what they are at odds about.

    `pairs` are those shown of `count`, from the number `first` on; `newer` and `older` are where the next ones begin.
    """

    kind: str
    heading: str
    pairs: tuple[Pair, ...]
    count: int
    first: int
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class ContradictionsPage:
    """All contradictions asked for, by kind, with what they can be narrowed by."""

    groups: tuple[KindGroup, ...]
    count: int
    actor: str
    measure: str
    actors: tuple[Option, ...]
    measures: tuple[Option, ...]


def contradictions_page(
    every: Iterable[Contradiction],
    shown: Iterable[Contradiction],
    actor: str,
    measure: str,
    register: Register,
    kind: ContradictionKind | None = None,
    first: int = 0,
) -> ContradictionsPage:
    """The page of those `shown`, `SHOWN` of a kind at a time; `every` gives what could be asked for.

    Of the kind `kind` the pairs from the number `first` on, and no other kind.
    """
    known, pairs = tuple(every), tuple(shown)
    kinds = (kind,) if kind else tuple(ContradictionKind)
    groups = (kind_group(each, pairs, first if kind else 0, register) for each in kinds)
    return ContradictionsPage(
        tuple(group for group in groups if group.pairs),
        len(pairs),
        actor,
        measure,
        choices((each.actor_id, register.actor_name(each.actor_id)) for each in known),
        choices((each.measure_id, register.measure_name(each.measure_id)) for each in known),
    )


def kind_group(kind: ContradictionKind, pairs: Iterable[Contradiction], first: int, register: Register) -> KindGroup:
    """The pairs of a kind that stand on one page."""
    found = [each for each in pairs if each.kind is kind]
    first = min(first, max(len(found) - 1, 0))
    end = first + SHOWN
    return KindGroup(
        kind.value,
        HEADINGS[kind.value],
        tuple(pair(each, register) for each in found[first:end]),
        len(found),
        first,
        max(0, first - SHOWN) if first else None,
        end if end < len(found) else None,
    )


def pair(found: Contradiction, register: Register) -> Pair:
    return Pair(
        found.actor_id,
        register.actor_name(found.actor_id),
        found.measure_id,
        register.measure_name(found.measure_id),
        found.reason,
        found.days,
        side_line(found, 0, register),
        side_line(found, 1, register),
    )


def side_line(found: Contradiction, which: int, register: Register) -> SideLine:
    entry = (found.one, found.other)[which]
    side = side_in_words(entry, register)
    return SideLine(
        entry.position.actor_ids[0],
        side.actor,
        entry.position.measure_id,
        entry.position.stance,
        Evidence(
            entry.id,
            side.said,
            side.speaker,
            side.outlet or "",
            side.quote or side.summary or "",
            side.quote is not None,
            side.url or "",
            entry.position.doc_id,
        ),
        entry.coding.note if entry.coding else "",
    )
