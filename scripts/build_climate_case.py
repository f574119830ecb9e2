"""Builds the positions of the second case that ships with the package, climate-pledges, from its table of pledges.

    python scripts/build_climate_case.py [TABLE [TARGET]]

TABLE (scripts/climate_case/pledges.csv) holds what the sources tell: a percentage, a projection, tonnes. The build
works out the tonnes where a row tells percentage and projection, and says so in the row's note. It adds up nothing
else: a row without tonnes keeps its percentage, and the unit says of what. Every other file of the case is written by
hand and stands in its folder.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).parent / "climate_case" / "pledges.csv"
TARGET = ROOT / "src/willing/cases/data/climate-pledges/positions.csv"
Row = dict[str, str]

TONNES = "MtCO2e"
SOURCE_KINDS = {
    "submission seen": "a text of the submission or of its government was seen",
    "tracker": "a tracker's reading of the submission",
    "data file": "a data file that transcribes a tracker",
    "news": "news",
    "secondary": "a secondary account",
}
COLUMNS = (
    "position_id", "date_said", "actor_id", "speaker", "speaker_kind", "speaks_for", "stance", "measure", "quantity",
    "unit", "conditions", "summary", "url", "publisher", "corroborating_urls", "source_kind", "confidence", "note",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    table = Path(arguments[0]) if arguments else TABLE
    target = Path(arguments[1]) if len(arguments) > 1 else TARGET
    with table.open(encoding="utf-8", newline="") as lines:
        pledges = list(csv.DictReader(lines))
    for pledge in pledges:
        check(pledge)
    check_breaths(pledges)
    with target.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(position(number, pledge) for number, pledge in enumerate(pledges, start=1))
    print(f"{target.name}: {len(pledges)} positions of {len({each['actor_id'] for each in pledges})} actors")
    return 0


def check(pledge: Row) -> None:
    """Stop at a row without a source, a kind of source or a confidence in words."""
    name = f"{pledge['actor_id']} {pledge['date_said']}: {pledge['summary']}"
    for column in ("url", "publisher", "summary"):
        if not pledge[column].strip():
            raise SystemExit(f"{name}: no {column}")
    if pledge["source_kind"] not in SOURCE_KINDS:
        raise SystemExit(f"{name}: source kind {pledge['source_kind']!r}, expected one of {', '.join(SOURCE_KINDS)}")
    if pledge["confidence"] not in ("high", "medium", "low"):
        raise SystemExit(f"{name}: confidence {pledge['confidence']!r}")


def check_breaths(pledges: list[Row]) -> None:
    """Tiers are told by one speaker in one place: pledges of one day that differ in conditions must share both."""
    told: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for pledge in pledges:
        key = (pledge["actor_id"], pledge["measure"], pledge["date_said"], pledge["speaks_for"])
        told[key].add((pledge["url"], pledge["speaker"]))
    for key, sources in told.items():
        if len(sources) > 1:
            raise SystemExit(f"{' '.join(key)}: tiers told in different places: {sorted(sources)}")


def position(number: int, pledge: Row) -> Row:
    amount, unit, worked_out = quantity(pledge)
    notes = (worked_out, pledge["note"], f"Source: {SOURCE_KINDS[pledge['source_kind']]}.")
    kept = {column: pledge.get(column, "") for column in COLUMNS}
    return kept | {
        "position_id": f"C{number:03}",
        "quantity": amount,
        "unit": unit,
        "note": " ".join(part for part in notes if part),
    }


def quantity(pledge: Row) -> tuple[str, str, str]:
    """Amount, unit and how it was worked out: tonnes as told, else percentage of the projection, else percentage."""
    share, projection, unit = pledge["per_cent"], pledge["projection"], pledge["unit"]
    if pledge["amount"]:
        return pledge["amount"], unit, ""
    if share and projection:
        tonnes = float(projection) * float(share) / 100
        return f"{tonnes:.1f}", unit or TONNES, f"Worked out: {share} % of {projection} MtCO2e."
    return share, unit if share else "", ""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
