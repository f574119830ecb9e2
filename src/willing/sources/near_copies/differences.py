"""What two aligned texts say differently: names, numbers, dates and negations that stand in one another's place.

A word left out or put in is an editor's cut; a fact with another fact in its place is another statement. So only gaps
with facts on both sides count, except for a negation, which changes a sentence by its presence alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from willing.sources.near_copies.alignment import Alignment, Gap
from willing.sources.near_copies.words import Words

NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion billions trillion half third quarter dozen dozens first second".split()
)
MONTHS = frozenset("january february march april may june july august september october november december".split())
DATE_WORDS = MONTHS | frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow".split())
NEGATIONS = frozenset("not no never neither nor none without cannot nobody nothing".split())
YEAR = re.compile(r"(19|20)\d\d$")
NOTE_MARK = re.compile(r"\[?\(?\d{1,3}[\].)]*$")

ENDINGS = ("n", "an", "ans", "ian", "ians", "ish", "ese", "i", "is", "s", "es")
TITLES = frozenset(
    "mr mrs ms dr sir lord lady president prime minister premier chancellor senator sen representative rep governor "
    "gov secretary general gen admiral adm colonel col lieutenant lt captain ambassador king queen prince princess "
    "vice deputy foreign defence defense speaker chairman".split()
)
"""Words before a name that outlets write and leave out as their house style has it."""

DOUBLED = re.compile(r"(.)\1+")

NEAR = 0.66
"""Likeness (difflib's ratio) from which two words can be one word misprinted."""

ALIKE = 0.8

MISPRINTS = 3
"""Ordinary words misprinted from which a text is a bad scan, in which a name may be misprinted too."""


class FactKind(StrEnum):
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Fact:
    """A name, number, date or negation, folded, at a word of its text."""

    kind: FactKind
    word: str
    place: int


@dataclass(frozen=True, slots=True)
class Change:
    """What stands in one text (`before`) and in its place in the other (`after`), as written; `place` in words."""

    kind: FactKind
    before: str
    after: str
    words_before: tuple[str, ...] = ()
    words_after: tuple[str, ...] = ()
    place: int = 0

    def __str__(self) -> str:
        return f"“{self.before}” / “{self.after}”"


@dataclass(frozen=True, slots=True)
class Differences:
    """`changes` in the order of the text; `kept` counts the different names, numbers and dates in aligned words.

    `scanned` tells that one of the texts is full of misprints.
    """

    changes: tuple[Change, ...]
    kept: int
    scanned: bool = False


def differences(one: Words, other: Words, alignment: Alignment) -> Differences:
    """The facts that changed and those that stayed.

    A name changed counts only where neither name stands elsewhere in the other text (a sentence may be turned round),
    or where the one takes the other's place again and again.
    """
    facts_one, facts_other = facts_of(one, other), facts_of(other, one)
    kept = {
        (fact.kind, fact.word)
        for block in alignment.blocks
        for place in range(block.first, block.first + block.length)
        if (fact := facts_one.get(place)) and fact.kind is not FactKind.NEGATION
    }
    scanned = misprinted(one, other, alignment) >= MISPRINTS
    changes = [
        change
        for gap in alignment.gaps
        if gap.is_short
        for change in changes_in(gap, one, other, facts_one, facts_other, scanned)
    ]
    ours, theirs = frozenset(one.folded), frozenset(other.folded)
    repeated = Counter((change.words_before, change.words_after) for change in changes)

    def is_other(change: Change) -> bool:
        if change.kind is not FactKind.NAME or repeated[change.words_before, change.words_after] > 1:
            return True
        return not theirs >= set(change.words_before) and not ours >= set(change.words_after)

    return Differences(tuple(filter(is_other, changes)), len(kept), scanned)


def facts_of(words: Words, beside: Words) -> dict[int, Fact]:
    """The facts of a text by their place. A word that either text writes small elsewhere is no name."""
    small = {
        word
        for each in (words, beside)
        for place, word in enumerate(each.folded)
        if each.text[each.starts[place]].islower()
    }
    inside = {
        word
        for place, word in enumerate(words.folded)
        if words.text[words.starts[place]].isupper() and not words.starts_sentence(place)
    }
    found: dict[int, Fact] = {}
    for place, word in enumerate(words.folded):
        kind = kind_of(word, words, place, small, inside)
        if kind:
            found[place] = Fact(kind, word, place)
    return found


def kind_of(word: str, words: Words, place: int, small: set[str], inside: set[str]) -> FactKind | None:
    if word in NEGATIONS or word.endswith("n't"):
        return FactKind.NEGATION
    if any(letter.isdigit() for letter in word):
        if is_note_mark(words, place):
            return None
        return FactKind.DATE if YEAR.match(word) or beside_month(words, place) else FactKind.NUMBER
    if word in NUMBER_WORDS:
        return FactKind.NUMBER
    capital = words.text[words.starts[place]].isupper()
    if word in DATE_WORDS and (capital or word in ("yesterday", "tomorrow")):
        return FactKind.DATE
    if not capital or len(word) < 2 or word in small or word in TITLES:
        return None
    return FactKind.NAME if word in inside else None


def beside_month(words: Words, place: int) -> bool:
    """Whether a number of one or two digits is a day: "8 July", "July 8"."""
    beside = words.folded[max(0, place - 1) : place + 2]
    return len(words.folded[place]) < 3 and any(word in MONTHS for word in beside)


def is_note_mark(words: Words, place: int) -> bool:
    """Whether a small number only counts notes or paragraphs: "[8]", "3." at the start of a line."""
    word = words.folded[place]
    if not word.isdigit() or len(word) > 2:
        return False
    start = words.starts[place]
    before, after = words.text[max(0, start - 3) : start], words.text[start + len(word) : start + len(word) + 2]
    bracketed = before.endswith(("[", "(")) and after.startswith(("]", ")"))
    begins_line = (not before or before.rstrip(" \t(").endswith("\n")) and after.startswith((".", ")"))
    return bracketed or begins_line


def misprinted(one: Words, other: Words, alignment: Alignment) -> int:
    """How many ordinary words stand misprinted in one another's place."""
    count = 0
    for gap in alignment.gaps:
        if not gap.is_short:
            continue
        before, after = one.folded[gap.first : gap.first_end], other.folded[gap.second : gap.second_end]
        if 0 < len(before) <= 3 and 0 < len(after) <= 3 and before[0].isalpha():
            small = one.text[one.starts[gap.first]].islower()
            left, right = "".join(before), "".join(after)
            count += small and left != right and is_misprint(left, right)
    return count


def is_misprint(left: str, right: str) -> bool:
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= NEAR


def changes_in(
    gap: Gap,
    one: Words,
    other: Words,
    facts_one: dict[int, Fact],
    facts_other: dict[int, Fact],
    scanned: bool,
) -> list[Change]:
    """The changed facts in one gap, at most one of each kind."""
    left = [facts_one[place] for place in range(gap.first, gap.first_end) if place in facts_one]
    right = [facts_other[place] for place in range(gap.second, gap.second_end) if place in facts_other]
    shown = one.phrase(gap.first, gap.first_end), other.phrase(gap.second, gap.second_end)
    place = min(gap.first, gap.second)
    found = []
    for kind in FactKind:
        before = tuple(fact.word for fact in left if fact.kind is kind)
        after = tuple(fact.word for fact in right if fact.kind is kind)
        if kind is FactKind.NEGATION:
            if sentence_negated(gap, before, after):
                found.append(Change(kind, *shown, before, after, place))
            continue
        gone = Counter(before) - Counter(after)
        come = Counter(after) - Counter(before)
        if gone and come and not same_facts(kind, list(gone), list(come), one, other, gap, scanned):
            found.append(Change(kind, *shown, tuple(gone), tuple(come), place))
    return found


def sentence_negated(gap: Gap, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether a negation came or went while the words around it stayed: a few words, not a sentence cut."""
    lengths = gap.first_end - gap.first, gap.second_end - gap.second
    return bool(before) != bool(after) and max(lengths) <= 4


def same_facts(
    kind: FactKind, gone: list[str], come: list[str], one: Words, other: Words, gap: Gap, scanned: bool
) -> bool:
    """Whether the two sides write the same thing differently: spelling, initials, or a bad scan."""
    if kind is FactKind.NAME:
        left, right = one.folded[gap.first : gap.first_end], other.folded[gap.second : gap.second_end]
        gone = [word for word in gone if not any(same_name(word, each) for each in come)]
        if not gone or abbreviates(left, right) or abbreviates(right, left):
            return True
    return scanned and all(any(is_misprint(word, each) for each in come) for word in gone)


def same_name(one: str, other: str) -> bool:
    """Whether two words can be one name: spelt with other vowels ("kiev", "kyiv"), or with an ending ("ukrainian")."""
    if one[0] == other[0] and abs(len(one) - len(other)) < 2 and consonants(one) == consonants(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    return any(longer == stem + ending for stem in (shorter, shorter[:-1]) if len(stem) > 2 for ending in ENDINGS)


def same_word(one: str, other: str) -> bool:
    """Whether two words are spellings of one ("defence", "defense", "kiev", "kyiv"), or forms ("sent", "send")."""
    return same_name(one, other) or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def consonants(word: str) -> str:
    return DOUBLED.sub(r"\1", re.sub(r"[aeiouy]", "", word))


def abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a word of one side is the initials of words of the other: "U.S." of "the United States announced"."""
    letters = "".join(word[0] for word in long if word not in ("the", "of", "and"))
    marks = [mark for word in short for mark in (word.replace(".", ""), word.removesuffix("s"))]
    return any(1 < len(mark) < 6 and mark in letters for mark in marks)
