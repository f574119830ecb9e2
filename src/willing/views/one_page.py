"""The brief of a day on one page: matrix, moves, what holds if some facts are so, what is unclear, what is at odds.

What does not fit is left out and counted. A stance is told by its sign and never by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from willing.model import Stance
from willing.views.reckoned import Evidence, as_json
from willing.views.rendering import rendered
from willing.views.wording import STANCE_MARKS

LONGEST_QUOTE = 170
"""Characters of a quote on the page; a longer one is shortened at its end, and that is seen."""
YES = ("delivered", "allocated", "committed", "willing", "considering")
NO = ("reluctant", "declined", "opposed")
LEGEND = tuple((mark, "asks" if stance is Stance.REQUESTS else stance.value) for stance, mark in STANCE_MARKS.items())
"""Signs and the stances that they stand for, the firmest first."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its stance's word and sign, whether it hangs on a condition, whether the actor is not able yet."""

    stance: str
    mark: str
    condition: bool
    not_able: bool
    source: int = 0

    @property
    def tone(self) -> str:
        """ "yes", "no" or "open": what its colour says beside the sign."""
        return "yes" if self.stance in YES else "no" if self.stance in NO else "open"


@dataclass(frozen=True, slots=True)
class GridRow:
    """An actor with its cells in the order of the grid's measures; None where it has said nothing."""

    name: str
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Something told in a line, with the numbers of its sources."""

    words: str
    detail: str = ""
    sources: tuple[int, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class OnePage:
    """The page. `more` says how many of each part were left out, by its name; `others` where the actors that have no
    row stand on the first measure.
    """

    title: str
    question: str
    as_of: str
    since: str
    assumptions: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[GridRow, ...]
    moved: tuple[Line, ...]
    holds: tuple[Line, ...]
    unclear: tuple[Line, ...]
    contradictions: tuple[Line, ...]
    sources: tuple[Evidence, ...]
    others: str = ""
    more: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = as_json(self)
        return told


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows, columns and lines of each part a page has room for."""

    rows: int
    columns: int
    moved: int
    holds: int
    unclear: int
    contradictions: int
    quote: int = LONGEST_QUOTE


ROOMS = (
    Room(18, 8, 7, 5, 5, 3),
    Room(15, 7, 6, 4, 4, 2),
    Room(13, 7, 5, 4, 4, 2, 130),
    Room(11, 6, 4, 3, 3, 2, 110),
    Room(9, 5, 3, 3, 3, 1, 90),
    Room(6, 4, 2, 2, 2, 1, 70),
)
"""From the largest page to the smallest: the first that fits is taken."""
USUAL = 2
"""The room taken where nothing measures the page: in HTML and Markdown."""


def fitted(page: OnePage, room: Room) -> OnePage:
    """The page cut to its room, with the sources still referred to, numbered anew in the order of their use."""
    rows = tuple(replace(row, cells=row.cells[: room.columns]) for row in page.rows[: room.rows])
    parts = {
        "moved": page.moved[: room.moved],
        "holds": page.holds[: room.holds],
        "unclear": page.unclear[: room.unclear],
        "contradictions": page.contradictions[: room.contradictions],
    }
    used = [cell.source for row in rows for cell in row.cells if cell and cell.source]
    used += [number for lines in parts.values() for line in lines for number in line.sources]
    numbers = {old: new for new, old in enumerate(dict.fromkeys(used), start=1)}
    cut = {name: tuple(renumbered(line, numbers) for line in lines) for name, lines in parts.items()}
    left = {name: len(getattr(page, name)) - len(lines) for name, lines in parts.items()}
    left["measures"] = max(0, len(page.measures) - room.columns)
    return replace(
        page,
        measures=page.measures[: room.columns],
        rows=tuple(
            replace(row, cells=tuple(cell and replace(cell, source=numbers.get(cell.source, 0)) for cell in row.cells))
            for row in rows
        ),
        sources=tuple(shortened(page.sources[old - 1], room.quote) for old in numbers),
        more={name: count for name, count in left.items() if count},
        others=others_in_words(page, page.rows[room.rows :]),
        moved=cut["moved"],
        holds=cut["holds"],
        unclear=cut["unclear"],
        contradictions=cut["contradictions"],
    )


def others_in_words(page: OnePage, rows: Sequence[GridRow]) -> str:
    """ "Others, on ground troops: ✕ declined: Poland, Italy; nothing on it: Japan"."""
    by_stance: dict[str, list[str]] = {}
    for row in rows:
        first = row.cells[0] if row.cells else None
        by_stance.setdefault(f"{first.mark} {first.stance}" if first else "nothing on it", []).append(row.name)
    told = "; ".join(f"{stance}: {', '.join(names)}" for stance, names in by_stance.items())
    return f"Others, on {page.measures[0]}: {told}." if told and page.measures else ""


def renumbered(line: Line, numbers: dict[int, int]) -> Line:
    return replace(line, sources=tuple(numbers[each] for each in line.sources))


def shortened(source: Evidence, longest: int) -> Evidence:
    if len(source.words) <= longest:
        return source
    return replace(source, words=source.words[: longest - 1].rstrip() + "…")


def heading(page: OnePage) -> str:
    told = [f"As said up to {page.as_of}"]
    if page.assumptions:
        told.append("assuming " + ", ".join(page.assumptions))
    return "; ".join(told)


def more_words(page: OnePage) -> str:
    """What was left out: "not shown: 25 actors, 9 measures, 3 moves"."""
    names = {"moved": "moves", "holds": "lines of the reckoning", "unclear": "unclear points"}
    told = [f"{count} {names.get(name, name)}" for name, count in page.more.items()]
    return f"Not shown: {', '.join(told)}." if told else ""


def markdown(page: OnePage) -> str:
    """The page as Markdown."""
    parts = [
        f"# {flat(page.title)}",
        f"{flat(page.question)}\n\n{flat(heading(page))}.",
        grid(page),
        flat(page.others),
        f"Signs: {', '.join(map(' '.join, LEGEND))}; *if*: on a condition; ⊘ willing, not yet able.",
        section(f"Moved since {page.since}", page.moved, "Nobody on record."),
        section("What holds", page.holds, "Nothing is asked for."),
        section("Unclear", page.unclear, "Nothing."),
        section("Cannot both stand", page.contradictions, "Nothing on record."),
        "## Sources\n\n" + "\n".join(source_line(number, each) for number, each in enumerate(page.sources, start=1)),
        more_words(page),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def grid(page: OnePage) -> str:
    lines = ["| | " + " | ".join(map(flat, page.measures)) + " |", "| --- " * (len(page.measures) + 1) + "|"]
    for row in page.rows:
        lines.append(f"| {flat(row.name)} | " + " | ".join(cell_words(cell) for cell in row.cells) + " |")
    return "\n".join(lines)


def cell_words(cell: GridCell | None) -> str:
    if cell is None:
        return ""
    told = [cell.mark, "*if*" if cell.condition else "", "⊘" if cell.not_able else ""]
    return " ".join(part for part in told if part) + (f" [{cell.source}]" if cell.source else "")


def section(name: str, lines: Sequence[Line], otherwise: str) -> str:
    told = "\n".join(line_words(line) for line in lines)
    return f"## {flat(name)}\n\n{told or otherwise}"


def line_words(line: Line) -> str:
    detail = f" {flat(line.detail)}" if line.detail else ""
    numbers = "".join(f"[{number}]" for number in line.sources)
    return f"- **{flat(line.words)}**{detail} {numbers}".rstrip() + (f" <{line.url}>" if is_address(line.url) else "")


def source_line(number: int, source: Evidence) -> str:
    words = f"“{flat(source.words)}”" if source.quoted else f"{flat(source.words)} (coded, words not stored)"
    told = ", ".join(flat(part) for part in (source.said, source.speaker, source.outlet) if part)
    return f"{number}. {told}: {words}" + (f" <{source.url}>" if is_address(source.url) else "")


def flat(words: str) -> str:
    """Words of others in one line of Markdown that means nothing more than it says."""
    plain = " ".join(words.split())
    for sign in "\\`*_[]<>#|":
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def is_address(url: str) -> bool:
    return url.startswith(("https://", "http://")) and not any(sign in url for sign in ' <>"\n')


def html(page: OnePage) -> str:
    """The page as HTML of its own, fit for A4 and for grey print."""
    return rendered(
        "one_page.html.jinja",
        {"address": is_address},
        page=page,
        legend=LEGEND,
        heading=heading(page),
        more=more_words(page),
    )
