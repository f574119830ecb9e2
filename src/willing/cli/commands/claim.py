"""`willing claim`: a claim about many, beside what those many say themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from willing.cli.options import AsOf, KnownAt

EXAMPLES = """Examples:

  willing claim                       the claims that count somebody
  willing claim P125                  one of them, by its row or position id
  willing claim P125 --as-of 2025-09-05 --json"""


def claim(
    claim_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="The claim's row or position id.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Who is named in a claim such as "26 states", who denies it, who is silent, how it was narrowed, how many it can
    mean at most."""
    from willing.cli.claim_screen import claim_screen, claims_screen
    from willing.cli.options import required_case_folder, time_axes
    from willing.cli.terminal import console
    from willing.views.claim import claim_as_json, claim_view, claims_as_json
    from willing.workflows.claiming import claims_of, look_into

    folder = required_case_folder(case)
    axes = time_axes(as_of, known_at)
    if claim_id is None:
        known, claims = claims_of(folder, axes=axes)
        if as_json:
            print(json.dumps(claims_as_json(claims, known.register), ensure_ascii=False, indent=1))
        else:
            claims_screen(console(), claims, known.register)
        return 0
    found = look_into(folder, claim_id, axes=axes)
    view = claim_view(found.report, found.through_time, found.entries, found.case.register)
    if as_json:
        print(json.dumps(claim_as_json(view), ensure_ascii=False, indent=1))
    else:
        claim_screen(console(), view)
    return 0


claim.__doc__ = f"{claim.__doc__}\n\n{EXAMPLES}"
