"""Write the tables of docs/reference/exports.md from the code: formats, what they cannot hold, columns.

python scripts/build_export_reference.py            # rewrite what lies between the marks
python scripts/build_export_reference.py --check    # exit code 1 where the page is not as the code is
"""

from __future__ import annotations

import sys
from pathlib import Path

from made_parts import make

from willing.export.columns import TABLES, Table, examples
from willing.export.formats import FORMATS
from willing.export.plover import EVENTS, MODES, listed
from willing.model import Stance

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "exports.md"


def formats() -> str:
    lines = ["| `--to` | what it is | cannot hold | `willing import` takes back |", "| --- | --- | --- | --- |"]
    for each in FORMATS:
        lacks = "; ".join(each.cannot_hold)
        lines.append(f"| `{each.name}` | {each.meaning} | {lacks} | {each.comes_back or 'nothing of it'} |")
    return "\n".join(lines)


def columns() -> str:
    return "\n\n".join(map(table, TABLES))


def table(each: Table) -> str:
    shown = examples().get(each.name)
    head = ["| column | type | meaning | for example |", "| --- | --- | --- | --- |"]
    if not shown:
        head = ["| column | type | meaning |", "| --- | --- | --- |"]
    lines = [f"### {each.name}", "", each.meaning, "", *head]
    for one in each.columns:
        example = f" `{shown[one.name]}` |" if shown else ""
        lines.append(f"| `{one.name}` | {one.type.value} | {one.meaning} |{example}")
    return "\n".join(lines)


def events() -> str:
    lines = ["| stance | class | mode |", "| --- | --- | --- |"]
    for stance in Stance:
        event, mode = MODES.get(stance, ("that of what was done", ""))
        lines.append(f"| {stance.value} | {event or 'none'} | {mode or 'none'} |")
    lines += ["", "| what was done (`delivered`) | class | context |", "| --- | --- | --- |"]
    contexts = listed("context")
    lines += [
        f"| {name} | {event} | {contexts.get(name, 'diplomatic')} |" for name, event in listed("delivered").items()
    ]
    return "\n".join([*lines, "| any other | SUPPORT | diplomatic |", "", table(EVENTS)])


PARTS = {"formats": formats, "columns": columns, "events": events}


if __name__ == "__main__":
    sys.exit(make(PAGE, PARTS, Path(__file__).name))
