"""`willing review`: accept, correct or reject positions."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from willing.cases import Case
    from willing.ledger import Ledger
    from willing.workflows.reviewing import Item

EXAMPLES = """Examples:

  willing review --by "A. Name"
  willing review --actor Spain --measure troops --unsure
  willing review --list --json
  willing review --accept 1f00ab12cd34 --by "A. Name"
  willing review --correct 1f00 --set stance=willing --set condition=after:ceasefire --by "A. Name"
  willing review --reject 1f00 --reason "he quotes another" --by "A. Name"
  willing review --export judged.jsonl

In the terminal: a accept, r reject, c correct, g agree, s skip, n or p next or previous, q quit. Each judgement is
written at once. The name may stand in the environment variable WILLING_NAME."""

NAME_VARIABLE = "WILLING_NAME"


def review(
    accept: Annotated[str | None, typer.Option(metavar="ID", help="Accept this position.")] = None,
    reject: Annotated[str | None, typer.Option(metavar="ID", help="Reject this position; needs --reason.")] = None,
    correct: Annotated[str | None, typer.Option(metavar="ID", help="Correct this position; needs --set.")] = None,
    agree: Annotated[str | None, typer.Option(metavar="ID", help="Judge as the last other person did.")] = None,
    pairs: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field of --correct. Repeatable.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who judges.", envvar=NAME_VARIABLE)] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    listing: Annotated[bool, typer.Option("--list", help="Show what waits, the least sure first.")] = False,
    actor: Annotated[str | None, typer.Option(help="Only this actor: an id or name.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only this measure: an id or name.")] = None,
    unsure: Annotated[bool, typer.Option("--unsure", help="Only what is below the display threshold.")] = False,
    coded: Annotated[bool, typer.Option("--coded", help="Also what people coded or imported.")] = False,
    judged: Annotated[bool, typer.Option("--judged", help="What was judged instead of what waits.")] = False,
    two: Annotated[bool, typer.Option("--two-person", help="Two people must agree, as [review] people = 2.")] = False,
    export: Annotated[Path | None, typer.Option(metavar="FILE", help="Write what was judged as annotations.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The list, or the judgement, as JSON.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[
        bool, typer.Option("--include-demo-texts", help="Positions of texts written for the project too.")
    ] = False,
) -> int:
    """Accept, correct or reject positions, with reason and name."""
    from willing.cases import load_case
    from willing.cli.options import required_case_folder
    from willing.errors import UsageError
    from willing.workflows.asking import find_actor, find_measure
    from willing.workflows.ledgers import open_ledger
    from willing.workflows.reviewing import Wanted, queue

    asked = {"accept": accept, "reject": reject, "correct": correct, "agree": agree}
    chosen = {name: target for name, target in asked.items() if target is not None}
    if len(chosen) + listing + (export is not None) > 1:
        raise UsageError("review: expected one of --accept, --reject, --correct, --agree, --list, --export at a time")
    loaded = load_case(required_case_folder(case))
    with open_ledger(loaded.folder) as ledger:
        people = 2 if two else ledger.people
        ledger.people = people
        if chosen:
            ((name, target),) = chosen.items()
            return judge_one(ledger, loaded, name, target, pairs or [], by, reason, as_json=as_json)
        if export is not None:
            return export_all(ledger, export, demo=demo)
        wanted = Wanted(
            actor=find_actor(actor, loaded.register) if actor else None,
            measure=find_measure(measure, loaded.register) if measure else None,
            unsure=unsure,
            coded=coded,
            judged=judged,
            demo=demo,
        )
        if listing or as_json:
            return show_list(ledger, loaded, queue(ledger, wanted, people=people), as_json=as_json)
        return by_keyboard(ledger, loaded, wanted, by, people)


def judge_one(
    ledger: Ledger, case: Case, name: str, target: str, pairs: list[str], by: str, reason: str, *, as_json: bool
) -> int:
    """One judgement from the command line."""
    from willing.errors import UsageError
    from willing.ledger import Verdict
    from willing.workflows.correcting import corrected, settings_of
    from willing.workflows.reviewing import agree, item_of, judge

    if pairs and name != "correct":
        raise UsageError(f"--set with --{name}; expected --correct ID")
    item = item_of(ledger, target, people=ledger.people)
    if name == "agree":
        state = agree(ledger, item, by, reason, ledger.people)
    else:
        document = item.entry.document
        text = ledger.document(document.sha256).text if document else None
        new = corrected(item.entry.position, text, settings_of(pairs), case) if name == "correct" else None
        state = judge(ledger, item, Verdict(name), by, reason, new, ledger.people)
    if as_json:
        print(json.dumps({"id": item.id, "state": state.value, "by": by}, ensure_ascii=False))
    else:
        typer.echo(f"{item.id}: {state.value}")
    return 0


def export_all(ledger: Ledger, file: Path, *, demo: bool) -> int:
    from willing.workflows.exporting_review import export_judged

    done = export_judged(ledger, file, include_demo=demo)
    typer.echo(
        f"{done.positions} positions and {done.rejected} rejected ones of {done.documents} documents: "
        f"{done.positions_file}, {done.documents_file}"
    )
    return 0


def show_list(ledger: Ledger, case: Case, items: Sequence[Item], *, as_json: bool) -> int:
    from willing.workflows.reviewing import item_as_json, opened

    if as_json:
        print(json.dumps([item_as_json(opened(item, ledger)) for item in items], ensure_ascii=False, indent=1))
        return 0
    from rich.markup import escape

    from willing.cli.tables import stance_label
    from willing.cli.terminal import console
    from willing.views.wording import actors_in_words, shortened

    screen = console()
    for item in items:
        position = item.entry.position
        words = position.evidence.exact if position.evidence else (position.coding.summary if position.coding else "")
        who = actors_in_words(position.actor_ids, position.quantifier, case.register)
        screen.print(
            f"{item.id}  {position.confidence:.2f}  {escape(who)}  {stance_label(position.stance)} "
            f"{case.register.measure_name(position.measure_id)}  [dim]{item.state.value}[/]"
        )
        screen.print(f"    “{escape(shortened(words, 160))}”")
    screen.print(f"{len(items)} position{'s' if len(items) != 1 else ''}")
    return 0


def by_keyboard(ledger: Ledger, case: Case, wanted: object, by: str, people: int) -> int:
    from willing.cli.review_session import Session
    from willing.cli.terminal import console
    from willing.errors import UsageError
    from willing.workflows.reviewing import Wanted, queue

    if not sys.stdin.isatty():
        raise UsageError("review by keyboard needs a terminal; for scripts: --list --json, --accept ID, --export FILE")
    name = by or os.environ.get(NAME_VARIABLE, "") or input("your name: ").strip()
    if not name:
        raise UsageError("a judgement without a name; expected --by NAME")
    assert isinstance(wanted, Wanted)
    items = queue(ledger, wanted, by=name, people=people)
    screen = console()
    if not items:
        screen.print("nothing waits for review; --coded shows what people coded, --judged what was judged")
        return 0
    Session(screen, ledger, case, items, by=name, people=people).run()
    return 0


review.__doc__ = f"{review.__doc__}\n\n{EXAMPLES}"
