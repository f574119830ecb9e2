"""`willing eval`: scores against gold, so that users can repeat what we publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from willing.reading.condition_scoring import ConditionScore
    from willing.reading.scoring import PositionScore
    from willing.workflows.evaluating_attributions import AttributionScore
    from willing.workflows.evaluating_copies import CopiesScore
    from willing.workflows.evaluating_events import EventScore

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


DUPLICATES_EXAMPLES = """Examples:

  willing eval duplicates pairs.jsonl documents.jsonl
  willing eval duplicates clusters.jsonl.gz clusters.jsonl.gz --json"""


@app.command("duplicates")
def duplicates(
    gold: Annotated[Path, typer.Argument(help="JSON Lines: pairs with a, b and label, or documents with cluster.")],
    documents: Annotated[Path, typer.Argument(help="JSON Lines: documents with id, text, and date if known.")],
    as_json: Annotated[bool, typer.Option("--json", help="One object, with every wrong pair.")] = False,
) -> int:
    """Score how copies of one text are told from others: pair precision, recall, F1 and adjusted Rand index."""
    from willing.workflows.evaluating_copies import score_copies

    score = score_copies(gold, documents)
    print(json.dumps(score.as_json(), indent=1) if as_json else in_words(score))
    return 0


duplicates.__doc__ = f"{duplicates.__doc__}\n\n{DUPLICATES_EXAMPLES}"


def in_words(score: CopiesScore) -> str:
    pairs = score.pairs
    lines = [
        f"{score.documents} documents",
        f"pairs: precision {pairs.precision:.3f}, recall {pairs.recall:.3f}, F1 {pairs.f1:.3f} "
        f"({pairs.right} right, {len(pairs.missed)} missed, {len(pairs.false)} false)",
    ]
    if score.agreement is not None:
        lines.append(f"adjusted Rand index {score.agreement:.3f}")
    lines += [f"  missed {one} {other}" for one, other in pairs.missed]
    lines += [f"  false  {one} {other}" for one, other in pairs.false]
    return "\n".join(lines)


POSITIONS_EXAMPLES = """Examples:

  willing eval positions gold/positions.jsonl gold/documents.jsonl
  willing eval positions positions.jsonl documents.jsonl --json"""


@app.command("positions")
def positions(
    gold: Annotated[Path, typer.Argument(help="JSON Lines: doc_id and positions, as in the annotation guide.")],
    documents: Annotated[Path, typer.Argument(help="JSON Lines: doc_id, text, and date, outlet, title if known.")],
    as_json: Annotated[bool, typer.Option("--json", help="One object, with all tables.")] = False,
) -> int:
    """Score how positions are read: found, exact, whole answer; by stance and by measure; which stance for which."""
    from willing.workflows.evaluating_positions import score_positions
    from willing.workflows.reading import local_reader, register_for

    score = score_positions(gold, documents, local_reader(register_for(None)))
    print(json.dumps(score.as_json(), indent=1) if as_json else positions_in_words(score))
    return 0


positions.__doc__ = f"{positions.__doc__}\n\n{POSITIONS_EXAMPLES}"


def positions_in_words(score: PositionScore) -> str:
    told = score.as_json()
    lines = [f"{told['documents']} documents, {told['annotated']} positions annotated, {told['read']} read"]
    for name in ("found", "exact", "answer", "conditions"):
        lines.append(
            f"{name}: precision {told[name]['p']:.3f}, recall {told[name]['r']:.3f}, F1 {told[name]['f1']:.3f}"
        )
    lines.append("fields: " + ", ".join(f"{name} {share:.3f}" for name, share in told["fields"].items()))
    lines.append(
        f"flipped {told['flipped']:.3f}, missed refusals {told['missed_no']:.3f}, "
        f"firm overstated {told['firm']['overstated']:.3f}, unfounded {told['firm']['unfounded']:.3f}"
    )
    sure = told["sure"]
    lines.append(
        f"sure: {sure['read']} positions, precision {sure['precision']:.3f}, covering {sure['coverage']:.3f}; "
        f"calibration error {told['calibration_error'] or 0:.3f}"
    )
    for title, table in (("stance", told["stances"]), ("measure", told["measures"])):
        lines += ["", f"{title:<18}annotated  read  precision  recall"]
        lines += [
            f"{name:<18}{row['annotated']:>9}{row['read']:>6}{row['p']:>11.2f}{row['r']:>8.2f}"
            for name, row in table.items()
        ]
    return "\n".join([*lines, "", *confusion_in_words(told["confusion"])])


def confusion_in_words(confusion: dict[str, dict[str, int]]) -> list[str]:
    """One line a stance: what it was read as, most often first."""
    lines = ["annotated as -> read as"]
    for wanted, row in confusion.items():
        ranked = sorted(row.items(), key=lambda item: -item[1])
        if ranked:
            lines.append(f"{wanted} -> " + ", ".join(f"{name} {count}" for name, count in ranked))
    return lines


ATTRIBUTIONS_EXAMPLES = """Examples:

  willing eval attributions gold.jsonl documents.jsonl
  willing eval attributions polnear_dev.jsonl.gz polnear_dev.jsonl.gz --json"""


@app.command("attributions")
def attributions(
    gold: Annotated[Path, typer.Argument(help="JSON Lines: doc_id and attributions with source, cue, content.")],
    documents: Annotated[Path, typer.Argument(help="JSON Lines: doc_id and text; may be the same file.")],
    as_json: Annotated[bool, typer.Option("--json", help="One object, with all tables.")] = False,
) -> int:
    """Score who is found to say what: spans of source, cue and content, and whole attributions."""
    from willing.reading.encoder import Encoder
    from willing.reading.pieces import DATA
    from willing.workflows.evaluating_attributions import score_attributions

    score = score_attributions(gold, documents, Encoder(DATA))
    print(json.dumps(score.as_json(), indent=1) if as_json else attributions_in_words(score))
    return 0


attributions.__doc__ = f"{attributions.__doc__}\n\n{ATTRIBUTIONS_EXAMPLES}"


def attributions_in_words(score: AttributionScore) -> str:
    lines = [f"{score.documents} documents, {score.annotated} attributions annotated, {score.found} found"]
    lines += ["", "precision / recall / F1, %    " + "".join(f"{role:<22}" for role in ("source", "cue", "content"))]
    for stage, table in (("tagged", score.tagged), ("in attributions", score.linked)):
        for measure, roles in table.items():
            shown = "".join(f"{in_percent(roles[role]):<22}" for role in ("source", "cue", "content"))
            lines.append(f"{f'{stage}, {measure}':<30}{shown}".rstrip())
    lines += ["", *(f"whole, {name:<23}{in_percent(values)}" for name, values in score.attributions.items())]
    lines += ["", "confidence from  attributions  partly right, %"]
    lines += [f"{each['from']:<17}{each['count']:<14}{each['right']}" for each in score.confidence]
    return "\n".join(lines)


def in_percent(values: list[float]) -> str:
    return " / ".join(f"{value:.1f}" for value in values)


CONDITIONS_EXAMPLES = """Examples:

  willing eval conditions gold.jsonl documents.jsonl
  willing eval conditions gum_dev.jsonl.gz gum_dev.jsonl.gz --json"""


@app.command("conditions")
def conditions(
    gold: Annotated[Path, typer.Argument(help="JSON Lines: doc_id and relations; those with a condition count.")],
    documents: Annotated[Path, typer.Argument(help="JSON Lines: doc_id and text; may be the same file.")],
    as_json: Annotated[bool, typer.Option("--json", help="One object, with a row for each connective.")] = False,
) -> int:
    """Score how conditions are found in all sentences: their connectives, and the words that these open."""
    from willing.cases import load_general_register
    from willing.reading.local import LocalReader
    from willing.workflows.evaluating_conditions import score_conditions

    score = score_conditions(gold, documents, LocalReader(load_general_register()))
    print(json.dumps(score.as_json(), indent=1) if as_json else conditions_in_words(score))
    return 0


conditions.__doc__ = f"{conditions.__doc__}\n\n{CONDITIONS_EXAMPLES}"


def conditions_in_words(score: ConditionScore) -> str:
    lines = [
        f"{score.documents} documents, {score.annotated} conditions annotated, {score.read} found",
        f"connective: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}",
        f"words of the clause, where the connective was found: F1 {score.scope:.3f}",
        "",
        f"{'connective':<26}annotated  found",
    ]
    for name, row in score.as_json()["connectives"].items():
        lines.append(f"{name:<26}{row['annotated']:>9}{row['found']:>7}")
    return "\n".join(lines)


EVENTS_EXAMPLES = """Examples:

  willing eval events sentences.jsonl
  willing eval events plv_train.jsonl --json"""


@app.command("events")
def events(
    gold: Annotated[Path, typer.Argument(help="JSON Lines: text, source as [start, end], root (a PLOVER class).")],
    as_json: Annotated[bool, typer.Option("--json", help="One object, with all tables.")] = False,
) -> int:
    """Score what one party is found to do to another, in the fifteen kinds of events of PLOVER."""
    from willing.workflows.evaluating_events import score_events

    score = score_events(gold)
    print(json.dumps(score.as_json(), indent=1) if as_json else events_in_words(score))
    return 0


events.__doc__ = f"{events.__doc__}\n\n{EVENTS_EXAMPLES}"


def events_in_words(score: EventScore) -> str:
    lines = [
        f"{score.sentences} sentences{f', {score.unmarked} without a source left out' if score.unmarked else ''}",
        f"macro-F1 {score.macro_f1:.3f}, accuracy {score.accuracy:.3f}",
        "",
        "kind        annotated  found    F1  told instead, - for none",
    ]
    told = score.as_json()["confusion"]
    for kind, row in score.by_kind().items():
        others = ", ".join(f"{name} {count}" for name, count in told[kind].items() if name != kind)
        lines.append(f"{kind:<12}{row['annotated']:>9.0f}{row['found']:>7.0f}{row['f1']:>6.2f}  {others}".rstrip())
    return "\n".join(lines)
