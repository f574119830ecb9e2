"""A workbook: the matrix as a grid whose cells lead to what they stand on, positions, sources, and what all that is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.errors import UsageError
from willing.export.columns import POSITIONS, SOURCES, Table
from willing.export.rows import Row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CREATOR = "willing"
"""Who the workbook says it is by: how an import knows it again."""
MADE = datetime.datetime(2000, 1, 1)
"""The moment that the file names as its making, so that the same ledger gives the same file."""
MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""
MOST_LINKS = 65_000
"""Links of a sheet; spreadsheet programs refuse a file with a few more."""
LONGEST_LINK = 2_079
"""Characters of a link that spreadsheet programs follow."""
LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
COLOURS = {
    "delivered": "9DC3E6", "allocated": "BDD7EE", "committed": "BDD7EE", "willing": "DDEBF7", "considering": "EAF3FB",
    "undecided": "EDEDED", "reluctant": "FCE9D4", "declined": "F8CBAD", "opposed": "E6A58A", "requests": "E4DFEC",
}  # fmt: skip


def write_workbook(
    file: Path,
    matrix: Sequence[Row],
    positions: Sequence[Row],
    sources: Sequence[Row],
    about: Iterable[tuple[str, str]],
    advance: Callable[[], object] = lambda: None,
) -> None:
    """Write the sheets matrix, positions, sources and about. `advance` is told each row of positions.

    Raises UsageError where openpyxl is not installed, or a sheet cannot hold so many rows.
    """
    if max(len(positions), len(sources)) > MOST_ROWS:
        raise UsageError(
            f"{len(positions)} positions: a sheet holds {MOST_ROWS}; expected fewer (--as-of, --least), or --to parquet"
        )
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UsageError("writing .xlsx needs openpyxl; install it with: pip install 'willing[xlsx]'") from None
    book = Workbook()
    grid = book.active
    assert grid is not None
    grid.title = "matrix"
    write_grid(grid, matrix, {row["id"]: number for number, row in enumerate(positions, start=2)})
    sheet = book.create_sheet(POSITIONS.name)
    write_table(sheet, POSITIONS, positions, advance)
    link_rows(sheet, POSITIONS, "publisher", "sources", source_lines(positions, sources))
    sheet = book.create_sheet(SOURCES.name)
    write_table(sheet, SOURCES, sources)
    link_addresses(sheet, SOURCES, "url", sources)
    write_about(book.create_sheet("about"), about)
    properties = book.properties
    properties.creator, properties.created, properties.modified = CREATOR, MADE, MADE
    book.save(file)
    settle(file)


def write_grid(sheet: Worksheet, matrix: Sequence[Row], lines: dict[str, int]) -> None:
    """Actors down, measures across; a cell has its stance and conditions, and leads to its position's row."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    names = {row["measure"]: row["measure_name"] for row in matrix}
    columns = {measure: column for column, measure in enumerate(names, start=2)}
    actors = {each: line for line, each in enumerate(dict.fromkeys((row["actor"], row["set"]) for row in matrix), 2)}
    put(sheet, 1, 1, "actor")
    for measure, column in columns.items():
        put(sheet, 1, column, names[measure])
        sheet.column_dimensions[get_column_letter(column)].width = 22
    sheet.column_dimensions["A"].width = 26
    for row in matrix:
        line, column = actors[row["actor"], row["set"]], columns[row["measure"]]
        put(sheet, line, 1, ": ".join(each for each in (row["actor_name"], row["set"]) if each))
        put(sheet, line, column, row["stance"] + (f"\n{row['conditions']}" if row["conditions"] else ""))
        cell = sheet.cell(line, column)
        cell.fill = PatternFill("solid", fgColor=COLOURS[row["stance"]])
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if (target := lines.get(row["position"])) is not None:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"positions!A{target}")
    for cell in (*sheet[1], *sheet["A"]):
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"


def write_table(
    sheet: Worksheet, table: Table, rows: Iterable[Row], advance: Callable[[], object] = lambda: None
) -> None:
    from openpyxl.styles import Font

    for column, name in enumerate(table.names, start=1):
        put(sheet, 1, column, name)
        sheet.cell(1, column).font = Font(bold=True)
    for line, row in enumerate(rows, start=2):
        for column, name in enumerate(table.names, start=1):
            put(sheet, line, column, row[name])
        advance()
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def source_lines(positions: Sequence[Row], sources: Sequence[Row]) -> Iterator[int | None]:
    """For each position the line of its source in the other sheet."""
    lines = {row["source"]: line for line, row in enumerate(sources, start=2)}
    for row in positions:
        yield lines.get(row["document"] or row["url"] or row["publisher"])


def link_rows(sheet: Worksheet, table: Table, name: str, other: str, lines: Iterable[int | None]) -> None:
    """Make the cells of a column lead to lines of another sheet."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    column = table.names.index(name) + 1
    for line, target in enumerate(lines, start=2):
        if target is not None and line <= MOST_LINKS:
            cell = sheet.cell(line, column)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{other}!A{target}")


def link_addresses(sheet: Worksheet, table: Table, name: str, rows: Iterable[Row]) -> None:
    """Make addresses of the web links; an address of any other kind stays text, for a click must not run anything."""
    column = table.names.index(name) + 1
    for line, row in enumerate(rows, start=2):
        address = row[name] or ""
        if address.startswith(("http://", "https://")) and len(address) <= LONGEST_LINK and line <= MOST_LINKS:
            cell = sheet.cell(line, column)
            shown = cell.value
            cell.hyperlink = held_in_cell(address)
            cell.value, cell.data_type = shown, "s"


def write_about(sheet: Worksheet, about: Iterable[tuple[str, str]]) -> None:
    for line, (name, told) in enumerate(about, start=1):
        put(sheet, line, 1, name)
        put(sheet, line, 2, told)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 110


def put(sheet: Worksheet, line: int, column: int, value: Any) -> None:
    """A value in a cell; text is text, whatever it begins with, and is cut where a cell can hold no more."""
    if value is None:
        return
    cell = sheet.cell(line, column)
    if isinstance(value, str):
        cell.value = held_in_cell(value)
        cell.data_type = "s"
    else:
        cell.value = value


def held_in_cell(text: str) -> str:
    """The text as a cell holds it."""
    # a half pair of surrogates can be in a stored text and in no workbook
    text = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text.encode("utf-16", "replace").decode("utf-16"))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def settle(file: Path) -> None:
    """Give every part of the archive the same moment: a workbook is a ZIP that else tells when it was written."""
    import zipfile

    with zipfile.ZipFile(file) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name == "docProps/core.xml":
                moment = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, content)
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def is_ours(file: Path) -> bool:
    """Whether `write_workbook` made the file."""
    import zipfile

    try:
        with zipfile.ZipFile(file) as archive:
            told = archive.read("docProps/core.xml")
    except Exception:
        # a damaged workbook breaks the library in many ways; reading its cells will tell what is wrong with it
        return False
    return re.search(rb"<dc:creator[^>]*>" + CREATOR.encode() + rb"</dc:creator>", told) is not None
