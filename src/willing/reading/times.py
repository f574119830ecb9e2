"""Times and phases that a position is tied to: "once the conflict ends", "by June", "in the coming weeks"."""

from __future__ import annotations

import re

from willing.model import Span

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WHEN = re.compile(
    rf"""\b(?:
      (?:[Bb]y|[Uu]ntil|[Bb]efore|[Ff]rom|[Ss]tarting\s+in|[Ff]or|[Ii]n|[Dd]uring|[Tt]hroughout)\s+
        (?:(?:the\s+)?(?:end|beginning|start|summer|autumn|fall|winter|spring|middle)\s+of\s+(?:the\s+(?:year|month)|{MONTH}|\d{{4}}|this\s+year|next\s+year)
        |(?:(?:late|early|mid-?)\s*)?{MONTH}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|(?:fiscal\s+year\s+)?(?:19|20)\d{{2}}
        |as\s+long\s+as\s+it\s+takes
        |the\s+(?:coming|next|following)\s+(?:few\s+)?(?:\w+\s+)?(?:days|weeks|months|years)|(?:the\s+)?coming\s+(?:days|weeks|months|years))
    | [Ff]or\s+as\s+long\s+as\s+it\s+takes
    | (?:[Nn]ext|[Tt]his|[Ll]ater\s+this)\s+(?:week|month|year|summer|spring|autumn|winter|fall)
    | [Tt]omorrow | [Ii]mmediately | [Aa]s\s+soon\s+as\s+possible
    | [Ww]ithin\s+(?:\w+\s+){{1,2}}(?:hours|days|weeks|months|years)
    )""",
    re.VERBOSE,
)


def find_when(text: str, place: Span) -> Span | None:
    """The first time or phase inside `place`, None where there is none."""
    match = WHEN.search(text, place.start, place.end)
    return Span(*match.span()) if match else None
