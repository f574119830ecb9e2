"""The words of what can be searched, where the database finds them: FTS5 in SQLite, a tsvector in PostgreSQL.

The second home, beside `database.py`, of what differs between databases. Both get words already cut and folded
(`words.py`), and a query made of such words, so both find the same; only their ranking is their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Float, Integer, TextualSelect, text

from willing.ledger.words import Term

TABLE = "search_words"
TITLE_WEIGHT = 4.0

# without the content: the texts are in `documents`, and a passage to show is cut from there
SQLITE_TABLE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, body, content = '', tokenize = 'unicode61 remove_diacritics 2')"
)
POSTGRESQL_TABLE = (
    f"CREATE TABLE {TABLE} (number integer PRIMARY KEY REFERENCES searchable (number), words tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_found ON {TABLE} USING gin (words)",
)
SQLITE_FOUND = (
    f"SELECT rowid AS number, bm25({TABLE}, {TITLE_WEIGHT}, 1.0) AS rank FROM {TABLE} WHERE {TABLE} MATCH :asked"
)
POSTGRESQL_FOUND = (
    f"SELECT number, -ts_rank(words, CAST(:asked AS tsquery), 1) AS rank FROM {TABLE} "
    "WHERE words @@ CAST(:asked AS tsquery)"
)

Row = tuple[int, Sequence[str], Sequence[str]]
"""Number in `searchable`, words of the title, words of the body."""


def create(connection: Connection) -> list[str]:
    """Makes the table; the names of those of its tables that the append-only guards can stand on."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(SQLITE_TABLE)
        return []
    for statement in POSTGRESQL_TABLE:
        connection.exec_driver_sql(statement)
    return [TABLE]


def add(connection: Connection, rows: Iterable[Row]) -> None:
    known = list(rows)
    if not known:
        return
    if connection.dialect.name == "sqlite":
        statement = text(f"INSERT INTO {TABLE} (rowid, title, body) VALUES (:number, :title, :body)")
        values = [{"number": number, "title": " ".join(title), "body": " ".join(body)} for number, title, body in known]
    else:
        statement = text(f"INSERT INTO {TABLE} (number, words) VALUES (:number, CAST(:words AS tsvector))")
        values = [{"number": number, "words": vector(title, body)} for number, title, body in known]
    connection.execute(statement, values)


def found(connection: Connection, terms: Sequence[Term]) -> TextualSelect:
    """The numbers in `searchable` where the terms stand, each with its rank, the best one the lowest."""
    in_sqlite = connection.dialect.name == "sqlite"
    statement = text(SQLITE_FOUND if in_sqlite else POSTGRESQL_FOUND)
    asked = sqlite_query(terms) if in_sqlite else postgresql_query(terms)
    return statement.bindparams(asked=asked).columns(number=Integer, rank=Float)


def sqlite_query(terms: Sequence[Term]) -> str:
    """ "cease fire" "parlia" * NOT "moscow": every term is quoted, so that no word of it is an operator."""
    asked = ['"' + " ".join(term.words) + '"' + (" *" if term.prefix else "") for term in terms if not term.excluded]
    barred = [f' NOT "{" ".join(term.words)}"' + (" *" if term.prefix else "") for term in terms if term.excluded]
    return f"({' AND '.join(asked)})" + "".join(barred)


def postgresql_query(terms: Sequence[Term]) -> str:
    """('cease' <-> 'fire') & ('parlia':*) & !('moscow')."""
    parts = []
    for term in terms:
        words = [f"'{word}'" for word in term.words]
        words[-1] += ":*" if term.prefix else ""
        parts.append(("!" if term.excluded else "") + f"({' <-> '.join(words)})")
    return " & ".join(parts)


def vector(title: Sequence[str], body: Sequence[str]) -> str:
    """Words with their places, as PostgreSQL writes them: 'fire':2A,40B. The title's weigh more."""
    places: dict[str, list[str]] = {}
    # a gap, so that no phrase runs on from the title into the text
    for shift, weight, words in ((1, "A", title), (len(title) + 2, "B", body)):
        for place, word in enumerate(words):
            places.setdefault(word, []).append(f"{place + shift}{weight}")
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())
