"""The texts of a case: a list of them, and one opened with everything that was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from willing.ledger import DocumentLine, Entry
    from willing.ledger.origins import Story
    from willing.model import Document
    from willing.model.register import Register


@dataclass(frozen=True, slots=True)
class Opened:
    """A text with its positions in the order of their quotes, its story, and the ids of those that stand."""

    line: DocumentLine
    document: Document
    entries: tuple[Entry, ...]
    story: Story | None
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """Some documents, the newest first, of `total`; each with the number of its positions."""

    lines: tuple[tuple[DocumentLine, int], ...]
    total: int


def open_document(folder: Path, register: Register, digits: str, *, axes: TimeAxes = NOW) -> Opened | None:
    """A text by the beginning of its sha256, its positions as known; None where the ledger has none."""
    with open_ledger(folder) as ledger:
        found = ledger.text(digits)
        if found is None:
            return None
        line, document = found
        entries = ledger.entries(documents=(line.sha256,), known_at=axes.known_at, include_demo=True)
        cells = ledger.cells(
            register, as_of=axes.as_of, known_at=axes.known_at, include_demo=line.demo, with_entries=False
        )
        stories = ledger.stories_told((line.sha256,), axes.known_at)
    standing = {cell.standing_id for cell in cells} | {part.standing_id for cell in cells for part in cell.parts}
    return Opened(
        line, document, tuple(sorted(entries, key=place)), stories[0] if stories else None, frozenset(standing)
    )


def digits_named(folder: Path, name: str) -> str | None:
    """The sha256 of the newest document of a name that an input gave it; None where there is none."""
    with open_ledger(folder) as ledger:
        of_name = [line for line in ledger.documents() if line.id == name]
    return of_name[-1].sha256 if of_name else None


def list_documents(
    folder: Path, words: str = "", *, axes: TimeAxes = NOW, include_demo: bool = False, first: int = 0, count: int = 50
) -> Listed:
    """Documents with all of the words in title, outlet, author, name or address, the newest first."""
    with open_ledger(folder) as ledger:
        fitting = [line for line in ledger.documents(include_demo) if is_listed(line, words.casefold().split(), axes)]
        fitting.sort(key=newest_first, reverse=True)
        shown = fitting[first : first + count]
        entries = ledger.entries(
            documents=[line.sha256 for line in shown], known_at=axes.known_at, include_demo=include_demo
        )
    counts: dict[str, int] = {}
    for entry in entries:
        if entry.document:
            counts[entry.document.sha256] = counts.get(entry.document.sha256, 0) + 1
    return Listed(tuple((line, counts.get(line.sha256, 0)) for line in shown), len(fitting))


def is_listed(line: DocumentLine, words: Iterable[str], axes: TimeAxes) -> bool:
    if axes.as_of and line.published and line.published.last > axes.as_of:
        return False
    if axes.known_at and line.recorded_at and line.recorded_at > axes.known_at:
        return False
    told = " ".join(filter(None, (line.title, line.outlet, line.author, line.id, line.url))).casefold()
    return all(word in told for word in words)


def newest_first(line: DocumentLine) -> tuple[str, str, str]:
    recorded = line.recorded_at.isoformat() if line.recorded_at else ""
    return line.published.last.isoformat() if line.published else recorded[:10], recorded, line.sha256


def place(entry: Entry) -> tuple[int, int, str]:
    quote = entry.position.evidence
    return (quote.span.start, -quote.span.end, entry.id) if quote else (0, 0, entry.id)
