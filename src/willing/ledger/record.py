"""Positions as they are stored: one JSON record that holds every field, and back without loss."""

from __future__ import annotations

from typing import Any

from willing.ledger.entry import Words
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Directness,
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


def words_of(position: Position, text: str | None) -> Words:
    """The words under the position's spans; raises InvalidValue where a span lies outside `text`."""
    if text is None:
        return Words()
    return Words(
        actor=cut(position.actor, text),
        measure=cut(position.measure, text),
        speaker=cut(position.speaker, text),
        when=cut(position.when, text),
        conditions=tuple(cut(condition.span, text) for condition in position.conditions),
    )


def as_record(position: Position, words: Words) -> dict[str, Any]:
    """Every field of a position as JSON: the annotation guide's record with what else must be kept."""
    quote = position.evidence
    return position.as_json() | {
        "confidence": position.confidence,
        "context": [quote.prefix, quote.suffix] if quote else None,
        "reader": position.reader,
        "basis": position.basis.value,
        "coding": coding_record(position.coding) if position.coding else None,
        "words": {
            "actor": words.actor,
            "measure": words.measure,
            "speaker": words.speaker,
            "when": words.when,
            "conditions": list(words.conditions),
        },
    }


def from_record(record: dict[str, Any], doc_id: str | None = None) -> tuple[Position, Words]:
    """Inverse of `as_record`; `doc_id` overrides the stored one (a text may be met under a second name)."""
    words = record["words"]
    position = Position(
        doc_id=doc_id or record["doc_id"],
        evidence=quoted(record),
        actor=spanned(record["actor"]),
        actor_ids=tuple(record["actor_ids"]),
        stance=Stance(record["stance"]),
        measure=spanned(record["measure"]),
        measure_id=record["measure_id"],
        quantifier=Quantifier.from_json(record["quantifier"]) if record["quantifier"] is not None else None,
        able=record["able"],
        by_ids=tuple(record["by_ids"]),
        for_ids=tuple(record["for_ids"]),
        quantity=Quantity.from_json(record["quantity"]) if record["quantity"] is not None else None,
        conditions=tuple(map(attached, record["conditions"])),
        when=spanned(record["when"]),
        speaker=spanned(record["speaker"]),
        speaker_ids=tuple(record["speaker_ids"]),
        speaker_kind=SpeakerKind(record["speaker_kind"]),
        directness=Directness(record["directness"]),
        confidence=record["confidence"],
        sure=record["sure"],
        reader=record["reader"],
        basis=Basis(record["basis"]),
        coding=coded(record["coding"]) if record["coding"] else None,
    )
    return position, Words(**(words | {"conditions": tuple(words["conditions"])}))


def coding_record(coding: Coding) -> dict[str, Any]:
    return {
        "summary": coding.summary,
        "publisher": coding.publisher,
        "url": coding.url,
        "said": str(coding.said) if coding.said else None,
        "published": str(coding.published) if coding.published else None,
        "speaker": coding.speaker,
        "speaks_for": coding.speaks_for,
        "coder": coding.coder,
        "source_confidence": coding.source_confidence,
        "note": coding.note,
    }


def coded(record: dict[str, Any]) -> Coding:
    dates = {name: dated(record[name]) for name in ("said", "published")}
    return Coding(**(record | dates))


def quoted(record: dict[str, Any]) -> Quote | None:
    if record["evidence"] is None:
        return None
    prefix, suffix = record["context"]
    return Quote(Span(*record["evidence"]), record["quote"], prefix, suffix)


def attached(record: dict[str, Any]) -> AttachedCondition:
    return AttachedCondition(
        spanned(record["span"]), record["id"], Relation(record["relation"]), bool(record["negated"])
    )


def dated(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def spanned(value: list[int] | None) -> Span | None:
    return Span(*value) if value else None


def cut(span: Span | None, text: str) -> str | None:
    return span.cut(text) if span else None
