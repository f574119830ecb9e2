"""Review: which positions wait for a person, what they rest on, and a judgement written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.ledger import Verdict
from willing.ledger.agreement import agreed, newest_of_each, person
from willing.model import Basis, Position, Span

if TYPE_CHECKING:
    from willing.ledger import Entry, Judgement, Ledger

CONTEXT = 360
"""Characters shown before and after a quote, up to the borders of its paragraph."""


class State(StrEnum):
    """How far the review of a position has come."""

    OPEN = "open"
    SECOND = "waiting for a second"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


STATES = {Verdict.ACCEPT: State.ACCEPTED, Verdict.CORRECT: State.CORRECTED, Verdict.REJECT: State.REJECTED}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another reading of the same words, shown and never applied by itself: what it has otherwise, by field."""

    position_id: str
    reader: str
    verdict: str | None
    differs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One position for review. `before`, `quote`, `after` are its words in their paragraph; empty where none is stored.

    `state` is as the review stands, `judgements` the newest of each person.
    """

    entry: Entry
    state: State
    judgements: tuple[Judgement, ...] = ()
    before: str = ""
    quote: str = ""
    after: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def id(self) -> str:
        return self.entry.id


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which positions are wanted: of an actor or measure, only unsure ones, also coded ones, or judged ones."""

    actor: str | None = None
    measure: str | None = None
    unsure: bool = False
    coded: bool = False
    judged: bool = False
    demo: bool = False


def queue(ledger: Ledger, wanted: Wanted, *, by: str | None = None, people: int = 1) -> tuple[Item, ...]:
    """The positions that wait, the least sure first; those that `by` has judged wait for somebody else.

    Judged ones come only where they are wanted.
    """
    told = judgements_by_position(ledger)
    found = []
    for entry in ledger.entries(actor=wanted.actor, measure=wanted.measure, include_demo=wanted.demo):
        judgements = told.get(entry.id, ())
        state = state_of(judgements, people)
        if is_wanted(entry, state, judgements, wanted, by):
            found.append((entry, state, judgements))
    found.sort(key=lambda each: (each[0].position.confidence, each[0].days, each[0].id))
    return tuple(Item(entry, state, tuple(newest_of_each(judgements))) for entry, state, judgements in found)


def is_wanted(entry: Entry, state: State, judgements: Sequence[Judgement], wanted: Wanted, by: str | None) -> bool:
    position = entry.position
    if wanted.unsure and position.sure:
        return False
    if position.basis is not Basis.QUOTED and not (wanted.coded or judgements):
        return False
    if wanted.judged:
        return bool(judgements)
    if state is State.SECOND and by:
        return all(person(each.by) != person(by) for each in newest_of_each(judgements))
    return state in (State.OPEN, State.SECOND)


def judgements_by_position(ledger: Ledger) -> dict[str, list[Judgement]]:
    grouped: dict[str, list[Judgement]] = {}
    for judgement in ledger.judgements():
        grouped.setdefault(judgement.position_id, []).append(judgement)
    return grouped


def state_of(judgements: Sequence[Judgement], people: int) -> State:
    counting = agreed(judgements, people)
    if counting is not None:
        return STATES[counting.verdict]
    return State.SECOND if judgements else State.OPEN


def opened(item: Item, ledger: Ledger) -> Item:
    """The item with its words in their paragraph, and what other readings say of the same words."""
    from dataclasses import replace

    entry = item.entry
    if entry.document is None or entry.position.evidence is None:
        return item
    text = ledger.document(entry.document.sha256).text
    span = entry.position.evidence.span
    first, last = paragraph_around(text, span)
    return replace(
        item,
        before=text[first : span.start],
        quote=span.cut(text),
        after=text[span.end : last],
        suggestions=suggestions_for(entry, ledger),
    )


def paragraph_around(text: str, span: Span) -> tuple[int, int]:
    """The paragraph that holds a span, cut to CONTEXT characters on either side at a blank."""
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    last = len(text) if last < 0 else last
    if span.start - first > CONTEXT:
        first = text.find(" ", span.start - CONTEXT) + 1
    if last - span.end > CONTEXT:
        last = text.rfind(" ", span.end, span.end + CONTEXT)
        last = last if last > 0 else span.end + CONTEXT
    return min(first, span.start), max(last, span.end)


def suggestions_for(entry: Entry, ledger: Ledger) -> tuple[Suggestion, ...]:
    """What other readings of the text say of the same words about the same actor or measure, each difference once."""
    assert entry.document is not None
    known: dict[tuple[tuple[str, str, str], ...], Suggestion] = {}
    for reader, position_id, other in ledger.every_reading(entry.document.sha256):
        if position_id == entry.id or not about_the_same(entry.position, other):
            continue
        differs = differences(entry.position, other)
        if differs and differs not in known:
            judgement = agreed(ledger.judgements(position_id), ledger.people)
            known[differs] = Suggestion(position_id, reader, judgement.verdict.value if judgement else None, differs)
    return tuple(known.values())


def about_the_same(one: Position, other: Position) -> bool:
    if one.evidence is None or other.evidence is None or not one.evidence.span.overlaps(other.evidence.span):
        return False
    if one.reader == other.reader:
        # one reading finds several positions in a sentence, each by itself
        return False
    return bool(set(one.actor_ids) & set(other.actor_ids)) or one.measure_id == other.measure_id


def differences(one: Position, other: Position) -> tuple[tuple[str, str, str], ...]:
    """Fields that differ: name, value here, value there."""
    pairs = [(name, told(one, name), told(other, name)) for name in COMPARED]
    return tuple((name, here, there) for name, here, there in pairs if here != there)


COMPARED = ("actor", "stance", "measure", "conditions", "by", "quantity", "speaker", "quote")


def told(position: Position, name: str) -> str:
    """A field as short text, for comparing and showing."""
    values = {
        "actor": ", ".join(position.actor_ids) + (f" ({position.quantifier})" if position.quantifier else ""),
        "stance": position.stance.value,
        "measure": position.measure_id,
        "conditions": "; ".join(f"{each.relation.value}:{each.id}" for each in position.conditions),
        "by": ", ".join(position.by_ids),
        "quantity": str(position.quantity or ""),
        "speaker": ", ".join(position.speaker_ids) or position.speaker_kind.value,
        "quote": position.evidence.exact if position.evidence else "",
    }
    return values[name]


def item_of(ledger: Ledger, position_id: str, *, people: int = 1) -> Item:
    """One position by its id or the beginning of it; raises UsageError where none or several fit."""
    fitting = [entry for entry in ledger.entries(include_demo=True) if entry.id.startswith(position_id)]
    exact = [entry for entry in fitting if entry.id == position_id]
    if len(exact or fitting) != 1:
        met = "several positions begin so" if fitting else "no such position in the newest readings"
        raise UsageError(f"position {position_id!r}: {met}; `willing review --list` and `willing why` show ids")
    (entry,) = exact or fitting
    judgements = ledger.judgements(entry.id)
    return Item(entry, state_of(judgements, people), tuple(newest_of_each(judgements)))


def judge(
    ledger: Ledger,
    item: Item,
    verdict: Verdict,
    by: str,
    reason: str = "",
    new: Position | None = None,
    people: int = 1,
) -> State:
    """Write one judgement at once; the state of the position then. Raises UsageError for one without its reason.

    Saying again just what was said last adds nothing, so that an interrupted run can be repeated.
    """
    if not by.strip():
        raise UsageError("a judgement without a name; expected --by NAME")
    if verdict is Verdict.REJECT and not reason.strip():
        raise UsageError("a rejection without a reason; expected --reason TEXT")
    told = ledger.judgements(item.id)
    if told and says_just(told[-1], verdict, by.strip(), reason.strip(), new):
        return state_of(told, people)
    ledger.judge(item.id, verdict, by.strip(), reason.strip(), new)
    return state_of(ledger.judgements(item.id), people)


def says_just(judgement: Judgement, verdict: Verdict, by: str, reason: str, new: Position | None) -> bool:
    met = (judgement.verdict, judgement.by, judgement.reason, judgement.corrected)
    return met == (verdict, by, reason, new)


def agree(ledger: Ledger, item: Item, by: str, reason: str = "", people: int = 1) -> State:
    """Judge as the last other person did, word for word. Raises UsageError where nobody else has."""
    others = [each for each in item.judgements if person(each.by) != person(by)]
    if not others:
        raise UsageError(f"nobody else has judged {item.id}; expected --accept, --correct or --reject")
    last = others[-1]
    return judge(ledger, item, last.verdict, by, reason or last.reason, last.corrected, people)
