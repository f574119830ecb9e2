"""Mistakes in the texts of a case and in the index that describes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from willing.cases.cells import checks_for
from willing.cases.check_tables import check_table
from willing.cases.columns import INDEX_FILE
from willing.cases.damaged import read_as_far_as_possible, text_as_far_as_readable
from willing.cases.known import Known
from willing.model.mistake import FileMistake

TEXTS_FOLDER = "texts"
ENDINGS = (".txt", ".md")


def check_texts(folder: Path, known: Known) -> list[FileMistake]:
    """Mistakes in the folder of texts; none where there is no such folder."""
    texts = folder / TEXTS_FOLDER
    if not texts.is_dir():
        return []
    files = sorted(file for file in texts.iterdir() if file.suffix in ENDINGS and file.is_file())
    return [
        *(mistake for file in files for mistake in check_text(file)),
        *check_index(texts / INDEX_FILE, replace(known, texts=frozenset(file.name for file in files))),
    ]


def check_text(file: Path) -> list[FileMistake]:
    text, mistakes = text_as_far_as_readable(file)
    if not mistakes and not text.strip():
        return [FileMistake(file, None, "empty", "a text")]
    return mistakes


def check_index(file: Path, known: Known) -> Iterator[FileMistake]:
    """The index, where there is one: it describes every text."""
    if not file.is_file():
        return
    readable = read_as_far_as_possible(file)
    yield from check_table(readable, checks_for(INDEX_FILE, known))
    if "file" in readable.table.columns:
        for name in sorted(known.texts - readable.ids("file")):
            yield FileMistake(file, None, f"no row for {name}", "a row for every text in the folder")
