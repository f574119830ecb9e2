"""Importing positions from a spreadsheet or from annotations: read, check every row, keep all or nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.cases.imports.columns import columns_of
from willing.cases.imports.rows import ImportMistake, RowReader, Told
from willing.errors import InputError
from willing.workflows.importing_exported import is_exported, notes_of, taken_back
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Ledger
    from willing.model import Document, Position
    from willing.model.register import Register
    from willing.model.sheet import Sheet

ANNOTATIONS = (".jsonl", ".ndjson")
MOST_SHOWN = 8
"""Unknown ids named in a note."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file holds: positions without stored words, annotated documents, or the mistakes in it.

    `columns` says what became of each column, `notes` how the file was understood. `named` tells whether the rows have
    ids of their own; `whole`, that the file is a ledger's record, which is read while it is kept; `known` counts rows
    that need not be kept, since the ledger has them. With a mistake there is nothing to keep.
    """

    file: Path
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    mistakes: tuple[ImportMistake, ...] = ()
    positions: tuple[Position, ...] = ()
    annotated: tuple[tuple[Document, tuple[Position, ...]], ...] = ()
    named: bool = False
    whole: bool = False
    known: int = 0

    @property
    def count(self) -> int:
        return self.known + len(self.positions) + sum(len(found) for _, found in self.annotated)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a plan: ids kept now, how many were there already, and older entries of rows that changed.

    `taken_in` counts the rows of a ledger's record that were new, by their kind.
    """

    new: tuple[str, ...]
    known: int
    older: tuple[tuple[str, str], ...] = ()
    taken_in: Mapping[str, int] = field(default_factory=dict)


def plan_import(file: Path, case: Case, told: Told, *, sheet: str | None = None, documents: Path | None = None) -> Plan:
    """All that the file would bring, and every mistake in it. Raises InputError where it cannot be read at all."""
    if is_whole_record(file):
        unknown = unknown_in_record(record_rows(file), case.register)
        return Plan(file=file, notes=("the whole record of a ledger", *unknown), whole=True)
    if not file.is_file():
        raise InputError(
            f"{file}: {'a folder' if file.is_dir() else 'no such file'}; expected a .csv, .xlsx or .jsonl file, or a "
            "data package that willing export made"
        )
    if file.suffix.lower() in ANNOTATIONS:
        return plan_annotations(file, case, told, documents)
    from willing.sources.sheets import read_sheet

    table = read_sheet(file, sheet or exported_sheet(file))
    if is_exported(table) and not (told.columns or told.fixed or told.values):
        return plan_exported(file, table, case, told)
    columns = columns_of(table, told.columns)
    reader = RowReader(table, columns, case, told)
    positions = reader.positions()
    mistakes = tuple(reader.mistakes)
    return Plan(
        file=file,
        notes=table.notes,
        columns=tuple(columns.in_words()),
        mistakes=mistakes,
        positions=() if mistakes else positions,
        named="row" in columns.by_field,
    )


def plan_exported(file: Path, table: Sheet, case: Case, told: Told) -> Plan:
    with open_ledger(case.folder, case.people) as ledger:
        found = taken_back(table, case, ledger.entries(include_demo=True), told.by)
    mistakes = tuple(found.mistakes)
    return Plan(
        file=file,
        notes=notes_of(found),
        mistakes=mistakes,
        positions=() if mistakes else tuple(found.positions),
        named=True,
        known=found.known,
    )


def plan_annotations(file: Path, case: Case, told: Told, documents: Path | None) -> Plan:
    from willing.workflows.annotations import read_annotations

    with open_ledger(case.folder) as ledger:
        found, mistakes = read_annotations(file, documents, case.register, ledger, by=told.by)
        known = {line.sha256 for line in ledger.documents()}
    # a text without annotations says nothing, and must not hide what a reader found in it
    annotated = tuple((document, positions) for document, positions in found if positions)
    again = sum(document.sha256 in known for document, _ in annotated)
    notes = (f"{again} of the texts known already: these annotations are their newest reading",) if again else ()
    return Plan(file=file, notes=notes, mistakes=mistakes, annotated=() if mistakes else annotated)


def take_in_record(plan: Plan, folder: Path, *, keep: bool = True) -> Imported:
    """Take a ledger's whole record into the case's, all or none; without `keep` only check it and count."""
    with open_ledger(folder) as ledger:
        return Imported((), 0, taken_in=ledger.take_in(record_rows(plan.file), keep=keep))


def keep_import(plan: Plan, folder: Path) -> Imported:
    """Keep a plan without mistakes in the case's ledger, in one go; what is there already adds nothing."""
    if plan.whole:
        return take_in_record(plan, folder)
    with open_ledger(folder) as ledger:
        if plan.annotated:
            return keep_annotated(plan, ledger)
        older = older_rows(plan, ledger)
        new = ledger.add_coded(plan.positions)
    changed = tuple((row, each) for row, each in older if new)
    return Imported(new, plan.known + len(plan.positions) - len(new), changed)


def keep_annotated(plan: Plan, ledger: Ledger) -> Imported:
    added = ledger.add_all([(document, found, reading_name(found)) for document, found in plan.annotated])
    new = tuple(each for kept in added for each in kept.positions)
    return Imported(new, plan.count - len(new))


def reading_name(found: Sequence[Position]) -> str:
    """A name for these annotations of a text: the same ones again are the same reading, others a newer one."""
    content = json.dumps([position.as_json() for position in found], sort_keys=True)
    return f"import/{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def older_rows(plan: Plan, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Entries from rows of the same ids with other content: (row, entry id). Rows without ids have none."""
    if not plan.named:
        return ()
    from willing.ledger.identity import coded_id

    now = {position.doc_id: coded_id(position) for position in plan.positions}
    return tuple(
        (entry.position.doc_id, entry.id)
        for entry in ledger.entries()
        if entry.document is None
        and entry.verdict != "reject"
        and entry.position.doc_id in now
        and now[entry.position.doc_id] != entry.id
    )


def is_whole_record(file: Path) -> bool:
    """Whether the file or folder is a ledger's record, as `willing export` writes it."""
    from willing.export.data_package import is_package
    from willing.export.json_lines import is_record

    return is_package(file) or (file.suffix.lower() in ANNOTATIONS and is_record(file))


def record_rows(file: Path) -> Iterator[dict[str, Any]]:
    from willing.export.data_package import is_package, read_package
    from willing.export.json_lines import read_rows

    return read_package(file) if is_package(file) else read_rows(file)


def unknown_in_record(rows: Iterable[Mapping[str, Any]], register: Register) -> Iterator[str]:
    """Ids in a record that the case does not know, a note for each kind: they are kept, and shown as they are."""
    known = {
        "actors": {actor.id for actor in register.actors},
        "measures": {measure.id for measure in register.measures},
        "conditions": {kind.id for kind in register.conditions},
    }
    met: dict[str, Counter[str]] = {kind: Counter() for kind in known}
    for row in rows:
        # what is wrong with a row is told when it is taken in
        with suppress(KeyError, TypeError, AttributeError):
            for each in row["positions"] if row["row"] == "reading" else ():
                record = each["record"]
                met["actors"].update([*record["actor_ids"], *record["by_ids"], *record["for_ids"]])
                met["measures"][record["measure_id"]] += 1
                met["conditions"].update(condition["id"] for condition in record["conditions"])
    for kind, counts in met.items():
        if unknown := {name: count for name, count in counts.items() if name not in known[kind]}:
            shown = ", ".join(map(str, sorted(unknown, key=lambda name: -unknown[name])[:MOST_SHOWN]))
            more = f" and {len(unknown) - MOST_SHOWN} more" if len(unknown) > MOST_SHOWN else ""
            yield f"{kind} that this case does not know: {shown}{more}; they are kept and shown by their ids"


def exported_sheet(file: Path) -> str | None:
    """The sheet of positions in a workbook that `willing export` made; None in any other file."""
    if file.suffix.lower() != ".xlsx":
        return None
    from willing.export.workbook import is_ours

    return "positions" if is_ours(file) else None
