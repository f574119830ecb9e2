"""Tables from files: CSV in whatever encoding and with whatever separator, and workbooks."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from willing.errors import InputError
from willing.model.sheet import Sheet, SheetRow

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
LONGEST_CELL = 1_000_000
OTHER_FORMS = (".xls", ".ods", ".numbers", ".xlsb")


def read_sheet(file: Path, name: str | None = None) -> Sheet:
    """The table in a CSV file or in one sheet of a workbook (`name`; the first that is shown where none is given).

    Rows without any cell are left out. Raises InputError for what is no table or cannot be read.
    """
    if file.suffix.lower() in OTHER_FORMS:
        raise InputError(f"{file}: {file.suffix} files are not read; save it as .xlsx or .csv")
    raw = file.read_bytes()
    if raw.startswith(b"PK\x03\x04"):
        from willing.sources.workbooks import read_workbook

        return read_workbook(file, name)
    if name is not None:
        raise InputError(f"{file}: --sheet {name!r} for a file that is no workbook")
    return read_csv(raw, file.name)


def read_csv(raw: bytes, file: str) -> Sheet:
    """The table in CSV: its encoding and separator are found out and told where they are not UTF-8 and commas."""
    text, encoding = decoded(raw, file)
    separator = separator_of(text)
    notes = []
    if encoding not in ("utf-8", "utf-8 with a mark"):
        notes.append(f"read as {encoding}, for it is not UTF-8; check names with accents")
    if separator != ",":
        notes.append(f"cells stand between {SEPARATORS[separator]}")
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        rows = tuple(rows_of(text, separator))
    except csv.Error as error:
        raise InputError(f"{file}: no CSV ({error}); expected cells between {SEPARATORS[separator]}") from None
    finally:
        csv.field_size_limit(before)
    return Sheet(file, None, rows, tuple(notes), decimal_comma=separator == ";")


def rows_of(text: str, separator: str) -> list[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, before = [], 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(SheetRow(before + 1, tuple(cells)))
        before = reader.line_num
    return rows


def decoded(raw: bytes, file: str) -> tuple[str, str]:
    """The text, and the name of the encoding it was read in."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), f"{encoding} with a mark"
            except UnicodeDecodeError as error:
                raise InputError(f"{file}: marked as {encoding}, but byte {error.start} is not") from None
    if b"\0" in raw:
        raise InputError(f"{file}: binary data; expected a table as .csv, .xlsx or .jsonl")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # signs between 0x80 and 0x9F are letters in Windows-1252 and control characters in Latin-1
        windows = any(0x80 <= byte <= 0x9F for byte in raw)
        try:
            return raw.decode("cp1252" if windows else "latin-1"), "Windows-1252" if windows else "Latin-1"
        except UnicodeDecodeError:
            return raw.decode("latin-1"), "Latin-1"


def separator_of(text: str) -> str:
    """The sign that parts the cells of the first row with any, outside of quotation marks; a comma where none does."""
    for line in text.splitlines():
        outside = "".join(line.split('"')[::2])
        counts = {sign: outside.count(sign) for sign in SEPARATORS}
        best = max(counts, key=lambda sign: counts[sign])
        if counts[best]:
            return best
    return ","
