"""Whose text it is where it says so: wire credits ("(Reuters)", "AP contributed") and notes of syndication.

Read at the ends of a text only, where outlets put them: in the middle an agency is a source, not the author.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HEAD = 300
TAIL = 500
"""Characters at the beginning and the end in which a credit may stand."""

SYNDICATED = re.compile(
    r"syndicated feed|not (?:been )?edited by \w+|auto-generated from|first published (?:by|in|on)|"
    r"originally (?:published|appeared) (?:by|in|on)|republished (?:from|with permission)|"
    r"(?:this|the) (?:story|article|report) (?:was|is|has been) (?:published|provided|supplied) (?:from|by)",
    re.IGNORECASE,
)
FIRST_PUBLISHED = re.compile(
    r"(?:first published|originally (?:published|appeared)|republished) (?:by|in|on|from) (?:the )?"
    r"(?P<name>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,3})"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """`agencies` are those a text credits, in its order; `first_outlet` another outlet that ran it first.

    `is_syndicated` tells that a note says that the outlet did not write it, whoever did.
    """

    agencies: tuple[str, ...] = ()
    first_outlet: str | None = None
    is_syndicated: bool = False

    @property
    def origin(self) -> str | None:
        """Who wrote the text, as far as it says: one agency, or the first outlet; None where it credits several."""
        if len(self.agencies) == 1:
            return self.agencies[0]
        return self.first_outlet if not self.agencies else None


def credit_of(text: str, *, outlet: str | None = None, author: str | None = None) -> Credit:
    """The credit that a text gives at its ends, or its outlet or author in their names."""
    head, tail = text[:HEAD], text[-TAIL:]
    found: dict[str, int] = {}
    for name, (long, short) in agencies().items():
        if not any(word in part for word in (*long, *short) for part in (head, tail, outlet or "", author or "")):
            continue
        pattern = credit_pattern(name)
        places = [
            match.start() + shift for part, shift in ((head, 0), (tail, HEAD)) for match in pattern.finditer(part)
        ]
        named = any(part and whole_name(name, part) for part in (outlet, author))
        if places or named:
            found[name] = min(places, default=-1)
    first = FIRST_PUBLISHED.search(tail)
    return Credit(
        tuple(sorted(found, key=lambda name: (found[name], name))),
        first["name"] if first else None,
        SYNDICATED.search(tail) is not None,
    )


@cache
def agencies() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By name, the words that credit an agency, and the short ones that need a place to be a credit."""
    data = tomllib.loads((files("willing.sources.near_copies") / "data" / "agencies.toml").read_text(encoding="utf-8"))
    return {each["name"]: (tuple(each.get("words", ())), tuple(each.get("short", ()))) for each in data["agency"]}


@cache
def credit_pattern(agency: str) -> re.Pattern[str]:
    """Its name in brackets, in a by-line, or beside words of thanks."""
    words = [word for kind in agencies()[agency] for word in kind]
    any_of = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    name = rf"(?:the )?\b(?:{any_of})\b"
    others = r"[^.\n]{0,60}?"
    return re.compile(
        rf"\([^()\n]{{0,30}}{name}[^()\n]{{0,20}}\)"
        rf"|(?:^|\n)[^\n]{{0,60}}[(/|]\s*{name}\s*[)/|]?\s*(?:[-—–]|\n)"
        rf"|(?:^|\n)\s*(?:[Bb]y )?{name}\s*(?:$|\n)"
        rf"|(?:[Ww]ith |[Ii]nputs? from |[Rr]eporting (?:by|from) |[Mm]aterial from ){others}{name}"
        rf"|(?:[Ss]ource: ?|[Cc]redit: ?|©\s?|[Cc]opyright ){others}{name}"
        rf"|{name}{others}(?:contributed|all rights reserved)"
    )


def whole_name(name: str, words: str) -> bool:
    """Whether an outlet or author is the agency, alone or among others ("Reuters", "AP and staff")."""
    long, short = agencies()[name]
    return any(re.search(rf"\b{re.escape(each)}\b", words) for each in (*long, *short))
