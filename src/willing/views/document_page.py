"""A text as a page shows it: every position marked in its words, the chosen one with its parts, and a list beside."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from willing.ledger import DocumentLine, Entry
from willing.ledger.origins import Member, Story
from willing.model import Document, Span, Stance
from willing.model.register import Register
from willing.views.copies import RELATION_WORDS, Met, changes_in_words
from willing.views.marked_text import Mark, Piece, marked, paragraphs_of
from willing.views.review import Field, fields_of
from willing.views.statements import Statement, digits_of, statements_of
from willing.views.wording import clipped

SHOWN = 40_000
"""Characters of a text on one page; a longer one is shown in parts."""
TITLE = 200
NAMED = 100
"""Characters of a title and of another name on a page: they come from anywhere and may be of any length."""
PARTS = ("actor", "measure", "condition", "when", "speaker")


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of a document. `digits` stand for it in addresses; `unread` says why nothing was read."""

    digits: str
    id: str
    title: str
    outlet: str
    author: str
    published: str
    recorded: str
    url: str
    language: str
    unread: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """A position as marked in the text: told in words, with the sign of its stance."""

    id: str
    stance: Stance
    told: str
    selected: bool
    rejected: bool


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of words. `stance` is that of the shortest quote over it, None outside of all.

    `signs` are the positions that begin here; `part` is the part of the selected position that it belongs to, and
    `part_begins` where that starts.
    """

    words: str
    stance: Stance | None
    depth: int
    selected: bool
    signs: tuple[Sign, ...]
    part: str
    part_begins: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document of the story: what it is, and the facts that differ."""

    digits: str
    name: str
    published: str
    relation: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document. `positions` are those whose quotes begin in the part shown, `all_positions` how many there are.

    `part` of `parts` is shown (from 1). `selected` is the chosen statement, with its `fields`; `where` leads to the
    parts of the others: (part, number of positions). `copies` are the other documents of its `story`.
    """

    heading: Heading
    paragraphs: tuple[tuple[TextPiece, ...], ...]
    positions: tuple[Statement, ...]
    all_positions: int
    selected: Statement | None
    fields: tuple[Field, ...]
    part: int
    parts: int
    characters: int
    story: str
    copies: tuple[Copy, ...]
    added: str


def document_page(
    line: DocumentLine,
    document: Document,
    entries: Sequence[Entry],
    story: Story | None,
    standing: Iterable[str],
    register: Register,
    day: datetime.date,
    *,
    position: str = "",
    part: int = 0,
    added: str = "",
) -> DocumentPage:
    """The page; `position` is the id of the one to show, `part` the part of the text where none is chosen."""
    text = document.text
    borders = parts_of(text)
    chosen = next((entry for entry in entries if entry.id == position), None)
    number = part_with(chosen, borders) if chosen else min(max(part, 1), len(borders))
    place = borders[number - 1]
    here = [entry for entry in entries if begins_in(entry, place)]
    over = [entry for entry in entries if overlaps(entry, place)]
    statements = statements_of([Met(entry) for entry in here], set(standing), register, day)
    told = {each.id: each for each in statements_of([Met(entry) for entry in over], set(standing), register, day)}
    return DocumentPage(
        heading=heading_of(line),
        paragraphs=paragraphs_marked(text, place, over, told, chosen),
        positions=statements,
        all_positions=len(entries),
        selected=told.get(chosen.id) if chosen else None,
        fields=fields_of(chosen, register) if chosen else (),
        part=number,
        parts=len(borders),
        characters=len(text),
        story=story.id if story and story.copies else "",
        copies=tuple(copy_of(each) for each in story.members if each.document.sha256 != line.sha256) if story else (),
        added=added,
    )


def heading_of(line: DocumentLine) -> Heading:
    return Heading(
        digits=digits_of(line.sha256),
        id=clipped(line.id, NAMED),
        title=clipped(line.title or line.id, TITLE),
        outlet=clipped(line.outlet or "", NAMED),
        author=clipped(line.author or "", NAMED),
        published=line.published.in_words if line.published else "",
        recorded=line.recorded_at.date().isoformat() if line.recorded_at else "",
        url=line.url or "",
        language=line.language or "",
        unread=(line.reason or "nothing could be read") if line.status == "unread" else "",
        demo=line.demo,
    )


def copy_of(member: Member) -> Copy:
    line = member.document
    return Copy(
        digits_of(line.sha256),
        clipped(line.outlet or line.title or line.id, NAMED),
        line.published.in_words if line.published else "",
        RELATION_WORDS[member.relation.value],
        tuple(clipped(each, TITLE) for each in changes_in_words(member)),
    )


def parts_of(text: str) -> list[Span]:
    """The text in parts of about SHOWN characters, cut at the end of a line, else of a word, where there is one."""
    found: list[Span] = []
    start = 0
    while len(text) - start > SHOWN:
        window = start + SHOWN // 2, start + SHOWN
        end = next((place for sign in ("\n", " ") if (place := text.rfind(sign, *window)) > 0), window[1] - 1) + 1
        found.append(Span(start, end))
        start = end
    return [*found, Span(start, len(text))]


def part_with(entry: Entry, borders: Sequence[Span]) -> int:
    return next((number for number, place in enumerate(borders, 1) if begins_in(entry, place)), 1)


def begins_in(entry: Entry, place: Span) -> bool:
    quote = entry.position.evidence
    return quote is not None and place.start <= quote.span.start < place.end


def overlaps(entry: Entry, place: Span) -> bool:
    quote = entry.position.evidence
    return quote is not None and quote.span.overlaps(place)


def paragraphs_marked(
    text: str, place: Span, entries: Sequence[Entry], told: Mapping[str, Statement], chosen: Entry | None
) -> tuple[tuple[TextPiece, ...], ...]:
    marks: list[Mark] = [(entry.position.evidence.span, entry.id) for entry in entries if entry.position.evidence]
    length = {name: len(span) for span, name in marks}
    marks += [(span, name) for span, name in part_marks(chosen) if span.overlaps(place)]
    selected = chosen.id if chosen else ""
    return tuple(
        tuple(text_piece(piece, told, length, selected) for piece in pieces)
        for pieces in marked(text, paragraphs_of(text, place), marks)
    )


def part_marks(entry: Entry | None) -> list[Mark]:
    """Where the chosen position's actor, measure, conditions, time and speaker stand."""
    if entry is None:
        return []
    position = entry.position
    places = [(position.actor, "actor"), (position.measure, "measure"), (position.when, "when")]
    places += [(position.speaker, "speaker"), *((each.span, "condition") for each in position.conditions)]
    return list(dict.fromkeys((span, name) for span, name in places if span is not None))


def text_piece(piece: Piece, told: Mapping[str, Statement], length: Mapping[str, int], selected: str) -> TextPiece:
    quotes = [name for name in piece.anchors if name in told]
    parts = [name for name in PARTS if name in piece.anchors]
    innermost = min(quotes, key=lambda name: length[name]) if quotes else None
    return TextPiece(
        words=piece.words,
        stance=told[selected if selected in quotes else innermost].stance if innermost else None,
        depth=min(len(quotes), 3),
        selected=selected in quotes,
        signs=tuple(sign_of(told[name], selected) for name in piece.starts if name in told),
        part=parts[0] if parts else "",
        part_begins=bool(parts) and parts[0] in piece.starts,
    )


def sign_of(statement: Statement, selected: str) -> Sign:
    told = f"{statement.actors}: {statement.stance.value}, {statement.measure}"
    told += f", {statement.conditions}" if statement.conditions else ""
    return Sign(statement.id, statement.stance, told, statement.id == selected, statement.verdict == "reject")


def document_as_json(page: DocumentPage, document: Document, statements: Iterable[Statement]) -> dict[str, Any]:
    """The machine form: all of the text, as the offsets of the positions count it, and every position."""
    return {
        "sha256": document.sha256,
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "published": str(document.published) if document.published else None,
        "url": document.url,
        "language": document.language,
        "unread": page.heading.unread or None,
        "demo": page.heading.demo,
        "story": page.story or None,
        "text": document.text,
        "positions": [asdict(each) for each in statements],
    }


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """A list of documents, `shown` of `total`, that hold the `words`; each with the number of its positions."""

    words: str
    documents: tuple[tuple[Heading, int], ...]
    total: int
    first: int
    before: int | None
    after: int | None


def documents_page(
    lines: Iterable[tuple[DocumentLine, int]], total: int, words: str, first: int, count: int
) -> DocumentsPage:
    return DocumentsPage(
        words,
        tuple((heading_of(line), positions) for line, positions in lines),
        total,
        first,
        max(0, first - count) if first > 0 else None,
        first + count if first + count < total else None,
    )


def documents_as_json(page: DocumentsPage) -> dict[str, Any]:
    documents = [asdict(heading) | {"positions": positions} for heading, positions in page.documents]
    return {"total": page.total, "first": page.first, "documents": documents}
