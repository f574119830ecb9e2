"""python -m training.annotation COMMAND: hand out passages and writing tasks, compile annotations, compare them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.annotation import agreement, briefs, choice, compiling, news_gold, showing, unsure
from training.annotation.passages import ANNOTATIONS, annotated_passages, is_done, passage_of
from willing.errors import InvalidValue


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m training.annotation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("batches", help="how many batches each corpus gives")
    commands.add_parser("choose", help="choose the passages anew, the lines of batches.tsv; only while none is done")
    doubtful = commands.add_parser(
        "unsure", help="choose more passages, where the reader is unsure: lines for batches.tsv"
    )
    doubtful.add_argument("corpus", choices=sorted(choice.HANDED_OUT))
    doubtful.add_argument("--count", type=int, default=250, help="how many passages (default 250)")
    one = commands.add_parser("batch", help="print a batch to annotate")
    one.add_argument("corpus", choices=sorted(choice.HANDED_OUT))
    one.add_argument("number", type=int)
    one.add_argument("--all", action="store_true", help="also passages that are annotated already")
    brief = commands.add_parser("brief", help="print a writing task, or all their titles")
    brief.add_argument("number", type=int, nargs="?")
    build = commands.add_parser("compile", help="check a file in the compact form; with -o, write its records")
    build.add_argument("file", type=Path)
    build.add_argument("-o", "--output", type=Path)
    build.add_argument("--again", action="store_true", help="a second annotation, for agreement: passages may be done")
    gold = commands.add_parser("gold", help="compile all answers to the news gold and write its two files")
    gold.add_argument("files", type=Path, nargs="*", help="by default tests/gold/news/answers/group-*.txt")
    show = commands.add_parser("show", help="print compiled records in the compact form again")
    show.add_argument("file", type=Path)
    show.add_argument("--text", action="store_true", help="with the passages' sentences")
    agree = commands.add_parser("agree", help="compare two compiled annotations of the same passages")
    agree.add_argument("first", type=Path)
    agree.add_argument("second", type=Path)
    agree.add_argument("--list", action="store_true", help="print every difference, to settle it")
    arguments = parser.parse_args()
    try:
        return int(RUN[arguments.command](arguments))
    except (InvalidValue, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def run_batches(_: argparse.Namespace) -> int:
    done = annotated_passages()
    for corpus in choice.HANDED_OUT:
        batches = [ids for (name, _), ids in choice.handed_out().items() if name == corpus]
        passages = [doc_id for ids in batches for doc_id in ids]
        ready = sum(is_done(doc_id, done) for doc_id in passages)
        print(f"{corpus}: {len(batches)} batches, {len(passages)} passages, {ready} annotated")
    print(f"writing tasks: {len(briefs.load_briefs())}")
    return 0


def run_choose(_: argparse.Namespace) -> int:
    print(choice.choose(), end="")
    return 0


def run_unsure(arguments: argparse.Namespace) -> int:
    print(unsure.unsure(arguments.corpus, arguments.count), end="")
    return 0


def run_batch(arguments: argparse.Namespace) -> int:
    done = {} if arguments.all else annotated_passages()
    ids = choice.batch_ids(arguments.corpus, arguments.number)
    passages = [passage_of(doc_id) for doc_id in ids if not is_done(doc_id, done)]
    print(choice.as_text(arguments.corpus, arguments.number, passages), end="")
    return 0


def run_brief(arguments: argparse.Namespace) -> int:
    print(briefs.titles() if arguments.number is None else briefs.brief_text(arguments.number))
    return 0


def run_compile(arguments: argparse.Namespace) -> int:
    annotations = Path("no-such-folder") if arguments.again else ANNOTATIONS
    text = arguments.file.read_text(encoding="utf-8")
    compiled = compiling.compile_text(text, annotations=annotations, output=arguments.output)
    for mistake in compiled.mistakes:
        print(f"{arguments.file}:{mistake.line}: {mistake.message}")
    print(compiled.counts)
    if compiled.mistakes:
        print(f"{len(compiled.mistakes)} mistakes: nothing written")
        return 1
    if arguments.output:
        arguments.output.write_text(compiling.as_lines(compiled.records), encoding="utf-8")
        print(f"written to {arguments.output}")
    return 0


def run_gold(arguments: argparse.Namespace) -> int:
    files = arguments.files or sorted((news_gold.FOLDER / "answers").glob("group-*.txt"))
    compiled = [compiling.compile_text(file.read_text(encoding="utf-8")) for file in files]
    for file, each in zip(files, compiled, strict=True):
        for mistake in each.mistakes:
            print(f"{file}:{mistake.line}: {mistake.message}")
    if any(each.mistakes for each in compiled):
        return 1
    news_gold.write_gold([record for each in compiled for record in each.records])
    print(f"written to {news_gold.FOLDER}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    print(showing.show_file(arguments.file, with_text=arguments.text), end="")
    return 0


def run_agree(arguments: argparse.Namespace) -> int:
    print(agreement.report(arguments.first, arguments.second, listed=arguments.list))
    return 0


RUN = {
    "batches": run_batches,
    "choose": run_choose,
    "unsure": run_unsure,
    "batch": run_batch,
    "brief": run_brief,
    "compile": run_compile,
    "gold": run_gold,
    "show": run_show,
    "agree": run_agree,
}

if __name__ == "__main__":
    sys.exit(main())
