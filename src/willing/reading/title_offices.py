"""Offices of states in a title: whose president, minister or ministry it says speaks."""

from __future__ import annotations

import re

from willing.reading.names import Mention

OFFICE = (
    r"(?P<office>(?:\b(?:vice|deputy|prime|first|foreign|defen[cs]e|finance|interior|federal|state)[ -])*"
    r"\b(?:president|minister|premier|chancellor|taoiseach|king|queen|presidency|government|ministry|cabinet|"
    r"secretary|embassy|ambassador|head of (?:government|state)|spokes(?:man|woman|person))\b)"
)
ITS_FIELD = r"(?:\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][\w-]+(?:,|\s+and)?\s+){0,3}[A-Z][\w-]+)?"
OFFICES = re.compile(rf"(?i:{OFFICE})")
OF = re.compile(rf"{ITS_FIELD}\s+of\s+(?:the\s+)?")
AFTER = re.compile(rf"(?:['’]s?)?\s+(?i:{OFFICE})")
ISSUED = re.compile(
    r"(?:(?:statement|remarks|address|speech|message|declaration|communiqu[eé]|letter|press release)\s+"
    r"(?P<by>by|of|from)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""What may stand before the office whose own text it is."""


def offices_in(title: str, names: list[Mention]) -> dict[str, tuple[str, ...]]:
    """The offices that a title names, in capitals, and of whom: "MINISTER" of Norway in "Norway's minister on ..."."""
    return {office: mention.actor_ids for office, _, _, mention in _offices(title, names)}


def issuer_in_title(title: str, names: list[Mention]) -> tuple[str, ...]:
    """Whose text it is, where the title opens with an office: "Government of Slovenia: courses"; else nobody."""
    opening = ISSUED.match(title)
    first = opening.end() if opening else 0
    for _, start, end, mention in _offices(title, names):
        if start == first and ((opening and opening.group("by")) or title[end:].lstrip()[:1] == ":"):
            return mention.actor_ids
    return ()


def _offices(title: str, names: list[Mention]) -> list[tuple[str, int, int, Mention]]:
    """Every office with the place of its words, the state's among them, and the state."""
    found = []
    for mention in names:
        before = next(reversed(list(OFFICES.finditer(title, 0, mention.span.start))), None)
        after = AFTER.match(title, mention.span.end)
        if before is not None and OF.fullmatch(title, before.end(), mention.span.start):
            found.append((before.group("office").upper(), before.start(), mention.span.end, mention))
        elif after is not None:
            found.append((after.group("office").upper(), mention.span.start, after.end(), mention))
    return found
