"""A statement as a page shows it: what was said, when, by whom, where, in which words, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from willing.ledger import anchors_of, ending_in_force
from willing.model import Basis, Position, Stance
from willing.model.register import Register
from willing.views.copies import Met, in_copies
from willing.views.footnote import footnote
from willing.views.wording import actors_in_words, conditions_in_words, is_hearsay, speaker_in_words

ADDRESS_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Statement:
    """One position. `words` are the quote, or a coder's summary where not `quoted`.

    `said` is in words, `said_on` as written (2025-03, 2025-03-27); `start` and `end` are the quote's place in the text
    of `document` (an id, empty where none is stored), whose page is named by `digits` of its sha256. `stands` where a
    cell rests on it, `ended` what ended it, in words; `anchor` is the quoted statement that stands for a coded one.
    `verdict` is the judgement that counts.
    """

    id: str
    actors: str
    actor_ids: tuple[str, ...]
    stance: Stance
    measure: str
    measure_id: str
    conditions: str
    quantity: str
    said: str
    said_on: str
    speaker: str
    hearsay: bool
    outlet: str
    url: str
    words: str
    quoted: bool
    basis: Basis
    document: str
    digits: str
    start: int | None
    end: int | None
    note: str
    stands: bool
    ended: str
    verdict: str
    sure: bool
    confidence: float
    anchor: str
    also_in: str
    demo: bool
    footnote: str


def statements_of(
    met: Iterable[Met], standing: Collection[str], register: Register, day: datetime.date
) -> tuple[Statement, ...]:
    """The statements in their order; `standing` are the ids that cells rest on, `day` that on which one looks."""
    listed = tuple(met)
    anchors = anchors_of(each.entry for each in listed)
    return tuple(
        statement_of(
            each,
            register,
            stands=each.entry.id in standing,
            day=day,
            anchor=anchors[each.entry.id].id if each.entry.id in anchors else "",
        )
        for each in listed
    )


def statement_of(met: Met, register: Register, *, stands: bool, day: datetime.date, anchor: str = "") -> Statement:
    entry, position = met.entry, met.entry.position
    document, coding, span = entry.document, entry.coding, position.evidence.span if position.evidence else None
    ending = ending_in_force(entry, day.isoformat())
    return Statement(
        id=entry.id,
        actors=actors_in_words(position.actor_ids, position.quantifier, register),
        actor_ids=position.actor_ids,
        stance=position.stance,
        measure=register.measure_name(position.measure_id),
        measure_id=position.measure_id,
        conditions=conditions_in_words(position.conditions, register),
        quantity=str(position.quantity) if position.quantity is not None else "",
        said=entry.said.in_words if entry.said else "undated",
        said_on=str(entry.said or ""),
        speaker=(entry.words.speaker or speaker_in_words(position, None, register)).strip(" ,;"),
        hearsay=position.coding is None and is_hearsay(position),
        outlet=(document.outlet if document else coding.publisher if coding else None) or "",
        url=(document.url if document else coding.url if coding else None) or "",
        words=words_of(position),
        quoted=position.evidence is not None,
        basis=position.basis,
        document=document.id if document else "",
        digits=digits_of(document.sha256) if document else "",
        start=span.start if span else None,
        end=span.end if span else None,
        note=coding.note if coding else "",
        stands=stands,
        ended=f"{ending.kind.value} {ending.since.in_words}{f' ({ending.reason})' if ending.reason else ''}"
        if ending
        else "",
        verdict=entry.verdict or "",
        sure=position.sure,
        confidence=round(position.confidence, 4),
        anchor=anchor,
        also_in=in_copies(met.also_in) if met.also_in else "",
        demo=entry.demo,
        footnote=footnote(entry, register),
    )


def digits_of(sha256: str) -> str:
    """What stands for a text in addresses: enough digits that no two texts share them, and no name anybody chose."""
    return sha256[:ADDRESS_DIGITS]


def words_of(position: Position) -> str:
    if position.evidence is not None:
        return " ".join(position.evidence.exact.split())
    return position.coding.summary if position.coding else ""
