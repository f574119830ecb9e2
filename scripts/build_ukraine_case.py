"""Builds the case that ships with the package, ukraine-coalition, from the casebook it was gathered in.

    python scripts/build_ukraine_case.py CASEBOOK [TARGET]

CASEBOOK is the folder with actors.csv, conditions.csv, positions.csv, meetings.csv, countries.csv and
requirements.csv. Costs, land forces and rotation for the reckoning are the tables in scripts/ukraine_case, each figure
with its date and address. Every row is carried over or the build stops; the result must check clean. Prose is the
casebook's own wording, and each source keeps its address and publisher.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from willing.cases import check_case

TARGET = Path(__file__).parents[1] / "src/willing/cases/data/ukraine-coalition"
OWN_TABLES = Path(__file__).parent / "ukraine_case"
"""Tables written for the case itself: how its facts stood over time, as the casebook says, and figures."""
Rows = list[dict[str, str]]

CONDITIONS = {
    "us_participation": "us_guarantee",
    "parliament_approval": "parliament",
    "un_mandate": "mandate",
    "clear_mandate": "clarity",
    "allied_participation": "allies",
    "russian_consent": "adversary_consent",
    "not_frontline": "place",
    "legal_basis": "law",
    "constitutional_procedures": "law",
    "reciprocal_contributions": "reciprocity",
    "third_party_funding": "funding",
}
"""Codes of the casebook that mean the same as a condition of the general list."""

GENERAL_CONDITIONS = {"ceasefire", "peace_deal", "us_guarantee"}
"""Codes that the general list knows under the same id."""

MEASURES = {"air_defence": "arms", "ammunition": "arms"}
"""Measures of the casebook that the general list holds within a wider one."""

STATE_FRAMED = ("tass.com", "news-pravda.com", "sputnikglobe.com", "news.by")
"""Hosts that the casebook says carry a state's framing; alone they never give high confidence."""
COPIED = re.compile(r"\b(copy|mirror)\b|\bseen (?:as|only|in)\b")
"""Words of a publisher that say the page is a copy, or was seen only as an excerpt."""

BENEFICIARIES = {"British forces": "GBR", "RUS (target)": "RUS"}
CONFIDENCES = {"high", "medium", "low"}

ROLES = {
    "GBR": "lead", "FRA": "lead", "DEU": "lead", "UKR": "beneficiary|host", "USA": "guarantor", "RUS": "adversary",
}  # fmt: skip
FORCE = {"force_size", "force_option", "force_need"}
"""Kinds of requirement that say how many soldiers a force needs; not what two states may offer of it."""
ON_OFFER, SUSTAINABLE = "UK and France", "sustainable"
"""What somebody reckons could be given instead: a word of the unit, and a kind of its own."""

SHORT_NAMES = {"COW": "Coalition of the Willing"}

HEAD = """# The coalition of the willing for Ukraine: the first built-in case.
# Written by scripts/build_ukraine_case.py from the casebook; docs/reference/case-folder.md explains every key.

id = "ukraine-coalition"
name = "Coalition of the willing for Ukraine"
question = "Who is willing to do what for Ukraine's security after a cease-fire, on what condition, and says who?"
as_of_note = "Dense up to 27 February 2026, thin from March 2026; last item September 2026. Gathered in November 2026."

[demo]
as_of = "2025-03-27"
measure = "troops"

# How standing positions become commitments (docs/explanation/reckoning.md). A vote, a law, a decision of the
# government, a debate: every state has its own. Others take part where at least one other promises the same
# measure. A force beside Ukraine, at home, at sea or in the air is none inside.
[reckoning]
requirement = "R08"
each_for_itself = ["parliament", "law", "government_decision", "parliament_debate", "own_defence_first"]

[reckoning.units]
troops = "troops"

[reckoning.conditions]
allies = "others({measure} >= 1)"

[reckoning.elsewhere]
troops = ["neighbour", "home", "sea", "air"]

# Words of the tables that stand for a unit, and for a measure of the general list.
[codes.units]
soldiers = "troops"

[codes.measures]
"""


def main(arguments: list[str]) -> int:
    """Build into a temporary folder, check it, and only then replace the case's files."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    casebook = Path(arguments[0])
    target = Path(arguments[1]) if len(arguments) == 2 else TARGET
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        build(casebook, built)
        mistakes = check_case(built)
        for mistake in mistakes:
            print(mistake, file=sys.stderr)
        if mistakes:
            return 1
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(built.iterdir()):
            (target / file.name).write_bytes(file.read_bytes())
            print(f"{file.name}: {len(file.read_text(encoding='utf-8').splitlines())} lines")
    return 0


def build(casebook: Path, folder: Path) -> None:
    conditions = read(casebook / "conditions.csv")
    told = actors(read(casebook / "actors.csv"))
    write(folder / "actors.csv", with_constitutions(told, read(OWN_TABLES / "constitutions.csv")))
    rows = positions(read(casebook / "positions.csv"))
    write(folder / "positions.csv", with_joint_sums(rows, read(OWN_TABLES / "joint.csv")))
    write(folder / "meetings.csv", [checked(row, "url") for row in read(casebook / "meetings.csv")])
    write(folder / "countries.csv", [checked(row) for row in read(casebook / "countries.csv")])
    write(folder / "requirements.csv", requirements(read(casebook / "requirements.csv")))
    write(folder / "facts.csv", facts(read(OWN_TABLES / "facts.csv"), {row["code"] for row in conditions}))
    (folder / "case.toml").write_text(case_toml(conditions), encoding="utf-8")


def actors(rows: Rows) -> Rows:
    """Actors with their roles in the case; names and adjectives come from the general register by id."""
    result = []
    for row in rows:
        checked(row)
        head = {"id": row["id"], "name": SHORT_NAMES.get(row["id"], row["name"]), "kind": kind(row)}
        result.append(head | {"roles": roles(row)} | {key: cell for key, cell in row.items() if key not in head})
    return result


def with_constitutions(rows: Rows, told: Rows) -> Rows:
    """The actors with what the casebook's sentence on their constitution says, column by column.

    The build stops at an actor of which the casebook found nothing, or gives no source.
    """
    by_id = {each["id"]: each for each in told}
    columns = [column for column in told[0] if column != "id"]
    for row in rows:
        if row["id"] in by_id and not (row["constraint_url"] and row["confidence"] != "low"):
            raise SystemExit(f"constitutions.csv: the casebook has no source on {row['id']}")
    if unknown := by_id.keys() - {row["id"] for row in rows}:
        raise SystemExit(f"constitutions.csv: no actor {', '.join(sorted(unknown))}")
    return [row | {column: by_id.get(row["id"], {}).get(column, "") for column in columns} for row in rows]


def kind(row: dict[str, str]) -> str:
    if row["id"] == "COW":
        return "group"
    return {"state": "state", "organisation": "body"}[row["kind"]]


def roles(row: dict[str, str]) -> str:
    """The roles known by name, else member where the casebook's answer on membership begins with yes."""
    member = "member" if row["coalition_membership"].startswith("yes") else ""
    return "|".join(part for part in (ROLES.get(row["id"], ""), member) if part)


def positions(rows: Rows) -> Rows:
    result = []
    for row in rows:
        checked(row, "url", "publisher", "summary")
        kind = "joint" if row["speaker_kind"] == "joint statement" else row["speaker_kind"]
        beneficiary = BENEFICIARIES.get(row["beneficiary"], row["beneficiary"])
        result.append(row | {"speaker_kind": kind, "beneficiary": beneficiary, "carrier": carrier(row)})
    return result


def with_joint_sums(rows: Rows, sums: Rows) -> Rows:
    """The rows, each sum that a row tells of several actors behind it as a row of its own: one amount for all.

    Everything else is as the row that tells it has it; the build stops where that row does not name the number.
    """
    by_row = {each["row"]: each for each in sums}
    if unknown := by_row.keys() - {row["position_id"] for row in rows}:
        raise SystemExit(f"joint.csv: no row {', '.join(sorted(unknown))}")
    result = []
    for row in rows:
        result.append(row)
        if told := by_row.get(row["position_id"]):
            if f"{int(told['quantity']):,}" not in row["summary"]:
                raise SystemExit(f"joint.csv: {row['position_id']} does not say {told['quantity']}")
            own = {"position_id": f"{row['position_id']}J", "actor_id": told["actors"]}
            result.append(row | own | {key: told[key] for key in ("quantity", "unit", "summary", "note")})
    return result


def facts(rows: Rows, codes: set[str]) -> Rows:
    """How facts stood; each of a code of the casebook."""
    for row in rows:
        if row["fact"] not in codes:
            raise SystemExit(f"facts.csv: {row['fact']!r} is no code of conditions.csv")
    return rows


def carrier(row: dict[str, str]) -> str:
    """How the source carries the statement, where that matters: framed by a state, or a copy of another's text."""
    host = urlsplit(row["url"]).netloc
    if any(host == name or host.endswith(f".{name}") for name in STATE_FRAMED):
        return "state-framed"
    return "copy" if COPIED.search(row["publisher"]) else ""


def requirements(rows: Rows) -> Rows:
    """Requirements with an id each; a date over several years as an interval of ISO 8601.

    `measure` and `counted_in` are filled where a row says how much of a measure is needed, or could be given.
    """
    result = []
    for number, row in enumerate(rows, start=1):
        checked(row, "url")
        date = re.sub(r"^([0-9]{4})-([0-9]{4})$", r"\1/\2", row["date"])
        estimate = ON_OFFER in row["unit"] or row["kind"] == SUSTAINABLE
        counted = "troops" if estimate or row["kind"] in FORCE else ""
        measured = {"measure": counted, "counted_in": counted, "told_as": "estimate" if estimate else ""}
        result.append({"id": f"R{number:02}"} | row | {"date": date} | measured)
    return result


def case_toml(conditions: Rows) -> str:
    parts = [HEAD, *(f"{name} = {quoted(to)}\n" for name, to in MEASURES.items())]
    own = [row for row in conditions if row["code"] not in CONDITIONS and row["code"] not in GENERAL_CONDITIONS]
    parts.append("\n# Conditions that the general list does not have.\n")
    parts += [condition_entry(row) for row in own]
    parts.append(
        "# What promises depend on, as it stood when the casebook was closed. `condition` is the condition of the\n"
        "# register that the fact settles; positions.csv names facts by their id.\n"
    )
    facts = "".join([*parts, *(fact_entry(checked(row, "url")) for row in conditions)]).rstrip() + "\n"
    return f"{facts}{figures_toml(OWN_TABLES)}".rstrip() + "\n"


MAASTRICHT = "60 %: the reference value of the Maastricht treaty's protocol, "
MAASTRICHT += "http://epp.eurostat.ec.europa.eu/portal/page/portal/government_finance_statistics/excessive_deficit"
YARDSTICKS = (
    {"name": "GDP", "figure": "gdp_usd_bn", "unit": "USD bn"},
    {"name": "defence budget", "figure": "gdp_usd_bn", "per_cent": "defence_pct_gdp"},
    {
        "name": "GDP less debt above 60 %",
        "figure": "gdp_usd_bn",
        "debt": "debt_pct_gdp",
        "limit": 60,
        "source": MAASTRICHT,
    },
)
BESIDE = (
    {"name": "Growth %", "figure": "real_growth_pct"},
    {"name": "Debt % GDP", "figure": "debt_pct_gdp"},
    {"name": "Defence % GDP", "figure": "defence_pct_gdp"},
)


def figures_toml(folder: Path) -> str:
    """Costs, pools and yardsticks of the reckoning, from the tables in a folder; stops at a row that is not whole."""
    costs = [figure(row, "date", "source", "name", "low", "high", "currency") for row in read(folder / "costs.csv")]
    rotation = [figure(row, "value", "date", "source") for row in read(folder / "rotation.csv")]
    pools = [figure(row, "actor", "land_forces", "year", "source") for row in read(folder / "pools.csv")]
    tables = [
        "\n# What a force may cost and how long it can be held: figures of other forces and of whole armies, not of a\n"
        "# force in Ukraine. From the tables in scripts/ukraine_case.\n",
        toml_entry("unit_cost", range_cost([row for row in costs if row["use"] == "range"])),
        *(toml_entry("unit_cost", compared_cost(row)) for row in costs if row["use"] == "compare"),
        *(toml_entry("pool", pool(row, rotation)) for row in pools),
        *(toml_entry("yardstick", each) for each in YARDSTICKS),
        *(toml_entry("beside", each) for each in BESIDE),
    ]
    return "\n".join(tables)


def figure(row: dict[str, str], *required: str) -> dict[str, str]:
    """The row, if it is whole: no cell missing or too many, the required ones filled, its source an address."""
    name = " ".join(list(map(str, row.values()))[:3])
    if None in row or None in row.values():
        raise SystemExit(f"{name}: too many or too few cells")
    for column in required:
        if not row[column].strip():
            raise SystemExit(f"{name}: no {column}")
    if not re.fullmatch(r"https?://\S+", row["source"]):
        raise SystemExit(f"{name}: source {row['source']!r}, expected an address")
    if row.get("rate_source") and not (row["usd_per_unit"] and row["rate_date"]):
        raise SystemExit(f"{name}: an exchange rate without number or date")
    return row


def yearly(row: dict[str, str]) -> tuple[float, float]:
    """Millions of dollars for one soldier and year; of the row's own currency where it has no exchange rate."""
    per_soldier = 12 / float(row["months"]) / float(row["soldiers"]) * float(row["usd_per_unit"] or 1)
    return round(float(row["low"]) * per_soldier, 4), round(float(row["high"]) * per_soldier, 4)


def range_cost(rows: Rows) -> dict[str, object]:
    """The cost that is reckoned with: from the lowest to the highest of the rows."""
    bounds = [bound for row in rows for bound in yearly(row)]
    return {
        "measure": "troops",
        "name": rows[0]["name"],
        "cost": [min(bounds), max(bounds)],
        "currency": "USD m",
        "per": "soldier and year",
        "source": "; ".join(told_source(row) for row in rows),
        "note": "peacetime in a NATO country, no force in Ukraine; " + "; ".join(row["note"] for row in rows),
    }


def compared_cost(row: dict[str, str]) -> dict[str, object]:
    low, high = yearly(row)
    return {
        "measure": "troops",
        "name": row["name"],
        "comparison": True,
        "cost": [low, high],
        "currency": "USD m" if row["usd_per_unit"] else row["currency"],
        "per": "soldier and year",
        "source": told_source(row),
        "note": row["note"],
    }


def told_source(row: dict[str, str]) -> str:
    """Who said it, when, where; and the rate at which it was turned into dollars."""
    amount = row["low"] if row["low"] == row["high"] else f"{row['low']}-{row['high']}"
    told = f"{amount} {row['currency']}, {row['said_by']}, {row['date']}, {row['source']}"
    if not row["rate_source"] or row["currency"] == "USD m":
        return told
    return f"{told} (at {row['usd_per_unit']} USD, {row['rate_date']}, {row['rate_source']})"


def pool(row: dict[str, str], rotation: Rows) -> dict[str, object]:
    """The deployable part of a state's land forces, taking turns; rests by the fewest and the most sets of soldiers."""
    (deployable,) = [each for each in rotation if each["figure"] == "deployable"]
    (tour,) = [each for each in rotation if each["figure"] == "tour"]
    sets = sorted(float(each["value"]) for each in rotation if each["figure"] == "sets")
    months = float(tour["value"])
    share = float(deployable["value"])
    return {
        "actor": row["actor"],
        "measure": "troops",
        "units": round(float(row["land_forces"]) * share / 100),
        "tour": months,
        "rest": (sets[len(sets) // 2] - 1) * months,
        "rest_range": [(sets[0] - 1) * months, (sets[-1] - 1) * months],
        "source": row["source"],
        "note": f"{share:g} % of {int(row['land_forces']):,} ({row['what']}, {row['year']})",
        "basis": "; ".join(
            f"{each['figure']} {each['value']} {each['unit']}: {each['said_by']}, {each['date']} ({each['note']}), "
            f"{each['source']}"
            for each in rotation
        ),
    }


def toml_entry(name: str, entry: Mapping[str, object]) -> str:
    return f"[[{name}]]\n" + "".join(f"{key} = {toml_value(value)}\n" for key, value in entry.items())


def toml_value(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def condition_entry(row: dict[str, str]) -> str:
    lines = [f"id = {quoted(row['code'])}", f"name = {quoted(named(row))}", f"meaning = {quoted(row['description'])}"]
    return "[[condition]]\n" + "\n".join(lines) + "\n\n"


def fact_entry(row: dict[str, str]) -> str:
    """A fact; `since` is the newest day that its status names."""
    days = re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", row["status_over_time"])
    entry = {
        "id": row["code"],
        "name": named(row),
        "condition": CONDITIONS.get(row["code"], row["code"]),
        "who_insists": row["who_insists"],
        "status": row["status_over_time"],
        "since": max(days, default=""),
        "source": row["url"],
        "confidence": row["confidence"],
    }
    return "[[fact]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in entry.items() if value) + "\n"


def named(row: dict[str, str]) -> str:
    """The description, begun in lower case as the general list's names are, but for names of countries and bodies."""
    first, _, rest = row["description"].partition(" ")
    proper = first in ("American", "Moscow", "Congress", "Security", "National", "Article", "Link")
    first = first if proper and first not in ("National", "Link") else first.lower()
    return f"{first} {rest}".strip()


def quoted(text: str) -> str:
    """A TOML basic string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def checked(row: dict[str, str], *required: str) -> dict[str, str]:
    """The row, if it is whole: no cell missing or too many, the required ones filled, confidence in words."""
    name = " ".join(list(map(str, row.values()))[:3])
    if None in row or None in row.values():
        raise SystemExit(f"{name}: too many or too few cells")
    for column in required:
        if not row[column].strip():
            raise SystemExit(f"{name}: no {column}")
    if row["confidence"] not in CONFIDENCES:
        raise SystemExit(f"{name}: confidence {row['confidence']!r}, expected one of {', '.join(sorted(CONFIDENCES))}")
    return row


def read(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(file: Path, rows: Iterable[dict[str, str]]) -> None:
    rows = list(rows)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
