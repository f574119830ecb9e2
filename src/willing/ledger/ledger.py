"""The ledger: documents, their readings and stories, positions, judgements, endings and facts, kept for good.

It only appends, and the database itself refuses anything else. Each call that writes is one transaction: all of it
is kept or nothing, also when the process is killed; a rerun adds what is missing and nothing twice. Every quote is
compared with the stored text before it is written.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from willing.errors import LedgerError
from willing.ledger.cell import Cell
from willing.ledger.entry import (
    Added,
    Counts,
    DocumentLine,
    Ending,
    EndingKind,
    Entry,
    FactEntry,
    Judgement,
    StoryEntry,
    StoryRelation,
    Verdict,
)
from willing.ledger.found import Found
from willing.ledger.moments import day_text, end_of, first_day, moment_of, moment_text
from willing.ledger.standing import current_cells
from willing.model import Document, PartialDate, Position

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from willing.ledger.origins import Story
    from willing.model.register import Register

Day = datetime.date | PartialDate | str
Moment = datetime.datetime | str

# SQLAlchemy takes a third of a second to import: the modules that need it are imported where they are used.


class Ledger:
    """An open ledger; `Ledger.create` or `Ledger.open` gives one. Usable from several threads, and as a context.

    `people` is how many must agree before a judgement counts.
    """

    def __init__(self, engine: Engine, address: str, *, people: int = 1) -> None:
        self.engine = engine
        self.address = address
        self.people = people

    @classmethod
    def create(cls, path_or_url: str | Path) -> Ledger:
        """A new, empty ledger in a file that is missing or empty, or in an empty database.

        Raises LedgerError where something is there already, or where nothing can be written.
        """
        from willing.ledger.opening import created

        return cls(*created(path_or_url))

    @classmethod
    def open(cls, path_or_url: str | Path, *, people: int = 1) -> Ledger:
        """An existing ledger. Raises LedgerError for a missing or foreign file and for another version."""
        from willing.ledger.opening import opened

        return cls(*opened(path_or_url), people=people)

    @staticmethod
    def upgrade(path_or_url: str | Path) -> tuple[int, int]:
        """Brings an older ledger to this program's form, all or nothing; the version met and the version now.

        Nothing that was recorded changes. Raises LedgerError as `open` does.
        """
        from willing.ledger.opening import upgraded

        return upgraded(path_or_url)

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
        recorded_at: Moment | Callable[[], Moment] | None = None,
    ) -> Added:
        """Keeps a document with what a reader (name and version) found in it: everything or nothing.

        A text that this reader version has read before adds nothing; one that another version reads adds a reading,
        which the views use from then on. `status` is "unread", with a `reason`, for a text that the reader could not
        read; `demo` marks a text written for the project. Raises LedgerError where a quote does not stand in the
        text or the database cannot write; then nothing of this document was kept.
        """
        from willing.ledger import database, writing

        writing.check_quoted(document, positions)
        with database.writing(self.engine) as connection:
            # told when no other writes any more: moments follow one another as the ledger grows
            moment = moment_text(recorded_at() if callable(recorded_at) else recorded_at)
            reading = writing.Reading(reader, status, reason, demo, moment)
            return writing.add_document(connection, document, positions, reading)

    def add_all(
        self, readings: Sequence[tuple[Document, Sequence[Position], str]], recorded_at: Moment | None = None
    ) -> tuple[Added, ...]:
        """Keeps several documents, each with its positions and the name of its reading: all of them or none.

        As `add` otherwise; raises LedgerError.
        """
        from willing.ledger import database, writing

        for document, positions, _ in readings:
            writing.check_quoted(document, positions)
        with database.writing(self.engine) as connection:
            moment = moment_text(recorded_at)
            return tuple(
                writing.add_document(
                    connection, document, positions, writing.Reading(reader, "read", None, False, moment)
                )
                for document, positions, reader in readings
            )

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
        """Records a person's judgement of a position; the newest one counts, of each person where two must agree.

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
        note: str = "",
        recorded_at: Moment | None = None,
    ) -> None:
        """Records that from a day on a fact of the case is true, false or (None) unknown, on whose word.

        `note` says in words how it stood.
        """
        from sqlalchemy import insert

        from willing.ledger import database, schema

        if not fact_id or not by:
            raise LedgerError(f"fact {fact_id!r} stated by {by!r}: expected the fact's id and a name")
        row = {"fact_id": fact_id, "holds": holds, "since": str(since), "since_last": since.last.isoformat()}
        told = {"by": by, "source": source, "note": note, "recorded_at": moment_text(recorded_at)}
        with database.writing(self.engine) as connection:
            connection.execute(insert(schema.facts), row | told)

    def end_position(
        self,
        position_id: str,
        kind: EndingKind | str,
        since: PartialDate,
        *,
        by: str,
        reason: str,
        by_position: str | None = None,
        source: str = "",
        recorded_at: Moment | None = None,
    ) -> Ending:
        """Records that a position was withdrawn, superseded, expired or corrected from a day on, or stands after all.

        `by` is who records it; `by_position` the position of this ledger that ends it, else `source` says who did.
        The newest one recorded counts. Raises LedgerError for a position that is not there.
        """
        from willing.ledger import database, ending

        ended = ending.checked(
            position_id, kind, since, by, reason, by_position, source, moment_of(moment_text(recorded_at))
        )
        with database.writing(self.engine) as connection:
            ending.add_ending(connection, ended)
        return ended

    def join_story(
        self,
        document_sha256: str,
        story: str,
        relation: StoryRelation | str,
        *,
        similarity: float = 1.0,
        details: dict[str, Any] | None = None,
        recorded_at: Moment | None = None,
    ) -> bool:
        """Records that a document belongs to a story; False, and nothing added, where just this was recorded last.

        `details` is what was compared, as JSON: differing names, numbers, negations. Raises LedgerError for a document
        that is not there.
        """
        from willing.ledger import database, joining

        joined = joining.checked(
            document_sha256, story, relation, similarity, details or {}, moment_of(moment_text(recorded_at))
        )
        with database.writing(self.engine) as connection:
            return joining.add_to_story(connection, joined)

    def look(self, name: str, recorded_at: Moment | None = None) -> None:
        """Records that somebody (by name) looked at the ledger, so that "since the last look" can be told."""
        from sqlalchemy import insert

        from willing.ledger import database, schema

        if not name.strip():
            raise LedgerError("a look without a name: expected whose it is")
        with database.writing(self.engine) as connection:
            connection.execute(insert(schema.looks), {"name": name, "recorded_at": moment_text(recorded_at)})

    def take_in(self, rows: Iterable[dict[str, Any]], *, keep: bool = True) -> Counter[str]:
        """Keeps the rows of another ledger's `rows`, all or none; how many of each kind were new.

        Without `keep` all is checked, and nothing stays. Raises LedgerError for a row that does not hold together: a
        quote that is not in its text, an id that is not that of its content, a judgement of nothing.
        """
        from willing.ledger import database, transfer

        with database.writing(self.engine) as connection:
            added = transfer.take_in(connection, rows)
            if not keep and (transaction := connection.get_transaction()) is not None:
                transaction.rollback()
        return added

    # reading

    def rows(self) -> Iterator[dict[str, Any]]:
        """The whole record as rows of JSON values, each named in `row` (`ledger/transfer.py`)."""
        from willing.ledger import database, transfer

        with database.looking(self.engine) as connection:
            yield from transfer.rows_of(connection)

    def entries(
        self,
        actor: str | None = None,
        measure: str | None = None,
        as_of: Day | None = None,
        known_at: Day | Moment | None = None,
        include_demo: bool = False,
        *,
        newest: int | None = None,
        ids: Collection[str] | None = None,
        documents: Collection[str] | None = None,
    ) -> tuple[Entry, ...]:
        """The positions of the newest readings and the coded ones, oldest statement first, judged ones marked.

        `as_of` leaves out what was not surely said by the end of that day; `known_at` what was not recorded by then,
        readings and judgements alike. Rejected and unsure positions are included: `current_cells` leaves them out.
        Positions from texts written for the project come only with `include_demo`. `newest` gives so many, those said
        last; `ids` only those positions, `documents` those in some texts (by sha256).
        What was accepted or corrected in an earlier reading of a text stays, whatever a newer one says.
        """
        from willing.ledger import database, queries

        day, moment = day_text(as_of) if as_of else None, end_of(known_at) if known_at else None
        if newest is not None and actor and not measure and ids is None and documents is None:
            return self.newest_of(actor, newest, as_of, known_at, include_demo)
        with database.looking(self.engine) as connection:
            corrections = queries.corrections(connection, moment)
            corrected = queries.corrected_to(corrections, actor, measure)
            counting = queries.counting_judgements(connection, moment, self.people)
            # a correction may take away as many as were corrected
            most = newest + len(corrections) if newest is not None else None
            query = queries.entries_query(actor, measure, day, moment, include_demo, corrected, counting, most)
            if ids is not None:
                query = queries.of_these(query, ids)
            if documents is not None:
                query = queries.in_these(query, documents)
            found = queries.entries_of(connection, query, moment)
        # a correction may have changed the actor or the measure
        kept = [
            entry
            for entry in found
            if (not actor or actor in entry.position.actor_ids)
            and (not measure or entry.position.measure_id == measure)
        ]
        return tuple(kept) if newest is None else tuple(reversed(kept[:newest]))

    def newest_of(
        self, actor: str, count: int, as_of: Day | None, known_at: Day | Moment | None, include_demo: bool
    ) -> tuple[Entry, ...]:
        """An actor's newest entries, oldest first: the newest on each measure, because statements lie by measure."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            measures = queries.measures_of(connection, actor)
        found = [
            entry
            for measure in measures
            for entry in self.entries(actor, measure, as_of, known_at, include_demo, newest=count)
        ]
        return tuple(sorted(found, key=lambda each: (each.days[1], each.days[0], each.id))[-count:])

    def cells(
        self,
        register: Register | None = None,
        *,
        actor: str | None = None,
        measure: str | None = None,
        as_of: Day | None = None,
        known_at: Day | Moment | None = None,
        include_demo: bool = False,
        with_entries: bool = True,
    ) -> tuple[Cell, ...]:
        """What stands, as `current_cells` computes it from `entries`, of one actor or measure if asked.

        Documents that are copies of one text count as one origin (`with_origins`).
        Fast in a large ledger too: what was computed is kept in the database and only what changed is computed again.
        What was known at an earlier moment is always computed anew, as of that moment at the latest. Without
        `with_entries` the cells' `entries` may be left empty.
        """
        from willing.ledger import summary

        if known_at:
            day = min(filter(None, (day_text(as_of) if as_of else None, end_of(known_at)[:10])))
            entries = self.entries(actor, measure, as_of, known_at, include_demo)
            cells = current_cells(self.with_origins(entries, known_at), as_of=day, register=register)
            return tuple(
                cell for cell in cells if actor in (None, cell.actor_id) and measure in (None, cell.measure_id)
            )
        question = summary.Question(register, day_text(as_of) if as_of else None, include_demo, self.people)
        return summary.summed_up(self.engine, question, actor, measure, with_entries=with_entries)

    def sum_up(self, register: Register | None = None) -> None:
        """Brings what `cells` keeps up to date, so that the next question does not wait; nothing in a small ledger."""
        from willing.ledger import summary

        summary.sum_up(self.engine, summary.Question(register, None, False))

    def search(
        self,
        query: str,
        *,
        actor: str | None = None,
        measure: str | None = None,
        since: Day | None = None,
        as_of: Day | None = None,
        known_at: Day | Moment | None = None,
        include_demo: bool = False,
        limit: int = 20,
    ) -> Found:
        """Documents and coded positions in which all words of a query stand, the best first.

        Any text is a query: words without regard to case and accents, "phrases", beginnings*, and -words that must not
        stand there; what is none of these is a border between words. `since` and `as_of` bound the day of the text or
        the coded statement; `actor` and `measure` ask for a text with such a position.
        """
        from willing.ledger import database, search

        filters = search.Filters(
            actor,
            measure,
            first_day(since) if since else None,
            day_text(as_of) if as_of else None,
            end_of(known_at) if known_at else None,
            include_demo,
        )
        with database.looking(self.engine) as connection:
            return search.search(connection, query, filters, limit)

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

    def text(self, digits: str) -> tuple[DocumentLine, Document] | None:
        """A document with its line by the beginning of its sha256, 8 digits or more; None where none begins so.

        No name that somebody gave a document can stand in for these digits.
        """
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.text_of(connection, digits)

    def every_reading(self, document_sha256: str) -> tuple[tuple[str, str, Position], ...]:
        """What all readings of a text found, the newest reading first: reader, position id, position."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.every_reading_of(connection, document_sha256)

    def judgements(self, position_id: str | None = None) -> tuple[Judgement, ...]:
        """Judgements of one position or of all, oldest first."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.judgements_of(connection, position_id)

    def days_said(self) -> tuple[datetime.date, datetime.date] | None:
        """The day by which the oldest statement was said, and that of the newest; None in an empty ledger."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.days_said(connection)

    def facts(self, as_of: Day | None = None, known_at: Day | Moment | None = None) -> tuple[FactEntry, ...]:
        """All that was recorded of facts, oldest first; the last entry of a fact is what holds."""
        from willing.ledger import database, queries

        day, moment = day_text(as_of) if as_of else None, end_of(known_at) if known_at else None
        with database.looking(self.engine) as connection:
            return queries.facts_of(connection, day, moment)

    def endings(
        self, position_id: str | None = None, as_of: Day | None = None, known_at: Day | Moment | None = None
    ) -> tuple[Ending, ...]:
        """All that was recorded of the ends of one position or of all, oldest record first."""
        from willing.ledger import database, queries

        day, moment = day_text(as_of) if as_of else None, end_of(known_at) if known_at else None
        with database.looking(self.engine) as connection:
            return queries.endings_of(connection, position_id, day, moment)

    def stories(self, known_at: Day | Moment | None = None) -> tuple[StoryEntry, ...]:
        """All that was recorded of stories, oldest first; the last entry of a document in a story is what holds."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.stories_of(connection, end_of(known_at) if known_at else None)

    def stories_told(
        self, documents: Collection[str] | None = None, known_at: Day | Moment | None = None
    ) -> tuple[Story, ...]:
        """The stories that hold some documents (by sha256) or all stories, each with all its documents."""
        from willing.ledger import database, stored_stories

        with database.looking(self.engine) as connection:
            moment = end_of(known_at) if known_at else None
            return stored_stories.stories_holding(connection, documents, moment)

    def with_origins(self, entries: Sequence[Entry], known_at: Day | Moment | None = None) -> tuple[Entry, ...]:
        """The entries, each document with the origin of its story, as known at a moment."""
        from willing.ledger import database, stored_stories

        with database.looking(self.engine) as connection:
            origins = stored_stories.Origins(connection, known_at=end_of(known_at) if known_at else None)
            return origins.told(entries)

    def last_look(self, name: str) -> datetime.datetime | None:
        """When somebody last looked; None where never."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.last_look(connection, name)

    def extent(self) -> tuple[int, ...]:
        """How far the record has come: the same until something is added. For those who keep what they made of it."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.extent_of(connection)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        from willing.ledger import database, queries

        with database.looking(self.engine) as connection:
            return queries.counts_of(connection)
