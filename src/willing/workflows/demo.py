"""The demo: a built-in case in a fresh folder, its bundled texts read by the local reader, and a page to look at.

The texts are written for the project and retell a public record. They go into a ledger of their own, marked as demo
texts, and never into the case's.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.cases.builtin import CASE_FILE
from willing.errors import CaseError, UsageError
from willing.model import Document, PartialDate
from willing.workflows.adding import keep
from willing.workflows.reading import local_reader
from willing.workflows.starting import start
from willing.workflows.whole_files import write_whole

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Entry, Ledger
    from willing.views.answer import Answer

BUILT_IN = "ukraine-coalition"
DEMO_LEDGER = "demo.db"
PAGE = "demo.html"


@dataclass(frozen=True, slots=True)
class DemoText:
    """A bundled text with the public record that it retells."""

    document: Document
    retells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demo shows: the answer in a sentence, the entries behind it, and where the page was written."""

    folder: Path
    page: Path
    answer: Answer
    entries: dict[str, Entry]
    texts: int
    positions: int
    cells: int
    case: Case
    measure_id: str


def demonstrate(folder: Path, advance: Callable[[], None] = lambda: None, *, source: str = BUILT_IN) -> Demonstration:
    """Make the demo of a case in `folder`, or reopen the one that is there; `advance` is called after each text.

    Raises UsageError where the folder holds something else, CaseError where the case is unknown or shows no demo.
    """
    from willing.cases import check_case, load_case
    from willing.ledger import Ledger, current_cells
    from willing.views.answer import answer_of
    from willing.views.demo_page import demo_html, demo_page_of

    begun = prepare(folder, source)
    case = load_case(folder)
    if case.demo is None:
        if begun:
            shutil.rmtree(folder)
        raise CaseError(f"{case.name}: shows no demo; expected a [demo] in its {CASE_FILE} and texts beside it")
    if mistakes := check_case(folder):
        raise CaseError("\n\n".join(map(str, mistakes)))
    texts = bundled_texts(folder / "texts")
    ledger_file = folder / DEMO_LEDGER
    with Ledger.open(str(ledger_file)) if ledger_file.exists() else Ledger.create(str(ledger_file)) as ledger:
        read_texts(texts, ledger, case, advance)
        entries = {entry.id: entry for entry in ledger.entries(include_demo=True)}
    day = case.demo.as_of
    then = tuple(entry for entry in entries.values() if entry.days[0] <= day.last)
    cells = current_cells(then, as_of=day.last, register=case.register)
    answer = answer_of(cells, case.demo.measure_id, case.register, as_of=day, speakers=speakers_of(entries.values()))
    page = demo_page_of(
        case.name,
        answer.sentence,
        current_cells(tuple(entries.values()), register=case.register),
        [(text.document, text.retells) for text in texts],
        tuple(entries.values()),
        case.register,
    )
    write_whole(folder / PAGE, demo_html(page))
    return Demonstration(
        folder, folder / PAGE, answer, entries, len(texts), len(entries), len(cells), case, case.demo.measure_id
    )


def prepare(folder: Path, source: str) -> bool:
    """A case folder for the demo: started anew (true), or the one of an earlier demo."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / CASE_FILE).is_file() or not (folder / "texts").is_dir():
            raise UsageError(f"{folder}: holds something else; expected a new or empty folder; name another one")
        return False
    start(source, folder)
    return True


def bundled_texts(folder: Path) -> tuple[DemoText, ...]:
    """The texts of a case's `texts` folder, as its index describes them."""
    with (folder / "index.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return tuple(
        DemoText(
            Document(
                id=row["file"],
                text=(folder / row["file"]).read_text(encoding="utf-8"),
                title=row["title"],
                outlet=row["outlet"],
                published=PartialDate.parse(row["date"]),
                language="en",
            ),
            tuple(row["retells"].split()),
        )
        for row in rows
    )


def read_texts(texts: Iterable[DemoText], ledger: Ledger, case: Case, advance: Callable[[], None]) -> None:
    reader = local_reader(case.register)
    for reading in reader.read(text.document for text in texts):
        keep(reading, ledger, reader, demo=True)
        advance()


def speakers_of(entries: Iterable[Entry]) -> dict[str, str]:
    """By position id, the words that name its speaker, where it has any."""
    return {entry.id: entry.words.speaker for entry in entries if entry.words.speaker}
