"""Unnamed sets of actors: "most European countries", "no other country", "26 of 35 members".

A set has a quantifier and the id of what is quantified over; it is never expanded into named members.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from willing.model import Quantifier, Span
from willing.model.quantity import MOST_ACTORS
from willing.reading.names import Mention

WORDS_FOR_MEMBERS = (
    r"(?:countries|country|nations?|states|governments?|capitals?|allies|ally|members?|partners?|"
    r"leaders|Europeans|others|participants|contributors|delegations|ministers|heads\s+of\s+(?:state|government))"
)
NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "dozen": 12}
COUNT = rf"(?:\d{{1,3}}|{'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in NUMBER_WORDS)})"
SIZE = re.compile(
    rf"""(?<![\w-])(?:
      (?P<not_all>[Nn]ot\s+(?:all|every)(?:\s+of)?)
    | (?P<none>[Nn]o\s+other|[Nn]one\s+of|[Nn]o|[Nn]either\s+of)
    | (?P<most>[Mm]ost(?:\s+of)?|[Aa]\s+majority\s+of|[Tt]he\s+majority\s+of)
    | (?P<many>[Mm]any(?:\s+of)?|[Dd]ozens\s+of|[Nn]umerous)
    | (?P<some>[Ss]ome(?:\s+of)?|[Ss]everal(?:\s+of)?|[Aa]\s+(?:handful|number|group)\s+of|[Vv]arious|[Cc]ertain)
    | (?P<few>(?:[Oo]nly\s+)?(?:[Aa]\s+)?[Ff]ew)
    | (?P<all>[Aa]ll(?:\s+of)?|[Ee]very|[Ee]ach\s+of|[Bb]oth)
    | (?P<bound>[Aa]t\s+least\s+|[Mm]ore\s+than\s+|[Oo]ver\s+|[Ss]ome\s+|[Uu]p\s+to\s+|[Nn]early\s+|[Aa]bout\s+)?
      (?P<count>{COUNT})(?:\s+(?:out\s+)?of\s+(?:the\s+)?(?P<whole>{COUNT}))?
    | (?P<others>[Tt]he\s+other|[Oo]ther|[Tt]he\s+rest\s+of|[Tt]he\s+remaining|[Ff]urther|[Mm]ore)
    )
    (?:\s+(?:the|our|their|its|his|these|those|other))?
    (?P<middle>(?:\s+(?!and\b|or\b)[A-Za-z][\w’'-]*){{0,3}}?)
    \s+(?P<noun>{WORDS_FOR_MEMBERS})(?![\w-])
    (?:\s+(?:of|in|from)\s+(?:the\s+)?(?P<whole_words>[Cc]oalition(?:\s+of\s+the\s+willing)?|[A-Z][\w]+))?""",
    re.VERBOSE,
)
NOBODY = re.compile(
    rf"""(?<!\w)(?:
      (?:[Nn]one|[Nn]ot\s+(?:a\s+single\s+)?one|[Nn]either)\s+of\s+
        (?:the\s+(?:others|{COUNT}(?:\s+[A-Z]\w+)?)|them|these|those(?:\s+present)?)
    | [Nn]obody | [Nn]o\s+one | [Nn]o-one | [Nn]ot\s+one(?!\s+of) | [Nn]one(?!\s+of)
    )(?!\w)""",
    re.VERBOSE,
)
PART = re.compile(
    rf"""(?<![\w-])(?:
      (?P<most>[Mm]ost|[Aa](?:n\s+overwhelming)?\s+majority|[Tt]he\s+majority)
    | (?P<many>[Mm]any) | (?P<some>[Ss]ome|[Ss]everal|[Aa]\s+handful) | (?P<few>(?:[Aa]\s+)?[Ff]ew)
    | (?P<all>[Aa]ll|[Ee]ach|[Ee]very\s+one) | (?P<count>{COUNT})
    )\s+of\s+(?:the\s+(?P<whole>{COUNT})|them|these|those(?:\s+present)?)(?![\w-])(?!\s+(?!have\b|has\b|had\b|will\b
      |would\b|could\b|may\b|might\b|are\b|is\b|were\b|was\b|do\b|does\b|did\b|can\b|said\b|now\b|also\b)[a-z])""",
    re.VERBOSE,
)
"""A part of those spoken of before: "most of those present", "six of the nine"; not "six of the nine ships"."""
OTHERS_ALONE = re.compile(r"(?<!\w)(?:[Oo]thers|[Tt]he\s+others)(?!\w)")
MIDDLE_STOP = frozenset(
    (
        "year years percent per million billion thousand troops soldiers weapons tanks missiles months days is are was "
        "were has have had will would can could may might of to for in on with by from into against that which who"
    ).split()
)


@dataclass(frozen=True, slots=True)
class SetMention:
    """An unnamed set: where, how many, of what. `negated` for "no other country", "nobody"."""

    span: Span
    actor_ids: tuple[str, ...]
    quantifier: Quantifier
    negated: bool


def find_sets(text: str, names: list[Mention], default_id: str) -> list[SetMention]:
    """All unnamed sets of actors; `default_id` is what is quantified over where the words do not say."""
    found: list[SetMention] = []
    for match in SIZE.finditer(text):
        middle = match.group("middle").lower().split()
        if any(word in MIDDLE_STOP for word in middle):
            continue
        span = Span(*match.span())
        quantifier, negated = _quantifier(match)
        if quantifier is None or (match.group("count") and not match.group("whole") and _is_definite(text, match)):
            continue
        found.append(SetMention(span, (_whole(match, names, default_id),), quantifier, negated))
    for pattern, word, negated in ((NOBODY, "all", True), (OTHERS_ALONE, "others", False)):
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(other.span) for other in found):
                found.append(SetMention(span, (default_id,), Quantifier(word=word), negated))
    for match in PART.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other.span) for other in found):
            found.append(SetMention(span, (default_id,), _part(match), False))
    return sorted(found, key=lambda mention: mention.span.start)


def _quantifier(match: re.Match[str]) -> tuple[Quantifier | None, bool]:
    if match.group("not_all"):
        return Quantifier(word="some"), True
    if match.group("none"):
        return (Quantifier(word="others" if "other" in match.group().lower().split()[:2] else "all"), True)
    for word in ("most", "many", "some", "few", "all", "others"):
        if match.group(word):
            return Quantifier(word=word), False
    count = number(match.group("count"))
    if count is None or count < 2:
        return None, False
    whole = number(match.group("whole"))
    if whole is not None and whole < count:
        whole = None
    bound = (match.group("bound") or "").strip().lower()
    if bound in ("at least", "more than", "over"):
        return Quantifier(at_least=count, of=whole), False
    return Quantifier(exactly=count, of=whole), False


def _part(match: re.Match[str]) -> Quantifier:
    for word in ("most", "many", "some", "few", "all"):
        if match.group(word) and not (word == "all" and match.group("whole")):
            return Quantifier(word=word)
    whole = number(match.group("whole"))
    count = number(match.group("count")) if match.group("count") else whole
    return Quantifier(exactly=count, of=whole if whole is not None and count is not None and whole > count else None)


def _is_definite(text: str, match: re.Match[str]) -> bool:
    """ "the two countries" are two that were named, not an unnamed set."""
    return bool(re.search(r"(?:[Tt]he|[Tt]hese|[Tt]hose|[Oo]ur|[Tt]heir|[Bb]oth)\s+$", text[: match.start()]))


def _whole(match: re.Match[str], names: list[Mention], default_id: str) -> str:
    """The id of what is quantified over: the group, body or region named inside, else the default."""
    inside = [name for name in names if match.start() <= name.span.start < match.end()]
    return inside[0].actor_ids[0] if inside else default_id


def number(word: str | None) -> int | None:
    """The count that a word tells; None for no count, and for digits too many to count actors."""
    if word is None:
        return None
    if word.isdecimal():
        return int(word) if len(word) < len(str(MOST_ACTORS)) else None
    return NUMBER_WORDS.get(word.lower())
