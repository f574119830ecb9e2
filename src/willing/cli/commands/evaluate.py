"""`willing eval`: scores against gold, so that users can repeat what we publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Score against gold: what we publish, you can repeat.", no_args_is_help=True)

RECKONING_EXAMPLES = """Examples:

  willing eval reckoning cases/
  willing eval reckoning cases/01-after-you.json --json"""


@app.command("reckoning")
def reckoning(
    folder: Annotated[Path, typer.Argument(help="A folder of case files (*.json), or one file.")],
    as_json: Annotated[bool, typer.Option("--json", help="The score as JSON.")] = False,
) -> int:
    """Ask the questions of reckoning case files and compare the answers with those expected.

    Exit code 1 unless all are right.
    """
    from willing.workflows.evaluating import evaluate_reckoning

    score = evaluate_reckoning(folder)
    if as_json:
        print(json.dumps(score.as_json(), ensure_ascii=False, indent=1))
        return 0 if score.all_right else 1
    for bad in score.unreadable:
        typer.echo(f"{bad['case']}: not read\n{bad['reason']}\n")
    reasons = {(each["case"], each["index"]): each["reason"] for each in score.unsupported}
    for each in score.wrong:
        got = reasons.get((each.case, each.index), json.dumps(each.got, ensure_ascii=False))
        typer.echo(
            f"{each.case}, question {each.index}:\n  expected {json.dumps(each.expected, ensure_ascii=False)}\n"
            f"  got      {got}"
        )
    typer.echo(f"{score.right} of {score.questions} questions right, {score.cases} cases")
    return 0 if score.all_right else 1


reckoning.__doc__ = f"{reckoning.__doc__}\n\n{RECKONING_EXAMPLES}"
