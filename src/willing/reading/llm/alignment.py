"""Words that a model gives back, found again in the text: exactly, or but for blanks and kinds of quotation marks."""

from __future__ import annotations

import re

from willing.model import Span

SAME = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "",
}  # fmt: skip
"""Signs that models exchange for one another."""
BLANKS = re.compile(r"\s+")
SHORTEST = 2


class Aligner:
    """The text with its signs made alike, and the way back to its own places."""

    def __init__(self, text: str) -> None:
        self.text = text
        signs: list[str] = []
        places: list[int] = []
        for place, sign in enumerate(text):
            for each in SAME.get(sign, sign):
                if each.isspace():
                    if signs and signs[-1] == " ":
                        continue
                    each = " "
                signs.append(each)
                places.append(place)
        self.plain, self.places = "".join(signs), places

    def find(self, words: str | None, within: Span | None = None, near: int | None = None) -> Span | None:
        """Where the words stand, in `within` if given, nearest to `near`; None where they stand nowhere.

        Case counts: a name is not a common word.
        """
        wanted = BLANKS.sub(" ", "".join(SAME.get(sign, sign) for sign in words or "")).strip()
        if len(wanted) < SHORTEST and wanted.lower() not in ("i",):
            return None
        found: list[Span] = []
        start = self.plain.find(wanted)
        while start >= 0:
            span = Span(self.places[start], self.places[start + len(wanted) - 1] + 1)
            if (within is None or within.contains(span)) and self.whole(span):
                found.append(span)
            start = self.plain.find(wanted, start + 1)
        if not found:
            return None
        return min(found, key=lambda span: abs(span.start - near)) if near is not None else found[0]

    def whole(self, span: Span) -> bool:
        """Whether the words begin and end where words of the text do."""
        before = self.text[span.start - 1 : span.start]
        after = self.text[span.end : span.end + 1]
        inside_left = before.isalnum() and self.text[span.start].isalnum()
        return not inside_left and not (after.isalnum() and self.text[span.end - 1].isalnum())
