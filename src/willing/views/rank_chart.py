"""How the order of burdens changes from one yardstick to the next, as a drawing: a line for each actor."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from willing.views.reckoned import Burden, Reckoned
from willing.views.reckoned_sentences import actor_name

WIDTH, ROW, TOP, LEFT, RIGHT = 640, 27, 40, 64, 230


@dataclass(frozen=True, slots=True)
class RankLine:
    """An actor's way: `path` along the `spots` (x, y, place in words; "=" where others share it), its name at `end`.

    `leap` is how far its place moves at most, up (towards a heavier burden) or down, from the first yardstick that
    tells places apart; `strong` where it is one of those that move most.
    """

    actor: str
    name: str
    path: str
    spots: tuple[tuple[float, float, str], ...]
    end: float
    leap: int
    strong: bool


@dataclass(frozen=True, slots=True)
class RankChart:
    """A drawing of `width` by `height`: `columns` are (x, letter, name of the yardstick), `right` where names stand."""

    width: int
    height: int
    columns: tuple[tuple[float, str, str], ...]
    right: float
    lines: tuple[RankLine, ...]


def rank_chart(burden: Burden, answer: Reckoned) -> RankChart | None:
    """The drawing of a burden under at least two yardsticks; None under one. Who has no figure by one is left out."""
    tables = burden.tables
    if len(tables) < 2:
        return None
    places = [{line.actor: line.place for line in table.lines} for table in tables]
    everywhere = [actor for actor in places[0] if all(actor in each for each in places)]
    gap = (WIDTH - LEFT - RIGHT) / (len(tables) - 1)
    xs = [round(LEFT + gap * number, 1) for number in range(len(tables))]
    rows = rows_of(places, everywhere)
    leaps = {actor: max(each[actor] for each in places) - min(each[actor] for each in places) for actor in everywhere}
    strongest = sorted(leaps.values(), reverse=True)[: max(3, len(leaps) // 4)]
    lines = []
    for actor in sorted(everywhere, key=lambda actor: rows[-1][actor]):
        ys = [TOP + ROW * (each[actor] + 0.5) for each in rows]
        shared = [list(each.values()).count(each[actor]) > 1 for each in places]
        spots = tuple(
            (x, y, f"{each[actor]}{'=' if same else ''}")
            for x, y, each, same in zip(xs, ys, places, shared, strict=True)
        )
        path = "".join(f"{'L' if number else 'M'}{x} {y}" for number, (x, y, _) in enumerate(spots))
        strong = bool(leaps[actor]) and leaps[actor] >= strongest[-1]
        lines.append(RankLine(actor, actor_name(actor, answer), path, spots, ys[-1], leaps[actor], strong))
    height = TOP + ROW * len(everywhere) + 8
    columns = tuple(zip(xs, ascii_uppercase, (table.name for table in tables), strict=False))
    return RankChart(WIDTH, height, columns, xs[-1] + 34, tuple(lines))


def rows_of(places: list[dict[str, int]], actors: list[str]) -> list[dict[str, int]]:
    """The row of each actor by each yardstick: by place, those of one place as the next yardstick orders them."""
    rows: list[dict[str, int]] = []
    following: dict[str, int] = {}
    for each in reversed(places):
        ordered = sorted(actors, key=lambda actor: (each[actor], following.get(actor, 0), actor))
        following = {actor: row for row, actor in enumerate(ordered)}
        rows.append(following)
    return rows[::-1]
