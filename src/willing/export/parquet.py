"""Tables as Parquet, written by DuckDB: typed columns, null where nothing is known, compressed by zstd."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from willing.export.columns import Table, Type
from willing.export.csv_files import write_csv
from willing.export.rows import Row
from willing.sources.parquet_files import connection, quoted

SQL = {Type.STRING: "VARCHAR", Type.INTEGER: "BIGINT", Type.NUMBER: "DOUBLE", Type.BOOLEAN: "BOOLEAN"}


def write_parquet(file: Path, table: Table, rows: Iterable[Row]) -> None:
    """Write a table. Raises UsageError where DuckDB is not installed."""
    plain = file.with_suffix(".csv")
    write_csv(plain, table, rows, guard=False)
    columns = ", ".join(f"'{column.name}': '{SQL[column.type]}'" for column in table.columns)
    with connection(file.parent) as database:
        database.execute(
            f"COPY (SELECT * FROM read_csv({quoted(plain)}, header = true, delim = ',', quote = '\"', escape = '\"', "
            f"columns = {{{columns}}}, nullstr = '', strict_mode = true, max_line_size = 67108864)) "
            f"TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd)"
        )
    plain.unlink()
