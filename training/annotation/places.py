"""Finding an annotator's words in a passage.

Words match whatever the kind of quotation mark, dash or blank space, and a capital letter only counts if the exact
spelling is there too. `A ... B` is from A to the next B; `^` and `$` stand for the sentence's two ends; `#2` after
the words means the second place in the sentence (in the passage, where the sentence lacks them), `##2` always the
second in the passage.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from willing.model.span import Span

_NUMBERED = re.compile(r"(.*[^\s#])\s*(##?)(\d+)$", re.DOTALL)
_ALIKE = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'} | dict.fromkeys(
    "-–—‑", "[-–—‑]"
)
_OPENING, _CLOSING = " \"“‘'(•*-–", " \"”’').,;:!?"


class NotFound(ValueError):
    """The words are not there, or in several places; the message says where they nearly are."""


def whole_sentence(text: str, area: Span) -> Span:
    """The sentence without its outer quotation marks and final stop: the guide's evidence where nothing is shorter."""
    words = area.cut(text)
    start = area.start + len(words) - len(words.lstrip(_OPENING))
    end = area.end - len(words) + len(words.rstrip(_CLOSING))
    return Span(start, end) if start < end else area


def find_all(text: str, words: str, area: Span) -> list[Span]:
    """Every place in `area` with these words, in order."""
    ends = whole_sentence(text, area)
    first, dots, last = (part.strip() for part in re.sub("…", "...", words).partition("..."))
    if exact := _plain(text, words, area) if not dots or (first and last) else []:
        return exact
    if not dots:
        return []
    starts = [Span(ends.start, ends.start + 1)] if first in ("^", "") else _plain(text, first, area)
    found = []
    for start in starts:
        if last in ("$", ""):
            found.append(Span(start.start, ends.end))
        elif stop := next(iter(_plain(text, last, Span(start.end, area.end))), None) if start.end < area.end else None:
            found.append(Span(start.start, stop.end))
    return found


def _plain(text: str, words: str, area: Span) -> list[Span]:
    pattern = r"\s+".join("".join(_ALIKE.get(letter, re.escape(letter)) for letter in word) for word in words.split())
    if not pattern:
        return []
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    for flags in (re.NOFLAG, re.IGNORECASE):
        matcher = re.compile(before + pattern + after, flags)
        if found := [Span(*match.span()) for match in matcher.finditer(text, area.start, area.end)]:
            return found
    return []


def find_one(text: str, words: str, area: Span, *, first: bool = False) -> Span:
    """The place in `area`; with `first`, the first of several. Raises NotFound with what to write instead."""
    words, number, _ = numbered(words)
    found = find_all(text, words, area)
    if not found:
        raise NotFound(f"{words!r} is not there{nearest(text, words, area)}")
    if number:
        if number > len(found):
            raise NotFound(f"{words!r} #{number}: met {len(found)} times only")
        return found[number - 1]
    if len(found) > 1 and not first:
        raise NotFound(f"{words!r} is met {len(found)} times: {_listed(text, found)}; add #1 ... #{len(found)}")
    return found[0]


def find_outwards(text: str, words: str, areas: list[Span], *, first: bool) -> Span:
    """The place in the first of `areas` (from the narrowest) that has the words; in the last, the nearest to the first
    area, before it rather than after. A number counts within the second area (the sentence) if the words are there."""
    bare, number, in_passage = numbered(words)
    if number:
        for area in areas[-1:] if in_passage else areas[1:]:
            if find_all(text, bare, area):
                return find_one(text, words, area)
    for area in areas[:-1]:
        if find_all(text, bare, area):
            return find_one(text, words, area, first=first)
    found = find_all(text, bare, areas[-1])
    if not found:
        raise NotFound(f"{bare!r} is not in the passage{nearest(text, bare, areas[-1])}")
    before = [place for place in found if place.start < areas[0].start]
    return before[-1] if before else found[0]


def numbered(words: str) -> tuple[str, int | None, bool]:
    """The bare words, which place of several is meant, and whether that is counted in the whole passage."""
    match = _NUMBERED.match(words)
    return (match[1], int(match[3]), match[2] == "##") if match else (words, None, False)


def nearest(text: str, words: str, area: Span) -> str:
    """The stretch of the area most like the words, said as a hint; empty where nothing is like them."""
    size = len(words.split())
    tokens = [(area.start + m.start(), area.start + m.end()) for m in re.finditer(r"\S+", area.cut(text))]
    best, place = 0.5, ""
    matcher = SequenceMatcher(b=words.lower(), autojunk=False)
    for index in range(len(tokens)):
        stretch = text[tokens[index][0] : tokens[min(index + size, len(tokens)) - 1][1]]
        matcher.set_seq1(stretch.lower())
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, place = matcher.ratio(), stretch
    return f"; nearest: {' '.join(place.split())!r}" if place else ""


def _listed(text: str, found: list[Span]) -> str:
    shown = [
        f"#{number} '{' '.join(text[max(0, place.start - 15) : place.end + 15].split())}'"
        for number, place in enumerate(found, start=1)
    ]
    return ", ".join(shown)
