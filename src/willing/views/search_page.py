"""What a search found, as a page shows it: the passages with their words marked, and the positions that stand there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from willing.ledger import Entry, Found, Hit
from willing.ledger.snippet import Snippet
from willing.model import Stance
from willing.model.register import Register
from willing.views.document_page import NAMED, TITLE
from willing.views.hits import day_of, hit_as_json, outlet_of, title_of, url_of
from willing.views.statements import digits_of
from willing.views.wording import actors_in_words, clipped, conditions_in_words

SNIPPET = 600
"""Characters of a passage shown: a word may be of any length."""
POSITIONS = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a passage; `found` where it is what was searched for."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True)
class HitPosition:
    id: str
    actors: str
    actor_id: str
    stance: Stance
    measure: str
    measure_id: str
    conditions: str


@dataclass(frozen=True, slots=True)
class HitLine:
    """A document (`digits` for its page), or a coded position (`digits` empty), with the best passage.

    `more` counts the positions beyond those shown.
    """

    digits: str
    title: str
    outlet: str
    date: str
    url: str
    passage: tuple[Passage, ...]
    positions: tuple[HitPosition, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SearchChoice:
    """What was asked: words, and the ids, words and day that narrow it; empty for all."""

    words: str = ""
    actor: str = ""
    measure: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`hits` are the best of `total`; `more` is how many to ask for next, None where all are shown.

    `problem` says why nothing was looked for. `actors` and `measures` are (id, name) to choose from.
    """

    choice: SearchChoice
    hits: tuple[HitLine, ...]
    total: int
    more: int | None
    problem: str
    actors: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]


def search_page(
    choice: SearchChoice, found: Found | None, register: Register, limit: int, *, problem: str = ""
) -> SearchPage:
    hits = tuple(hit_line(hit, register) for hit in found.hits) if found else ()
    total = found.total if found else 0
    return SearchPage(
        choice,
        hits,
        total,
        limit * 2 if total > len(hits) else None,
        problem,
        tuple(sorted(((each.id, each.name) for each in register.actors), key=lambda pair: pair[1].casefold())),
        tuple((each.id, each.name) for each in register.measures),
    )


def hit_line(hit: Hit, register: Register) -> HitLine:
    return HitLine(
        digits_of(hit.document.sha256) if hit.document else "",
        clipped(title_of(hit), TITLE),
        clipped(outlet_of(hit) or "", NAMED),
        day_of(hit) or "",
        url_of(hit) or "",
        tuple(passages(hit.snippet)),
        tuple(hit_position(entry, register) for entry in hit.entries[:POSITIONS]),
        max(0, len(hit.entries) - POSITIONS),
    )


def hit_position(entry: Entry, register: Register) -> HitPosition:
    position = entry.position
    return HitPosition(
        entry.id,
        actors_in_words(position.actor_ids, position.quantifier, register),
        position.actor_ids[0],
        position.stance,
        register.measure_name(position.measure_id),
        position.measure_id,
        conditions_in_words(position.conditions, register),
    )


def passages(snippet: Snippet) -> Iterable[Passage]:
    """The passage cut at the words found, up to SNIPPET characters."""
    begin = snippet.span.start
    end = min(len(snippet.text), SNIPPET)
    place = 0
    for mark in snippet.marks:
        first, last = min(mark.start - begin, end), min(mark.end - begin, end)
        if first > place:
            yield Passage(snippet.text[place:first], False)
        if last > first:
            yield Passage(snippet.text[first:last], True)
        place = last
    if end > place:
        yield Passage(snippet.text[place:end] + ("…" if end < len(snippet.text) else ""), False)


def search_as_json(found: Found | None, register: Register) -> dict[str, Any]:
    """As `willing search --json`."""
    return {
        "total": found.total if found else 0,
        "hits": [hit_as_json(hit, register) for hit in found.hits] if found else [],
    }
