"""The ledger: documents, their readings, positions, judgements and facts, kept for good.

It only appends, and the database itself refuses anything else. Each call that writes is one transaction: all of it
is kept or nothing, also when the process is killed; a rerun adds what is missing and nothing twice. Every quote is
compared with the stored text before it is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from willing.errors import LedgerError
from willing.ledger.entry import Added, Counts, DocumentLine, Entry, FactEntry, Judgement, Verdict
from willing.ledger.moments import day_text, end_of, moment_of, moment_text
from willing.model import Document, PartialDate, Position

if TYPE_CHECKING:
    from sqlalchemy import Engine

Day = datetime.date | PartialDate | str
Moment = datetime.datetime | str

# SQLAlchemy takes a third of a second to import: the modules that need it are imported where they are used.


class Ledger:
    """An open ledger; `Ledger.create` or `Ledger.open` gives one. Usable from several threads, and as a context."""

    def __init__(self, engine: Engine, address: str) -> None:
        self.engine = engine
        self.address = address

    @classmethod
    def create(cls, path_or_url: str | Path) -> Ledger:
        """A new, empty ledger in a file that is missing or empty, or in an empty database.

        Raises LedgerError where something is there already, or where nothing can be written.
        """
        from willing.ledger.opening import created

        return cls(*created(path_or_url))

    @classmethod
    def open(cls, path_or_url: str | Path) -> Ledger:
        """An existing ledger. Raises LedgerError for a missing or foreign file and for a newer version."""
        from willing.ledger.opening import opened

        return cls(*opened(path_or_url))

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # writing

    def add(
        self,
        document: Document,
        positions: Sequence[Position],
        *,
        reader: str,
        status: str = "read",
        reason: str | None = None,
        demo: bool = False,
        recorded_at: Moment | None = None,
    ) -> Added:
        """Keeps a document with what a reader (name and version) found in it: everything or nothing.

        A text that this reader version has read before adds nothing; one that another version reads adds a reading,
        which the views use from then on. `status` is "unread", with a `reason`, for a text that the reader could not
        read; `demo` marks a text written for the project. Raises LedgerError where a quote does not stand in the
        text or the database cannot write; then nothing of this document was kept.
        """
        from willing.ledger import database, writing

        reading = writing.Reading(reader, status, reason, demo, moment_text(recorded_at))
        writing.check_quoted(document, positions)
        with database.writing(self.engine) as connection:
            return writing.add_document(connection, document, positions, reading)

    def add_coded(self, positions: Sequence[Position], recorded_at: Moment | None = None) -> tuple[str, ...]:
        """Keeps positions whose words are not stored, all or none; the ids of those that were not there yet."""
        from willing.ledger import database, writing

        for position in positions:
            if position.coding is None:
                raise LedgerError(
                    f"position of {', '.join(position.actor_ids)} in {position.doc_id} has a quote: "
                    "expected coded or imported ones; add it with its document"
                )
        with database.writing(self.engine) as connection:
            return writing.add_coded(connection, positions, moment_text(recorded_at))

    def judge(
        self,
        position_id: str,
        verdict: Verdict | str,
        by: str,
        reason: str,
        corrected: Position | None = None,
        recorded_at: Moment | None = None,
    ) -> Judgement:
        """Records a person's judgement of a position; the newest one counts.

        `by` is the person's name. `corrected` is the whole position as it should read, given exactly where the verdict
        is "correct"; it quotes the same document, and its words are checked like any other's. Raises LedgerError.
        """
        from sqlalchemy import insert

        from willing.ledger import database, judging, schema

        judgement = judging.checked(position_id, verdict, by, reason, corrected, moment_of(moment_text(recorded_at)))
        with database.writing(self.engine) as connection:
            connection.execute(insert(schema.judgements), judging.row(connection, judgement))
        return judgement

    def anchor(
        self,
        coded_id: str,
        document: Document,
        position: Position,
        *,
        by: str,
        reason: str,
        recorded_at: Moment | None = None,
    ) -> str:
        """Keeps the words that a coded position stands on, accepted by a person: document, quote, judgement, or none.

        `position` quotes `document`; the coded one stays and counts no more where the quote carries all of it
        (`ledger/anchors.py`). Gives the quote's id. Raises LedgerError where the coded position is unknown, a quote
        does not stand in the text or no name is given.
        """
        from dataclasses import replace

        from sqlalchemy import insert

        from willing.ledger import database, judging, schema, writing
        from willing.ledger.anchors import anchor_reader

        moment = moment_text(recorded_at)
        position = replace(position, reader=anchor_reader(coded_id))
        writing.check_quoted(document, [position])
        with database.writing(self.engine) as connection:
            position_id = writing.add_anchor(connection, coded_id, document, position, moment)
            judgement = judging.checked(position_id, Verdict.ACCEPT, by, reason, None, moment_of(moment))
            connection.execute(insert(schema.judgements), judging.row(connection, judgement))
        return position_id

    def state_fact(
        self,
        fact_id: str,
        holds: bool | None,
        since: PartialDate,
        *,
        by: str,
        source: str = "",
        recorded_at: Moment | None = None,
    ) -> None:
        """Records that from a day on a fact of the case is true, false or (None) unknown, on whose word."""
        from sqlalchemy import insert

        from willing.ledger import database, schema

        if not fact_id or not by:
            raise LedgerError(f"fact {fact_id!r} stated by {by!r}: expected the fact's id and a name")
        row = {"fact_id": fact_id, "holds": holds, "since": str(since), "since_last": since.last.isoformat()}
        told = {"by": by, "source": source, "recorded_at": moment_text(recorded_at)}
        with database.writing(self.engine) as connection:
            connection.execute(insert(schema.facts), row | told)

    # reading

    def entries(
        self,
        actor: str | None = None,
        measure: str | None = None,
        as_of: Day | None = None,
        known_at: Day | Moment | None = None,
        include_demo: bool = False,
    ) -> tuple[Entry, ...]:
        """The positions of the newest readings and the coded ones, oldest statement first, judged ones marked.

        `as_of` leaves out what was not surely said by the end of that day; `known_at` what was not recorded by then,
        readings and judgements alike. Rejected and unsure positions are included: `current_cells` leaves them out.
        Positions from texts written for the project come only with `include_demo`.
        """
        from willing.ledger import database, queries

        query = queries.entries_query(
            actor, measure, day_text(as_of) if as_of else None, end_of(known_at) if known_at else None, include_demo
        )
        with database.looking(self.engine) as connection:
            found = tuple(queries.entry_of(row) for row in connection.execute(query))
        # a correction may have changed the actor or the measure
        return tuple(
            entry
            for entry in found
            if (not actor or actor in entry.position.actor_ids)
            and (not measure or entry.position.measure_id == measure)
        )

    def documents(self, include_demo: bool = True) -> tuple[DocumentLine, ...]:
        """All documents without their texts, in the order they were recorded."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return tuple(queries.line_of(row) for row in connection.execute(queries.lines_query(include_demo)))

    def document(self, document_id: str) -> Document:
        """A document with its text and raw bytes, by its id or by at least 8 digits of its sha256.

        Where two texts came under one id (a page that changed), the id gives the newer. Raises LedgerError.
        """
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            found = queries.find_document(connection, document_id)
        if found is None:
            raise LedgerError(f"document {document_id}: not in this ledger")
        return found

    def judgements(self, position_id: str | None = None) -> tuple[Judgement, ...]:
        """Judgements of one position or of all, oldest first."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.judgements_of(connection, position_id)

    def facts(self, as_of: Day | None = None, known_at: Day | Moment | None = None) -> tuple[FactEntry, ...]:
        """All that was recorded of facts, oldest first; the last entry of a fact is what holds."""
        from willing.ledger import database, queries

        day, moment = day_text(as_of) if as_of else None, end_of(known_at) if known_at else None
        with database.looking(self.engine) as connection:
            return queries.facts_of(connection, day, moment)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.counts_of(connection)
