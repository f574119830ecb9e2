"""From what a model says to positions, or to problems: words must stand in the text, ids in the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from willing.errors import InvalidValue
from willing.model import (
    AttachedCondition,
    Directness,
    Document,
    Position,
    Problem,
    Quantifier,
    Quantity,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)
from willing.model.quantity import SET_SIZES, count_from
from willing.model.register import Register
from willing.reading.llm.alignment import Aligner
from willing.reading.llm.chunks import Chunk

LONGEST_QUOTE = 1200
"""Characters; a longer quote is no evidence but a page."""
ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:above|previous|prior|earlier|instructions?|rules)\b|"
    r"\b(?:system|assistant|developer)\s*(?:prompt|message|:)|"
    r"\byou are (?:now |an? )?(?:ai|assistant|language model|helpful)|"
    r"\b(?:output|return|print)\b.{0,60}\b(?:positions?|json|schema)\b|"
    r"\bas an ai\b|<\|?(?:im_start|system|endoftext)|\"positions\"\s*:",
    re.IGNORECASE | re.DOTALL,
)
"""Sentences that speak to a reading machine: nothing that stands in one is a position."""


class Builder:
    """Positions of one document."""

    def __init__(
        self, document: Document, register: Register, issuer_ids: tuple[str, ...], reader: str, sure: float
    ) -> None:
        self.document, self.register, self.issuer_ids = document, register, issuer_ids
        self.reader, self.sure = reader, sure
        self.aligner = Aligner(document.text)
        self.actors = {actor.id for actor in register.actors}
        self.by_name = {
            name.casefold(): actor.id
            for actor in reversed(register.actors)
            for name in (*actor.seats, *actor.demonyms, *actor.names, actor.name, actor.id)
        }
        self.measures = {measure.id for measure in register.measures}
        self.conditions = {kind.id for kind in register.conditions}

    def build(self, told: dict[str, Any], chunk: Chunk) -> Position | Problem:
        """The position that an item of an answer tells, or why it is none."""
        try:
            return self.position(told, chunk)
        except (InvalidValue, KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"no {error}" if isinstance(error, KeyError) else str(error)
            return self.problem(told, reason)

    def problem(self, told: dict[str, Any], reason: str) -> Problem:
        quote = " ".join(str(told.get("quote"))[:60].split())
        return Problem(self.document.id, f"the model's position {quote!r} was left out: {reason}")

    def position(self, told: dict[str, Any], chunk: Chunk) -> Position:
        quote = self.quote_in(told["quote"], chunk)
        actor = self.words(told.get("actor"), chunk, quote.start)
        if told.get("actor") and actor is None:
            raise InvalidValue(f"the actor's words {str(told['actor'])[:40]!r} do not stand in the text around it")
        actor_ids = self.ids(told["actor_ids"], "actor")
        if not actor_ids:
            raise InvalidValue("no actor of the register")
        if actor is None and not (set(actor_ids) & set(self.issuer_ids)):
            raise InvalidValue(f"{', '.join(actor_ids)} is named by no word of the text and is not its issuer")
        measure_id = str(told["measure_id"])
        if measure_id not in self.measures:
            raise InvalidValue(f"unknown measure {measure_id[:40]!r}")
        kind = SpeakerKind(told["speaker_kind"])
        probability = min(max(float(told["probability"]), 0.0), 1.0)
        stance = Stance(told["stance"])
        by = self.ids(told.get("by_ids") or [], "by")
        return Position(
            doc_id=self.document.id,
            evidence=Quote.from_text(self.document.text, quote),
            actor=actor,
            actor_ids=actor_ids,
            stance=stance,
            measure=self.words(told.get("measure"), chunk, quote.start),
            measure_id=measure_id,
            quantifier=quantifier_of(told.get("set")),
            by_ids=by if stance in (Stance.REQUESTS, Stance.OPPOSED, Stance.WILLING) else (),
            for_ids=self.ids(told.get("for_ids") or [], "for"),
            quantity=self.quantity(told.get("quantity"), quote),
            conditions=tuple(self.conditions_in(told.get("conditions") or [], chunk, quote)),
            when=self.words(told.get("when"), chunk, quote.start),
            speaker=self.words(told.get("speaker"), chunk, quote.start),
            speaker_ids=() if kind is SpeakerKind.OUTLET else self.ids(told.get("speaker_ids") or [], "speaker"),
            speaker_kind=kind,
            directness=Directness(told["directness"]),
            confidence=probability,
            sure=probability >= self.sure,
            reader=self.reader,
        )

    def quote_in(self, words: Any, chunk: Chunk) -> Span:
        """Where the quote stands; it must touch a sentence that was asked about."""
        if not isinstance(words, str) or not words.strip():
            raise InvalidValue("no quote")
        if len(words) > LONGEST_QUOTE:
            raise InvalidValue(f"a quote of {len(words)} characters, expected at most {LONGEST_QUOTE}")
        span = self.aligner.find(words, chunk.span)
        if span is None:
            raise InvalidValue("its quote does not stand in the text")
        touched = [each for each in chunk.asked if chunk.sentences[each].overlaps(span)]
        if not touched:
            raise InvalidValue("its quote stands in a sentence that was not asked about")
        if any(ADDRESSED.search(chunk.sentences[each].cut(self.document.text)) for each in touched):
            raise InvalidValue("its sentence speaks to a reading machine")
        return span

    def words(self, words: Any, chunk: Chunk, near: int) -> Span | None:
        return self.aligner.find(words, chunk.span, near) if isinstance(words, str) else None

    def ids(self, told: Any, what: str) -> tuple[str, ...]:
        """Ids of the register, names taken for their ids. Raises InvalidValue for one that it does not know."""
        found = []
        for each in told if isinstance(told, list) else []:
            known = each if each in self.actors else self.by_name.get(str(each).casefold())
            if known is None:
                raise InvalidValue(f"unknown {what} {str(each)[:40]!r}")
            found.append(known)
        return tuple(dict.fromkeys(found))

    def quantity(self, told: Any, quote: Span) -> Quantity | None:
        """The amount, if a figure or number word of the quote bears it out; else none: numbers are never invented."""
        if not isinstance(told, dict):
            return None
        words = quote.cut(self.document.text)
        bounds = [each for each in (told.get("low"), told.get("high")) if isinstance(each, int | float)]
        if not bounds or not all(stands_in(bound, words) for bound in bounds):
            return None
        return Quantity(told.get("low"), told.get("high"), str(told.get("unit") or ""), told.get("scale"))

    def conditions_in(self, told: Iterable[Any], chunk: Chunk, quote: Span) -> Iterable[AttachedCondition]:
        for each in told:
            span = self.words(each.get("words"), chunk, quote.start)
            if span is None:
                raise InvalidValue(
                    f"the condition's words {str(each.get('words'))[:40]!r} do not stand in the text around it"
                )
            kind = str(each["id"])
            if kind not in self.conditions:
                raise InvalidValue(f"unknown condition {kind[:40]!r}")
            yield AttachedCondition(span, kind, Relation(each["relation"]), bool(each.get("negated")))


def quantifier_of(told: Any) -> Quantifier | None:
    if told is None or isinstance(told, bool):
        return None
    if isinstance(told, str) and told.isdecimal():
        return Quantifier(exactly=count_from(told))
    if isinstance(told, int):
        return Quantifier(exactly=told)
    return Quantifier(word=told) if told in SET_SIZES else None


NUMBER_WORDS = {
    word: value
    for value, words in {
        1: "one a an ein eine un une uno una", 2: "two both zwei deux dos due", 3: "three drei trois tres tre",
        4: "four vier quatre cuatro quattro", 5: "five fünf cinq cinco cinque", 6: "six sechs seis sei",
        7: "seven sieben sept siete sette", 8: "eight acht huit ocho otto", 9: "nine neun neuf nueve nove",
        10: "ten zehn dix diez dieci", 11: "eleven elf onze once undici", 12: "twelve dozen zwölf douze doce dodici",
        20: "twenty zwanzig vingt veinte venti", 30: "thirty dreißig trente", 40: "forty vierzig quarante",
        50: "fifty fünfzig cinquante", 100: "hundred hundert cent cien cento", 1000: "thousand tausend mille mil",
    }.items()
    for word in words.split()
}  # fmt: skip


def stands_in(number: float, words: str) -> bool:
    """Whether a number is told by the words: in figures with any separators, or as a word."""
    wanted = f"{number:g}" if number < 1e15 else str(number)
    figures = [re.sub(r"[ .,'’\u00a0\u202f]", "", match) for match in re.findall(r"\d[\d .,'’\u00a0\u202f]*", words)]
    if re.sub(r"[.]", "", wanted) in figures or str(int(number)) in figures:
        return True
    return any(NUMBER_WORDS.get(word) == number for word in re.findall(r"\w+", words.casefold()))
