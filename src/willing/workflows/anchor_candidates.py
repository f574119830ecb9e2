"""Which sentences of a text may carry a coded position: what the reader finds there first, then shared words.

Each candidate says why it is proposed and what of the coded row its words do not carry; nothing is taken over into
a quote that the quote does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from willing.model import AttachedCondition, Basis, Document, Position, Quote, Span, SpeakerKind, Stance
from willing.model.register import Register
from willing.reading.measures import MeasureFinder, WordFinder, lowered
from willing.reading.names import NameIndex
from willing.reading.reader import Reading
from willing.reading.sentences import sentence_spans
from willing.views.wording import joined, shortened

MOST = 3
CONTEXT = 200
"""Characters of the text shown on either side of a sentence."""

STEM = 5
"""Letters by which words are compared: "deploying" and "deployment" share theirs."""

SHARED_WORDS = 3
"""Words beside actor that a sentence must share with the coder's summary where neither measure nor number is in it."""

NUMBER = re.compile(r"\d[\d,. ]*\d|\d")
WORD = re.compile(r"[^\W\d_]{4,}")
EMPTY_WORDS = frozenset(
    "about after again against also amid another been before being between both could does down each even ever from "
    "have here into itself just like made make many more most much must near need next only other over part says said "
    "same shall should since some still such than that their them then there these they this those through told under "
    "until upon very were what when where which while will with without would your".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may carry a coded position, as the quote that would be kept.

    `before` and `after` are what stands around it; `why` says what speaks for it; `missing` are parts of the coded row
    that its words do not carry.
    """

    document: Document
    position: Position
    before: str
    after: str
    why: tuple[str, ...]
    missing: tuple[str, ...]
    score: int

    @property
    def quote(self) -> str:
        assert self.position.evidence is not None
        return self.position.evidence.exact


class CandidateFinder:
    """Finds candidates with the words of a register."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.names = NameIndex(register)
        self.measures = MeasureFinder(register)
        self.conditions = WordFinder([(kind.id, kind.words) for kind in register.conditions])

    def find(self, coded: Position, reading: Reading) -> tuple[Candidate, ...]:
        """The best sentences for a coded position, the likeliest first, at most MOST; none where none fits."""
        text = reading.document.text
        sentences = sentence_spans(text)
        found = []
        for place, sentence in enumerate(sentences):
            before = sentences[place - 1].cut(text) if place else ""
            matches = [each for each in reading.positions if is_match(each, coded, sentence)]
            candidate = self.candidate(coded, reading.document, sentence, before, matches)
            if candidate is not None:
                found.append(candidate)
        return tuple(sorted(found, key=lambda each: -each.score)[:MOST])

    def candidate(
        self, coded: Position, document: Document, sentence: Span, before: str, matches: Sequence[Position]
    ) -> Candidate | None:
        """The candidate of one sentence; None where too little speaks for it."""
        words = sentence.cut(document.text)
        match = min(matches, key=lambda each: distance(each.stance, coded.stance), default=None)
        actor = self.actor_in(words, coded)
        speaker = speaker_in(words, coded) if coded.speaker_kind is not SpeakerKind.OUTLET else None
        measure = next((each.span for each in self.measures.find(words) if each.measure_id == coded.measure_id), None)
        shared = shared_words(words, coded, self.register)
        numbers = shared_numbers(words, coded)
        near = match is not None and distance(match.stance, coded.stance) <= 1
        named = actor is not None or speaker is not None or self.actor_in(before, coded) is not None
        if not near and not (named and (match or measure or numbers or len(shared) >= SHARED_WORDS)):
            return None
        conditions = self.conditions_in(words, coded, match, sentence)
        position = replace(
            coded,
            doc_id=document.id,
            evidence=Quote.from_text(document.text, sentence),
            actor=(match.actor if match and inside(match.actor, sentence) else moved(actor, sentence)),
            measure=(match.measure if match and inside(match.measure, sentence) else moved(measure, sentence)),
            able=match.able if match else None,
            quantity=coded.quantity if says_quantity(words, coded, match) else None,
            conditions=conditions,
            when=match.when if match and inside(match.when, sentence) else None,
            speaker=moved(speaker, sentence) if speaker else speaker_read(match, coded, sentence),
            sure=True,
            basis=Basis.QUOTED,
            coding=None,
        )
        score = (20 if near else 8 if match else 0) + 3 * len(numbers) + 2 * bool(actor) + 2 * bool(speaker)
        score += 2 * bool(measure) + len(shared) + len(conditions)
        return Candidate(
            document,
            position,
            document.text[max(0, sentence.start - CONTEXT) : sentence.start],
            document.text[sentence.end : sentence.end + CONTEXT],
            reasons(match, coded, numbers, shared, actor is not None or speaker is not None),
            self.missing(coded, position),
            score,
        )

    def actor_in(self, words: str, coded: Position) -> Span | None:
        """Where a sentence names the actor: by name, adjective or seat."""
        mentions = self.names.find(words)
        return next((each.span for each in mentions if set(each.actor_ids) & set(coded.actor_ids)), None)

    def conditions_in(
        self, words: str, coded: Position, match: Position | None, sentence: Span
    ) -> tuple[AttachedCondition, ...]:
        """The coded conditions that the sentence words, each with its place."""
        places = {name: moved(span, sentence) for span, name, _ in reversed(self.conditions.find(lowered(words)))}
        for each in match.conditions if match else ():
            if inside(each.span, sentence):
                places[each.id] = each.span
        return tuple(replace(each, span=places[each.id]) for each in coded.conditions if each.id in places)

    def missing(self, coded: Position, position: Position) -> tuple[str, ...]:
        """What the coded row says and the quote does not, in words."""
        found = {each.id for each in position.conditions}
        parts = [f"condition: {self.register.condition_name(e.id)}" for e in coded.conditions if e.id not in found]
        if coded.quantity is not None and position.quantity is None:
            parts.append(f"amount: {coded.quantity}")
        return tuple(dict.fromkeys(parts))


def is_match(read: Position, coded: Position, sentence: Span) -> bool:
    """Whether the reader found the same actor and measure in this sentence."""
    return (
        read.evidence is not None
        and sentence.contains(Span(read.evidence.span.start, read.evidence.span.start + 1))
        and read.measure_id == coded.measure_id
        and bool(set(read.actor_ids) & set(coded.actor_ids))
        and not read.by_ids
    )


def distance(one: Stance, other: Stance) -> int:
    """Steps between two stances on the scale; a request is far from every other stance."""
    if one.rank is None or other.rank is None:
        return 0 if one is other else len(Stance)
    return abs(one.rank - other.rank)


def speaker_in(words: str, coded: Position) -> Span | None:
    """Where a sentence names the person whom the coder names: in full, else by the last name."""
    name = (coded.coding.speaker or "").partition(",")[0].strip() if coded.coding else ""
    for spelt in dict.fromkeys((name, name.rpartition(" ")[2])):
        found = re.search(rf"(?<!\w){re.escape(spelt)}(?!\w)", words) if spelt[:1].isupper() else None
        if found:
            return Span(*found.span())
    return None


def speaker_read(match: Position | None, coded: Position, sentence: Span) -> Span | None:
    """Where the reader sees a speaker of the coded kind in the sentence."""
    same = match is not None and match.speaker_kind is coded.speaker_kind is not SpeakerKind.OUTLET
    return match.speaker if match is not None and same and inside(match.speaker, sentence) else None


def shared_words(words: str, coded: Position, register: Register) -> tuple[str, ...]:
    """Content words that a sentence shares with the summary, as the sentence has them; not the actor's names."""
    told = coded.coding.summary if coded.coding else ""
    known = {part for each in register.actors if each.id in coded.actor_ids for part in (each.name, *each.names)}
    names = {stem(word) for name in known for word in WORD.findall(name)}
    wanted = {stem(word) for word in WORD.findall(told) if word.lower() not in EMPTY_WORDS} - names
    return tuple({stem(word): word for word in WORD.findall(words) if stem(word) in wanted}.values())


def stem(word: str) -> str:
    return word.lower()[:STEM]


def shared_numbers(words: str, coded: Position) -> tuple[str, ...]:
    """Numbers of a sentence that the summary or the amount has too, as the sentence writes them."""
    told = f"{coded.coding.summary} {coded.quantity or ''}" if coded.coding else ""
    wanted = {digits(number) for number in NUMBER.findall(told)}
    return tuple(dict.fromkeys(each.strip(" .,") for each in NUMBER.findall(words) if digits(each) in wanted))


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def says_quantity(words: str, coded: Position, match: Position | None) -> bool:
    """Whether a sentence has the coded amount: the reader finds the same bounds, or its figure stands there."""
    wanted = coded.quantity
    if wanted is None:
        return False
    read = match.quantity if match else None
    if read is not None and (read.low, read.high, read.unit) == (wanted.low, wanted.high, wanted.unit):
        return True
    figures = {digits(f"{bound:.0f}") for bound in (wanted.low, wanted.high) if bound is not None}
    return figures <= {digits(number) for number in NUMBER.findall(words)}


def reasons(
    match: Position | None, coded: Position, numbers: Sequence[str], shared: Sequence[str], named: bool
) -> tuple[str, ...]:
    """Why a sentence is proposed, in words."""
    told = []
    if match is not None:
        coded_as = "" if match.stance is coded.stance else f" (coded: {coded.stance.value})"
        told.append(f"the reader finds the same actor and measure here: {match.stance.value}{coded_as}")
    if named:
        told.append("names the actor or the speaker")
    if numbers or shared:
        told.append(f"shares with the summary: {shortened(joined([*numbers, *shared]), 80)}")
    return tuple(told)


def inside(span: Span | None, sentence: Span) -> bool:
    return span is not None and sentence.contains(span)


def moved(span: Span | None, sentence: Span) -> Span | None:
    """A place within a sentence as a place in its text."""
    return Span(sentence.start + span.start, sentence.start + span.end) if span is not None else None
