"""What is unclear, as a page shows it: ranked by what knowing would change, and the matrix of silence and vagueness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from willing.ledger import Cell
from willing.ledger.authority import Voice
from willing.model import Stance
from willing.model.register import Register
from willing.views.matrix_page import Option
from willing.views.reckoned import Evidence
from willing.views.reckoned_sentences import percent
from willing.views.unclear import KIND_WORDS, Unclear, UnclearLine, UnclearView

VAGUE = (Stance.CONSIDERING, Stance.UNDECIDED, Stance.RELUCTANT)
"""Signs of the matrix of silence; what is clear shows its stance."""


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One unclear thing. `turns` is the share of scenarios that knowing it turns, in words; `share` the same in [0, 1].

    `parts` make the address behind its name (none for a fact); `fact` is the fact's id, to ask what if.
    """

    rank: int
    kind: Unclear
    kind_words: str
    name: str
    parts: tuple[str, ...]
    fact: str
    turns: str
    share: float
    waiting: int
    why: str
    evidence: Evidence | None
    url: str


@dataclass(frozen=True, slots=True)
class SilenceTile:
    """An actor on a measure: silent, vague, known by hearsay (`unclear`), or clear, with the stance it has."""

    measure: str
    measure_name: str
    unclear: Unclear | None
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """An actor, its tile on each measure, and on how many it is unclear."""

    actor: str
    name: str
    tiles: tuple[SilenceTile, ...]
    unclear: int


@dataclass(frozen=True, slots=True)
class UnclearPage:
    """The ranked lines of one measure, and the matrix of silence of all; `measures` are (id, name) of its columns."""

    measure: str
    measure_name: str
    requirement: str
    lines: tuple[RankedLine, ...]
    more: int
    measures: tuple[tuple[str, str], ...]
    rows: tuple[SilenceRow, ...]
    options: tuple[Option, ...]


def kind_of(cell: Cell | None) -> Unclear | None:
    """Why an actor's part is unclear; None where it is clear."""
    if cell is None or not cell.own:
        return Unclear.SILENCE
    if cell.voice is not Voice.OWN:
        return Unclear.HEARSAY
    return Unclear.STANCE if cell.stance in VAGUE else None


def unclear_page(
    view: UnclearView, cells: Iterable[Cell], actors: Sequence[str], register: Register, shown: int | None
) -> UnclearPage:
    """The page of a view, with the cells of the case and the actors whose silence is worth telling."""
    known = {(cell.actor_id, cell.measure_id): cell for cell in cells if not cell.claim}
    columns = columns_of(known, register)
    rows = tuple(row_of(actor, columns, known, register) for actor in actors)
    ranked = tuple(ranked_line(number, line, view) for number, line in enumerate(view.lines, start=1))
    return UnclearPage(
        view.measure,
        view.measure_name,
        view.requirement,
        ranked[:shown],
        len(ranked) - len(ranked[:shown]),
        columns,
        tuple(sorted(rows, key=lambda row: (row.unclear, row.name))),
        tuple(Option(each, name, sum(measure == each for _, measure in known)) for each, name in columns),
    )


def columns_of(known: Mapping[tuple[str, str], Cell], register: Register) -> tuple[tuple[str, str], ...]:
    """The measures that anybody has spoken of, the most spoken of first."""
    counted = {each.id: sum(measure == each.id for _, measure in known) for each in register.measures}
    spoken = sorted((each for each in counted if counted[each]), key=lambda each: -counted[each])
    return tuple((each, register.measure_name(each)) for each in spoken)


def row_of(
    actor: str, columns: Sequence[tuple[str, str]], known: Mapping[tuple[str, str], Cell], register: Register
) -> SilenceRow:
    tiles = []
    for measure, name in columns:
        cell = known.get((actor, measure))
        tiles.append(SilenceTile(measure, name, kind_of(cell), cell.stance if cell and cell.own else None))
    return SilenceRow(actor, register.actor_name(actor), tuple(tiles), sum(each.unclear is not None for each in tiles))


def ranked_line(rank: int, line: UnclearLine, view: UnclearView) -> RankedLine:
    fact = line.kind is Unclear.FACT
    return RankedLine(
        rank,
        line.kind,
        KIND_WORDS[line.kind],
        line.name,
        () if fact else ("cells", line.subject, view.measure),
        line.subject if fact else "",
        percent(line.turns) if line.turns else "",
        float(min(line.turns, Fraction(1))),
        len(line.moves),
        line.why,
        line.evidence,
        line.url,
    )
