"""From entries and cells to the rows of the tables in `columns.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from willing.ledger.anchors import anchored_id
from willing.ledger.entry import EndingKind, SaidBasis
from willing.model.quantity import plain

if TYPE_CHECKING:
    from willing.ledger import Cell, Entry
    from willing.ledger.entry import DocumentLine
    from willing.model import AttachedCondition, Position, Quantity, Relation
    from willing.model.register import Register

Row = dict[str, Any]
"""A row by the names of its table's columns; None where nothing is known."""

BETWEEN = "; "


def position_rows(entries: Iterable[Entry], cells: Iterable[Cell], register: Register) -> Iterator[Row]:
    """A row of POSITIONS for each entry, in the order given; `cells` tell which of them stand."""
    standing = {cell.standing_id for cell in cells}
    standing |= {part.standing_id for cell in cells for part in cell.parts}
    for entry in entries:
        yield position_row(entry, entry.id in standing, register)


def position_row(entry: Entry, stands: bool, register: Register) -> Row:
    position, coding, document = entry.position, entry.coding, entry.document
    quote = position.evidence
    amount, unit = amount_and_unit(position)
    low, high = bounds_of(position.quantity)
    return {
        "id": entry.id,
        "date": str(entry.said) if entry.said else entry.recorded_at.date().isoformat(),
        "date_basis": entry.said_basis.value if entry.said else SaidBasis.RECORDED.value,
        "actor": BETWEEN.join(position.actor_ids),
        "actor_name": BETWEEN.join(map(register.actor_name, position.actor_ids)),
        "set": str(position.quantifier) if position.quantifier else None,
        "stance": position.stance.value,
        "measure": position.measure_id,
        "measure_name": register.measure_name(position.measure_id),
        "speaker": entry.words.speaker or (coding.speaker if coding else None),
        "speaker_ids": BETWEEN.join(position.speaker_ids) or None,
        "speaker_kind": position.speaker_kind.value,
        "speaks_for": coding.speaks_for if coding else None,
        "directness": position.directness.value,
        "quantity": amount,
        "unit": unit,
        "quantity_low": low,
        "quantity_high": high,
        "conditions": conditions_in_words(position.conditions),
        "for": BETWEEN.join(position.for_ids) or None,
        "by": BETWEEN.join(position.by_ids) or None,
        "able": position.able,
        "summary": entry.quote_or_summary,
        "words": "quote" if quote else "summary",
        "basis": position.basis.value,
        "quote_start": quote.span.start if quote else None,
        "quote_end": quote.span.end if quote else None,
        "document": document.sha256 if document else None,
        "publisher": document.outlet if document else (coding.publisher if coding else None),
        "origin": document.origin if document else None,
        "title": document.title if document else None,
        "url": entry.url,
        "published": published_of(entry),
        "confidence": coding.source_confidence or None if coding else None,
        "probability": round(position.confidence, 4),
        "sure": position.sure,
        "verdict": entry.verdict,
        "ended": ended(entry),
        "stands": stands,
        "reader": position.reader,
        "row": entry.row_name,
        "coded_as": anchored_id(entry),
        "note": coding.note or None if coding else None,
        "recorded": entry.recorded_at.isoformat(),
        "demo": entry.demo,
    }


def bounds_of(quantity: Quantity | None) -> tuple[float | None, float | None]:
    """The bounds with the scale multiplied out."""
    if quantity is None:
        return None, None
    low, high = (None if each is None else each * quantity.factor for each in (quantity.low, quantity.high))
    return low, high


def amount_and_unit(position: Position) -> tuple[str | None, str | None]:
    """How much, and of what, as `willing import` reads them back; of an unnamed set how many, of how many."""
    quantity, size = position.quantity, position.quantifier
    if quantity is not None:
        low, high = plain(quantity.low), plain(quantity.high)
        unit = f"{quantity.unit} {quantity.scale}" if quantity.scale else quantity.unit
        if low == high:
            return f"{low}", unit
        if low is None:
            return f"up to {high}", unit
        return (f"at least {low}" if high is None else f"{low} to {high}"), unit
    if size is not None and size.exactly is not None:
        return f"{size.exactly}", f"states of {size.of}" if size.of else "states"
    return None, None


def quantity_in_words(position: Position) -> str | None:
    """Both in one: "up to 5000 troops"."""
    return " ".join(each for each in amount_and_unit(position) if each) or None


def conditions_in_words(conditions: Sequence[AttachedCondition]) -> str | None:
    """ "after:ceasefire; requires:us_guarantee", each as `willing import` reads it; "not:" marks a negated one."""
    return BETWEEN.join(condition_in_words(each.id, each.relation, each.negated) for each in conditions) or None


def condition_in_words(condition: str, relation: Relation, negated: bool) -> str:
    return f"{'not:' * negated}{relation.value}:{condition}"


def published_of(entry: Entry) -> str | None:
    known = entry.document.published if entry.document else (entry.coding.published if entry.coding else None)
    return str(known) if known else None


def ended(entry: Entry) -> str | None:
    """The newest ending recorded, unless it says that the position stands after all."""
    if not entry.endings or entry.endings[-1].kind is EndingKind.STANDS:
        return None
    return f"{entry.endings[-1].kind.value} {entry.endings[-1].since}"


def source_rows(entries: Sequence[Entry], documents: Iterable[DocumentLine]) -> Iterator[Row]:
    """A row of SOURCES for each stored text, then for each source of a coded row."""
    counts = Counter(source_of(entry) for entry in entries)
    for line in documents:
        yield {
            "source": line.sha256,
            "name": line.id,
            "publisher": line.outlet,
            "title": line.title,
            "author": line.author,
            "published": str(line.published) if line.published else None,
            "url": line.url,
            "language": line.language,
            "stored": True,
            "positions": counts[line.sha256],
            "demo": line.demo,
        }
    met: set[str] = set()
    for entry in entries:
        source = source_of(entry)
        if entry.document is not None or source in met or entry.coding is None:
            continue
        met.add(source)
        coding = entry.coding
        told = {"publisher": coding.publisher, "url": coding.url, "published": published_of(entry)}
        untold: Mapping[str, None] = dict.fromkeys(("name", "title", "author", "language"))
        yield {"source": source, **untold, **told, "stored": False, "positions": counts[source], "demo": False}


def source_of(entry: Entry) -> str:
    if entry.document is not None:
        return entry.document.sha256
    coding = entry.coding
    return (coding.url or coding.publisher or "") if coding else ""


def matrix_rows(cells: Iterable[Cell], register: Register) -> Iterator[Row]:
    """A row of MATRIX for each cell, in the order given."""
    for cell in cells:
        conditions = (condition_in_words(*each) for each in cell.conditions)
        yield {
            "actor": cell.actor_id,
            "actor_name": register.actor_name(cell.actor_id),
            "set": str(cell.quantifier) if cell.quantifier else None,
            "claim": cell.claim,
            "measure": cell.measure_id,
            "measure_name": register.measure_name(cell.measure_id),
            "stance": cell.stance.value,
            "conditions": BETWEEN.join(conditions) or None,
            "place": cell.place,
            "phase": cell.phase,
            "own": cell.own,
            "origins": cell.origins,
            "reviewed": cell.reviewed,
            "basis": cell.basis.value,
            "reason": cell.reason,
            "position": cell.standing_id,
        }
