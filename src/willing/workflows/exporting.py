"""Exporting a case's ledger: read what stands as of a day, or the whole record, and write it in a format."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import UsageError
from willing.export.columns import MATRIX, POSITIONS, SOURCES, Table
from willing.export.files import put_in_place
from willing.export.formats import BY_NAME, FORMATS, Format
from willing.export.rows import Row, matrix_rows, position_rows, source_rows
from willing.ledger import current_cells, one_for_each
from willing.ledger.standing import counts
from willing.model.mistake import near
from willing.version import __version__
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import ADDRESS_NAME, LEDGER_NAME, open_ledger

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Cell, Entry, Ledger
    from willing.ledger.entry import DocumentLine

Progress = Callable[[int], AbstractContextManager[Callable[[], object]]]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which positions are exported: those that count as of `axes`; only reviewed ones; only from a probability on."""

    axes: TimeAxes = NOW
    reviewed: bool = False
    least: float = 0.0
    include_demo: bool = False

    @property
    def everything(self) -> bool:
        return not (self.axes.as_of or self.axes.known_at or self.reviewed or self.least)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where, how many positions; `left_out` is what the format cannot hold."""

    path: Path
    format: str
    positions: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands, read once: the entries chosen, the cells, and the lines of the stored texts they stand in."""

    case: Case
    entries: Sequence[Entry]
    cells: Sequence[Cell]
    documents: Sequence[DocumentLine]
    day: datetime.date

    def statements(self) -> list[Entry]:
        """The entries that count, each statement once: neither rejected nor unsure ones, a quote or its coded row."""
        today = self.day.isoformat()
        return one_for_each(entry for entry in self.entries if counts(entry, today))

    def rows(self, advance: Callable[[], object] = lambda: None) -> dict[Table, list[Row]]:
        """The tables, in the order in which they are written; `advance` is told each row of positions."""
        register = self.case.register
        positions = []
        for row in position_rows(self.entries, self.cells, register):
            positions.append(row)
            advance()
        return {
            MATRIX: list(matrix_rows(self.cells, register)),
            POSITIONS: positions,
            SOURCES: list(source_rows(self.entries, self.documents)),
        }


def format_named(word: str | None, path: Path) -> Format:
    """The format of a name, or that of the path's suffix. Raises UsageError."""
    if word is None:
        found = [each for each in FORMATS if each.suffix and path.name.endswith(each.suffix) and each.suffix != ".csv"]
        if not found:
            raise UsageError(f"{path}: the name tells no format; expected --to {'|'.join(BY_NAME)}")
        return found[-1]
    if word not in BY_NAME:
        raise UsageError(f"--to {word}: expected one of {', '.join(BY_NAME)}{near(word, BY_NAME)}")
    return BY_NAME[word]


def export(
    folder: Path,
    path: Path,
    to: Format,
    selection: Selection,
    *,
    replace: bool = False,
    progress: Progress = lambda total: nullcontext(lambda: None),
) -> Exported:
    """Write the ledger of a case folder to `path`, whole or not at all.

    `progress`, given how many positions there are, gives what is told each that was written.
    Raises UsageError where something is there, a library is missing, or a format that holds the whole record is asked
    for a part; LedgerError.
    """
    from willing.cases import load_case

    if to.whole and not selection.everything:
        raise UsageError(
            f"--to {to.name} holds the whole record; expected no --as-of, --known-at, --reviewed or --least"
        )
    if belongs_to_case(path, folder):
        raise UsageError(f"{path}: a file of the case itself; expected another name")
    case = load_case(folder)
    with open_ledger(folder, case.people) as ledger:
        content = content_of(ledger, case, selection)
        with (
            put_in_place(path, folder=to.folder, replace=replace) as scratch,
            progress(len(content.entries)) as advance,
        ):
            written = write(scratch, to, content, ledger, selection, advance)
    return Exported(path, to.name, written, to.cannot_hold)


def belongs_to_case(path: Path, folder: Path) -> bool:
    """Whether a path is one of the files that a case folder is made of, which no export may replace."""
    from willing.cases.builtin import CASE_FILE
    from willing.cases.columns import TABLES as CASE_TABLES

    target = path.resolve()
    if target.parent != folder.resolve():
        return target == folder.resolve()
    return target.name in (CASE_FILE, ADDRESS_NAME, *CASE_TABLES) or target.name.startswith(LEDGER_NAME)


def content_of(ledger: Ledger, case: Case, selection: Selection) -> Content:
    axes, demo = selection.axes, selection.include_demo
    found = ledger.entries(as_of=axes.as_of, known_at=axes.known_at, include_demo=demo)
    entries = [
        entry
        for entry in ledger.with_origins(found, axes.known_at)
        if entry.position.confidence >= selection.least and (entry.reviewed or not selection.reviewed)
    ]
    if selection.reviewed or selection.least:
        # what stands by these alone: another statement than with all of them, in some cells
        cells = current_cells(entries, as_of=axes.last_day, register=case.register)
    else:
        cells = ledger.cells(case.register, as_of=axes.as_of, known_at=axes.known_at, include_demo=demo)
    behind = {entry.document.sha256 for entry in entries if entry.document}
    documents = [line for line in ledger.documents(demo) if line.sha256 in behind or selection.everything]
    return Content(case, entries, cells, documents, axes.day)


def write(
    path: Path,
    to: Format,
    content: Content,
    ledger: Ledger,
    selection: Selection,
    advance: Callable[[], object] = lambda: None,
) -> int:
    """Write the content in a format under a name that is free, or into a folder that is empty; how many positions."""
    register, case = content.case.register, content.case
    written = len(content.entries)

    def told(entries: Sequence[Entry]) -> Iterator[Entry]:
        nonlocal written
        written = len(entries)
        for entry in entries:
            yield entry
            advance()

    def record() -> Iterator[dict[str, Any]]:
        nonlocal written
        written = 0
        for row in ledger.rows():
            yield row
            for _ in row.get("positions") or ():
                written += 1
                advance()

    match to.name:
        case "jsonl":
            from willing.export.json_lines import write_rows

            write_rows(path, record())
        case "datapackage":
            from willing.export.data_package import write_package

            write_package(path, slug(case.id), case.name, content.rows(), record())
        case "csv":
            from willing.export.csv_files import write_csv

            for table, rows in content.rows(advance).items():
                write_csv(path / f"{table.name}.csv", table, rows)
        case "parquet":
            from willing.export.parquet import write_parquet

            for table, rows in content.rows(advance).items():
                write_parquet(path / f"{table.name}.parquet", table, rows)
        case "xlsx":
            from willing.export.workbook import write_workbook

            tables = content.rows()
            write_workbook(
                path, tables[MATRIX], tables[POSITIONS], tables[SOURCES], about(content, selection, to), advance
            )
        case "annotations":
            from willing.export.annotations import is_quoted, write_annotations

            quoted = [entry for entry in content.statements() if is_quoted(entry)]
            write_annotations(path, told(quoted), register, slug(case.id))
        case "plover":
            from willing.export.csv_files import write_csv
            from willing.export.plover import EVENTS, event_rows

            write_csv(path, EVENTS, event_rows(told(content.statements())))
        case "ftm":
            from willing.export.follow_the_money import write_entities

            write_entities(path, told(content.statements()), content.documents, register)
    return written


def about(content: Content, selection: Selection, to: Format) -> list[tuple[str, str]]:
    """What a workbook says of itself: case, day, meaning of columns, what is not in it."""
    told = [
        ("case", content.case.name),
        ("question", content.case.question),
        ("as of", f"said up to {selection.axes.last_day or 'the newest statement'}"),
        ("positions", f"{len(content.entries)}; {len(content.cells)} cells"),
        ("made by", f"willing {__version__}"),
    ]
    if selection.reviewed:
        told.append(("only", "positions that a person accepted or corrected"))
    if selection.least:
        told.append(("only", f"positions with a probability of {selection.least} and more"))
    for table in (MATRIX, POSITIONS, SOURCES):
        told += [(table.name, table.meaning), *((column.name, column.meaning) for column in table.columns)]
    return [*told, *(("not in it", each) for each in to.cannot_hold)]


def slug(words: str) -> str:
    """A name that a Data Package may have: lower case, digits, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "case"
