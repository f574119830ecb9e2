"""The demo page: one self-contained HTML file with the matrix and every quote marked in its text.

No script and no outside asset; every cell links to its quote. Text from documents is always escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from willing.ledger import Cell, Entry
from willing.model import Document
from willing.model.register import Register
from willing.views.marked_text import Piece, marked, paragraphs_of
from willing.views.matrix import conditions_of, matrix_of
from willing.views.rendering import rendered
from willing.views.wording import (
    STANCE_MARKS,
    actors_in_words,
    conditions_in_words,
    is_hearsay,
    speaker_in_words,
)


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell: the sign and word of its stance, its conditions, and the anchor of the quote it stands on."""

    mark: str
    stance: str
    conditions: str
    anchor: str
    sure: bool


@dataclass(frozen=True, slots=True)
class PageRow:
    name: str
    claim: bool
    cells: tuple[PageCell | None, ...]


@dataclass(frozen=True, slots=True)
class PagePosition:
    """A position as listed beside its text; `hearsay` where somebody else says it of the actor."""

    anchor: str
    who: str
    mark: str
    stance: str
    measure: str
    conditions: str
    speaker: str
    hearsay: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class PageText:
    anchor: str
    title: str
    date: str
    outlet: str
    retells: tuple[str, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    positions: tuple[PagePosition, ...]


@dataclass(frozen=True, slots=True)
class DemoPage:
    """All that the template receives."""

    case_name: str
    answer: str
    measures: tuple[str, ...]
    rows: tuple[PageRow, ...]
    texts: tuple[PageText, ...]
    legend: tuple[tuple[str, str, str], ...]


def demo_page_of(
    case_name: str,
    answer: str,
    cells: Iterable[Cell],
    texts: Sequence[tuple[Document, tuple[str, ...]]],
    entries: Sequence[Entry],
    register: Register,
) -> DemoPage:
    """The page's values from the demo ledger. `texts` are the documents with what they retell."""
    matrix = matrix_of(cells, register)
    rows = tuple(
        PageRow(
            row.name,
            row.claim,
            tuple(page_cell(row.cells.get(measure), register) for measure, _ in matrix.measures),
        )
        for row in matrix.rows
    )
    return DemoPage(
        case_name=case_name,
        answer=answer,
        measures=tuple(name for _, name in matrix.measures),
        rows=rows,
        texts=tuple(page_text(document, retells, entries, register) for document, retells in texts),
        legend=tuple((STANCE_MARKS[stance], stance.value, stance.meaning) for stance in STANCE_MARKS),
    )


def page_cell(cell: Cell | None, register: Register) -> PageCell | None:
    if cell is None:
        return None
    return PageCell(
        STANCE_MARKS[cell.stance],
        cell.stance.value,
        conditions_of(cell, register),
        f"p-{cell.standing_id}",
        cell.reviewed,
    )


def page_text(document: Document, retells: tuple[str, ...], entries: Sequence[Entry], register: Register) -> PageText:
    own = [entry for entry in entries if entry.document is not None and entry.document.id == document.id]
    quotes = [(entry.position.evidence.span, f"p-{entry.id}") for entry in own if entry.position.evidence is not None]
    return PageText(
        anchor=f"t-{document.id}",
        title=document.title or document.id,
        date=document.published.in_words if document.published else "",
        outlet=document.outlet or "",
        retells=retells,
        paragraphs=tuple(marked(document.text, paragraphs_of(document.text), quotes)),
        positions=tuple(page_position(entry, document.text, register) for entry in own),
    )


def page_position(entry: Entry, text: str, register: Register) -> PagePosition:
    position = entry.position
    return PagePosition(
        anchor=f"p-{entry.id}",
        who=actors_in_words(position.actor_ids, position.quantifier, register),
        mark=STANCE_MARKS[position.stance],
        stance=position.stance.value,
        measure=register.measure_name(position.measure_id),
        conditions=conditions_in_words(position.conditions, register),
        speaker=speaker_in_words(position, text, register),
        hearsay=is_hearsay(position),
        sure=position.sure,
    )


def demo_html(page: DemoPage) -> str:
    """The page as HTML."""
    return rendered("demo.html.jinja", page=page)
