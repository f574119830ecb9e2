"""Whether two texts are one story, with the reason.

No threshold on likeness tells an edited copy from the same form of words about another country: what differs does. The
rules below are tried in order and the first that applies decides; docs/explanation/stories.md prints them as a table.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from willing.model import PartialDate
from willing.sources.near_copies.alignment import Alignment, align
from willing.sources.near_copies.differences import (
    DATE_WORDS,
    TITLES,
    Change,
    Differences,
    FactKind,
    differences,
    same_word,
)
from willing.sources.near_copies.words import Words, words_of

ENOUGH = 0.4
"""Share of the shorter text's words that must run in the longer one, in the same order."""

ENOUGH_OF_A_PART = 0.7
"""The same for a text much shorter than the other: a form of words used everywhere fills less of it."""

MUCH_LONGER = 0.3
"""The share of the longer text covered below which the shorter one is a small part of it."""

NEARLY_ALL = 0.8
"""The share of the longer text covered from which nothing to speak of was left out."""

SEVERAL = 2
SHARE_CHANGED = 0.08
"""Facts changed, out of those changed and kept, from which several changes are another matter and no correction."""

LEAD = 50
"""Words in which a text says what it is about."""

THEME = 3
"""Places where a text must have a word, and times more often than the other, for it to be what the text is about."""

PASSING = (
    TITLES | DATE_WORDS | set("today about after again could might other their there these those which would".split())
)
"""Words that change with the house style and the day, or say nothing of what a text is about."""

REWRITTEN = 0.25
"""Words in longer passages with other words in their place, to each word shared, that make another text."""
PASSAGE = 6

DAYS = 14
"""Days between two texts after which the same words are used again and not passed on."""


class Relation(StrEnum):
    """What one text is to another; the ledger's words, and two that make no story."""

    SAME = "same"
    CUT = "cut"
    CONTAINED = "contained"
    EDITION = "edition"
    CORRECTION = "correction"
    SIBLING = "sibling"
    OTHER = "other"

    @property
    def is_copy(self) -> bool:
        return self not in (Relation.SIBLING, Relation.OTHER)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`contained` is the share of the shorter text's words found in the longer, `covered` that of the longer's."""

    relation: Relation
    reason: str
    contained: float
    covered: float
    changes: tuple[Change, ...] = ()


def compare(
    one: str, other: str, published: tuple[PartialDate | None, PartialDate | None] = (None, None)
) -> Comparison:
    """How two texts relate, and why; `published` are their days where they are known."""
    return compare_words(words_of(one), words_of(other), days_between(*published))


def compare_words(one: Words, other: Words, days: int | None = None) -> Comparison:
    """As `compare`, from the words of the texts and the days between them (None where unknown)."""
    if one.folded == other.folded:
        return Comparison(Relation.SAME, "the same words", 1.0, 1.0)
    alignment = align(one, other)
    shorter, longer = sorted((max(1, len(one)), max(1, len(other))))
    contained, covered = alignment.shared / shorter, alignment.shared / longer
    if contained < (ENOUGH if covered >= MUCH_LONGER else ENOUGH_OF_A_PART):
        return Comparison(Relation.OTHER, f"only {contained:.0%} of the shorter text is shared", contained, covered)
    found = differences(one, other, alignment)
    relation, reason = (
        (None if found.scanned else about_something_else(one, other, alignment))
        or other_facts(found)
        or other_name_throughout(found)
        or other_lead(found)
        or used_again(found, covered, days)
        or rewritten(alignment)
        or copied(found, contained, covered)
    )
    return Comparison(relation, reason, contained, covered, found.changes)


Verdict = tuple[Relation, str]


def about_something_else(one: Words, other: Words, alignment: Alignment) -> Verdict | None:
    """Again and again one text speaks of one thing where the other speaks of another."""
    gaps = [gap for gap in alignment.gaps if gap.is_exchange]
    here = Counter(word for gap in gaps for word in set(one.folded[gap.first : gap.first_end]))
    there = Counter(word for gap in gaps for word in set(other.folded[gap.second : gap.second_end]))
    ours, theirs = themes(here, there), themes(there, here)
    ours = [word for word in ours if not any(same_word(word, each) for each in theirs)]
    theirs = [word for word in theirs if not any(same_word(word, each) for each in ours)]
    if not ours or not theirs:
        return None
    return Relation.SIBLING, f"one speaks of {ours[0]}, the other of {theirs[0]}"


def themes(here: Counter[str], there: Counter[str]) -> list[str]:
    """Words of five letters or more in THEME places, and in THEME times as many as on the other side."""
    found = [
        (-count, word)
        for word, count in here.items()
        if count >= THEME and len(word) > 4 and word.isalpha() and word not in PASSING and count >= THEME * there[word]
    ]
    return [word for _, word in sorted(found)]


def other_facts(found: Differences) -> Verdict | None:
    """Too many names, numbers and dates changed for a correction."""
    changed = distinct(found.changes)
    if all(change.kind is FactKind.NUMBER for change in changed) and len(changed) < found.kept / 2:
        # every name and date stayed: amounts corrected
        return None
    if len(changed) < SEVERAL or len(changed) / (len(changed) + found.kept) < SHARE_CHANGED:
        return None
    return Relation.SIBLING, f"{len(changed)} facts changed beside {found.kept} kept, first {changed[0]}"


def distinct(changes: tuple[Change, ...]) -> list[Change]:
    """Each change of a fact once, however often it is repeated; negations change what is said, not of what."""
    first: dict[tuple[FactKind, tuple[str, ...], tuple[str, ...]], Change] = {}
    for change in changes:
        if change.kind is not FactKind.NEGATION:
            first.setdefault((change.kind, change.words_before, change.words_after), change)
    return list(first.values())


def other_name_throughout(found: Differences) -> Verdict | None:
    """One name in another's place, more than once."""
    names = [change for change in found.changes if change.kind is FactKind.NAME]
    repeated = Counter((change.words_before, change.words_after) for change in names)
    for change in names:
        if repeated[change.words_before, change.words_after] > 1:
            return Relation.SIBLING, f"throughout {change}"
    return None


def other_lead(found: Differences) -> Verdict | None:
    """Another name where both texts say what they are about."""
    for change in found.changes:
        if change.kind is FactKind.NAME and change.place < LEAD:
            return Relation.SIBLING, f"the first lines name {change}"
    return None


def used_again(found: Differences, covered: float, days: int | None) -> Verdict | None:
    """The same words long after, in a longer text or with other facts."""
    if days is None or days <= DAYS:
        return None
    if found.changes:
        return Relation.SIBLING, f"{days} days apart, and {found.changes[0]}"
    if covered < NEARLY_ALL:
        return Relation.OTHER, f"the same words in another text {days} days apart"
    return None


def rewritten(alignment: Alignment) -> Verdict | None:
    """Whole passages that stand in one another's place in other words."""
    sizes = [min(gap.first_end - gap.first, gap.second_end - gap.second) for gap in alignment.gaps]
    words = sum(size for size in sizes if size > PASSAGE)
    if words < REWRITTEN * alignment.shared:
        return None
    return Relation.OTHER, f"{words} words are others beside {alignment.shared} shared"


def copied(found: Differences, contained: float, covered: float) -> Verdict:
    """What kind of copy: a few words inside a long text, other facts, a part left out, or an editor's hand."""
    if covered < MUCH_LONGER:
        return Relation.CONTAINED, f"{contained:.0%} of the shorter text stands in the longer"
    if found.changes:
        return Relation.CORRECTION, f"{contained:.0%} shared, changed {found.changes[0]}"
    if covered < NEARLY_ALL:
        return Relation.CUT, f"{contained:.0%} of the shorter text stands in the longer"
    return Relation.EDITION, f"{contained:.0%} shared, no fact changed"


def days_between(one: PartialDate | None, other: PartialDate | None) -> int | None:
    """The fewest days between two dates, of which either may be a month or a year; None where one is unknown."""
    if one is None or other is None:
        return None
    gap: datetime.timedelta = max(one.first, other.first) - min(one.last, other.last)
    return max(0, gap.days)
