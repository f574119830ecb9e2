"""`willing export`: the ledger in the formats of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from willing.cli.options import AsOf, KnownAt

EXAMPLES = """Examples:

  willing export coalition.xlsx
  willing export coalition.jsonl                    the whole record; taken in by: willing import coalition.jsonl
  willing export tables --to csv --as-of 2025-03-27
  willing export tables --to parquet --reviewed
  willing export package --to datapackage --replace
  willing export --formats                          what each format is, and what it cannot hold"""


def export(
    path: Annotated[
        Path | None, typer.Argument(help="The file to write, or the folder where the format is one.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(help="xlsx, csv, parquet, jsonl, datapackage, annotations, plover or ftm; default: by the name."),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="Only what a person accepted or corrected.")] = False,
    least: Annotated[float, typer.Option(min=0.0, max=1.0, help="Only positions of this probability and more.")] = 0.0,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of what is there.")] = False,
    formats: Annotated[
        bool, typer.Option("--formats", help="The formats, what each cannot hold, what comes back.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="What was written, as one object.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[
        bool, typer.Option("--include-demo-texts", help="Count texts written for the project too.")
    ] = False,
) -> int:
    """Write the ledger as a workbook, tables, a data package, annotations, events or entities; whole or not at all."""
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.terminal import progress
    from willing.errors import UsageError
    from willing.export.formats import FORMATS
    from willing.workflows.exporting import Selection, format_named
    from willing.workflows.exporting import export as export_ledger

    if formats:
        for each in FORMATS:
            typer.echo(f"{each.name}: {each.meaning}")
            typer.echo(f"  cannot hold: {'; '.join(each.cannot_hold)}" if each.cannot_hold else "  holds all of it")
            typer.echo(f"  willing import takes back: {each.comes_back or 'nothing of it'}")
        return 0
    if path is None:
        raise UsageError("no PATH; expected where to write, for example: willing export coalition.xlsx")
    chosen = format_named(to, path)
    selection = Selection(time_axes(as_of, known_at), reviewed, least, demo)
    done = export_ledger(
        required_case_folder(case),
        path,
        chosen,
        selection,
        replace=replace,
        progress=lambda total: progress("writing", total),
    )
    if as_json:
        told = {"path": str(done.path), "format": done.format, "positions": done.positions}
        print(json.dumps(told | {"cannot_hold": list(done.left_out)}, ensure_ascii=False, indent=1))
    else:
        typer.echo(f"{done.path}: {done.positions} positions as {done.format}")
        for left_out in done.left_out:
            typer.echo(f"  not in it: {left_out}")
    return 0


export.__doc__ = f"{export.__doc__}\n\n{EXAMPLES}"
