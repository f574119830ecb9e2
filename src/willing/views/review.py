"""A position under review as page values: the same for the terminal, for scripts and for the web app."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from willing.ledger import Entry, Judgement
from willing.model.register import Register
from willing.views.wording import actors_in_words, conditions_in_words, is_hearsay, joined, speaker_in_words


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a position: its name, its value in words, and the words of the text it was read from."""

    name: str
    value: str
    words: str = ""


def fields_of(entry: Entry, register: Register) -> tuple[Field, ...]:
    """The fields that hold anything, in the order of the question: who does what, if, says who."""
    position, words = entry.position, entry.words
    conditions = [
        (conditions_in_words([each], register), said or "")
        for each, said in zip(position.conditions, padded(words.conditions, len(position.conditions)), strict=True)
    ]
    speaker = (words.speaker or speaker_in_words(position, None, register)).strip(" ,;")
    if is_hearsay(position) and position.coding is None:
        speaker += " (says it of another)"
    fields = [
        Field("actor", actors_in_words(position.actor_ids, position.quantifier, register), words.actor or ""),
        Field("stance", position.stance.value),
        Field("measure", register.measure_name(position.measure_id), words.measure or ""),
        Field("by", joined([register.actor_name(each) for each in position.by_ids])),
        Field("for", joined([register.actor_name(each) for each in position.for_ids])),
        Field("quantity", str(position.quantity or "")),
        Field("able", {True: "yes", False: "no", None: ""}[position.able]),
        *(Field("condition", value, said) for value, said in conditions),
        Field("when", words.when or ""),
        Field("speaker", speaker, ", ".join(position.speaker_ids)),
    ]
    return tuple(each for each in fields if each.value)


def padded(words: Sequence[str | None], length: int) -> list[str | None]:
    return [*words, *[None] * (length - len(words))][:length]


def judgements_as_json(judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    return [
        {
            "by": each.by,
            "verdict": each.verdict.value,
            "reason": each.reason,
            "recorded_at": each.recorded_at.isoformat(),
            "corrected": each.corrected.as_json() if each.corrected else None,
        }
        for each in judgements
    ]


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """What is known of an entry beside its review."""
    document, coding = entry.document, entry.position.coding
    return {
        "id": entry.id,
        "document": document.id if document else None,
        "outlet": document.outlet if document else (coding.publisher if coding else None),
        "said": str(entry.said) if entry.said else None,
        "basis": entry.position.basis.value,
        "confidence": round(entry.position.confidence, 4),
        "sure": entry.position.sure,
        "reader": entry.position.reader,
        "position": entry.position.as_json(),
        "summary": coding.summary if coding else None,
    }
