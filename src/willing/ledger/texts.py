"""The stored texts themselves, one by one, for what must compare each with all others."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from willing.model import PartialDate

if TYPE_CHECKING:
    from sqlalchemy import Row, Select

    from willing.ledger.ledger import Ledger

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text as stored, with what tells where it comes from."""

    sha256: str
    text: str
    published: PartialDate | None
    outlet: str | None
    author: str | None


def stored_texts(ledger: Ledger, besides: Container[str] = ()) -> Iterator[StoredText]:
    """The texts in the order they were recorded, but for those written for the project and `besides` (by sha256)."""
    from sqlalchemy import select

    from willing.ledger import database
    from willing.ledger.schema import documents

    order = (documents.c.recorded_at, documents.c.doc_id, documents.c.sha256)
    with database.looking(ledger.engine) as connection:
        every = connection.scalars(select(documents.c.sha256).where(documents.c.demo.is_(False)).order_by(*order))
        wanted = [sha256 for sha256 in every if sha256 not in besides]
    for start in range(0, len(wanted), AT_ONCE):
        some = query_of().where(documents.c.sha256.in_(wanted[start : start + AT_ONCE])).order_by(*order)
        with database.looking(ledger.engine) as connection:
            rows = connection.execute(some).all()
        yield from map(text_of, rows)


def stored_text(ledger: Ledger, sha256: str) -> StoredText | None:
    """One text; None where it is not there."""
    from willing.ledger import database
    from willing.ledger.schema import documents

    with database.looking(ledger.engine) as connection:
        row = connection.execute(query_of().where(documents.c.sha256 == sha256)).first()
    return text_of(row) if row else None


def query_of() -> Select[Any]:
    from sqlalchemy import select

    from willing.ledger.schema import documents

    columns = (documents.c[name] for name in ("sha256", "text", "published", "outlet", "author"))
    return select(*columns)


def text_of(row: Row[Any]) -> StoredText:
    published = PartialDate.parse(row.published) if row.published else None
    return StoredText(row.sha256, row.text, published, row.outlet, row.author)
