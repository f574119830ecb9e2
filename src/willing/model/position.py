"""A position: one statement of what an actor is (un)willing to do about a measure.

The fields and their meaning are those of the annotation guide (docs/reference/annotation.md). A position that stands on
a stored text carries the quote that it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from willing.errors import InvalidValue
from willing.model.date import PartialDate
from willing.model.quantity import Quantifier, Quantity
from willing.model.span import Quote, Span
from willing.model.stance import Stance


class SpeakerKind(StrEnum):
    NAMED = "named"
    ANONYMOUS = "anonymous"
    JOINT = "joint"
    OUTLET = "outlet"


class Directness(StrEnum):
    DIRECT = "direct"
    REPORTED = "reported"
    ASSERTED = "asserted"


class Basis(StrEnum):
    """What a position stands on: words of a stored text, a person's summary, or a row of an import."""

    QUOTED = "quoted"
    CODED = "coded"
    IMPORTED = "imported"


class Relation(StrEnum):
    """How a condition bears on the willingness."""

    REQUIRES = "requires"
    AFTER = "after"
    WITH = "with"
    UNLESS = "unless"
    LIMITED_TO = "limited_to"
    RAISES = "raises"
    REGARDLESS = "regardless"


@dataclass(frozen=True, slots=True)
class AttachedCondition:
    """A condition as the text words it: where it stands, which condition of the case it is, how it bears.

    `span` is None only where no text is stored (a coded or imported position).
    """

    span: Span | None
    id: str
    relation: Relation
    negated: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "span": listed(self.span),
            "id": self.id,
            "relation": self.relation.value,
            "negated": self.negated,
        }


@dataclass(frozen=True, slots=True)
class Coding:
    """What stands behind a position whose words are not stored: a person's summary and where it was read.

    `said` is the day (or month) the actor spoke, `speaker` the person or office that did, `note` what a reader of the
    summary should know. `speaks_for` tells an actor's own word from a party's, a third party's or an outlet's.
    """

    summary: str
    publisher: str | None = None
    url: str | None = None
    said: PartialDate | None = None
    published: PartialDate | None = None
    speaker: str | None = None
    speaks_for: str = "actor"
    coder: str = ""
    source_confidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """One statement of willingness: quoted from a stored text, or coded by a person with its source.

    Exactly one of `evidence` (the quote, basis `quoted`) and `coding` (basis `coded` or `imported`) is given.
    `confidence` is the probability in [0, 1] that actor, stance and measure are right; `sure` says whether that is
    above the reader's display threshold; `reader` is the name and version of what read it.
    """

    doc_id: str
    evidence: Quote | None
    actor: Span | None
    actor_ids: tuple[str, ...]
    stance: Stance
    measure: Span | None
    measure_id: str
    quantifier: Quantifier | None = None
    able: bool | None = None
    by_ids: tuple[str, ...] = ()
    for_ids: tuple[str, ...] = ()
    quantity: Quantity | None = None
    conditions: tuple[AttachedCondition, ...] = ()
    when: Span | None = None
    speaker: Span | None = None
    speaker_ids: tuple[str, ...] = ()
    speaker_kind: SpeakerKind = SpeakerKind.OUTLET
    directness: Directness = Directness.ASSERTED
    confidence: float = 1.0
    sure: bool = True
    reader: str = ""
    basis: Basis = Basis.QUOTED
    coding: Coding | None = None

    def __post_init__(self) -> None:
        place = f"position in {self.doc_id}" + (f" at {self.evidence.span.start}" if self.evidence else "")
        if (self.evidence is not None) != (self.basis is Basis.QUOTED) or (self.coding is None) != (
            self.basis is Basis.QUOTED
        ):
            raise InvalidValue(f"{place}: basis {self.basis}, expected a quote if quoted and a coding otherwise")
        if not self.actor_ids:
            raise InvalidValue(f"{place}: expected at least one actor id")
        if not self.measure_id:
            raise InvalidValue(f"{place}: expected a measure id")
        if not 0.0 <= self.confidence <= 1.0:
            raise InvalidValue(f"{place}: confidence {self.confidence}, expected a number in [0, 1]")
        if self.by_ids and self.stance not in (Stance.REQUESTS, Stance.OPPOSED, Stance.WILLING):
            raise InvalidValue(f"{place}: `by` with stance {self.stance}, expected requests, opposed or willing")
        if self.speaker_kind is SpeakerKind.OUTLET and self.speaker_ids:
            raise InvalidValue(f"{place}: speaker ids for the outlet's own words, expected none")

    def as_json(self) -> dict[str, Any]:
        """The annotation guide's record, with document, quote and confidence beside it.

        `evidence` and `quote` are null for a position whose words are not stored.
        """
        return {
            "doc_id": self.doc_id,
            "evidence": listed(self.evidence.span if self.evidence else None),
            "actor": listed(self.actor),
            "actor_ids": list(self.actor_ids),
            "quantifier": self.quantifier.as_json() if self.quantifier else None,
            "stance": self.stance.value,
            "able": self.able,
            "measure": listed(self.measure),
            "measure_id": self.measure_id,
            "by_ids": list(self.by_ids),
            "for_ids": list(self.for_ids),
            "quantity": self.quantity.as_json() if self.quantity else None,
            "conditions": [condition.as_json() for condition in self.conditions],
            "when": listed(self.when),
            "speaker": listed(self.speaker),
            "speaker_ids": list(self.speaker_ids),
            "speaker_kind": self.speaker_kind.value,
            "directness": self.directness.value,
            "quote": self.evidence.exact if self.evidence else None,
            "confidence": round(self.confidence, 4),
            "sure": self.sure,
        }

    @classmethod
    def from_json(cls, record: dict[str, Any], text: str, reader: str = "") -> Position:
        """A position from the annotation guide's record and the text it points into.

        Raises InvalidValue where a field is missing or wrong, or a span lies outside the text.
        """

        def place(value: Any) -> Span | None:
            return spanned(value, text)

        try:
            return cls(
                doc_id=record["doc_id"],
                evidence=Quote.from_text(text, Span(*record["evidence"])),
                actor=place(record.get("actor")),
                actor_ids=ids(record["actor_ids"]),
                stance=Stance(record["stance"]),
                measure=place(record.get("measure")),
                measure_id=record["measure_id"],
                quantifier=Quantifier.from_json(record["quantifier"]) if record.get("quantifier") else None,
                able=truth(record.get("able")),
                by_ids=ids(record.get("by_ids")),
                for_ids=ids(record.get("for_ids")),
                quantity=Quantity.from_json(record["quantity"]) if record.get("quantity") else None,
                conditions=tuple(attached(each, text) for each in record.get("conditions") or ()),
                when=place(record.get("when")),
                speaker=place(record.get("speaker")),
                speaker_ids=ids(record.get("speaker_ids")),
                speaker_kind=SpeakerKind(record.get("speaker_kind", "outlet")),
                directness=Directness(record.get("directness", "asserted")),
                confidence=float(record.get("confidence", 1.0)),
                sure=truth(record.get("sure")) is not False,
                reader=reader,
            )
        except KeyError as error:
            raise InvalidValue(f"position record of {record.get('doc_id')}: no field {error}") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise InvalidValue(f"position record of {record.get('doc_id')}: {error}") from error


def attached(record: dict[str, Any], text: str) -> AttachedCondition:
    """A condition from the annotation guide's record."""
    return AttachedCondition(
        spanned(record.get("span"), text),
        record["id"],
        Relation(record["relation"]),
        truth(record.get("negated")) or False,
    )


def listed(span: Span | None) -> list[int] | None:
    return span.as_list() if span else None


def spanned(value: list[int] | None, text: str) -> Span | None:
    """The span of a record's field, which must lie inside the text; None where the field is null or empty."""
    if not value:
        return None
    span = Span(*value)
    span.cut(text)
    return span


def ids(value: list[str] | None) -> tuple[str, ...]:
    """A record's list of ids. A lone string is refused: it would pass for the list of its letters."""
    if not isinstance(value or [], (list, tuple)) or not all(isinstance(each, str) for each in value or []):
        raise InvalidValue(f"ids {value!r}: expected a list of strings")
    return tuple(value or ())


def truth(value: object) -> bool | None:
    """True, false or null of a record; a word such as "false" would pass for true."""
    if value is None or isinstance(value, bool):
        return value
    raise InvalidValue(f"{value!r}: expected true, false or null")
