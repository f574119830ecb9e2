"""The matrix as a page shows it: which rows and columns are asked for, in what order, and what each tile tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from willing.ledger import Cell
from willing.model import Basis, Stance
from willing.model.register import Register
from willing.views.ability import NOT_ABLE, Ability
from willing.views.changes import Key
from willing.views.matrix import Row, conditions_of, matrix_of
from willing.views.slider import Slider
from willing.views.trend import Since, Trend, trends
from willing.views.wording import where_in_words

Members = Mapping[str, tuple[str, ...]]
"""The roles of each actor of the case, by its id."""
Abilities = Mapping[tuple[str, str], Ability]
"""Whether those who are willing are able to, by actor and measure."""


class Sort(StrEnum):
    """Order of the rows: the most spoken of first, by name, the firmest first."""

    SPOKEN = "spoken"
    NAME = "name"
    FIRM = "firm"


SORT_WORDS = {Sort.SPOKEN: "most spoken of first", Sort.NAME: "by name", Sort.FIRM: "firmest first"}
CLAIMS = "claims"
"""The group of claims and unnamed sets."""


@dataclass(frozen=True, slots=True)
class MatrixChoice:
    """What of the matrix is asked for; empty means all. `group` is a role of the case or a kind of actor.

    `since` is the day that trends are told from; empty: the last meeting.
    """

    group: str = ""
    measure: str = ""
    stance: str = ""
    sort: Sort = Sort.SPOKEN
    since: str = ""

    def as_query(self) -> dict[str, str]:
        """The parameters of an address that asks for it."""
        sort = "" if self.sort is Sort.SPOKEN else self.sort.value
        return {"group": self.group, "measure": self.measure, "stance": self.stance, "sort": sort, "since": self.since}

    @property
    def narrows(self) -> bool:
        return bool(self.group or self.measure or self.stance)


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell drawn. `told` is what its word and the number of sources leave out, for the pointer and for those who
    listen: read after them, it tells all of it.

    `conditional` where conditions are attached, `coded` where no words are stored (drawn hollow), `reviewed` where a
    person accepted it, `own` False where the actor only asks of others; `parts` where places or phases differ; `trend`
    which way it has moved since the day that is compared with; `waits` where it is willing and not yet able.
    """

    actor: str
    measure: str
    measure_name: str
    stance: Stance
    told: str
    conditional: bool
    sources: int
    coded: bool
    reviewed: bool
    own: bool
    parts: bool
    trend: Trend | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class TileRow:
    """An actor (or a claim about many) with its roles and a tile for each column, None where it said nothing."""

    actor: str
    name: str
    roles: str
    claim: bool
    tiles: tuple[Tile | None, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter: its value, its words, how many actors or cells it would leave."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix and what it can be narrowed by. `measures` are (id, name) of the columns, `slider` the days.

    `since` is the day that trends are told from, if any; `silent` are the members of the case of whom nothing is on
    record, as (id, name).
    """

    measures: tuple[tuple[str, str], ...]
    rows: tuple[TileRow, ...]
    cells: int
    all_cells: int
    choice: MatrixChoice
    groups: tuple[Option, ...]
    measure_options: tuple[Option, ...]
    stance_options: tuple[Option, ...]
    sort_options: tuple[tuple[str, str], ...]
    slider: Slider | None
    coded: int
    unreviewed: int
    since: Since | None = None
    moved: tuple[tuple[Trend, int], ...] = ()
    silent: tuple[tuple[str, str], ...] = ()


def chosen_cells(cells: Iterable[Cell], members: Members, register: Register, choice: MatrixChoice) -> tuple[Cell, ...]:
    """The cells that are asked for."""
    return tuple(
        cell
        for cell in cells
        if (not choice.group or choice.group in groups_of(cell, members, register))
        and (not choice.measure or cell.measure_id == choice.measure)
        and (not choice.stance or cell.stance.value == choice.stance)
    )


def matrix_page(
    cells: Sequence[Cell],
    kept: Sequence[Cell],
    members: Members,
    register: Register,
    choice: MatrixChoice,
    *,
    slider: Slider | None = None,
    since: Since | None = None,
    before: Iterable[Cell] = (),
    abilities: Abilities | None = None,
) -> MatrixPage:
    """The page of the cells `kept` out of all `cells`; `before` are those of the day `since`."""
    matrix = matrix_of(kept, register)
    moves = trends(before, kept) if since else {}
    names = dict(matrix.measures)
    waiting = {key for key, ability in (abilities or {}).items() if not ability.able}
    rows = [
        TileRow(
            row.key.partition("|")[0],
            row.name,
            ", ".join(members.get(row.key.partition("|")[0], ())),
            row.claim,
            tuple(tile(row.cells.get(measure), names[measure], register, moves, waiting) for measure in names),
        )
        for row in sorted(matrix.rows, key=lambda row: order(row, choice.sort))
    ]
    return MatrixPage(
        matrix.measures,
        tuple(rows),
        len(kept),
        len(cells),
        choice,
        counted(set(groups_of(cell, members, register)) for cell in cells),
        counted(({cell.measure_id} for cell in cells), {m.id: m.name for m in register.measures}),
        counted(({cell.stance.value} for cell in cells), order=[stance.value for stance in Stance]),
        tuple((sort.value, words) for sort, words in SORT_WORDS.items()),
        slider,
        sum(cell.basis is not Basis.QUOTED for cell in kept),
        sum(cell.basis is Basis.QUOTED and not cell.reviewed for cell in kept),
        since,
        tuple((each, count) for each in Trend if (count := sum(move is each for move in moves.values()))),
        silent(cells, members, register),
    )


def silent(cells: Iterable[Cell], members: Members, register: Register) -> tuple[tuple[str, str], ...]:
    """The states of the case without a cell of their own, by name; bodies speak through claims."""
    heard = {cell.actor_id for cell in cells if not cell.claim}
    quiet = [(id, register.actor_name(id)) for id in members if id not in heard and register.kind_of(id) == "state"]
    return tuple(sorted(quiet, key=lambda each: each[1]))


def groups_of(cell: Cell, members: Members, register: Register) -> tuple[str, ...]:
    """The groups that a cell's actor is in: its roles in the case, else its kind; claims are a group of their own."""
    if cell.claim:
        return (CLAIMS,)
    return members.get(cell.actor_id) or (register.kind_of(cell.actor_id) or "other",)


def order(row: Row, sort: Sort) -> tuple[object, ...]:
    """The place of a row: claims come last, and rows that are equal in this stay in the order they come in."""
    if sort is Sort.NAME:
        return (row.claim, row.name.casefold())
    if sort is Sort.FIRM:
        ranks = sorted(cell.stance.rank for cell in row.cells.values() if cell.own and cell.stance.rank is not None)
        return (row.claim, tuple(ranks) or (99,))
    return (row.claim,)


def tile(
    cell: Cell | None,
    measure_name: str,
    register: Register,
    moves: Mapping[Key, Trend],
    waiting: Container[tuple[str, str]],
) -> Tile | None:
    if cell is None:
        return None
    waits = not cell.claim and (cell.actor_id, cell.measure_id) in waiting
    move = moves.get((cell.actor_id, str(cell.quantifier or ""), cell.measure_id))
    return Tile(
        cell.actor_id,
        cell.measure_id,
        measure_name,
        cell.stance,
        in_words(cell, register, move) + (f"; {NOT_ABLE}" if waits else ""),
        bool(cell.conditions),
        cell.origins,
        cell.basis is not Basis.QUOTED,
        cell.reviewed,
        cell.own,
        bool(cell.parts),
        move,
        waits,
    )


def in_words(cell: Cell, register: Register, move: Trend | None = None) -> str:
    """What follows the word of the stance: "1 source, coded; only if a cease-fire; firmer".

    From two sources on their number stands before it.
    """
    basis = "coded" if cell.basis is not Basis.QUOTED else "reviewed" if cell.reviewed else "unreviewed"
    sources = "sources" if cell.origins > 1 else "1 source" if cell.origins else "demo text"
    told = [f"{sources}, {basis}"] + ([] if cell.own else ["of others"])
    told += [conditions] if (conditions := conditions_of(cell, register)) else []
    told += [f"{where_in_words(part.place, part.phase)}: {part.stance.value}" for part in cell.parts]
    told += [move.value] if move else []
    return "; ".join(told)


def counted(
    values: Iterable[set[str]], names: Mapping[str, str] | None = None, order: Sequence[str] = ()
) -> tuple[Option, ...]:
    """Each value that there is with how many cells have it: in the given order, else the most frequent first."""
    numbers = Counter(value for each in values for value in each)
    place = {value: number for number, value in enumerate(order)}
    ordered = sorted(numbers, key=lambda value: (place.get(value, 0), -numbers[value], value))
    return tuple(Option(value, (names or {}).get(value, value), numbers[value]) for value in ordered)
