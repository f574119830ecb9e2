"""`willing import`: positions from a spreadsheet or from annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from willing.cases.imports.rows import ImportMistake
    from willing.workflows.importing import Imported, Plan

MOST_PLACES = 40
"""Places told of mistakes that are alike; `--json` has all."""

EXAMPLES = """Examples:

  willing import pledges.csv --check
  willing import pledges.xlsx --sheet "Troops 2026" --by "A. Name"
  willing import tracker.csv --map "Land=actor" --map "Zusage=stance" --map-file mapping.toml
  willing import annotations.jsonl --documents texts.jsonl

All or nothing: with a mistake in any row nothing is kept. Importing again adds only what is new."""


def import_(
    file: Annotated[Path, typer.Argument(help="A table (.csv, .xlsx), annotations (.jsonl), or what export wrote.")],
    pairs: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="COLUMN=FIELD", help="A column by header or letter; - leaves it out. Repeatable."
        ),
    ] = None,
    map_file: Annotated[Path | None, typer.Option(help="Mapping file (TOML), see docs/how-to/import.md.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="The sheet of a workbook; default: the first that is shown.")
    ] = None,
    documents: Annotated[
        Path | None, typer.Option(help="The texts of annotations; default: NAME.documents.jsonl or documents.jsonl.")
    ] = None,
    date_order: Annotated[str | None, typer.Option(help="How 06/01/2026 is meant: dmy or mdy.")] = None,
    by: Annotated[str, typer.Option(help="Who coded the rows.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Tell what would be imported, keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="What happened as one object.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Import positions, columns mapped, mistakes listed row by row, none half-imported."""
    from willing.cases import load_case
    from willing.cases.imports.told import told_from
    from willing.cli.options import required_case_folder
    from willing.workflows.importing import Imported, keep_import, plan_import, take_in_record

    folder = required_case_folder(case)
    told, sheet_told = told_from(map_file, pairs or (), date_order=date_order, by=by)
    plan = plan_import(file, load_case(folder), told, sheet=sheet or sheet_told, documents=documents)
    done: Imported | None
    if plan.whole:
        done = take_in_record(plan, folder, keep=not check)
    else:
        done = None if plan.mistakes or check else keep_import(plan, folder)
    if as_json:
        print(json.dumps(as_object(plan, done), ensure_ascii=False, indent=1))
    else:
        show_plan(plan)
        show_outcome(plan, done or Imported((), 0), kept=done is not None and not check)
    return 1 if plan.mistakes else 0


def as_object(plan: Plan, done: object) -> dict[str, object]:
    from willing.workflows.importing import Imported

    kept = done if isinstance(done, Imported) else Imported((), 0)
    return {
        "columns": list(plan.columns),
        "notes": list(plan.notes),
        "mistakes": [
            {"place": each.place, "what": each.what, "expected": each.expected, "cell": each.cell}
            for each in plan.mistakes
        ],
        "found": plan.count,
        "added": list(kept.new),
        "known": kept.known,
        "older": [{"row": row, "id": entry} for row, entry in kept.older],
        "taken_in": dict(kept.taken_in),
    }


def show_plan(plan: Plan) -> None:
    for note in plan.notes:
        typer.echo(f"{plan.file.name}: {note}")
    if plan.columns:
        typer.echo("columns: " + "; ".join(plan.columns))
    for alike in mistakes_alike(plan.mistakes):
        typer.echo(f"\n{alike[0]}", err=True)
        if others := alike[1:]:
            places = "; ".join(each.place.removeprefix(f"{plan.file.name}, ") for each in others[:MOST_PLACES])
            places += f"; and {len(others) - MOST_PLACES} more" if len(others) > MOST_PLACES else ""
            typer.echo(f"the same {len(others)} more time{'s' * (len(others) > 1)}: {places}", err=True)


def mistakes_alike(mistakes: Iterable[ImportMistake]) -> list[list[ImportMistake]]:
    """Mistakes that differ in their place only together, each group where its first stands."""
    groups: dict[ImportMistake, list[ImportMistake]] = {}
    for mistake in mistakes:
        groups.setdefault(replace(mistake, place=""), []).append(mistake)
    return list(groups.values())


def show_outcome(plan: Plan, done: object, *, kept: bool) -> None:
    from willing.workflows.importing import Imported

    assert isinstance(done, Imported)
    if plan.whole:
        show_taken_in(done, kept=kept)
    elif plan.mistakes:
        number = len(plan.mistakes)
        typer.echo(f"\n{plan.file.name}: {number} mistake{'s' if number != 1 else ''}; nothing was imported", err=True)
    elif not kept:
        typer.echo(f"{plan.count} positions would be imported; nothing was kept")
    else:
        typer.echo(f"{len(done.new)} positions added, {done.known} already known")
        for row, entry in done.older:
            typer.echo(
                f"row {row} had other content before; to withdraw that: willing review --reject {entry} --by NAME"
            )
        typer.echo("next: willing who")


def show_taken_in(done: Imported, *, kept: bool) -> None:
    added = ", ".join(f"{count} {kind}s" for kind, count in done.taken_in.items() if count).replace("storys", "stories")
    if not added:
        typer.echo("all of it was known already")
    else:
        typer.echo(f"added: {added}" if kept else f"would be added: {added}; all rows are sound, nothing was kept")


import_.__doc__ = f"{import_.__doc__}\n\n{EXAMPLES}"
