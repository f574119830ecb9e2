"""Short statements for the tests of contradictions: a quoted one, or one that a person coded."""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from willing.ledger import DocumentLine, Entry, Words
from willing.ledger.entry import said_of
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    PartialDate,
    Position,
    Quantifier,
    Quantity,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)

RECORDED = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
NUMBERS = count(1)


def said(
    day: str,
    actors: str,
    stance: str,
    measure: str = "troops",
    *,
    speaker: str = "",
    of: str | None = None,
    anonymous: bool = False,
    party: bool = False,
    outlet: str = "The Paper",
    words: str = "Words that were read.",
    conditions: str = "",
    quantity: tuple[float | None, float | None, str] | None = None,
    quantifier: Quantifier | None = None,
    by: str = "",
    benefit: str = "",
    document: str | None = None,
    sure: bool = True,
) -> Entry:
    """A quoted statement. `speaker` are the words that name who says it, `of` whom it speaks for (default: the actors).

    Without a speaker the outlet says it. A condition is "id" (required) or "relation:id".
    """
    if party:
        return coded(day, actors, stance, measure, speaker, "opposition_or_partner_party", words)
    kind = SpeakerKind.ANONYMOUS if anonymous else SpeakerKind.NAMED if speaker else SpeakerKind.OUTLET
    ids = tuple((of if of is not None else actors).split()) if speaker else ()
    name = document or f"{outlet} {next(NUMBERS)}"
    position = Position(
        doc_id=name,
        evidence=Quote(Span(0, len(words)), words),
        actor=None,
        actor_ids=tuple(actors.split()),
        stance=Stance(stance),
        measure=None,
        measure_id=measure,
        conditions=tied(conditions, Span(0, 1)),
        quantity=Quantity(*quantity) if quantity else None,
        quantifier=quantifier,
        by_ids=tuple(by.split()),
        for_ids=tuple(benefit.split()),
        speaker_ids=ids,
        speaker_kind=kind,
        sure=sure,
    )
    published = PartialDate.parse(day)
    line = DocumentLine(name, None, outlet, published, None, f"sha of {name}")
    when, basis = said_of(position, published, RECORDED.date())
    return Entry(
        id=f"{next(NUMBERS):012x}",
        position=position,
        document=line,
        said=when,
        recorded_at=RECORDED,
        said_basis=basis,
        words=Words(speaker=speaker or None),
    )


def coded(
    day: str,
    actors: str,
    stance: str,
    measure: str = "troops",
    speaker: str = "",
    speaks_for: str = "actor",
    summary: str = "A summary.",
    **more: Any,
) -> Entry:
    """A person's summary of a statement."""
    conditions, quantity = more.pop("conditions", ""), more.pop("quantity", None)
    position = Position(
        doc_id="rows",
        evidence=None,
        actor=None,
        actor_ids=tuple(actors.split()),
        stance=Stance(stance),
        measure=None,
        measure_id=measure,
        conditions=tied(conditions, None),
        quantity=Quantity(*quantity) if quantity else None,
        speaker_kind=more.pop("kind", SpeakerKind.NAMED),
        basis=Basis.CODED,
        coding=Coding(summary, "The Paper", said=PartialDate.parse(day), speaker=speaker, speaks_for=speaks_for),
        **more,
    )
    when, basis = said_of(position, None, RECORDED.date())
    return Entry(f"{next(NUMBERS):012x}", position, None, when, RECORDED, said_basis=basis)


def tied(conditions: str, span: Span | None) -> tuple[AttachedCondition, ...]:
    told = []
    for each in conditions.split():
        relation, _, name = each.rpartition(":")
        told.append(AttachedCondition(span, name, Relation(relation or "requires")))
    return tuple(told)
