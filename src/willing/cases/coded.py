"""Coded positions: the rows of a case's `positions.csv` as positions that stand on a person's summary and its source.

Nothing is made firmer than its row: words such as "up to" leave a bound open, a sum promised jointly is an upper
bound of each one's part, and a row of low confidence stays unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from willing.cases.case import Case, split
from willing.cases.tables import read_table
from willing.errors import CaseError, InvalidValue
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Directness,
    PartialDate,
    Position,
    Quantifier,
    Quantity,
    Relation,
    SpeakerKind,
    Stance,
)
from willing.model.quantity import count_from
from willing.model.register import Actor, OfficeHolder, Register

POSITIONS_FILE = "positions.csv"
CODER = "casebook"
CONFIDENCE = {"high": 0.9, "medium": 0.7, "low": 0.5, "": 0.5}
"""Confidence of a row's source, as the probability that the row is right: an order, not a measurement."""

STRENGTHS = {
    "required": Relation.REQUIRES,
    "preferred": Relation.RAISES,
    "excluded": Relation.REGARDLESS,
    "claimed": Relation.REQUIRES,
}
SPEAKS_FOR = (
    "actor",
    "collective",
    "anonymous_or_media",
    "opposition_or_partner_party",
    "third_party_about_actor",
)
OWN_WORD = ("actor", "collective")
SPEAKER_KINDS = {kind.value: kind for kind in SpeakerKind} | {"joint statement": SpeakerKind.JOINT}
SCALES = {"m": "million", "bn": "billion", "million": "million", "billion": "billion"}
MONEY = re.compile(r"([A-Z]{3})(?: (m|bn|million|billion))?\b")
AT_MOST = ("up to", "fewer than", "less than", "at most", "joint")
AT_LEAST = ("more than", "at least", "minimum")
AT_LEAST_WORDS = re.compile(r"\b(?:more than|at least|minimum)\b")
ABOUT = ("about", "around")
CARRIERS = {"state-framed": "the source carries a state's framing", "copy": "read in a copy"}
"""What is noted of a source that is not the publisher's own page."""
FORMATIONS = ("company", "battalion", "brigade", "division")
"""What soldiers come as: beside their number it changes nothing."""
OWN_SHARE = " share"
COUNTED = re.compile(r"(?:states|countries|members)\b(?: of (?:about )?([0-9]+))?")
"""Units that count actors: the row is a claim about so many of them, not an amount."""
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")


def coded_positions(case: Case) -> tuple[Position, ...]:
    """The positions of the case's `positions.csv`, in its order; none where there is no such file.

    Raises CaseError where a row cannot be a position.
    """
    file = case.folder / POSITIONS_FILE
    return tuple(positions_from(case)) if file.is_file() else ()


def positions_from(case: Case) -> Iterator[Position]:
    file = case.folder / POSITIONS_FILE
    for row in read_table(file).rows:
        try:
            yield position_from(row.cells, case)
        except (InvalidValue, KeyError, ValueError) as error:
            raise CaseError(f"{file}, line {row.line}: {error}; to see every mistake: willing case check") from error


def position_from(row: Mapping[str, str], case: Case) -> Position:
    """The position that a row tells."""
    kind = SPEAKER_KINDS[row["speaker_kind"]]
    confidence = row.get("confidence", "")
    return Position(
        doc_id=row["position_id"],
        evidence=None,
        actor=None,
        actor_ids=split(row["actor_id"], ";"),
        stance=Stance(row["stance"]),
        measure=None,
        measure_id=case.measure_codes.get(row["measure"], row["measure"]),
        for_ids=split(row.get("beneficiary", ""), ";"),
        quantifier=quantifier_from(row.get("quantity", ""), row.get("unit", "")),
        quantity=quantity_from(row.get("quantity", ""), row.get("unit", ""), case.unit_codes),
        conditions=conditions_from(row.get("conditions", ""), case.condition_codes),
        speaker_ids=speaker_ids(row, kind, case.register),
        speaker_kind=kind,
        directness=Directness.ASSERTED if kind is SpeakerKind.OUTLET else Directness.REPORTED,
        confidence=CONFIDENCE[confidence],
        sure=confidence not in ("low", ""),
        reader=CODER,
        basis=Basis.CODED,
        coding=coding_from(row),
    )


def coding_from(row: Mapping[str, str]) -> Coding:
    """What stands behind the position; where or as what it would be is part of the note."""
    told = (row.get("location_or_role", ""), row.get("note", ""), CARRIERS.get(row.get("carrier", ""), ""))
    return Coding(
        summary=row["summary"],
        publisher=row.get("publisher") or None,
        url=row.get("url") or None,
        said=date_from(row.get("date_said", "")),
        published=date_from(row.get("date_published", "")),
        speaker=row.get("speaker") or None,
        speaks_for=row.get("speaks_for") or "actor",
        coder=CODER,
        source_confidence=row.get("confidence", ""),
        note="; ".join(part for part in told if part),
    )


def carrier_of(note: str) -> str:
    """What a coder's note tells of its source ("state-framed", "copy"); empty where it is the publisher's own page."""
    parts = note.split("; ")
    return next((carrier for carrier, words in CARRIERS.items() if words in parts), "")


def quantity_from(number: str, unit: str, codes: Mapping[str, str]) -> Quantity | None:
    """The quantity that a number and its unit tell.

    None where there is no number, it is an ordinal ("21st"), or it counts actors (see `quantifier_from`).

    The unit's parts stand between commas. "up to", "fewer than" and "joint with" leave the lower bound open, "more
    than" and "minimum" the upper one. Of money only currency and scale are kept. `codes` are the case's
    words for a unit.
    """
    if not number.strip() or ORDINAL.match(unit) or COUNTED.match(unit):
        return None
    amount = float(number)
    parts = split(unit, ",")
    low = None if any(part.startswith(AT_MOST) for part in parts) else amount
    high = None if any(part.startswith(AT_LEAST) for part in parts) else amount
    if money := MONEY.match(unit):
        return Quantity(low, high, money[1], SCALES.get(money[2] or ""))
    bounds = (*AT_MOST, *AT_LEAST, *ABOUT)
    words = [part for part in parts if not part.startswith(bounds) and not part.endswith(OWN_SHARE)]
    nationality = [part for part in words[1:] if part[:1].isupper() and " " not in part]
    counted = [part for part in words if part not in nationality and part not in FORMATIONS]
    kept = [codes.get(part, part) for part in counted]
    return Quantity(low, high, ", ".join(kept) or "units")


def quantifier_from(number: str, unit: str) -> Quantifier | None:
    """The size of an unnamed set, where the unit counts actors: 6 "states of about 30" is 6 of 30.

    None where the unit counts none, or `number` is none. Raises InvalidValue for a number that is no count.
    """
    counted = COUNTED.match(unit)
    if counted is None:
        return None
    try:
        amount = float(number)
    except ValueError:
        return None
    if not amount.is_integer():
        raise InvalidValue("a number of actors that is no whole one: expected a count such as 26")
    of = count_from(counted[1]) if counted[1] else None
    count = int(amount)
    return Quantifier(at_least=count, of=of) if AT_LEAST_WORDS.search(unit) else Quantifier(exactly=count, of=of)


def conditions_from(cell: str, codes: Mapping[str, str]) -> tuple[AttachedCondition, ...]:
    """The conditions of a cell such as `ceasefire:required;un_mandate:preferred`, each once."""
    attached = []
    for part in split(cell, ";"):
        code, _, strength = part.partition(":")
        attached.append(AttachedCondition(None, codes.get(code, code), STRENGTHS[strength]))
    return tuple(dict.fromkeys(attached))


def speaker_ids(row: Mapping[str, str], kind: SpeakerKind, register: Register) -> tuple[str, ...]:
    """Whose word it is: the actor's own, that of a third party named in the speaker cell, or nobody known.

    A party is not the actor, and an unnamed source is nobody's word.
    """
    if kind is SpeakerKind.OUTLET:
        return ()
    speaks_for = row.get("speaks_for") or "actor"
    actors = split(row["actor_id"], ";")
    if speaks_for in OWN_WORD:
        return actors
    if speaks_for != "third_party_about_actor":
        return ()
    said = date_from(row.get("date_said", ""))
    named = actors_named(row["speaker"].partition(" on ")[0], register, said)
    return tuple(actor_id for actor_id in named if actor_id not in actors)


def actors_named(words: str, register: Register, said: PartialDate | None) -> tuple[str, ...]:
    """Ids of the actors that the words name, by name, adjective, seat or an office holder of the day."""
    by_name = [actor.id for actor in register.actors if any(has_word(words, name) for name in names_of(actor))]
    by_person = [
        holder.actor_id
        for holder in register.office_holders
        if in_office(holder, said) and has_word(words, holder.surname)
    ]
    return tuple(dict.fromkeys((*by_name, *by_person)))


def names_of(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.names, *actor.demonyms, *actor.seats)


def has_word(words: str, name: str) -> bool:
    return name in words and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def in_office(holder: OfficeHolder, day: PartialDate | None) -> bool:
    if day is None:
        return True
    begun = holder.since is None or holder.since.first <= day.last
    return begun and (holder.until is None or holder.until.last > day.first)


def date_from(cell: str) -> PartialDate | None:
    return PartialDate.parse(cell) if cell else None
