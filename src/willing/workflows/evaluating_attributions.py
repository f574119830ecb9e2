"""Scoring who says it: documents -> attributions, attributions against gold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import InputError, InvalidValue
from willing.model import Span
from willing.reading.attribution import ROLES, decode_attributions, decode_runs
from willing.reading.attribution_scoring import (
    MarkedAttribution,
    Measured,
    Range,
    Yard,
    confidence_bins,
    event_of,
    event_scores,
    marked,
    span_scores,
    spans_of_events,
)
from willing.workflows.gold_files import name_of, records, texts_for

if TYPE_CHECKING:
    from willing.reading.encoder import Encoder, Scores
    from willing.reading.pieces import Prepared

ROLES_IN_ORDER = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class AttributionScore:
    """Precision, recall and F1 in per cent: of spans by measure and role, as tagged and as they end up in attributions,
    and of whole attributions; how often attributions of a confidence are partly right."""

    documents: int
    annotated: int
    found: int
    tagged: dict[str, dict[str, list[float]]]
    linked: dict[str, dict[str, list[float]]]
    attributions: dict[str, list[float]]
    confidence: list[dict[str, float]]

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def score_attributions(gold: Path, documents: Path, encoder: Encoder) -> AttributionScore:
    """Read the documents and score who says what in them.

    Both are JSON Lines, plain or gzipped, and may be one file: `doc_id` (or `id`) and `attributions` with `source`,
    `cue` and `content`, each a list of [start, end] in code points; `doc_id` and `text`. Raises InputError.
    """
    attributions = {name_of(row, gold): marked_in(row, gold) for row in records(gold, ("attributions",))}
    texts = texts_for(attributions, gold, documents)
    if not texts:
        raise InputError(f"{gold}: empty; expected a document with its attributions in each line")
    prepared = encoder.prepare(list(texts.values()))
    scores = encoder.read(prepared)
    wanted = [marked(text, attributions[name]) for name, text in texts.items()]
    found = [
        measured(encoder, text, one, each) for text, one, each in zip(texts.values(), prepared, scores, strict=True)
    ]
    return AttributionScore(
        documents=len(texts),
        annotated=sum(len(one.events) for one in wanted),
        found=sum(len(one.events) for one in found),
        tagged=span_scores(wanted, found),
        linked=span_scores(wanted, [linked_of(one) for one in found]),
        attributions=event_scores(wanted, found),
        confidence=confidence_bins(wanted, found),
    )


def marked_in(record: dict[str, Any], file: Path) -> tuple[MarkedAttribution, ...]:
    try:
        return tuple(
            MarkedAttribution(*(tuple(Span(*place) for place in one.get(role) or ()) for role in ROLES_IN_ORDER))
            for one in record["attributions"]
        )
    except (AttributeError, TypeError, InvalidValue) as error:
        raise InputError(
            f"{file}, {name_of(record, file)}: {error}; expected source, cue and content as lists of [start, end]"
        ) from None


def measured(encoder: Encoder, text: str, prepared: Prepared, scores: Scores) -> Measured:
    """What the reader found, in the words that are counted."""
    yard = Yard(text)
    runs = decode_runs(scores.tag, float(encoder.description["temperature"]))
    spans: dict[str, list[Range]] = {role: [] for role in ROLES}
    for run in runs:
        span = Span(prepared.word_starts[run.first], prepared.word_ends[run.last - 1])
        spans[run.role] += yard.fragments([span])
    attributions = decode_attributions(prepared, scores, encoder.description)
    return Measured(yard.words, spans, [event_of(one, yard) for one in attributions])


def linked_of(one: Measured) -> Measured:
    """The same with the spans as they came out in attributions, after linking and repair."""
    return Measured(one.words, spans_of_events(one.events), one.events)
